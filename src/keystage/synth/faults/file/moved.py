"""Children who moved: returned by both schools, by none, or under two numbers."""

from collections.abc import Iterator
from functools import partial

from keystage.synth.faults.changes import is_registered_below, listed, next_number
from keystage.synth.faults.model import RECIPES, Facts, Spot
from keystage.synth.model import Entry
from keystage.synth.places import roll, school
from keystage.synth.results import given
from keystage.synth.returns import fields_of, words_of
from keystage.synth.returns.model import Row


def _several(entry: Entry, spot: Spot) -> bool:
    """Return whether the child is on another school's list too this year."""
    summer = spot.return_.summer
    here = {
        stay.school
        for stay in entry.journey.stays
        if stay.joined.isoformat() <= f"{summer}-08-31"
        and stay.left.isoformat() >= f"{summer - 1}-09-01"
        and school(spot.authority, stay.school).estab
    }
    return len(here) > 1


def _not_returned(spot: Spot) -> Iterator[Row]:
    """Yield a row for each child who moved and whom another school returns."""
    return_ = spot.return_
    if not listed(return_):
        return
    here = {row.upn for row in return_.rows}
    words = words_of(return_.collection)
    for group in return_.collection.groups:
        entries = roll(spot.authority, return_.school.index, return_.summer, group)
        for entry in {entry.child.upn: entry for entry in entries}.values():
            told = given(spot.authority, entry, return_.collection, return_.summer)
            if _several(entry, spot) and entry.child.upn not in here and told:
                results = [
                    words.result(name, return_.summer, value)
                    for name, value in told.items()
                ]
                yield Row(entry, fields_of(entry.child, return_.summer), results)


@RECIPES.file("P18")
def returned_by_both(spot: Spot) -> Facts | None:
    """Return the children, too, who moved and are another school's to return."""
    rows = list(_not_returned(spot))
    spot.return_.rows += rows
    return [spot.fact(row, "upn", row.upn, across=True) for row in rows] or None


@RECIPES.file("P18U")
def returned_under_two(spot: Spot) -> Facts | None:
    """Return a child who moved under a UPN of its own, beside the school that may."""
    row = next(filter(partial(_may_be_two, spot), _not_returned(spot)), None)
    if row is None:
        return None
    row.fields["UPN"] = next_number(row.upn)
    spot.return_.rows.append(row)
    other = spot.fact(row, "upn", row.upn, way="P19-upn", rule="P19")
    return [spot.fact(row, "upn", row.upn, across=True), other]


def _may_be_two(spot: Spot, row: Row) -> bool:
    """Return whether nothing else is said of a child under another UPN."""
    lasting = row.entry is not None and not row.entry.child.temporary
    return lasting and not is_registered_below(row, spot.return_)


@RECIPES.file("P18N")
def returned_by_none(spot: Spot) -> Facts | None:
    """Leave out the children who moved, though this school is to return them."""
    if not listed(spot.return_):
        return None
    gone = [row for row in spot.return_.rows if row.entry and _several(row.entry, spot)]
    if not gone or len(gone) == len(spot.return_.rows):
        return None
    spot.return_.rows[:] = [row for row in spot.return_.rows if row not in gone]
    return [spot.fact(row, across=True) for row in gone]
