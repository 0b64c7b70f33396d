"""Each rule on movers by a case of its own, typed from the guidance."""

from datetime import date

import pytest

from keystage import rulebooks
from keystage.movement import (
    STILL,
    Facts,
    Place,
    Stay,
    Table,
    Verdict,
    decide,
)
from keystage.movement.facts import Still

HALF = date(2024, 6, 3)  # first day of the second half of the summer term
LATER_HALF = date(2024, 6, 10)
SEPTEMBER = date(2023, 9, 5)
BOOKS = ("eyfsp-2024", "phonics-2024", "ks1-2023", "ks1-2024", "ks2-2024")


def table(name: str) -> Table:
    found = rulebooks.movement_of(rulebooks.load(name))
    assert found is not None
    return found


def may(day: int) -> date:
    return date(2024, 5, day)


def june(day: int) -> date:
    return date(2024, 6, day)


def a(left: date | Still | None, **more: date | bool | None) -> Stay:
    """School A, since September."""
    return Stay("A", SEPTEMBER, left, **more)  # type: ignore[arg-type]  # by name


def b(
    joined: date, left: date | Still | None = None, **more: date | bool | None
) -> Stay:
    return Stay("B", joined, left, **more)  # type: ignore[arg-type]  # by name


def c(joined: date) -> Stay:
    return Stay("C", joined)


def profile(*stays: Stay, **more: object) -> Facts:
    return Facts(stays, **{"second_half": HALF, **more})  # type: ignore[arg-type]


def check(*stays: Stay, **more: object) -> Facts:
    weeks = {"opens": june(10), "closes": june(21)}
    return Facts(stays, **{**weeks, **more})  # type: ignore[arg-type]  # by name


def week(*stays: Stay, **more: object) -> Facts:
    weeks = {"opens": may(13), "closes": may(16)}
    return Facts(stays, **{**weeks, **more})  # type: ignore[arg-type]  # by name


def period(*stays: Stay, **more: object) -> Facts:
    weeks = {"opens": may(7), "closes": may(24)}
    return Facts(stays, **{**weeks, **more})  # type: ignore[arg-type]  # by name


def earlier(day: date) -> date:
    """Return the same day of 2023."""
    return day.replace(year=2023)


HOME, ABROAD = Place.HOME_EDUCATION, Place.ABROAD
ELSEWHERE = Place.NON_PARTICIPATING
NOBODY, UNSAID = "nobody", "unsaid"

