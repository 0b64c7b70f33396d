"""Names that are missing, too long, or hold what a name does not hold.

The list has the right name, so a name that is read as another differs from it.
"""

from keystage.synth.faults.changes import differs
from keystage.synth.faults.model import RECIPES, Facts, Spot
from keystage.synth.returns.model import Row

_MARKS = "\u0301\u0300\u0302\u0303\u0308\u030a"
_MISREAD = "\u00c3\u00a9"  # what an e with an accent becomes, read in the wrong letters
_TURNED = "\u202e"
_UNSEEN = "\u200b"


def _renamed(row: Row, spot: Spot, element: str, name: str) -> Facts:
    row.fields[element] = name
    return [spot.fact(row, element.lower(), name)]


@RECIPES.pupil("P08")
def no_surname(row: Row, spot: Spot) -> Facts:
    """Leave out the surname."""
    return _renamed(row, spot, "Surname", "")


@RECIPES.pupil("P09")
def no_forename(row: Row, spot: Spot) -> Facts:
    """Leave out the forename."""
    return _renamed(row, spot, "Forename", "")


@RECIPES.pupil("P10")
def star_in_name(row: Row, spot: Spot) -> Facts:
    """Put a star after the surname, as some do to mark a pupil."""
    told = _renamed(row, spot, "Surname", row.fields["Surname"] + "*")
    return [*told, *differs(row, spot, "surname")]


@RECIPES.pupil("NAME-LENGTH")
def endless_name(row: Row, spot: Spot) -> Facts:
    """Write the forename again and again, longer than any name is."""
    name = " ".join([row.fields["Forename"]] * 70)
    told = _renamed(row, spot, "Forename", name)
    return [*told, *differs(row, spot, "forename")]


@RECIPES.pupil("NAME-HIDDEN")
def unseen_in_name(row: Row, spot: Spot) -> Facts:
    """Put a character into the surname that nobody sees."""
    name = row.fields["Surname"]
    return _renamed(row, spot, "Surname", name[:2] + _UNSEEN + name[2:])


@RECIPES.pupil("NAME-BIDI")
def turned_name(row: Row, spot: Spot) -> Facts:
    """Put a character into the forename that turns the direction of the text."""
    name = row.fields["Forename"]
    return _renamed(row, spot, "Forename", name[:1] + _TURNED + name[1:])


@RECIPES.pupil("NAME-COMBINING")
def heap_of_accents(row: Row, spot: Spot) -> Facts:
    """Heap accents on one letter of the surname."""
    name = row.fields["Surname"]
    return _renamed(row, spot, "Surname", name + _MARKS)


@RECIPES.pupil("NAME-MOJIBAKE")
def misread_name(row: Row, spot: Spot) -> Facts | None:
    """Write the surname as a program does that read it in the wrong letters."""
    name = row.fields["Surname"] + _MISREAD
    if not row.fields["Surname"].isascii():
        return None
    told = _renamed(row, spot, "Surname", name)
    strange = spot.fact(row, "surname", name, way="P10", under="NAME-MOJIBAKE")
    return [*told, strange, *differs(row, spot, "surname")]
