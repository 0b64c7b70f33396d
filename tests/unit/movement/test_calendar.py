"""The days of a season: read as people tell them, used for their own year."""

from datetime import date
from typing import Any

import pytest

from keystage.core.errors import UsageError
from keystage.movement import Calendar, Weeks, calendar_of
from keystage.movement.case import Settings

NAMES = ("eyfsp", "phonics", "ks1", "ks2")
JUNE = date(2026, 6, 1)
PLAIN = Settings("test week", "pupil")
TABLE = (date(2026, 6, 8), date(2026, 6, 19))
KNOWN = Settings("check period", "pupil", *TABLE)
BEGUN = Settings("check period", "pupil", TABLE[0])


def test_days_are_told_at_the_top_by_collection_and_by_school() -> None:
    told = {
        "second_half": JUNE,
        "ks2": {"opens": "2026-05-11", "closes": date(2026, 5, 14)},
        "school": [
            {"number": "9991001", "second_half": "2026-06-08"},
            {"number": 9991002},
        ],
    }
    assert calendar_of(told, NAMES) == Calendar(
        Weeks(second_half=JUNE),
        {"ks2": Weeks(date(2026, 5, 11), date(2026, 5, 14))},
        {"9991001": date(2026, 6, 8)},
    )
    assert calendar_of({}, NAMES) == Calendar()


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"weather": "fine"}, "^weather means nothing here; there are opens, closes, sec"),
    ({"opens": "May"}, "^opens: May is not a day such as"),
    ({"ks2": "2026-05-11"}, r"^Days of one collection stand below it: \[ks2\]"),
    ({"ks2": {"joined": "2026-05-11"}}, "^ks2: joined means nothing here"),
    ({"ks2": {"opens": "0001-01-01"}}, "^ks2: opens: 0001-01-01 is no day of a pupil"),
    ({"ks9": {}}, "^ks9 means nothing here"),
    ({"opens": "2026-05-14", "closes": "2026-05-11"}, "^The weeks end before they beg"),
    (
        {"ks1": {"opens": "2026-05-14", "closes": "2026-05-11"}},
        "^ks1: The weeks end before they begin",
    ),
    ({"school": "9991001"}, r"^Write \[\[school\]\] before what is told of each"),
    ({"school": [{}]}, "^School 1: give its number"),
    ({"school": [{"number": "A", "left": ""}]}, "^School A: left means nothing here"),
]


@pytest.mark.parametrize(("told", "expected"), WRONG)
def test_what_cannot_be_understood_is_told_by_its_place(
    told: dict[str, Any], expected: str
) -> None:
    with pytest.raises(UsageError, match=expected):
        calendar_of(told, NAMES)


def test_the_collections_own_days_go_before_its_table_and_that_before_others() -> None:
    general = Weeks(date(2026, 5, 11), date(2026, 5, 14), JUNE)
    own = {
        "phonics": Weeks(opens=date(2026, 6, 9)),
        "ks1": Weeks(closes=date(2026, 6, 30), second_half=date(2026, 6, 2)),
    }
    calendar = Calendar(general, own)
    assert calendar.weeks("ks2", 2026, PLAIN) == general
    assert calendar.weeks("eyfsp", 2026, KNOWN) == Weeks(*TABLE, JUNE)
    assert calendar.weeks("phonics", 2026, KNOWN) == Weeks(
        date(2026, 6, 9), date(2026, 6, 19), JUNE
    )
    told = Weeks(date(2026, 6, 8), date(2026, 6, 30), date(2026, 6, 2))
    assert calendar.weeks("ks1", 2026, KNOWN) == told


def test_weeks_of_another_collection_do_not_end_those_of_this_one() -> None:
    calendar = Calendar(Weeks(date(2026, 5, 11), date(2026, 5, 14)))
    assert calendar.weeks("phonics", 2026, BEGUN) == Weeks(TABLE[0])


def test_a_last_day_before_the_first_is_not_known() -> None:
    calendar = Calendar(own={"phonics": Weeks(closes=date(2026, 5, 14))})
    assert calendar.weeks("phonics", 2026, KNOWN) == Weeks(TABLE[0])
    same = Calendar(own={"phonics": Weeks(closes=TABLE[0])})
    assert same.weeks("phonics", 2026, KNOWN) == Weeks(TABLE[0], TABLE[0])


def test_a_day_is_used_for_its_own_school_year_only() -> None:
    calendar = Calendar(Weeks(second_half=JUNE), second_half={"A": JUNE})
    assert calendar.weeks("eyfsp", 2026, PLAIN).second_half == JUNE
    assert calendar.weeks("eyfsp", 2025, PLAIN) == Weeks()
    assert (calendar.halves(2026), calendar.halves(2025)) == ({"A": JUNE}, {})


def test_a_day_of_autumn_is_of_that_years_late_check_too() -> None:
    calendar = Calendar(Weeks(opens=date(2021, 11, 8)))
    assert calendar.weeks("phonics", 2021, PLAIN).opens == date(2021, 11, 8)
    assert calendar.weeks("phonics", 2022, PLAIN).opens == date(2021, 11, 8)
    assert calendar.weeks("phonics", 2020, PLAIN).opens is None
