"""Who reports by what two schools' rolls say of one pupil."""

from dataclasses import dataclass
from datetime import date

import pytest

from keystage import rulebooks
from keystage.core.errors import UsageError
from keystage.movement import (
    Missing,
    Table,
    Weeks,
    decide_pair,
    decide_rolls,
    decided,
    facts_of_rolls,
)


@dataclass(frozen=True)
class Entry:
    school: str
    joined: date | None = None
    left: date | None = None


OLD = Entry("9991001", date(2023, 9, 5), date(2024, 6, 11))
NEW = Entry("9991002", date(2024, 6, 12))


def table(name: str) -> Table:
    found = rulebooks.movement_of(rulebooks.load(name))
    assert found is not None
    return found


def test_two_schools_that_both_returned_a_child_are_told_apart() -> None:
    halves = {"9991001": date(2024, 6, 3), "9991002": date(2024, 6, 3)}
    verdict = decide_rolls(
        table("eyfsp-2024"),
        (NEW, OLD),
        returned=("9991001", "9991002"),
        second_half=halves,
    )
    assert (verdict.reports, verdict.withdraws) == ("9991001", ("9991002",))
    other = decide_rolls(
        table("eyfsp-2024"),
        (OLD, NEW),
        returned=("9991002", "9991001"),
        second_half=halves,
    )
    assert other == verdict


def test_where_the_check_was_taken_is_asked_unless_told() -> None:
    asked = decide_pair(table("phonics-2024"), OLD, NEW)
    assert asked.missing == Missing("assessed", "9991001")
    told = decide_rolls(table("phonics-2024"), (OLD, NEW), assessed={"9991001": True})
    assert told.reports == "9991001"
    assert told.must_not_send == ("9991002",)


def test_the_order_of_a_pair_has_no_meaning() -> None:
    one = decide_pair(table("ks2-2024"), OLD, NEW)
    assert one == decide_pair(table("ks2-2024"), NEW, OLD)
    assert one.missing == Missing("opens")


def test_rolls_that_contradict_themselves_are_refused() -> None:
    wrong = Entry("9991001", date(2024, 6, 11), date(2024, 6, 1))
    with pytest.raises(UsageError, match="left before joining"):
        decide_pair(table("ks2-2024"), wrong, NEW)


def test_a_school_that_returned_the_pupil_without_a_roll_is_a_school_too() -> None:
    week = Weeks(date(2024, 5, 13), date(2024, 5, 16))
    gone = Entry("9991001", date(2023, 9, 5), date(2024, 5, 14))
    asked = decide_rolls(table("ks2-2024"), (gone,), returned=("9991002",), weeks=week)
    assert asked.missing == Missing("joined", "9991002")


def test_an_entry_given_twice_counts_once() -> None:
    week = Weeks(date(2024, 5, 13), date(2024, 5, 16))
    for entries in ((OLD, NEW), (OLD, NEW, OLD, NEW)):
        verdict = decide_rolls(table("ks2-2024"), entries, weeks=week)
        assert (verdict.reports, verdict.must_not_send) == ("9991001", ("9991002",))


def test_whether_it_is_decided_is_said_without_asking() -> None:
    found = table("ks2-2024")
    assert decided(found, facts_of_rolls((OLD, NEW))) is None
    week = Weeks(date(2024, 5, 13), date(2024, 5, 16))
    facts = facts_of_rolls((OLD, NEW), weeks=week)
    assert decided(found, facts) == decide_rolls(found, (OLD, NEW), weeks=week)
