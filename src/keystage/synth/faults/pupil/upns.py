"""Unique pupil numbers that are missing, cannot be, or are another child's.

A list has the child under the right number. So beside what is wrong with a number there
is the question whose it is, which goes under an error and stands beside a query.
"""

from copy import deepcopy

from keystage.core.upn import LETTERS, check_letter
from keystage.synth.faults.changes import (
    is_registered_below,
    listed,
    next_number,
    otherwise,
    usual,
    with_details,
)
from keystage.synth.faults.model import RECIPES, Facts, Spot
from keystage.synth.returns.model import Row

_OTHER = "P19-upn"


def _unlisted(row: Row, spot: Spot, under: str = "") -> Facts:
    """Return what is asked of a child that the list has under another number."""
    if not listed(spot.return_):
        return []
    return [spot.fact(row, "upn", row.upn, way=_OTHER, rule="P19", under=under)]


def _numbered(row: Row, spot: Spot, number: str) -> Facts | None:
    """Give a row a number that cannot be one, where no rule needs to know whose it is."""
    if is_registered_below(row, spot.return_):
        return None
    row.fields["UPN"] = number
    rule = spot.told.rule
    return [spot.fact(row, "upn", number), *_unlisted(row, spot, under=rule)]


@RECIPES.pupil("P01")
def no_number(row: Row, spot: Spot) -> Facts | None:
    """Leave out the UPN."""
    return _numbered(row, spot, "")


@RECIPES.pupil("P02")
def wrong_letter(row: Row, spot: Spot) -> Facts | None:
    """Begin the UPN with another letter than belongs there."""
    number = row.upn
    at = LETTERS.index(number[0])
    return _numbered(row, spot, LETTERS[at - 5] + number[1:])


@RECIPES.pupil("P04")
def no_such_authority(row: Row, spot: Spot) -> Facts | None:
    """Put a number into the UPN that no authority has, with the letter that belongs."""
    body = "599" + row.upn[4:]
    return _numbered(row, spot, check_letter(body) + body)


@RECIPES.pupil("P05")
def letter_among_digits(row: Row, spot: Spot) -> Facts | None:
    """Type a letter among the digits of the UPN."""
    number = row.upn
    return _numbered(row, spot, f"{number[:6]}X{number[7:]}")


@RECIPES.pupil("P05W")
def small_letter(row: Row, spot: Spot) -> Facts:
    """Write the UPN with a small letter and a space."""
    number = row.upn
    row.fields["UPN"] = f"{number[0].lower()}{number[1:5]} {number[5:]}"
    return [spot.fact(row, "upn", row.upn)]


@RECIPES.pupil("P06")
def impossible_end(row: Row, spot: Spot) -> Facts | None:
    """End the UPN with a letter that no UPN ends with."""
    return _numbered(row, spot, row.upn[:-1] + "S")


@RECIPES.pupil("P06")
def cut_short(row: Row, spot: Spot) -> Facts | None:
    """Lose the last character of the UPN."""
    return _numbered(row, spot, row.upn[:-1])


@RECIPES.pupil("P06-former", "P06")
def wrong_former_number(row: Row, spot: Spot) -> Facts | None:
    """Give a former UPN that cannot be one."""
    if not with_details(spot.return_):
        return None
    former = row.upn[:-1] + "O"
    row.fields["FormerUPN"] = former
    return [spot.fact(row, "former_upn", former)]


@RECIPES.pupil("P07")
def temporary_again(row: Row, spot: Spot) -> Facts | None:
    """Return the child under a temporary UPN, though it has a permanent one."""
    if is_registered_below(row, spot.return_):
        return None
    body = row.upn[1:-1] + "W"
    row.fields["UPN"] = check_letter(body) + body
    return [spot.fact(row, "upn", row.upn), *_unlisted(row, spot)]


@RECIPES.pupil("P19-upn", "P19")
def another_number(row: Row, spot: Spot) -> Facts | None:
    """Return the child under another sound UPN than the list has."""
    if not listed(spot.return_) or is_registered_below(row, spot.return_):
        return None
    row.fields["UPN"] = next_number(row.upn)
    return _unlisted(row, spot)


@RECIPES.pupil("P03")
def twice_and_different(row: Row, spot: Spot) -> Facts | None:
    """Return one UPN twice, with results that differ."""
    again = deepcopy(row)
    found = usual(again, spot.return_)
    if found is None:
        return None
    found[1].value = otherwise(found[1].value, spot.return_)
    spot.return_.rows.append(again)
    return [spot.fact(one, "upn", row.upn) for one in (row, again)]


@RECIPES.pupil("P03D")
def twice_alike(row: Row, spot: Spot) -> Facts:
    """Return one pupil twice, word for word."""
    spot.return_.rows.append(deepcopy(row))
    return [spot.fact(row, "upn", row.upn)]


@RECIPES.pupil("P17")
def under_two_numbers(row: Row, spot: Spot) -> Facts | None:
    """Return one child twice, the second time under another UPN."""
    if is_registered_below(row, spot.return_):
        return None
    again = deepcopy(row)
    again.fields["UPN"] = next_number(row.upn)
    spot.return_.rows.append(again)
    both = [spot.fact(one, "upn", one.upn) for one in (row, again)]
    return [*both, *_unlisted(again, spot, under="P17")]
