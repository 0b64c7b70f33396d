"""Which answers are tried for a fact nobody gave: all that could matter, no more."""

from datetime import date

import pytest

from keystage.movement import STILL, Facts, Missing, Stay
from keystage.movement.facts import CAME_FROM, GONE_TO
from keystage.movement.search import FEW, answers, completed

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
