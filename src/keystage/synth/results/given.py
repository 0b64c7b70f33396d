"""What a school can say of a child on its roll: results, by where the child was when."""

from datetime import date

from keystage.synth.model import Authority, Collection, Entry, Outside
from keystage.synth.places import year_at
from keystage.synth.results.ability import stream_of
from keystage.synth.results.judged import (
    Results,
    first_check,
    judged,
    second_check,
)

_LEFT = "L"
_OFTEN = 500  # in a thousand: who left is told of with L, or judged
_LEFT_IN_SCIENCE = 2024


def given(
    authority: Authority, entry: Entry, collection: Collection, summer: int
) -> Results:
    """Return the results of one registration in the collection of a summer.

    They are the child's, so two schools say the same but for L, which the school says
    that the child left after the tests. Empty where nothing is due: another year group,
    on no roll in the weeks of the check, or the standard met in year 1. Raises
    `UsageError` for a summer before results are invented.
    """
    child = entry.child
    results = judged(child, collection, summer)
    match collection:
        case Collection.PHONICS:
            return _checked(authority, entry, summer, results)
        case Collection.MTC if results and _just_arrived(authority, entry, summer):
            return {"MTC": "J"}
        case Collection.KS2 if _says_left(authority, entry, summer):
            left = ("WRI", "SCI") if summer >= _LEFT_IN_SCIENCE else ("WRI",)
            told = {subject: _LEFT for subject in left if subject in results}
            return results | told
        case _:
            return results


def first_result(authority: Authority, entry: Entry, summer: int) -> Results:
    """Return what the check of year 1 came to, for a child in year 2 in `summer`.

    Empty for who was not checked then: not yet in England, or educated at home.
    """
    if not _there(authority, entry, summer - 1):
        return {}
    return first_check(entry.child, summer - 1)


def _checked(
    authority: Authority, entry: Entry, summer: int, results: Results
) -> Results:
    group = summer - entry.child.origin.cohort
    if group not in Collection.PHONICS.groups or not _there(authority, entry, summer):
        return {}
    if group == Collection.PHONICS.groups[0]:
        return results
    known = bool(first_result(authority, entry, summer))
    return second_check(entry.child, summer, known=known)


def _there(authority: Authority, entry: Entry, summer: int) -> bool:
    """Return whether the child was at a school in England when phonics was checked."""
    way = entry.journey
    opens, closes = year_at(authority, entry.stay.school, summer).check
    if any(stay.joined <= closes and stay.left >= opens for stay in way.stays):
        return True
    if closes < way.stays[0].joined:
        return way.came_from is Outside.NEIGHBOUR
    return opens > _last_day(entry) and way.gone_to is Outside.NEIGHBOUR


def _last_day(entry: Entry) -> date:
    return max(stay.left for stay in entry.journey.stays)


def _just_arrived(authority: Authority, entry: Entry, summer: int) -> bool:
    way = entry.journey
    opens = year_at(authority, entry.stay.school, summer).opens
    return way.came_from is Outside.ABROAD and way.stays[0].joined > opens


def _says_left(authority: Authority, entry: Entry, summer: int) -> bool:
    year = year_at(authority, entry.stay.school, summer)
    after_tests = year.tests[1] <= entry.stay.left < year.closes
    return after_tests and stream_of(entry.child, "left").happens(_OFTEN)
