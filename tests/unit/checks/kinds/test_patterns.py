"""What is seen in many pupils together."""

from dataclasses import replace
from typing import Any

import pytest

from keystage.checks.model import Check, Context
from keystage.core.records import Return, Row
from tests.unit.checks.books import GOOD, UPNS, book, check, facts, found, return_, row


def pupils(number: int, first: int = 1, **said: Any) -> list[Row]:
    return [row(position, **said) for position in range(first, first + number)]


SHARE = check(
    "share", components=["@rw"], codes=["A"], more_than_pupils=2, more_than_share=0.05
)


def test_many_pupils_with_a_code_are_found_by_number_and_share() -> None:
    three = pupils(3, REA="A")
    assert facts(
        SHARE, *three, *pupils(7, 4), told="{count} of {total}: {percent}"
    ) == ["3 of 10: 30"]
    assert found(SHARE, *pupils(2, REA="A")) == []
    assert found(SHARE, *three, *pupils(57, 4)) == []
    assert found(SHARE, *three, *pupils(56, 4))


def test_a_pupil_given_twice_counts_once() -> None:
    again = row(9, upn=UPNS[0], surname="Asha", REA="A")
    assert found(SHARE, *pupils(2, REA="A"), again) == []


def test_a_share_of_one_component_names_it() -> None:
    one = check("share", components=["MARK"], codes=["0"], more_than_pupils=1)
    (finding,) = found(one, *pupils(2, MARK="0"), row(3, MARK="1"))
    assert finding.subject == "MARK"


SAME = check("all_same", components=["@rw"], at_least=3)


def test_a_return_all_alike_is_found() -> None:
    alike = pupils(3, REA="EXS", WRI="EXS")
    assert facts(SAME, *alike, row(9, REA="A"), told="{count} {value} {group}") == [
        "3 EXS the return"
    ]
    assert facts(SAME, *pupils(3, REA="EXS", WRI="A"), told="{value}") == [""]
    assert found(SAME, *alike[:2]) == []
    assert found(SAME, *alike, row(9, REA="EXS", WRI="A")) == []


def test_one_pupil_alone_is_not_alike() -> None:
    one = check("all_same", components=["REA"], at_least=0)
    assert found(one, row(REA="EXS")) == []


def test_a_class_all_alike_is_found() -> None:
    one = check("all_same", components=["REA"], group="group", at_least=2)
    owls, wrens = pupils(2, REA="A", group="Owls"), pupils(2, 3, REA="L", group="Wrens")
    assert facts(one, *owls, *wrens, told="{group}: {count}") == ["Owls: 2", "Wrens: 2"]
    assert found(check("all_same", components=["REA"], at_least=2), *owls, *wrens) == []


def marks(*numbers: int) -> list[Row]:
    return [row(place, MARK=str(mark)) for place, mark in enumerate(numbers, 1)]


SPIKE = check("spike", component="MARK", at_least=3, times=3)


@pytest.mark.parametrize(
    ("given", "spikes"),
    [
        ((32, 32, 32), True),
        ((32, 32, 32, 31), True),
        ((32, 32, 32, 31, 30), False),
        ((32, 32, 31), False),
        ((40, 40, 40), False),
    ],
)
def test_a_spike_is_many_on_a_mark_and_few_below(
    given: tuple[int, ...], spikes: bool
) -> None:
    told = facts(SPIKE, *marks(*given), told="{count} at {mark}")
    assert told == (["3 at 32"] if spikes else [])


def test_a_spike_may_be_looked_for_elsewhere() -> None:
    one = check("spike", component="MARK", at=40, at_least=2)
    assert found(one, *marks(40, 40, 32))


def expecting(number: int) -> Context:
    return replace(GOOD, expected=number)


def test_the_number_of_pupils_is_compared_with_the_expected() -> None:
    one = check("expected_count", tolerance=1)
    told = facts(one, *pupils(2), told="{count} {expected}", context=expecting(4))
    assert told == ["2 4"]
    assert found(one, *pupils(2), context=expecting(3)) == []
    assert found(one, *pupils(2), context=expecting(0))
    wide = check("expected_count", tolerance_share=0.5)
    assert found(wide, *pupils(2), context=expecting(4)) == []


FAR = check(
    "far_from_last_year",
    when={"any": ["REA"], "in": ["EXS", "GDS"]},
    of={"present": "REA"},
    points=20,
    at_least=2,
)


def last_year(*rows: Row) -> Context:
    before: Return = return_(*rows, year=2025)
    return replace(GOOD, last_year=before)


def test_a_share_far_from_last_years_is_found() -> None:
    high, low = pupils(2, REA="EXS"), [row(1, REA="EXS"), row(2, REA="WTS"), row(3)]
    told = facts(FAR, *high, told="{then} to {now}: {points}", context=last_year(*low))
    assert told == ["50 to 100: 50"]
    assert found(FAR, *high, context=last_year(*high)) == []
    assert found(FAR, *high, context=last_year(row(REA="WTS"))) == []


def test_a_difference_of_the_very_number_of_points_is_found() -> None:
    def some(met: int, of: int) -> list[Row]:
        return [row(n, REA="EXS" if n <= met else "WTS") for n in range(1, of + 1)]

    told = facts(FAR, *some(14, 28), told="{points}", context=last_year(*some(21, 30)))
    assert told == ["20"]


def test_a_comparison_is_of_all_unless_it_says_of_whom() -> None:
    one = Check(FAR.id, FAR.kind, FAR.severity, "", "", {**FAR.params, "at_least": 0})
    context = last_year(row(REA="WTS"))
    assert found(one, row(REA="EXS"), context=context)
    assert found(one, row(), context=context) == []
    assert book(one).checks
