"""Lines of Markdown that every part of a rulebook's page is made of."""

import re
from collections.abc import Iterable, Iterator

UNVERIFIED = "(unverified)"
_CODE = re.compile(r"(`[^`\n]*`)")


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


def without_tags(markdown: str) -> str:
    """Return a page of which no text becomes a tag, wherever it is made HTML.

    A rulebook's texts may be an authority's own; in code nothing is a tag anyway.
    """
    parts = _CODE.split(markdown)
    texts = (part.replace("<", "&lt;") for part in parts[::2])
    return "".join(
        part for pair in zip(texts, [*parts[1::2], ""], strict=True) for part in pair
    )
