"""School years turn on 1 September; only one way of writing a date counts."""

from datetime import date

import pytest

from keystage.core import years


@pytest.mark.parametrize(
    ("day", "summer"),
    [
        (date(2025, 8, 31), 2025),
        (date(2025, 9, 1), 2026),
        (date(2026, 1, 1), 2026),
    ],
)
def test_a_day_falls_in_the_year_that_ends_next_summer(day: date, summer: int) -> None:
    assert years.summer_year(day) == summer


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2018-11-05", date(2018, 11, 5)),
        ("2020-02-29", date(2020, 2, 29)),
        ("2019-02-29", None),
        ("05/11/2018", None),
        ("2018-11-5", None),
        ("20181105", None),
        ("٢018-11-05", None),
        (" 2018-11-05", None),
        ("", None),
    ],
)
def test_a_date_is_read_in_one_form_only(text: str, day: date | None) -> None:
    assert years.parse_date(text) == day


@pytest.mark.parametrize(
    ("day", "age"),
    [
        (date(2026, 6, 9), 6),
        (date(2026, 6, 10), 7),
        (date(2019, 6, 10), 0),
    ],
)
def test_age_goes_up_on_the_birthday(day: date, age: int) -> None:
    assert years.age_on(date(2019, 6, 10), day) == age
