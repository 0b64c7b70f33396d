"""Dates of birth as people and spreadsheets write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystage.marksheet.reading.dates import First, first_of, from_serial, read_date

DAYS = st.dates(date(2000, 1, 1), date(2049, 12, 31))


@given(
    DAYS, st.sampled_from(["%d/%m/%Y", "%d.%m.%Y", "%d-%m-%y", "%d %B %Y", "%d-%b-%y"])
)
def test_a_date_written_day_first_is_read(day: date, form: str) -> None:
    assert read_date(f" {day.strftime(form)} ") == day.isoformat()


@given(DAYS)
def test_a_date_as_a_machine_writes_it_is_read(day: date) -> None:
    assert read_date(day.isoformat()) == day.isoformat()
    assert read_date(f"{day.isoformat()}T00:00:00Z") == day.isoformat()


@pytest.mark.parametrize(
    "text",
    [
        *("", "11/25/2018", "31/02/2018", "5/11-2018", "2018", "43409", "5 Nob 2018"),
        *("5 ma 2018", "1/2/201", "1/2/3/2018"),
    ],
)
def test_what_is_no_date_stays_as_it_is(text: str) -> None:
    assert read_date(text) == text


@pytest.mark.parametrize(
    ("text", "first"),
    [
        *(("11/25/2018", First.MONTH), ("25/11/2018", First.DAY)),
        *(("5/11/2018", First.EITHER), ("13/25/2018", None), ("x", None)),
    ],
)
def test_what_stands_first_in_a_date_is_told_where_it_can_be(
    text: str, first: First | None
) -> None:
    assert first_of(text) is first


def test_a_number_counts_days_from_the_workbooks_first() -> None:
    assert from_serial("43409", from_1904=False) == "2018-11-05"
    assert from_serial("43409", from_1904=True) == "2022-11-06"


@pytest.mark.parametrize("text", ["60", "20181105", "-1", "", "43409.5", "\u0664"])
def test_a_number_that_is_no_childs_birthday_is_none(text: str) -> None:
    assert from_serial(text, from_1904=False) == ""
