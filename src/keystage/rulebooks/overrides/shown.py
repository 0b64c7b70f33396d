"""What was confirmed, as a part of a rulebook's page."""

from collections.abc import Iterator

from keystage.checks.model import Rulebook


def confirmed_lines(book: Rulebook) -> Iterator[str]:
    """Yield lines of Markdown: what was confirmed, and by which sheet; none if nothing."""
    if not book.confirmed:
        return
    yield "## Confirmed against the Department's own sheets"
    yield ""
    for place, said in book.confirmed.items():
        yield f"- `{place}`: {said}"
    yield ""
