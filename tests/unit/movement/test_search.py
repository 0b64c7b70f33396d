"""Which answers are tried for a fact nobody gave: all that could matter, no more."""

from datetime import date

import pytest

from keystage import rulebooks
from keystage.movement import STILL, Facts, Missing, Stay, Table, decide, search
from keystage.movement.facts import CAME_FROM, GONE_TO
from keystage.movement.search import FEW, answers, completed, possible
from keystage.movement.table import Row

JUNE = date(2024, 6, 10)
FACTS = Facts((Stay("A", joined=JUNE), Stay("B")))


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        ("assessed", [True, False]),
        ("met_before", [True, False]),
        ("came_from", list(CAME_FROM)),
        ("gone_to", list(GONE_TO)),
        ("most_time", ["A", "B"]),
        ("longest", ["A", "B"]),
        ("may_days", list(range(24))),
    ],
)
def test_a_fact_with_few_answers_is_tried_with_each(
    fact: str, expected: list[object]
) -> None:
    assert list(answers(FACTS, Missing(fact, "B", among=("A", "B")))) == expected


# Days that are known and those every year has, what lies between, and beyond.
DAYS = [
    date(2023, 7, 23),
    date(2023, 9, 1),
    date(2023, 12, 31),
    date(2024, 5, 1),
    date(2024, 5, 16),
    date(2024, 5, 31),
    date(2024, 6, 5),
    date(2024, 6, 10),
    date(2024, 7, 5),
    date(2024, 7, 31),
    date(2024, 9, 9),
]


def test_a_day_is_tried_at_between_and_beyond_all_days_there_are() -> None:
    assert list(answers(FACTS, Missing("joined", "B"))) == DAYS
    assert list(answers(FACTS, Missing("left", "B"))) == [STILL, *DAYS]


def test_every_day_told_is_among_those_tried() -> None:
    days = [date(2024, month, 3) for month in (1, 2, 3, 4, 6, 7)]
    opens, closes, half, joined, left, taken = days
    stay = Stay("A", opens, left, second_half=half, assessed=joined)
    facts = Facts(
        (stay, Stay("B", left=taken)), opens=opens, closes=closes, second_half=half
    )
    assert set(days) <= set(answers(facts, Missing("joined", "B")))


def test_without_one_day_any_year_will_do() -> None:
    tried = list(answers(Facts((Stay("A"),)), Missing("opens")))
    assert tried[1] == date(2000, 9, 1)
    assert tried[-2] == date(2001, 7, 31)


def test_a_few_answers_are_spread_over_all_and_none_contradicts() -> None:
    missing = Missing("may_days", "B")
    told = [
        [more.stays[1].may_days for more in completed(FACTS, missing, few)]
        for few in (None, FEW, 100)
    ]
    assert told == [list(range(24)), [0, 4, 8, 12, 16, 20], list(range(24))]
    leaves = completed(FACTS, Missing("left", "A"), None)
    ends = [more.stays[0].left for more in leaves]
    assert ends == [STILL, *(day for day in DAYS if day >= JUNE)]


def open_stays(many: int) -> Facts:
    """Return so many schools of which nothing is known but that they had the child."""
    return Facts(tuple(Stay(f"School {number}") for number in range(many)))


@pytest.mark.uncounted
@pytest.mark.parametrize("name", ["ks2-2026", "phonics-2026", "eyfsp-2026"])
def test_many_schools_of_which_nothing_is_known_are_not_thought_about_for_long(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = rulebooks.movement_of(rulebooks.load(name))
    assert table is not None
    looks, apply = 0, search.apply

    def counted(table: Table, facts: Facts) -> tuple[search.Outcome, Row | None]:
        nonlocal looks
        looks += 1
        return apply(table, facts)

    monkeypatch.setattr(search, "apply", counted)
    verdict = decide(table, open_stays(9))
    assert verdict.missing is not None
    assert looks < 20_000  # without bounds, millions


def test_what_was_not_looked_through_to_the_end_is_left_open() -> None:
    table = rulebooks.movement_of(rulebooks.load("ks2-2026"))
    assert table is not None
    day = date(2025, 9, 1)
    facts = Facts((Stay("A", day), Stay("B", day)))
    whole = possible(table, facts)
    assert whole.settled
    assert whole.left < search.MOST - 1
    hasty = possible(table, facts, 1)
    assert not hasty.settled
    assert hasty.turns_on is not None


def test_where_every_answer_contradicts_nothing_comes_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = rulebooks.movement_of(rulebooks.load("ks2-2026"))
    assert table is not None
    monkeypatch.setattr(search, "completed", lambda *_: iter(()))
    found = possible(table, open_stays(2))
    assert not found.rows
    assert not found.settled
