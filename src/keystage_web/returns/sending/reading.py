"""A file of a school read for one collection: its findings, and the rows it brings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from keystage.checks.model import RollEntry, Rulebook
from keystage.core.records import Return, Row
from keystage.intake import FileReport, Options
from keystage.intake.examine import examine
from keystage.intake.shelf import standard
from keystage.intake.work import Known, Work
from keystage.marksheet.columns_file import ColumnsFile
from keystage.xmlguard import Limits
from keystage_web.returns.sending.columns import questions
from keystage_web.rolls.reading.model import Question

_MADE = "date_time"  # what a finding is of that tells when a file was made


@dataclass(frozen=True, slots=True)
class Asked:
    """What a file is asked for: a rulebook's results of a school.

    `authority` and `school` are their numbers, '' where nobody has to be known: a
    setting has none. `roll` is whom the school expects; without one nothing is said of
    who is missing. No file is larger than `size` bytes. `columns` is what the school
    says of the headings of its tables; `answers` that somebody is there who can say it.
    `latest` is the moment no file is made after,
    where a demonstration plays at one before it.
    """

    book: Rulebook | None
    authority: str
    school: str
    roll: Sequence[RollEntry]
    size: int
    now: datetime
    latest: datetime | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    answers: bool = False


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of it: the library's report, and the rows of the wanted collection.

    `others` are titles of what else the file holds. `questions` are the columns of a
    table whose headings are not all known; `asks` that somebody has still to say.
    """

    report: FileReport
    rows: tuple[Row, ...] = ()
    others: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    asks: bool = False


def look(name: str, data: bytes, asked: Asked) -> Looked:
    """Return what is in a file, as everybody who checks one is told it; raises nothing."""
    found = _timely(name, data, asked, None)
    book = asked.book
    if book is None:
        return found
    open_ = questions(found.report, data, book, asked.columns)
    if not open_:
        return found
    said = {one.heading: asked.columns.get(one.heading) for one in open_}
    known = {name: to for name, to in said.items() if to is not None}
    if len(known) < len(said):
        return replace(found, questions=open_, asks=True)
    return replace(look_so(name, data, asked, known), questions=open_)


def look_so(name: str, data: bytes, asked: Asked, columns: Mapping[str, str]) -> Looked:
    """Return what is in a table of which a person said what each column holds."""
    book = asked.book
    said = ColumnsFile(columns, book.collection, book.year) if book else None
    return _timely(name, data, asked, said)


def _timely(
    name: str, data: bytes, asked: Asked, columns: ColumnsFile | None
) -> Looked:
    """Return what is in a file; none made today is told to be of a time to come."""
    found = _look(name, data, asked, columns)
    latest = asked.latest or asked.now
    told = any(one.subject == _MADE for one in found.report.findings)
    if latest <= asked.now or not told:
        return found
    again = _look(name, data, replace(asked, now=latest), columns)
    right = {one.rule for one in again.report.findings}
    kept = tuple(
        one
        for one in found.report.findings
        if one.subject != _MADE or one.rule in right
    )
    return replace(found, report=replace(found.report, findings=kept))


def _look(name: str, data: bytes, asked: Asked, columns: ColumnsFile | None) -> Looked:
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
    found = examine(
        name, data, Work(Known(options, roll, columns=columns), shelf, keep=_whole)
    )
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
