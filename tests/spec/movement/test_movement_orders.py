"""Every order of leaving, joining, checking, sending and the weeks that matter."""

import dataclasses
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache

import pytest

from keystage import rulebooks
from keystage.movement import Facts, Stay, Table, Verdict, decide
from tests.spec.movement import movers
from tests.spec.movement.movers import UNSAID, against, together

type Order = dict[str, int]
type Expected = Callable[[Order, Facts], str]

MID_MAY = {2023: date(2023, 5, 11), 2024: date(2024, 5, 12)}
PERIOD = ("left", "joined", "assessed", "sent", "opens", "closes")
DAY = ("left", "joined", "assessed", "sent", "half_term")


@cache
def table(name: str) -> Table:
    found = rulebooks.movement_of(rulebooks.load(name))
    assert found is not None
    return found


@cache
def orders(names: tuple[str, ...]) -> list[Order]:
    """Return every order, ties included, in which a period begins before it ends."""
    return [
        order
        for order in movers.orders(names)
        if order.get("opens", 0) < order.get("closes", 1)
    ]


def facts(order: Order, year: int, checked_at: str = "") -> Facts | None:
    """Return the facts of an order of events; None where the check could not be."""

    def day(event: str) -> date:
        return MID_MAY[year] + timedelta(days=order[event])

    taken = {"A": order["assessed"] <= order["left"]}
    taken["B"] = order["assessed"] >= order["joined"]
    if checked_at and not taken[checked_at]:
        return None
    left, joined = day("left"), day("joined")
    a = Stay("A", date(year - 1, 9, 5), left, assessed=False, sent=day("sent"))
    b = Stay("B", joined, assessed=False)
    told = {"A": (a, b), "B": (b, a), "": (a, b)}[checked_at]
    if checked_at:
        first, other = told
        stays = (_checked(first, day("assessed")), other)
    else:
        stays = told
    if "half_term" in order:
        return Facts(stays, second_half=day("half_term"))
    return Facts(stays, opens=day("opens"), closes=day("closes"))


def _checked(stay: Stay, day: date) -> Stay:
    return Stay(stay.school, stay.joined, stay.left, assessed=day, sent=stay.sent)


def token(verdict: Verdict) -> str:
    """Return a verdict as the tables write it."""
    if verdict.missing is not None:
        asked = {"most_time": movers.MOST_TIME}
        return asked.get(verdict.missing.fact, f"asks {verdict.missing.fact}")
    return verdict.reports or ("nobody" if verdict.nobody else UNSAID)


def by_half_term(order: Order, _: Facts) -> str:
    line = order["half_term"]
    key = (against(order["left"], line), against(order["joined"], line))
    return movers.EYFSP[key]


def by_test_week(order: Order, _: Facts) -> str:
    line = order["opens"]
    key = (against(order["left"], line), against(order["joined"], line))
    return movers.KS2[key]


def by_period(order: Order, cells: dict[tuple[str, str], str]) -> str:
    left, joined = order["left"], order["joined"]
    opens, closes = order["opens"], order["closes"]
    if together(left, joined, opens, closes):
        return UNSAID
    last = left - 1 if left == joined else left
    return cells[against(last, opens, closes), against(joined, opens, closes)]


def unchecked(order: Order, _: Facts) -> str:
    return by_period(order, movers.UNCHECKED)


def optional(order: Order, known: Facts) -> str:
    told = by_period(order, movers.KS1_OPTIONAL)
    return in_may(known, counted=lambda _: True) if told == movers.MAY else told


def statutory(order: Order, known: Facts) -> str:
    told = by_period(order, movers.KS1_STATUTORY)
    return in_may(known, counted=is_weekday) if told == movers.MAY else told


def is_weekday(day: date) -> bool:
    return day.weekday() < 5


