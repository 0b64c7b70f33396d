"""Invented children: the same number always gives the same child."""

from dataclasses import replace
from datetime import date, timedelta

from keystage.core import upn
from keystage.core.records import Assessment, Element, Kind, Pupil

# Set aside for invented data; no authority has it.
UPN_AUTHORITY = "004"
_SURNAMES = (
    *("Adeyemi", "Ahmed", "Anderson", "Begum", "Clarke", "Costa", "Davies", "Evans"),
    *("Fofanah", "García", "Hughes", "Iqbal", "Jones", "Kowalska", "Li", "Müller"),
    *("Ngũgĩ", "O'Brien", "Patel", "Quinn", "Roberts", "Sharma", "Tanaka"),
)
_FORENAMES = (
    *("Tolu", "Zara", "Max", "Maryam", "Poppy", "Mateus", "Rhys", "Seren", "Idris"),
    *("Lucía", "Finn", "Haris", "Beau", "Zofia", "Xinyi", "Jonas", "Achieng", "Zoë"),
    "Aanya",
)
# Days between two birthdays: prime, so that a class spreads over its year.
_STEP = 53
_YEAR = 364


def pupil(estab: str, number: int, nc_year: str, first_birthday: date) -> Pupil:
    """Return child `number` of a school, in year group `nc_year`, without results.

    `first_birthday` is the first day on which a child of that group is born. The
    numbers of one school must differ, whatever the year group.
    """
    born = first_birthday + timedelta(days=number * _STEP % _YEAR)
    joined = first_birthday.year + 5
    return Pupil(
        upn=upn.make(UPN_AUTHORITY, estab, joined, number),
        surname=_SURNAMES[(number * 7 + int(estab)) % len(_SURNAMES)],
        forename=_FORENAMES[(number * 5 + int(estab)) % len(_FORENAMES)],
        dob=born.isoformat(),
        sex="FM"[number % 2],
        sections=[Element("BasicDetails", children=[Element("NCyearActual", nc_year)])],
    )


def with_results(child: Pupil, results: dict[Kind, str]) -> Pupil:
    """Return `child` with `results`."""
    given = [Assessment(kind, value) for kind, value in results.items()]
    return replace(child, assessments=given)
