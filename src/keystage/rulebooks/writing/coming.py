"""The year to come: a provisional rulebook for every collection that is still held."""

from collections.abc import Iterator

from keystage.checks.model import Rulebook
from keystage.rulebooks.load import available, load

_TOP = (
    "# Carried forward and not confirmed: no dates until an authority confirms them.\n"
)


def coming_year(year: int) -> dict[str, str]:
    """Return a new `rulebook.toml` for `year` by folder, for each collection still held.

    Each stands on the newest year before it. A collection whose newest year is
    cancelled, and one that has a rulebook of `year` or later, gets none.
    """
    return {
        f"{book.collection}_{year}": _text(book, year)
        for book in _newest()
        if book.year < year and book.status != "cancelled"
    }


def _newest() -> Iterator[Rulebook]:
    newest: dict[str, Rulebook] = {}
    for name in available():
        book = load(name)
        held = newest.get(book.collection)
        if held is None or held.year < book.year:
            newest[book.collection] = book
    yield from newest.values()


def _text(book: Rulebook, year: int) -> str:
    extends = book.id.replace("-", "_")
    text = f'{_TOP}\nextends = "{extends}"\nyear = {year}\nprovisional = true\n'
    if book.threshold and book.threshold.verified:
        text += "\n[threshold]\nverified = false\n"
    return text
