"""Who takes the check again: the list, as plain values and as CSV."""

from dataclasses import asdict, dataclass
from typing import Any

from keystage import __version__
from keystage.checks.model import Rulebook
from keystage.measures.recheck import Because, Reason
from keystage.tables.writing.csv import to_csv

SCHEMA = "recheck-1"
_HEADS = [
    "school",
    "name",
    "upn",
    "surname",
    "forename",
    "dob",
    "class",
    "result",
    "because",
    "reason",
]


@dataclass(frozen=True, slots=True)
class Again:
    """Who takes the check again in `year`, by school, from results of `from_year`.

    `threshold` is the mark that met the standard then; `notes` are sentences on
    what is not known.
    """

    collection: str
    title: str
    year: int
    from_year: int
    threshold: int
    schools: tuple["OfSchool", ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfSchool:
    """One school's list.

    `met` counts those who need not take it, `gone` those of last year who are not
    on the roll now; None where no roll was given.
    """

    number: str
    name: str
    pupils: tuple["OnTheList", ...]
    met: int
    gone: int | None


@dataclass(frozen=True, slots=True)
class OnTheList:
    """One pupil: last year's result, and the reason as a word and in words."""

    upn: str
    surname: str
    forename: str
    dob: str
    group: str
    result: str
    because: str
    reason: str

    @property
    def name(self) -> str:
        """The name as lists have it: `Costa, Mateus`."""
        return ", ".join(part for part in (self.surname, self.forename) if part)


def in_words(why: Reason, earlier: Rulebook, threshold: int) -> str:
    """Return a reason by the rulebook of the year before: `mark 24, below 32`."""
    if why.because is Because.NEW:
        return "new to the school: no result known"
    if why.because is Because.UNKNOWN:
        return "no result known"
    code = earlier.codes.get(why.result)
    if code is not None:
        own = f"({code.id})"
        named = own.casefold() in code.name.casefold()
        return code.name if named else f"{code.name} {own}"
    return f"mark {why.result}, below {threshold}"


def to_dict(found: Again) -> dict[str, Any]:
    """Return the list as plain values, in the shape of `schema/recheck-1.json`."""
    return {"keystage": __version__, "schema": SCHEMA, **asdict(found)}


def render_csv(found: Again) -> str:
    """Return the list as CSV: a line for each pupil, safe to open in a spreadsheet."""
    lines = [
        (
            *(school.number, school.name),
            *(one.upn, one.surname, one.forename, one.dob, one.group),
            *(one.result, one.because, one.reason),
        )
        for school in found.schools
        for one in school.pupils
    ]
    return to_csv((_HEADS, *lines))
