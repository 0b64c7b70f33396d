"""Who reports a child who moved, line by line of the guidance."""

from datetime import date

import pytest

from keystage.synth.key.movers import owner
from keystage.synth.model import Authority, Collection, Journey, Stay
from keystage.synth.places import school, year_at

AUTHORITY = Authority("999", 30, 7)
SUMMER = 2025
SAME = tuple(
    index
    for index in range(30)
    if school(AUTHORITY, index).estab
    and year_at(AUTHORITY, index, SUMMER).second_half == date(2025, 6, 2)
)[:3]
LATER = next(
    index
    for index in range(30)
    if school(AUTHORITY, index).estab
    and year_at(AUTHORITY, index, SUMMER).second_half > date(2025, 6, 2)
)
OLD, NEW, _ = SAME
BEGAN, STILL = date(2021, 9, 7), date(2030, 7, 19)


def moved(
    first: date, *, left: date | None = None, to: int = NEW, until: date = STILL
) -> Journey:
    """Return the way of a child who came to another school on a day."""
    gone = left or date.fromordinal(first.toordinal() - 1)
    return Journey((Stay(OLD, BEGAN, gone), Stay(to, first, until)))


def reports(collection: Collection, way: Journey, summer: int = SUMMER) -> int | None:
    found = owner(AUTHORITY, way, collection, summer)
    assert found is not None
    assert found.case
    return found.school


@pytest.mark.parametrize(
    ("collection", "way", "whose"),
    [
        (Collection.EYFSP, moved(date(2025, 5, 30)), NEW),
        (Collection.EYFSP, moved(date(2025, 6, 2)), OLD),
        (Collection.EYFSP, moved(date(2025, 2, 1), left=STILL), None),
        (Collection.EYFSP, moved(date(2025, 6, 20), to=LATER), OLD),
        (Collection.EYFSP, moved(date(2025, 2, 11), to=LATER), None),
        (Collection.EYFSP, moved(date(2025, 6, 20), left=STILL, to=LATER), None),
        (Collection.PHONICS, moved(date(2025, 6, 6)), NEW),
        (Collection.PHONICS, moved(date(2025, 6, 11)), None),
        (Collection.PHONICS, moved(date(2025, 7, 1)), OLD),
        (Collection.PHONICS, moved(date(2025, 7, 1), left=date(2025, 6, 1)), None),
        (Collection.PHONICS, moved(date(2025, 6, 6), left=STILL), None),
        (Collection.PHONICS, moved(date(2025, 7, 1), left=STILL), None),
        (Collection.KS1, moved(date(2025, 5, 9)), NEW),
        (Collection.KS1, moved(date(2025, 5, 23)), OLD),
        (Collection.KS1, moved(date(2025, 4, 9)), None),
        (Collection.KS1, moved(date(2025, 6, 9)), OLD),
        (Collection.KS1, moved(date(2025, 6, 9), left=date(2025, 4, 1)), None),
        (Collection.KS1, moved(date(2025, 5, 9), left=STILL), None),
        (Collection.KS1, moved(date(2025, 6, 9), left=STILL), None),
        (Collection.KS1, moved(date(2025, 5, 17), left=date(2025, 5, 15)), None),
        (Collection.KS2, moved(date(2025, 5, 9)), NEW),
        (Collection.KS2, moved(date(2025, 5, 14)), OLD),
        (Collection.KS2, moved(date(2025, 6, 9)), OLD),
        (Collection.KS2, moved(date(2025, 5, 9), left=STILL), None),
        (Collection.KS2, moved(date(2025, 6, 9), left=STILL), None),
        (Collection.MTC, moved(date(2025, 6, 9)), None),
    ],
)
def test_the_day_decides_as_the_guidance_has_it(
    collection: Collection, way: Journey, whose: int | None
) -> None:
    assert reports(collection, way) == whose


def test_while_key_stage_1_was_statutory_the_new_school_reported() -> None:
    assert reports(Collection.KS1, moved(date(2023, 4, 9)), 2023) == NEW


def test_a_child_of_one_list_has_not_moved() -> None:
    way = Journey((Stay(OLD, BEGAN, STILL),))
    assert owner(AUTHORITY, way, Collection.KS2, SUMMER) is None


def visiting(first: date, last: date) -> Journey:
    """Return the way of a child on a second roll for a time, whose own never ends."""
    return Journey((Stay(OLD, BEGAN, STILL), Stay(NEW, first, last, main=False)))


@pytest.mark.parametrize(
    ("collection", "way"),
    [
        (Collection.EYFSP, visiting(date(2025, 6, 10), date(2025, 6, 26))),
        (Collection.EYFSP, visiting(date(2025, 2, 3), date(2025, 3, 14))),
        (Collection.PHONICS, visiting(date(2025, 6, 24), date(2025, 7, 4))),
        (Collection.KS2, visiting(date(2025, 5, 13), date(2025, 6, 26))),
    ],
)
def test_a_child_who_comes_and_goes_while_on_its_own_roll_has_not_moved(
    collection: Collection, way: Journey
) -> None:
    assert reports(collection, way) == OLD


def test_a_visit_in_spring_made_no_new_school_of_key_stage_1() -> None:
    way = visiting(date(2023, 2, 6), date(2023, 3, 31))
    assert reports(Collection.KS1, way, 2023) == OLD
