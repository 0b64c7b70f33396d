"""Which dates a school may be shown, and what to ask about a day."""

import dataclasses
from datetime import date

from keystage import rulebooks
from keystage.rulebooks.deadlines import questions, visible_deadlines, weekday


def test_a_verified_date_is_shown_and_another_is_not() -> None:
    shown = visible_deadlines(rulebooks.load("ks2-2026"))
    assert {one.id: one.day for one in shown} == {
        "gateway_opens": date(2026, 5, 18),
        "school": date(2026, 6, 26),
    }
    assert visible_deadlines(rulebooks.load("ks2-2025")) == ()


def test_an_unverified_date_is_shown_once_an_authority_confirms_it() -> None:
    book = rulebooks.load("ks2-2025")
    (shown,) = visible_deadlines(book, {"school": date(2025, 6, 26)})
    assert (shown.id, shown.day, shown.verified) == ("school", date(2025, 6, 26), True)


def test_an_authority_may_confirm_another_day_and_nothing_the_book_lacks() -> None:
    book = rulebooks.load("eyfsp-2026")
    days = {"school": date(2026, 6, 25), "party": date(2026, 7, 1)}
    shown = visible_deadlines(book, days)
    assert [(one.id, one.day) for one in shown] == [
        ("school", date(2026, 6, 25)),
        ("authority", date(2026, 7, 31)),
    ]


def test_of_a_provisional_year_only_confirmed_dates_are_shown() -> None:
    book = dataclasses.replace(rulebooks.load("eyfsp-2026"), provisional=True)
    assert visible_deadlines(book) == ()
    (shown,) = visible_deadlines(book, {"school": date(2026, 6, 30)})
    assert shown.id == "school"


def test_a_verified_date_without_a_day_is_not_shown() -> None:
    book = rulebooks.load("eyfsp-2026")
    open_ = tuple(dataclasses.replace(one, day=None) for one in book.deadlines)
    assert visible_deadlines(dataclasses.replace(book, deadlines=open_)) == ()


def test_a_day_has_the_name_it_has_in_the_calendar() -> None:
    assert weekday(date(2024, 6, 28)) == "Friday"
    assert weekday(date(2017, 6, 29)) == "Thursday"


def test_a_day_nobody_is_at_school_is_asked_about() -> None:
    term = (date(2026, 4, 13), date(2026, 7, 21))
    assert questions(date(2026, 6, 26), term, 2026) == []
    assert questions(date(2026, 6, 27)) == [
        "Saturday 27 June 2026 is at a weekend. Is that meant?"
    ]
    assert questions(date(2026, 7, 22), term) == [
        "Wednesday 22 July 2026 is outside the term. Is that meant?"
    ]
    assert questions(date(2025, 6, 26), year=2026) == [
        "Thursday 26 June 2025 is not in 2026. Is that meant?"
    ]