CASES: list[tuple[str, Facts, str, str]] = [
    # Profile: who does not move.
    ("eyfsp-2024", profile(a(None)), "A", "stayed"),
    ("eyfsp-2024", profile(a(None), held_back=True), NOBODY, "held-back"),
    ("eyfsp-2024", profile(a(may(3)), gone_to=ABROAD), NOBODY, "gone"),
    ("eyfsp-2024", profile(a(may(3)), gone_to=Place.MISSING), NOBODY, "gone"),
    ("eyfsp-2024", profile(a(may(3)), gone_to=HOME), NOBODY, "home-educated"),
    ("eyfsp-2024", profile(a(may(3)), gone_to=ELSEWHERE), UNSAID, "left-for-elsewhere"),
    # Profile: home education and late arrival.
    ("eyfsp-2024", profile(b(june(4)), came_from=HOME), "B", "back-on-a-register"),
    ("eyfsp-2024", profile(b(june(4)), came_from=ABROAD), UNSAID, "arrived-late"),
    ("eyfsp-2024", profile(a(may(3)), b(may(20)), came_from=HOME), "B", "home-between"),
    (
        "eyfsp-2024",
        profile(a(may(3)), b(june(5)), came_from=HOME),
        UNSAID,
        "home-between-late",
    ),
    ("eyfsp-2024", profile(b(june(4), june(6)), c(june(7))), UNSAID, "all-late"),
    # Profile: moves, once and more often.
    ("eyfsp-2024", profile(a(may(31)), b(june(2))), "B", "moved-before"),
    ("eyfsp-2024", profile(a(may(31)), b(june(3))), "A", "moved-from"),
    (
        "eyfsp-2024",
        profile(a(may(3)), b(may(7), may(24)), c(june(1))),
        "C",
        "moved-before",
    ),
    (
        "eyfsp-2024",
        profile(a(may(3)), b(may(7), june(7)), c(june(8))),
        "B",
        "moved-from",
    ),
    (
        "eyfsp-2024",
        profile(a(june(2)), b(june(3), june(7)), c(june(8))),
        "A",
        "moved-from",
    ),
    # Profile: two settings at once.
    ("eyfsp-2024", profile(a(STILL), b(may(7)), most_time="A"), "A", "two-settings"),
    ("eyfsp-2024", profile(a(STILL), b(may(7)), most_time="B"), "B", "two-settings"),
    ("eyfsp-2024", profile(a(None), b(may(7), may(20))), "A", "moved-before"),
    ("eyfsp-2024", profile(a(None), b(june(5), june(7))), "A", "moved-before"),
    (
        "eyfsp-2024",
        profile(b(june(5), STILL), Stay("D", june(5), STILL)),
        UNSAID,
        "two-new-schools",
    ),
    (
        "eyfsp-2024",
        profile(a(may(3)), Stay("D", SEPTEMBER, may(3)), c(june(5))),
        UNSAID,
        "two-old-schools",
    ),
    (
        "eyfsp-2024",
        profile(
            Stay("X", SEPTEMBER, date(2023, 12, 1)),
            Stay("Y", SEPTEMBER, date(2023, 12, 1)),
            Stay("A", date(2023, 12, 4), may(3)),
            c(june(5)),
        ),
        "A",
        "moved-from",
    ),
    # Profile: half-terms that differ.
    (
        "eyfsp-2024",
        profile(a(june(4)), b(june(5), second_half=LATER_HALF)),
        "A",
        "half-terms-differ",
    ),
    (
        "eyfsp-2024",
        profile(a(date(2023, 10, 2)), b(date(2023, 10, 3), second_half=LATER_HALF)),
        "B",
        "half-terms-differ",
    ),
    (
        "eyfsp-2024",
        profile(
            a(date(2024, 2, 9)),
            b(date(2024, 2, 12), second_half=LATER_HALF),
            longest="A",
        ),
        "A",
        "half-terms-differ",
    ),
    # Phonics.
    ("phonics-2024", check(a(None, assessed=False)), "A", "stayed"),
    (
        "phonics-2024",
        check(a(june(7), assessed=False), b(june(9), assessed=False)),
        "B",
        "moved-before",
    ),
    (
        "phonics-2024",
        check(a(june(10), assessed=False), b(june(11), assessed=False)),
        "B",
        "moved-during",
    ),
    (
        "phonics-2024",
        check(a(june(10), assessed=True), b(june(11), assessed=False)),
        "A",
        "checked",
    ),
    (
        "phonics-2024",
        check(a(june(21), assessed=True), b(june(24))),
        "A",
        "checked",
    ),
    (
        "phonics-2024",
        check(a(june(12), assessed=june(11)), b(june(13), assessed=june(14))),
        "A",
        "checked-again",
    ),
    (
        "phonics-2024",
        check(a(STILL, assessed=True), b(june(11), assessed=True)),
        UNSAID,
        "checked-twice",
    ),
    (
        "phonics-2024",
        check(a(STILL, assessed=june(12)), b(june(11), assessed=june(12))),
        UNSAID,
        "checked-twice",
    ),
    (
        "phonics-2024",
        check(a(STILL, assessed=june(13)), b(june(11), assessed=june(12))),
        "B",
        "checked-again",
    ),
    (
        "phonics-2024",
        check(a(june(21), assessed=False), b(june(22), assessed=False)),
        "A",
        "never-checked",
    ),
    ("phonics-2024", check(b(june(24))), NOBODY, "arrived-after"),
    ("phonics-2024", check(a(june(7)), b(june(24))), UNSAID, "no-roll"),
    (
        "phonics-2024",
        check(a(STILL, assessed=False), b(june(11), assessed=False)),
        UNSAID,
        "two-rolls",
    ),
    (
        "phonics-2024",
        check(a(None), year_group=2, met_before=True),
        NOBODY,
        "met-before",
    ),
    (
        "phonics-2024",
        check(b(june(3), assessed=True), year_group=2, met_before=False),
        "B",
        "checked",
    ),
    # Key stage 1, optional.
    ("ks1-2024", period(a(None)), "A", "stayed"),
    ("ks1-2024", period(a(june(28))), "A", "stayed"),
    ("ks1-2024", period(a(may(10))), UNSAID, "one-school"),
    ("ks1-2024", period(a(may(3)), b(may(6))), UNSAID, "moved-before"),
    ("ks1-2024", period(a(may(14)), b(may(15))), "B", "moved-during"),
    ("ks1-2024", period(a(may(17)), b(may(20))), "A", "moved-during"),
    ("ks1-2024", period(a(may(15)), b(may(17))), UNSAID, "equal-days"),
    ("ks1-2024", period(a(may(24)), b(may(25))), "A", "moved-after"),
    (
        "ks1-2024",
        period(a(may(14)), b(may(15), may(27)), c(may(28))),
        "A",
        "moved-twice",
    ),
    ("ks1-2024", period(a(may(3)), b(june(3))), UNSAID, "no-roll"),
    ("ks1-2024", period(a(STILL), b(may(15))), UNSAID, "two-rolls"),
    ("ks1-2024", period(b(june(3)), came_from=HOME), "B", "arrived"),
    ("ks1-2024", period(b(may(8)), came_from=ELSEWHERE), "B", "arrived"),
    ("ks1-2024", period(b(may(8)), came_from=ABROAD), UNSAID, "one-school"),
    ("ks1-2024", period(a(may(1)), b(may(3)), came_from=HOME), "B", "arrived-before"),
    (
        "ks1-2024",
        period(b(june(5), STILL), Stay("D", june(5), STILL), came_from=HOME),
        UNSAID,
        "two-new-schools",
    ),
    # Key stage 1 in 2023: from 2 to 30 May, and a cut-off on 1 June.
    ("ks1-2023", Facts((b(date(2023, 5, 31)),), came_from=HOME), "B", "arrived"),
    ("ks1-2023", Facts((b(date(2023, 6, 1)),), came_from=HOME), NOBODY, "arrived-late"),
    (
        "ks1-2023",
        Facts((Stay("A", left=date(2023, 4, 28)), b(date(2023, 5, 1)))),
        "B",
        "moved-before",
    ),
    (
        "ks1-2023",
        Facts((Stay("A", left=date(2023, 5, 30)), b(date(2023, 5, 31)))),
        "A",
        "moved-after",
    ),
    # Key stage 2.
    ("ks2-2024", week(a(None)), "A", "stayed"),
    ("ks2-2024", week(a(may(14)), gone_to=ABROAD), "A", "stayed"),
    ("ks2-2024", week(a(may(10)), b(may(13))), "B", "moved-during"),
    ("ks2-2024", week(a(may(9)), b(may(10))), "B", "moved-before"),
    ("ks2-2024", week(a(may(13)), b(may(14))), "A", "moved-during"),
    ("ks2-2024", week(a(may(16)), b(may(17))), "A", "moved-after"),
    (
        "ks2-2024",
        week(a(may(14)), b(may(15), may(16)), c(may(20))),
        "A",
        "moved-after",
    ),
    ("ks2-2024", week(a(may(10)), b(may(14))), UNSAID, "no-roll"),
    ("ks2-2024", week(a(STILL), b(may(7))), UNSAID, "two-rolls"),
    ("ks2-2024", week(b(may(20))), UNSAID, "no-roll"),
    # The check of autumn 2021.
    (
        "phonics-2021-autumn",
        Facts((a(None, assessed=True),)),
        "A",
        "checked",
    ),
]


