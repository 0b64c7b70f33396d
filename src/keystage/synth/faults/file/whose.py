"""Files of a school, an authority or a year other than they seem to be."""

from copy import deepcopy
from dataclasses import replace

from keystage.synth.faults.changes import (
    differs,
    is_due,
    is_registered_below,
    listed,
    usual,
)
from keystage.synth.faults.model import RECIPES, Facts, Spot
from keystage.synth.model import Collection
from keystage.synth.returns import one as made
from keystage.synth.returns.model import Return

_LA, _ESTAB, _URN = "SourceSchool/LEA", "SourceSchool/Estab", "SourceSchool/URN"
_ENOUGH = 8


@RECIPES.file("H04", refuses=True)
def in_anothers_name(spot: Spot) -> Facts | None:
    """Send the file a second time, with another school's number in it."""
    if not listed(spot.return_):
        return None
    other = deepcopy(spot.return_)
    other.folder = f"astray/{spot.return_.school.number}"
    other.header[_ESTAB] = "1999"
    spot.others.append(other)
    return [spot.fact(None, "source.estab", other.header[_LA] + "1999")]


@RECIPES.file("H04-authority", "H04", refuses=True)
def of_the_neighbour(spot: Spot) -> Facts:
    """Put the neighbouring authority's number into the header."""
    spot.return_.header[_LA] = spot.authority.neighbour
    return [spot.fact(None, "source.la", spot.authority.neighbour)]


@RECIPES.file("H08", refuses=True)
def of_the_year_before(spot: Spot) -> Facts:
    """Send results of the year before."""
    return_ = spot.return_
    return_.header["SourceSchool/AcademicYear"] = str(return_.summer - 2)
    for row in return_.rows:
        for result in row.results:
            result.year = str(return_.summer - 1)
    return [spot.fact(None)]


@RECIPES.file("H11")
def sent_again(spot: Spot) -> Facts:
    """Send the same file twice, under the next number."""
    again = deepcopy(spot.return_)
    again.number += 1
    spot.others.append(again)
    return [spot.fact(None, across=True)]


@RECIPES.file("H12", refuses=True)
def of_another_collection(spot: Spot) -> Facts | None:
    """Send another collection's results."""
    return_ = spot.return_
    here, summer = return_.school, return_.summer
    others = (
        made(spot.authority, here, summer, each)
        for each in here.owes
        if each not in {return_.collection, Collection.MTC}
    )
    other = next((one for one in others if one.rows), None)
    if other is None or return_.collection is Collection.MTC:
        return None
    return_.rows = other.rows
    return [spot.fact(None, value=other.collection.value)]


@RECIPES.file("SET-ASIDE")
def last_year_too(spot: Spot) -> Facts | None:
    """Leave a result of the year before in the file."""
    for row in spot.return_.rows:
        found = usual(row, spot.return_)
        if found and is_due(row, spot.return_):
            row.results.append(replace(found[1], year=str(spot.return_.summer - 1)))
            return [spot.fact(None)]
    return None


@RECIPES.file("E01")
def letters_in_number(spot: Spot) -> Facts | None:
    """Put a letter into the school's number, and leave its URN out."""
    if not listed(spot.return_):
        return None
    if any(is_registered_below(row, spot.return_) for row in spot.return_.rows):
        return None  # what the list knows of them would be asked of each
    header = spot.return_.header
    number = header[_ESTAB]
    header[_ESTAB], header[_URN] = number[:2] + "A" + number[3:], ""
    found = spot.fact(None, "source.estab", header[_LA] + header[_ESTAB])
    facts = [found, spot.fact(None, way="H09-nameless", rule="H09")]
    if spot.return_.collection is Collection.EYFSP:
        facts.append(spot.fact(None, "source.urn", way="E02"))
    return facts


@RECIPES.file("E04", refuses=True)
def nobody_in_it(spot: Spot) -> Facts:
    """Export no pupils."""
    spot.return_.rows.clear()
    return [spot.fact(None)]


@RECIPES.file("E04R", refuses=True)
def nothing_of_anybody(spot: Spot) -> Facts:
    """Export the pupils without results."""
    for row in spot.return_.rows:
        row.results = []
    return [spot.fact(None)]


@RECIPES.file("P12-many", "P12")
def two_years_older(spot: Spot) -> Facts | None:
    """Make every child two years too old, as in a file of another class."""
    if len(spot.return_.rows) < _ENOUGH or not _is_listed_once(spot.return_):
        return None
    facts = [spot.fact(None)]
    for row in spot.return_.rows:
        year, month, day = row.fields["DOB"].split("-")
        more = 1 if row.entry and row.entry.child.delayed else 2
        born = f"{int(year) - more}-{month}-{min(int(day), 28):02}"
        row.fields["DOB"] = born
        facts.append(spot.fact(row, "dob", born, way="P12", under="P12"))
        facts += differs(row, spot, "dob")
    return facts


def _is_listed_once(return_: Return) -> bool:
    """Return whether nobody is in the file twice."""
    return len({row.upn for row in return_.rows}) == len(return_.rows)
