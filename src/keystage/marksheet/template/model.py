"""What a template is made from, and where on its sheet everything stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from keystage.checks.model import Rulebook
from keystage.marksheet.grid import Kind, columns
from keystage.marksheet.tag import MARKSHEET
from keystage.measures import Situation
from keystage.measures.book import threshold_on
from keystage.tables.writing import Area

TITLE, ABOUT, BLANKS, SO_FAR, AREAS, HEADS = range(1, 7)
"""The rows above the pupils."""
REASON, LEFT, LOOK = "reason", "left", "look"
"""Columns that only a template has: why a pupil is listed, blanks, what to put right."""
_FRONT = ("surname", "forename", "group")
_ORDER = ("surname", "forename", "group", "nc_year", "dob", "sex", "upn")
ROOM = 6
"""The most results that leave room on a page for all that says who a pupil is."""
# Rows beyond the last that the figures take in, should a person add some.
_BEYOND = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One pupil to stand on a template.

    Texts are as `keystage.checks.model.RollEntry` has them; `dob` is YYYY-MM-DD.
    `reason` says why the pupil takes a check again, '' for who does not. `below` are
    components the pupil is registered for as below the standard of the tests.
    `results` are results known already, by component.
    """

    surname: str
    forename: str
    upn: str = ""
    dob: str = ""
    sex: str = ""
    nc_year: str = ""
    group: str = ""
    reason: str = ""
    below: frozenset[str] = frozenset()
    results: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is wanted: a rulebook's template for a school's pupils.

    `school` is the seven-digit number or a setting's URN, '' if not known, `name`
    what it is called. `made` is when; what may be shown on that day is shown.
    `spare` counts empty rows for those who joined, `ask` says who to ask.
    """

    book: Rulebook
    pupils: Sequence[Listed] = ()
    made: datetime
    school: str = ""
    name: str = ""
    ask: str = ""
    spare: int = 12

    @property
    def today(self) -> date:
        """The day it is made."""
        return self.made.date()

    @property
    def situation(self) -> Situation:
        """What the measures know: the day, and nothing of other years."""
        return Situation(today=self.today)

    @property
    def threshold(self) -> int | None:
        """The mark that meets the standard, while it may be shown."""
        return threshold_on(self.book, self.today)

    def word(self, name: str) -> str:
        """Return one of the rulebook's words: `pupil`, `pupils`."""
        return self.book.words[name]


class Layout:
    """Which column stands where, from 1, and the rows of the pupils.

    Where there are many results they stand right beside the names, and what else
    says who a pupil is comes last, past the `printed` columns. `front` columns stand
    before the results.
    """

    def __init__(self, order: Order) -> None:
        book = order.book
        found = {column.id: column for column in columns(book)}
        self.identity = tuple(found[name] for name in _ORDER)
        self.results = tuple(
            column
            for column in found.values()
            if column.kind is Kind.RESULT and is_entered(book, column.id)
        )
        self.derived = tuple(
            column for column in found.values() if column.kind is Kind.DERIVED
        )
        reason = any(cohort.include != "all" for cohort in book.cohorts)
        roomy = len(self.results) <= ROOM
        front = [*(_ORDER if roomy else _FRONT), *([REASON] if reason else [])]
        names = [*front, *(column.id for column in self.results), LEFT, LOOK]
        names += [column.id for column in self.derived]
        self.front, self.printed = len(front), len(names)
        names += [name for name in _ORDER if name not in front]
        self.names = tuple(names)
        self._at = {name: number for number, name in enumerate(names, 1)}
        self.first = HEADS + 1
        self.last = HEADS + max(len(order.pupils) + order.spare, 1)
        self.width = len(names)

    def __contains__(self, name: str) -> bool:
        return name in self._at

    def at(self, name: str) -> int:
        """Return the column of `name`."""
        return self._at[name]

    def down(self, name: str) -> Area:
        """Return the cells of a column for all pupils there are or may be."""
        return Area(self.first, self.at(name), self.last, self.at(name))

    def column(self, name: str) -> str:
        """Return the reference of a column's cells, those of rows added later too."""
        at = self.at(name)
        return reference(Area(HEADS, at, self.last + _BEYOND, at))

    def block(self) -> str:
        """Return the reference of all results, with rows added later."""
        first, last = self.results[0].id, self.results[-1].id
        area = Area(HEADS, self.at(first), self.last + _BEYOND, self.at(last))
        return reference(area)


def reference(area: Area) -> str:
    """Return a reference to cells of the marksheet, from any sheet."""
    first, last = area.name.split(":")
    return f"{MARKSHEET}!{_fixed(first)}:{_fixed(last)}"


def is_entered(book: Rulebook, component: str) -> bool:
    """Whether a person enters `component`.

    An outcome that takes what the mark of a threshold takes, and may be left out,
    follows from the mark.
    """
    part, threshold = book.components[component], book.threshold
    if part.required or threshold is None or threshold.component == component:
        return True
    mark = book.components[threshold.component]
    return not set(mark.codes) <= set(part.codes)


def entered(book: Rulebook, results: Mapping[str, str]) -> dict[str, str]:
    """Return results by the component a person enters them in.

    A file has a code in place of a mark in its row of outcomes: it stands where the
    mark would, unless there is one. What else follows from a mark is left out.
    """
    found = {name: value for name, value in results.items() if is_entered(book, name)}
    mark = book.components[book.threshold.component] if book.threshold else None
    for name, value in results.items():
        if mark is not None and name not in found and value in mark.codes:
            found[mark.id] = found.get(mark.id) or value
    return found


def titles(layout: Layout, order: Order) -> dict[str, str]:
    """Return the heading of every column by its name, from left to right."""
    found = {column.id: column.title for column in (*layout.identity, *layout.results)}
    found |= {column.id: column.short for column in layout.derived}
    found |= {REASON: "Why listed", LEFT: "Still blank", LOOK: "Put right"}
    return {name: found[name] for name in layout.names}


def _fixed(address: str) -> str:
    letters = address.rstrip("0123456789")
    return f"${letters}${address[len(letters) :]}"
