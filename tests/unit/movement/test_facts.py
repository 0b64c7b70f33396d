"""Facts hold together, and take an answer."""

from datetime import date

import pytest

from keystage.core.errors import UsageError
from keystage.movement import STILL, Facts, Missing, Place, Stay
from keystage.movement.facts import CAME_FROM, FORMER_SCHOOL, GONE_TO, NEXT_SCHOOL

MAY, JUNE, JULY = date(2024, 5, 1), date(2024, 6, 1), date(2024, 7, 1)


WRONG: list[tuple[tuple[Stay, ...], dict[str, object], str]] = [
    ((), {}, "Name at least one school"),
    ((Stay("A"),), {"opens": JUNE, "closes": MAY}, "end before they begin"),
    ((Stay("A", JUNE, MAY),), {}, "A: the pupil left before joining"),
    ((Stay("A", JUNE, assessed=MAY),), {}, "on a day off its roll"),
    ((Stay("A", left=MAY, assessed=JUNE),), {}, "on a day off its roll"),
    ((Stay("A", JUNE), Stay("A")), {}, "when each of the two stays began"),
    ((Stay("A", MAY), Stay("A", JUNE)), {}, "when the first of the two stays ended"),
    ((Stay("A", JULY), Stay("A", MAY, JULY)), {}, "the two stays overlap"),
    ((Stay("A"),), {"most_time": "B"}, "B is not one of the schools"),
    ((Stay("A"),), {"longest": "B"}, "B is not one of the schools"),
    ((Stay("A"),), {"came_from": Place.MISSING}, "comes from missing"),
    ((Stay("A"),), {"gone_to": Place.NOWHERE}, "goes nowhere"),
    ((Stay("A", date(24, 5, 1)),), {}, "0024-05-01 is no day of a pupil's time"),
    ((Stay("A"),), {"census": date(2924, 5, 1)}, "2924-05-01 is no day"),
]


@pytest.mark.parametrize(("stays", "more", "expected"), WRONG)
def test_what_contradicts_itself_is_refused(
    stays: tuple[Stay, ...], more: dict[str, object], expected: str
) -> None:
    with pytest.raises(UsageError, match=expected):
        Facts(stays, **more)  # type: ignore[arg-type]  # by name


def test_no_pupil_comes_from_missing_or_goes_nowhere() -> None:
    assert set(Place) - set(CAME_FROM) == {Place.MISSING}
    assert set(Place) - set(GONE_TO) == {Place.NOWHERE}


def test_weeks_and_stays_may_be_of_one_day() -> None:
    facts = Facts((Stay("A", MAY, MAY, assessed=MAY),), opens=MAY, closes=MAY)
    assert facts.opens == facts.closes


def test_schools_are_told_once_and_those_only_spoken_of_too() -> None:
    facts = Facts(
        (Stay("B", MAY, MAY), Stay("A"), Stay("B", JUNE)),
        came_from=Place.ANOTHER_SCHOOL,
        gone_to=Place.ANOTHER_SCHOOL,
    )
    assert facts.schools == ("A", "B", NEXT_SCHOOL, FORMER_SCHOOL)


def test_an_answer_about_a_school_goes_to_its_stays_that_lack_it() -> None:
    facts = Facts((Stay("A", MAY), Stay("B")))
    known = facts.answered(Missing("joined", "B"), JUNE)
    assert known.stays == (Stay("A", MAY), Stay("B", JUNE))


def test_an_answer_about_all_goes_to_the_top() -> None:
    facts = Facts((Stay("A", MAY),)).answered(Missing("opens"), JUNE)
    assert facts.opens == JUNE


def test_an_answer_about_a_school_spoken_of_adds_it() -> None:
    facts = Facts((Stay("A", left=MAY),), gone_to=Place.ANOTHER_SCHOOL)
    known = facts.answered(Missing("joined", NEXT_SCHOOL), JUNE)
    assert known.stays[1] == Stay(NEXT_SCHOOL, JUNE, STILL)
    facts = Facts((Stay("A", JUNE),), came_from=Place.ANOTHER_SCHOOL)
    known = facts.answered(Missing("assessed", FORMER_SCHOOL), True)
    assert known.stays[1] == Stay(FORMER_SCHOOL, assessed=True)


def test_an_answer_that_contradicts_is_refused() -> None:
    with pytest.raises(UsageError):
        Facts((Stay("A", left=MAY),)).answered(Missing("joined", "A"), JUNE)
