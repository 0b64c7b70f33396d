"""Where a round stands, from its dates; days and moments of London."""

from datetime import UTC, date, datetime, time, timedelta
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystage_web.accounts.register.calendar import is_working, working_days
from keystage_web.returns.moments import begin_of, day_of, end_of, time_of
from keystage_web.returns.standing import Dates, due, is_taking, standing
from keystage_web.returns.states import (
    ROUND,
    Move,
    NoSuchMove,
    RoundState,
    moved,
    moves,
)
from keystage_web.ui.parts import Tone

DEADLINE = date(2026, 6, 23)  # a Tuesday
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def dates(state: RoundState = RoundState.OPEN, **more: datetime) -> Dates:
    return Dates(state, date(2026, 6, 8), end_of(DEADLINE), **more)


def at(month: int, day: int, hour: int = 12) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "word", "tone"),
    [
        (at(6, 7), "Opens on Monday 8 June 2026", Tone.WAITING),
        (at(6, 8), "Open", Tone.BEGUN),
        (at(6, 17), "6 days left", Tone.QUERY),
        (at(6, 22), "1 day left", Tone.QUERY),
        (at(6, 23), "Due today", Tone.QUERY),
        (at(6, 23, 22), "Due today", Tone.QUERY),
        (at(6, 23, 23), "Late", Tone.LATE),
    ],
)
def test_a_round_says_how_long_it_lasts(now: datetime, word: str, tone: Tone) -> None:
    found = standing(dates(), now)
    assert (str(found.word), found.tone) == (word, tone)


@pytest.mark.parametrize("state", [one for one in RoundState if one != RoundState.OPEN])
def test_a_round_that_is_not_open_says_its_state_alone(state: RoundState) -> None:
    assert str(standing(dates(state), at(6, 30)).word) == str(state.label)
    assert not is_taking(dates(state), at(6, 10))


def test_a_school_with_more_time_is_not_late() -> None:
    found = dates(until=end_of(date(2026, 6, 30)))
    assert str(standing(found, at(6, 25)).word) == "5 days left"
    assert due(found) == "Due by the end of Tuesday 30 June 2026"
    earlier = dates(until=end_of(date(2026, 6, 1)))
    assert earlier.end == end_of(DEADLINE)


def test_late_returns_are_taken_while_a_round_is_open() -> None:
    assert is_taking(dates(), at(6, 30))
    assert not is_taking(dates(), at(6, 7))


def test_a_time_that_was_set_is_said() -> None:
    found = Dates(RoundState.OPEN, DEADLINE, end_of(DEADLINE, time(16, 0)))
    assert due(found) == "Due by 16:00 on Tuesday 23 June 2026"


@given(DAYS)
def test_a_day_ends_and_begins_in_london(day: date) -> None:
    assert day_of(end_of(day)) == day_of(begin_of(day)) == day
    assert time_of(end_of(day)) is None
    assert begin_of(day + timedelta(1)) - end_of(day) == timedelta(seconds=1)


@given(st.sampled_from(RoundState), st.lists(st.sampled_from(Move), max_size=12))
def test_no_way_leads_to_a_state_there_is_not(
    state: RoundState, way: list[Move]
) -> None:
    for move in way:
        if move in moves(state):
            state = moved(state, move)
        else:
            with pytest.raises(NoSuchMove):
                moved(state, move)
        assert state in RoundState


def test_nothing_leads_back_to_a_draft_or_out_of_the_archive() -> None:
    assert RoundState.DRAFT not in ROUND.values()
    assert moves(RoundState.ARCHIVED) == ()


@given(DAYS, st.integers(-3, 60), st.sets(DAYS, max_size=5))
def test_working_days_are_those_after_the_first(
    first: date, count: int, off: set[date]
) -> None:
    each = [first + timedelta(at) for at in range(1, count + 1)]
    days = sorted({*off, *each[3:5]})
    told = working_days(first, first + timedelta(count), days)
    assert told == sum(is_working(day, days) for day in each)


def test_working_days_of_eight_thousand_years_are_counted_at_once() -> None:
    began = process_time()
    for _ in range(20):
        assert working_days(date(2000, 1, 1), date.max, ()) == 2_087_100
    assert process_time() - began < 1


@given(DAYS, st.integers(0, 60), st.sets(DAYS, max_size=5))
def test_working_days_add_up(first: date, count: int, off: set[date]) -> None:
    last = first + timedelta(count)
    middle = first + timedelta(count // 2)
    days = sorted(off)
    whole = working_days(first, last, days)
    assert whole == working_days(first, middle, days) + working_days(middle, last, days)
    assert 0 <= whole <= count
    assert not any(is_working(day, days) for day in days)