def said(verdict: Verdict) -> str:
    if verdict.missing is not None:
        return f"asks {verdict.missing}"
    return verdict.reports or (NOBODY if verdict.nobody else UNSAID)


@pytest.mark.parametrize(("book", "facts", "expected", "row"), CASES)
def test_the_case_comes_out_by_its_row(
    book: str, facts: Facts, expected: str, row: str
) -> None:
    verdict = decide(table(book), facts)
    assert (said(verdict), verdict.rows) == (expected, (row,))
    assert verdict.says
    assert verdict.paragraph
    assert verdict.source
    assert verdict.covered is (expected != UNSAID)


@pytest.mark.parametrize("book", BOOKS)
def test_every_row_has_its_case(book: str) -> None:
    collection = book.split("-", maxsplit=1)[0]
    shown = {row for name, _, _, row in CASES if name.startswith(collection)}
    assert not {row.id for row in table(book).rows} - shown


def test_the_books_with_a_table_are_those_guidance_was_found_for() -> None:
    books = [rulebooks.load(name) for name in rulebooks.available()]
    with_table = {book.id for book in books if rulebooks.movement_of(book)}
    years = range(2022, max(book.year for book in books) + 1)
    wanted = {f"{c}-{y}" for c in ("eyfsp", "phonics", "ks1", "ks2") for y in years}
    assert with_table == wanted | {"phonics-2021-autumn"}


def test_the_weeks_are_known_where_a_source_gives_them_and_only_there() -> None:
    weeks = {
        name: (table(name).settings.opens, table(name).settings.closes)
        for name in ("phonics-2022", "phonics-2024", "phonics-2025", "phonics-2026")
    }
    assert weeks == {
        "phonics-2022": (date(2022, 6, 6), date(2022, 6, 17)),
        "phonics-2024": (date(2024, 6, 10), None),
        "phonics-2025": (None, None),
        "phonics-2026": (date(2026, 6, 8), None),
    }
    ks1 = table("ks1-2023").settings
    assert (ks1.opens, ks1.closes) == (date(2023, 5, 2), date(2023, 5, 30))
    assert ks1.cut_off == date(2023, 6, 1)
    assert ks1.school_days
    later = table("ks1-2024").settings
    assert (later.opens, later.closes, later.cut_off) == (None, None, None)
    assert not later.school_days
    assert table("ks2-2024").settings.opens is None


UNVERIFIED = {"arrived-after", "never-checked"}


@pytest.mark.parametrize("book", BOOKS)
def test_only_what_the_sources_leave_open_is_unverified(book: str) -> None:
    found = {row.id for row in table(book).rows if not row.verified}
    assert found == (UNVERIFIED if book.startswith("phonics") else set())


@pytest.mark.parametrize("row", ["stayed", "moved-during", "moved-after"])
def test_a_leaver_since_the_tests_may_be_l_or_a_judgement(row: str) -> None:
    (found,) = (one for one in table("ks2-2024").rows if one.id == row)
    assert "L for writing and science" in found.help
    assert "or a judgement" in found.help
    assert "never leave the pupil out" in found.help


def test_nobody_is_told_of_a_duty_where_there_is_none() -> None:
    for row in table("ks1-2024").rows:
        assert "must" not in f"{row.says} {row.help}"