def may_days(known: Facts, school: str, counted: Callable[[date], bool]) -> int:
    """Count a school's days in May one by one."""
    a, b = sorted(known.stays, key=lambda stay: stay.school)
    assert isinstance(a.left, date)
    assert b.joined is not None
    days = [date(b.joined.year, 5, n) for n in range(1, 32)]
    if school == "A":
        return sum(d <= a.left and d != b.joined and counted(d) for d in days)
    return sum(d >= b.joined and counted(d) for d in days)


def in_may(known: Facts, counted: Callable[[date], bool]) -> str:
    a, b = (may_days(known, school, counted) for school in "AB")
    if a == b:
        return UNSAID
    return "A" if a > b else "B"


def with_may_days(known: Facts) -> Facts:
    """Return the facts as 2023 needs them: each school tells its school days."""
    stays = tuple(
        Stay(
            stay.school,
            stay.joined,
            stay.left,
            may_days=may_days(known, stay.school, is_weekday),
            sent=stay.sent,
        )
        for stay in known.stays
    )
    return Facts(stays, opens=known.opens, closes=known.closes)


def cases(
    book: str, names: tuple[str, ...], checked_at: str = ""
) -> Iterator[tuple[Order, Facts]]:
    year = int(book.split("-")[1])
    for order in orders(names):
        known = facts(order, year, checked_at)
        if known is not None:
            yield order, known if book != "ks1-2023" else with_may_days(known)


COLLECTIONS = [
    ("eyfsp-2024", DAY, by_half_term, 541),
    ("ks2-2024", PERIOD, by_test_week, 2071),
    ("phonics-2024", PERIOD, unchecked, 2071),
    ("ks1-2024", PERIOD, optional, 2071),
    ("ks1-2023", PERIOD, statutory, 2071),
]


@pytest.mark.parametrize(("book", "names", "expected", "number"), COLLECTIONS)
def test_every_order_comes_out_as_the_guidance_has_it(
    book: str, names: tuple[str, ...], expected: Expected, number: int
) -> None:
    tried = 0
    for order, known in cases(book, names):
        verdict = decide(table(book), known)
        assert token(verdict) == expected(order, known), order
        sent_in_vain = verdict.settled and verdict.reports != "A"
        assert verdict.withdraws == (("A",) if sent_in_vain else ()), order
        tried += 1
    assert tried == number


@pytest.mark.parametrize("school", ["A", "B"])
def test_a_pupil_who_was_checked_is_reported_where_that_was(school: str) -> None:
    tried = 0
    for order, known in cases("phonics-2024", PERIOD, school):
        assert token(decide(table("phonics-2024"), known)) == school, order
        tried += 1
    assert tried > 1000


@pytest.mark.parametrize(("book", "names"), [row[:2] for row in COLLECTIONS])
def test_the_day_of_the_census_decides_nothing(
    book: str, names: tuple[str, ...], scale: float
) -> None:
    every = list(cases(book, names))
    for _, known in every[:: 1 if scale >= 1 else 7]:
        days = {stay.joined for stay in known.stays} | {known.opens, known.second_half}
        without = decide(table(book), known)
        for day in days - {None}:
            told = dataclasses.replace(known, census=day)
            assert decide(table(book), told) == without


@pytest.mark.parametrize("collection", ["eyfsp", "phonics", "ks1", "ks2"])
@pytest.mark.parametrize("year", [2025, 2026, 2027])
def test_the_rows_of_later_years_are_those_of_2024(collection: str, year: int) -> None:
    assert table(f"{collection}-{year}").rows == table(f"{collection}-2024").rows


@pytest.mark.parametrize("collection", ["eyfsp", "phonics", "ks2"])
def test_2023_has_the_same_rows_and_2022_has_them_unverified(collection: str) -> None:
    assert table(f"{collection}-2023").rows == table(f"{collection}-2024").rows
    assert table(f"{collection}-2022").rows == table(f"{collection}-2024").rows
    assert table(f"{collection}-2023").verified
    assert not table(f"{collection}-2022").verified
