"""Pupils who are not as the school's own list has them."""

from copy import deepcopy

from keystage.core.upn import LETTERS
from keystage.synth.faults.changes import (
    differs,
    is_due,
    is_registered_below,
    listed,
    next_number,
)
from keystage.synth.faults.model import RECIPES, Facts, Spot
from keystage.synth.returns.model import Row

_STRANGER = ("Quillfeather", "Ottoline")


def _stranger(row: Row) -> None:
    row.fields["Surname"], row.fields["Forename"] = _STRANGER


@RECIPES.pupil("P19")
def not_listed(row: Row, spot: Spot) -> Facts | None:
    """Return a child beside the others who is on no list."""
    if not listed(spot.return_) or is_registered_below(row, spot.return_):
        return None
    guest = deepcopy(row)
    guest.entry = None
    guest.fields["UPN"] = next_number(row.upn)
    _stranger(guest)
    spot.return_.rows.append(guest)
    return [spot.fact(guest, "upn", guest.upn)]


@RECIPES.pupil("P19-unsure", "P19")
def whose_is_this(row: Row, spot: Spot) -> Facts | None:
    """Return a child under a number that cannot be, and a name that is on no list."""
    if not (listed(spot.return_) and is_due(row, spot.return_)):
        return None
    if is_registered_below(row, spot.return_):
        return None
    missed = spot.fact(row, "", "", way="P19-missing", rule="P19")
    at = LETTERS.index(row.upn[0])
    row.fields["UPN"] = LETTERS[at - 7] + row.upn[1:]
    _stranger(row)
    wrong = spot.fact(row, "upn", row.upn, way="P02")
    return [missed, wrong, spot.fact(row, "upn", row.upn, under="P02")]


@RECIPES.pupil("P19-missing", "P19")
def left_out(row: Row, spot: Spot) -> Facts | None:
    """Leave out a child who is on the list."""
    return_ = spot.return_
    if not (listed(return_) and is_due(row, return_)):
        return None
    return_.rows[:] = [one for one in return_.rows if one is not row]
    return [spot.fact(row)]


@RECIPES.pupil("P20-differs", "P20")
def other_forename(row: Row, spot: Spot) -> Facts | None:
    """Call the child by another forename than the list does."""
    if not listed(spot.return_):
        return None
    row.fields["Forename"] = "Zebedee"
    return differs(row, spot, "forename")


@RECIPES.pupil("P20-other", "P20")
def number_of_another(row: Row, spot: Spot) -> Facts | None:
    """Return a child who is on no list under the UPN of one who is."""
    if not listed(spot.return_):
        return None
    _stranger(row)
    year, month, day = row.fields["DOB"].split("-")
    row.fields["DOB"] = f"{year}-{month}-{int(day) % 28 + 1:02}"
    told = spot.fact(row, "surname", row.fields["Surname"])
    return [told, *differs(row, spot, "surname", under="P20")]


@RECIPES.pupil("P20-own", "P20")
def swapped_numbers(row: Row, spot: Spot) -> Facts | None:
    """Give two children each other's UPN."""
    free = (one for one in spot.rest if not _told_by_number(one, spot))
    other = next((one for one in free if _unlike(row, one)), None)
    if other is None or not listed(spot.return_) or _told_by_number(row, spot):
        return None
    spot.rest.remove(other)
    row.fields["UPN"], other.fields["UPN"] = other.upn, row.upn
    return [*_swapped(row, other, spot), *_swapped(other, row, spot)]


def _unlike(row: Row, other: Row) -> bool:
    same = any(row.fields[name] == other.fields[name] for name in _COMPARED)
    return not same and row.fields["NCyearActual"] == other.fields["NCyearActual"]


def _told_by_number(row: Row, spot: Spot) -> bool:
    """Return whether something else than name and birth is known by a child's UPN."""
    year_2 = not is_due(row, spot.return_)
    return year_2 or is_registered_below(row, spot.return_)


_COMPARED = ("Surname", "Forename", "DOB", "UPN")


def _swapped(row: Row, other: Row, spot: Spot) -> Facts:
    told = [spot.fact(row, "surname", row.fields["Surname"])]
    told += differs(row, spot, "surname", under="P20")
    if row.fields["Sex"] != other.fields["Sex"]:
        sex = row.fields["Sex"]
        told.append(spot.fact(row, "sex", sex, way="P15", under="P20"))
    return told
