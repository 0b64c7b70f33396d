"""The decision table of a rulebook: who reports a pupil who moves, and its page."""

from collections.abc import Iterator

from keystage.checks.model import Rulebook
from keystage.checks.words import listed, long_date
from keystage.movement import Row, Table, table_of
from keystage.movement.vocabulary import FACTS, OUTCOMES

NO_GUIDANCE = "No guidance of this year on who reports a {pupil} who moves was found."


def movement_of(book: Rulebook) -> Table | None:
    """Return the table of `book`, or None where no guidance is known.

    Its weeks open and close on the book's verified deadlines, where it names them.
    Raises `RulebookError` with every complaint about the table.
    """
    if not book.movement:
        return None
    days = {one.id: one.day for one in book.deadlines if one.verified and one.day}
    return table_of(book.movement, book.sources, days)


def page(book: Rulebook) -> Iterator[str]:
    """Yield the section on movers of a rulebook's page, as lines of Markdown.

    Nothing where nothing is reported to anybody: results that stay with the school.
    """
    if book.ctf.destination == "own":
        return
    yield f"## Who reports a {book.words['pupil']} who moves"
    yield ""
    table = movement_of(book)
    if table is None:
        yield NO_GUIDANCE.format(**book.words)
    else:
        yield from _table(table)
    yield ""


def _table(table: Table) -> Iterator[str]:
    if not table.verified:
        yield "No guidance of this year was found; these are the rules of the next."
        yield ""
    yield "The first row that holds applies. What no row covers is not decided."
    if weeks := _weeks(table):
        yield weeks
    if table.usual:
        yield f"Taken as usual: {table.usual}"
    yield ""
    yield "| Row | Where | Reports | In words | Stands in |"
    yield f"|{' --- |' * 5}"
    for row in table.rows:
        yield f"| {' | '.join(_cells(row, table.settings.period))} |"


def _weeks(table: Table) -> str:
    known = (
        ("begins", table.settings.opens),
        ("ends", table.settings.closes),
        ("cut-off", table.settings.cut_off),
    )
    told = [f"{what} {long_date(day)}" for what, day in known if day]
    return f"The {table.settings.period}: {', '.join(told)}." if told else ""


def _cells(row: Row, period: str) -> Iterator[str]:
    yield f"`{row.id}`"
    conditions = (
        listed([FACTS[fact].values[one] for one in values])
        for fact, values in row.when.items()
    )
    yield "; ".join(conditions).replace("{period}", period) or "always"
    yield OUTCOMES[row.reports].replace("{period}", period)
    yield " ".join(filter(None, (row.says, row.help)))
    doubt = "" if row.verified else " (unverified)"
    yield f"{row.source}: {row.paragraph}{doubt}"
