"""A file of a school read for one collection: its findings, and the rows it brings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from keystage.checks.model import RollEntry, Rulebook
from keystage.core.records import Return, Row
from keystage.intake import FileReport, Options
from keystage.intake.examine import examine
from keystage.intake.shelf import standard
from keystage.intake.work import Known, Work
from keystage.xmlguard import Limits


@dataclass(frozen=True, slots=True)
class Asked:
    """What a file is asked for: a rulebook's results of a school.

    `authority` and `school` are their numbers, '' where nobody has to be known: a
    setting has none. `roll` is whom the school expects; without one nothing is said of
    who is missing. No file is larger than `size` bytes.
    """

    book: Rulebook | None
    authority: str
    school: str
    roll: Sequence[RollEntry]
    size: int
    now: datetime


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of it: the library's report, and the rows of the wanted collection.

    `others` are titles of what else the file holds.
    """

    report: FileReport
    rows: tuple[Row, ...] = ()
    others: tuple[str, ...] = ()


def look(name: str, data: bytes, asked: Asked) -> Looked:
    """Return what is in a file, as everybody who checks one is told it; raises nothing."""
    book = asked.book
    options = Options(
        collection=book.collection if book else None,
        year=book.year if book else None,
        authority=asked.authority or None,
        school=asked.school or None,
        limits=replace(Limits.service(), size=asked.size),
        now=asked.now,
    )
    shelf = standard().preferring(options.collection)
    roll = tuple(asked.roll) or None
    found = examine(name, data, Work(Known(options, roll), shelf, keep=_whole))
    wanted = [one for one in found.returns if _is_of(one, book)]
    others = {shelf.nearest(one.collection, one.year).title for one in found.returns}
    return Looked(
        found.report,
        rows=tuple(wanted[0].rows) if wanted else (),
        others=tuple(sorted(others - ({book.title} if book else set()))),
    )


def _whole(part: Return) -> Return:
    return part


def _is_of(part: Return, book: Rulebook | None) -> bool:
    return book is not None and (part.collection, part.year) == (
        book.collection,
        book.year,
    )
