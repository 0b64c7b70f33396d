"""Dates of birth and sex: missing, written in a way of their own, or wrong."""

from keystage.synth.faults.changes import differs, listed
from keystage.synth.faults.model import RECIPES, Facts, Spot
from keystage.synth.model import Collection
from keystage.synth.returns.model import Row

_OTHER = {"M": "F", "F": "M"}


def _born(row: Row, spot: Spot, text: str) -> Facts:
    row.fields["DOB"] = text
    return [spot.fact(row, "dob", text)]


@RECIPES.pupil("P11")
def no_birth(row: Row, spot: Spot) -> Facts:
    """Leave out the date of birth."""
    return _born(row, spot, "")


@RECIPES.pupil("P11-format", "P11")
def birth_day_first(row: Row, spot: Spot) -> Facts:
    """Write the date of birth with the day first."""
    year, month, day = row.fields["DOB"].split("-")
    told = _born(row, spot, f"{day}/{month}/{year}")
    return [*told, *differs(row, spot, "dob")]


@RECIPES.pupil("P11-value", "P11")
def thirtieth_of_february(row: Row, spot: Spot) -> Facts:
    """Give a day of birth that no year has."""
    told = _born(row, spot, row.fields["DOB"][:4] + "-02-30")
    return [*told, *differs(row, spot, "dob")]


@RECIPES.pupil("P12")
def too_old(row: Row, spot: Spot) -> Facts:
    """Make the child too old for its class: by a year, or where more are usual by two."""
    text, tables = row.fields["DOB"], spot.return_.collection is Collection.MTC
    told = _born(row, spot, f"{int(text[:4]) - 1 - tables}-01-15")
    return [*told, *differs(row, spot, "dob")]


@RECIPES.pupil("P13")
def grandmother(row: Row, spot: Spot) -> Facts:
    """Give a date of birth of fifty years before."""
    text = row.fields["DOB"]
    told = _born(row, spot, f"{int(text[:4]) - 50}-01-15")
    late = spot.fact(row, "dob", row.fields["DOB"], way="P12", under="P13")
    return [*told, late, *differs(row, spot, "dob")]


@RECIPES.pupil("P14")
def unknown_sex(row: Row, spot: Spot) -> Facts:
    """Give a letter for the sex that stands for neither."""
    row.fields["Sex"] = "X"
    return [spot.fact(row, "sex", "X"), *_other_sex(row, spot)]


@RECIPES.pupil("P14W")
def sex_in_words(row: Row, spot: Spot) -> Facts:
    """Write the sex as a word."""
    row.fields["Sex"] = {"M": "Male", "F": "Female"}[row.fields["Sex"]]
    return [spot.fact(row, "sex", row.fields["Sex"])]


@RECIPES.pupil("P14-missing", "P14")
def no_sex(row: Row, spot: Spot) -> Facts:
    """Leave out the sex."""
    row.fields["Sex"] = ""
    return [spot.fact(row, "sex")]


@RECIPES.pupil("P15")
def other_sex(row: Row, spot: Spot) -> Facts | None:
    """Give the other sex than the list."""
    if not listed(spot.return_):
        return None
    row.fields["Sex"] = _OTHER[row.fields["Sex"]]
    return _other_sex(row, spot)


def _other_sex(row: Row, spot: Spot) -> Facts:
    if not listed(spot.return_):
        return []
    return [spot.fact(row, "sex", row.fields["Sex"], way="P15")]
