"""A file held against what stands: who changes, who is new, and what each way would do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from keystage import rulebooks
from keystage.checks.model import Rulebook
from keystage.core.records import Row as Record
from keystage.core.years import parse_date
from keystage.marksheet.template.model import entered
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.actions.cells.model import Typed
from keystage_web.returns.sending.reading import Looked
from keystage_web.returns.sheet import queries as sheets
from keystage_web.returns.sheet.model import Row, Sheet, State
from keystage_web.returns.taking.reading import Given, Table
from keystage_web.returns.taking.review import Change, Kind, Review, review
from keystage_web.rolls.children import LONGEST, Facts


class Way(StrEnum):
    """What a file does to what stands: takes its place, or is added to it."""

    REPLACE = "replace"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class Comer:
    """A child of the file who is not on the list, with what is known to put it there.

    `at` is its place in the file, from 1, `values` its results by component.
    """

    at: int
    upn: str
    surname: str
    forename: str
    born: str
    sex: str
    year_group: str
    group: str
    values: Mapping[str, str]

    @property
    def name(self) -> str:
        """The name as lists have it."""
        return f"{self.surname}, {self.forename}"

    @property
    def facts(self) -> Facts:
        """What the list keeps of a child; a day that is none is left out."""
        born = parse_date(self.born)
        return {
            "upn": self.upn,
            "surname": self.surname,
            "forename": self.forename,
            "born": born.isoformat() if born else "",
            "sex": self.sex,
            "year_group": self.year_group,
            "group": self.group,
        }


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a file would do to a return. Nothing is done by looking.

    `gone` are the results that would be taken away if the file took the place of what
    stands, by pupil; there are none where nothing `stands`.
    """

    sheet: Sheet
    found: Review
    comers: tuple[Comer, ...]
    gone: Mapping[str, tuple[Change, ...]]
    stands: bool
    odd: tuple[str, ...]

    def cells(self, way: Way) -> list[Typed]:
        """Return the cells that are written, each after the version that stands."""
        wanted = list(self.found.taken)
        if way is Way.REPLACE:
            wanted += [one for each in self.gone.values() for one in each]
        return [Typed(one.pupil, one.component, one.after, one.base) for one in wanted]


def reviewed(
    scope: Scope, round_id: str, looked: Looked, *, now: datetime, school: str = ""
) -> Reviewed | None:
    """Return what a file of a school would do in a round; None without one.

    `school` is whose a scope at the authority asks for.
    """
    sheet = sheets.sheet(scope, round_id, now=now, school=school)
    if sheet is None:
        return None
    results = {column.id for column in sheet.results}
    records = {record.position: record for record in looked.rows}
    book = rulebooks.load(sheet.book)
    lines = tuple(_line(record, book, results) for record in records.values())
    found = review(scope, sheet, Table(lines, ()), now=now, sent=True)
    unknown = [_comer(one, records[one.row]) for one in found.unknown]
    others = [one for one in unknown if not _fits(one, records[one.at])]
    return Reviewed(
        sheet,
        found,
        comers=tuple(one for one in unknown if one not in others),
        gone={
            row.pupil: gone
            for row in sheet.rows
            if (gone := tuple(_gone(row, found.named.get(row.pupil, {}))))
        },
        stands=any(cell.value for row in sheet.rows for cell in row.cells.values()),
        odd=(*found.odd, *map(_not_due, others)),
    )


def _fits(comer: Comer, record: Record) -> bool:
    """Return whether a child can be put on the list, and is then on the sheet."""
    texts = [(fact, comer.facts.get(fact, "")) for fact in LONGEST]
    return bool(record.cohort) and all(len(text) <= LONGEST[f] for f, text in texts)


def _not_due(comer: Comer) -> str:
    said = _(
        "%(name)s: not on your list, and by year group and date of birth not of those "
        "this collection is about. Put them on the list by hand if that is wrong."
    )
    return said % {"name": comer.name}


def _line(record: Record, book: Rulebook, results: set[str]) -> Given:
    held = {name: record.value(name) for name in record.results}
    values = {
        name: text for name, text in entered(book, held).items() if name in results
    }
    return Given(
        record.position,
        record.upn,
        record.surname,
        record.forename,
        {name: text for name, text in values.items() if text},
    )


def _comer(given: Given, record: Record) -> Comer:
    return Comer(
        given.row,
        *(given.upn, given.surname, given.forename, record.dob.strip()),
        *(record.sex, record.nc_year, record.group),
        values=given.values,
    )


def _gone(row: Row, named: Mapping[str, str]) -> Iterator[Change]:
    """Yield the results of a pupil that stand, and that the file does not have."""
    for component, cell in row.cells.items():
        if cell.value and component not in named and cell.state is not State.CLOSED:
            yield Change(row.pupil, component, cell.value, "", cell.version, Kind.PLAIN)
