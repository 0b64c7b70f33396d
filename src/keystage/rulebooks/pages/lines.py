"""Lines of Markdown that every part of a rulebook's page is made of."""

from collections.abc import Iterable, Iterator

UNVERIFIED = "(unverified)"


def table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield a table, and the blank line after it."""
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"
    yield ""


def doubt(verified: bool) -> str:
    """Return what stands behind a fact: nothing if it is verified."""
    return "" if verified else f" {UNVERIFIED}"
