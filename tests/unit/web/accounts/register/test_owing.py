"""What a school owes follows from its ages and the year groups of the rulebook."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystage import rulebooks
from keystage_web.accounts.register.facts import Facts
from keystage_web.accounts.register.owing import owed, year_groups

DAY = date(2026, 6, 30)
BOOKS = {
    name: rulebooks.load(f"{name}-2026")
    for name in ("eyfsp", "phonics", "ks1", "mtc", "ks2")
}
ALL = {"eyfsp", "phonics", "ks1", "mtc", "ks2"}


def owes(facts: Facts) -> set[str]:
    return {name for name, book in BOOKS.items() if owed(facts, book, DAY).owes}


@pytest.mark.parametrize(
    ("lowest", "highest", "found"),
    [
        (4, 11, ALL),
        (3, 11, ALL),
        (5, 11, ALL),
        (2, 7, {"eyfsp", "phonics", "ks1"}),
        (5, 7, {"eyfsp", "phonics", "ks1"}),
        (7, 11, {"mtc", "ks2"}),
        (4, 9, {"eyfsp", "phonics", "ks1", "mtc"}),
        (9, 13, {"ks2"}),
        (11, 18, set()),
        (2, 5, {"eyfsp"}),
        (2, 4, set()),
    ],
)
def test_ages_say_which_collections(lowest: int, highest: int, found: set[str]) -> None:
    assert owes(Facts(lowest=lowest, highest=highest)) == found


def test_a_nursery_of_the_register_has_no_reception() -> None:
    assert owes(Facts(lowest=2, highest=5, phase="Nursery")) == set()


def test_without_ages_all_are_asked_for_unless_the_phase_is_another() -> None:
    assert owes(Facts()) == ALL
    assert owes(Facts(phase="Primary")) == ALL
    assert owes(Facts(phase="Secondary")) == set()


def test_a_school_that_closed_before_or_opens_after_owes_nothing() -> None:
    ages = {"lowest": 4, "highest": 11}
    closed = Facts(**ages, closed=date(2026, 6, 29))  # type: ignore[arg-type]  # by name
    later = Facts(**ages, opened=date(2026, 9, 1))  # type: ignore[arg-type]  # by name
    assert owes(closed) == owes(later) == set()
    assert owed(closed, BOOKS["ks2"], DAY).reason == "It has closed."
    last = Facts(**ages, closed=DAY)  # type: ignore[arg-type]  # by name
    assert owes(last) == ALL


def test_the_reason_names_ages_and_year_groups() -> None:
    facts = Facts(lowest=7, highest=11)
    told = owed(facts, BOOKS["ks2"], DAY).reason
    assert told == "Its ages are 7 to 11, which takes in year 6."
    told = owed(facts, BOOKS["phonics"], DAY).reason
    assert told == "Its ages are 7 to 11, without year 1 and 2."
    assert "reception" in owed(facts, BOOKS["eyfsp"], DAY).reason


@given(st.integers(0, 12), st.integers(0, 12), st.integers(0, 3), st.integers(0, 3))
def test_a_school_of_more_ages_never_owes_less(
    lowest: int, more: int, younger: int, older: int
) -> None:
    few = Facts(lowest=lowest, highest=lowest + more)
    many = Facts(lowest=max(0, lowest - younger), highest=lowest + more + older)
    assert owes(few) <= owes(many)


@pytest.mark.parametrize("name", rulebooks.available())
def test_every_rulebook_says_its_year_groups(name: str) -> None:
    groups = year_groups(rulebooks.load(name))
    assert groups
    assert set(groups) <= set(range(7))
