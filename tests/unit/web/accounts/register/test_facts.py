"""Facts of a school as people and registers write them."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystage_web.accounts.register.facts import Facts, Unreadable, read
from keystage_web.accounts.register.sheets import columns
from tests.integration.web.accounts.register.sheets import HEADINGS


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("number", "2014", "2014"),
        ("number", "9992014", "2014"),
        ("number", "999/2014", "2014"),
        ("urn", "ey123456", "EY123456"),
        ("urn", " 180001 ", "180001"),
        ("lowest", "4", 4),
        ("lowest", "", None),
        ("opened", "01-09-2020", date(2020, 9, 1)),
        ("opened", "2020-09-01", date(2020, 9, 1)),
        ("closed", "31/08/2025", date(2025, 8, 31)),
        ("closed", "", None),
        ("email", "Office@School.example", "office@school.example"),
        ("name", " Oak ", "Oak"),
        ("number", "", ""),
    ],
)
def test_a_fact_is_read_as_it_is_written(name: str, text: str, value: Any) -> None:
    assert read(name, text) == value


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("number", "20", "four digits"),
        ("urn", "12", "six digits"),
        ("lowest", "four", "whole years"),
        ("highest", "99", "whole years"),
        ("lowest", "9" * 5000, "whole years"),
        ("lowest", "\uff14", "whole years"),
        ("opened", "2020", "a day as"),
        ("email", "office", "one address"),
        ("ward", "x" * 81, "longer than 80"),
    ],
)
def test_what_cannot_be_read_is_told_with_what_is_wanted(
    name: str, text: str, told: str
) -> None:
    with pytest.raises(Unreadable, match=told) as caught:
        read(name, text)
    assert text[:20] in str(caught.value)


@pytest.mark.parametrize("name", ["name", "number", "ward", "address", "email"])
def test_what_nobody_sees_is_named_and_not_taken(name: str) -> None:
    with pytest.raises(Unreadable, match="take out what nobody sees") as caught:
        read(name, "Elm\u202e looc")
    assert "Elm<U+202E> looc" in str(caught.value)
    assert read("address", "1 Elm Road\nAnytown") == "1 Elm Road\nAnytown"


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_day_is_read_back_as_the_register_writes_it(day: date) -> None:
    assert read("opened", f"{day:%d-%m-%Y}") == day
    assert Facts(opened=day).plain()["opened"] == day.isoformat()


def test_the_registers_own_headings_are_known() -> None:
    found = columns.guessed(HEADINGS)
    assert columns.enough(found)
    assert {HEADINGS[place] for place in found.values()} == {
        heading
        for heading in HEADINGS
        if heading not in {"LA (name)", "EstablishmentStatus (name)"}
    }


def test_an_authoritys_own_headings_are_known_and_none_taken_twice() -> None:
    found = columns.guessed(["School", "DfE No", "Ages", "Ward", "Name", "Post Code"])
    assert found == {"name": 0, "number": 1, "ward": 3, "postcode": 5}
    assert not columns.enough(columns.guessed(["Pupil", "UPN"]))
    assert not columns.is_links(["URN", "Name"])
