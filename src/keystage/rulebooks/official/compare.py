"""A table of the Department's against rulebooks, matter by matter."""

from collections.abc import Sequence

from keystage.checks.model import Rulebook
from keystage.rulebooks.official.components import of_book
from keystage.rulebooks.official.entries import Entry, entries
from keystage.rulebooks.official.model import Comparison, Table, Verdict
from keystage.rulebooks.official.numbers import of_numbers

_CANCELLED = "cancelled"


def compare(table: Table, books: Sequence[Rulebook]) -> Comparison:
    """Return what agrees, differs or is missing between `table` and `books`.

    Books of cancelled years hold nothing to compare and are left out. Each verdict
    carries the confirmation that accepting it would write.
    """
    held = [book for book in books if book.components and book.status != _CANCELLED]
    titles = {book.id: book.words.get("title", book.title) for book in held}
    if table.kind == "numbers":
        numbered, lost = of_numbers(table, held)
        return Comparison("numbers", numbered, (*table.notes, *lost), titles)
    found, doubts = entries(table)
    notes = [*table.notes, *doubts]
    said: list[Verdict] = []
    used: set[int] = set()
    for book in held:
        verdicts, of_this = of_book(book, found, held)
        said += verdicts
        used |= of_this
    notes += _others([entry for entry in found if id(entry) not in used])
    dated = {"from", "to"} <= table.columns
    if not dated:
        notes.append(
            "The sheet does not tell the years its rows hold for; they are taken to "
            "hold for every rulebook compared."
        )
    return Comparison("components", tuple(said), tuple(notes), titles, dated)


def _others(entries_: Sequence[Entry]) -> list[str]:
    """Return a note on what no rulebook compared has to do with."""
    rows = sum(len(entry.rows) for entry in entries_)
    if not rows:
        return []
    scales = dict.fromkeys(
        f"{stage} {method} {qualifier}"
        for stage, _, method, _, qualifier in (entry.key for entry in entries_)
    )
    shown = ", ".join(list(scales)[:10]) + (", ..." if len(scales) > 10 else "")  # noqa: PLR2004 - a line's worth
    counted = "1 row is" if rows == 1 else f"{rows} rows are"
    return [f"{counted} on other scales or for other years ({shown})."]
