"""A file held against a roll: who is who, what differs, and what a person must say."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystage_web.rolls.children import Child, Fact, Stay, Told
from keystage_web.rolls.reading.model import Reading
from keystage_web.rolls.reviewing.model import ANSWERS, Answer, Answers, Review, Why
from keystage_web.rolls.reviewing.review import Undecided, planned, review
from tests.unit.web.rolls.files import number

TELLS: tuple[Fact, ...] = (
    *("upn", "surname", "forename", "born", "sex", "year_group", "group"),
    *("joined", "left"),
)
ANN: Mapping[Fact, str] = {
    "upn": number(1),
    "surname": "Quill",
    "forename": "Ann",
    "born": "2020-03-05",
    "sex": "F",
    "year_group": "1",
    "group": "Oak",
    "joined": "2024-09-02",
}


def child(**facts: str) -> Child:
    return Child(facts.pop("id", "a" * 16), {**ANN, **facts})  # type: ignore[dict-item]


def told(former: str = "", earlier: tuple[Stay, ...] = (), **facts: Any) -> Told:
    return Told(2, {**ANN, **facts}, earlier, former)  # type: ignore[dict-item]  # facts


def held(roll: list[Child], *file: Told, tells: tuple[Fact, ...] = TELLS) -> Review:
    return review(roll, Reading("csv", told=tuple(file), tells=tells))


def why(one: Child, other: Told) -> Why | None:
    close = held([one], other).close
    return close[0].why if close else None


def test_the_same_facts_change_nothing() -> None:
    found = held([child()], told())
    assert found.quiet
    assert len(found.same) == 1


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"upn": number(2)}, Why.RENUMBERED),
        ({"upn": number(2), "forename": "Anne"}, Why.ALIKE),
        ({"surname": "Moss", "forename": "Bob"}, Why.RENAMED),
        ({"surname": "Moss", "born": "2020-03-06"}, Why.RENAMED),
        ({"surname": "Quillon"}, None),
        ({"born": "2020-03-06"}, None),
        ({"surname": "QUILL", "forename": "Änn"}, None),
    ],
)
def test_who_may_be_whom_is_asked_and_who_plainly_is_is_not(
    facts: dict[str, str], reason: Why | None
) -> None:
    assert why(child(), told("", (), **facts)) is reason


def test_two_of_one_name_and_another_birth_date_are_two() -> None:
    found = held([child()], told(upn=number(2), born="2021-01-01"))
    assert (len(found.new), len(found.gone), len(found.close)) == (1, 1, 0)


def test_a_child_without_a_number_is_known_by_name_and_birth_date() -> None:
    found = held([child(upn="")], told())
    assert [(one.fact, one.before) for one in found.changed[0].differences] == [
        ("upn", "")
    ]
    assert held([child()], told(upn="")).quiet


def test_a_number_the_file_calls_former_finds_the_child() -> None:
    found = held([child()], told(upn=number(2), former=number(1)))
    assert found.changed[0].former == (number(1),)
    before = Child("a" * 16, {**ANN, "upn": number(2)}, former=(number(1),))
    assert held([before], told()).changed[0].former == (number(2),)


def test_who_has_left_and_stands_in_the_file_is_asked_about() -> None:
    gone = child(left="2026-04-01")
    found = held([gone], told())
    (pair,) = found.close
    assert pair.why is Why.RETURNED
    assert [(one.fact, one.after) for one in pair.change.differences] == [("left", "")]
    short = tuple(fact for fact in TELLS if fact != "left")
    (pair,) = held([gone], told(), tells=short).close
    assert [(one.fact, one.after) for one in pair.change.differences] == [("left", "")]


def test_who_came_again_is_no_question() -> None:
    gone = child(left="2026-04-01")
    found = held([gone], told(joined="2026-05-01"))
    assert found.changed[0].earlier == (("2024-09-02", "2026-04-01"),)
    known = Child("a" * 16, {**ANN, "joined": "2026-05-01"}, found.changed[0].earlier)
    again = told(joined="2026-05-01", earlier=found.changed[0].earlier)
    assert held([known], again).quiet


def test_what_is_blank_in_the_file_changes_nothing() -> None:
    assert held([child()], told(group="", sex="", year_group="", joined="")).quiet


def test_only_year_groups_the_file_holds_are_missed() -> None:
    other = child(
        id="b" * 16, upn=number(5), surname="Reed", year_group="2", born="2019-01-01"
    )
    nobody = child(id="c" * 16, upn=number(6), surname="Vale", born="2020-05-05")
    past = child(
        id="d" * 16, upn=number(7), surname="Past", born="2020-06-06", left="2026-01-01"
    )
    found = held([child(), other, nobody, past], told())
    assert [one.get("surname") for one in found.gone] == ["Vale"]
    assert [one.get("surname") for one in found.aside] == ["Reed"]
    assert [one.get("surname") for one in found.past] == ["Past"]


def test_each_answer_does_what_it_says() -> None:
    found = held([child()], told(surname="Moss", forename="Bob"))
    key = found.close[0].key
    same = planned(found, Answers({key: Answer.SAME}))
    assert {one.fact for one in same.change[0].differences} == {"surname", "forename"}
    ((facts, _, _),) = planned(found, Answers({key: Answer.OTHER})).add
    assert (facts["surname"], facts["upn"]) == ("Moss", "")
    assert planned(found, Answers({key: Answer.LEAVE})).left_alone == 1
    with pytest.raises(Undecided):
        planned(found, Answers())
    back = held([child(left="2026-04-01")], told())
    with pytest.raises(Undecided):
        planned(back, Answers({back.close[0].key: Answer.OTHER}))


_DAYS = st.sampled_from(["2020-03-05", "2020-03-06", "2020-11-30"])
_FACTS: st.SearchStrategy[dict[Fact, str]] = st.fixed_dictionaries(
    {
        "upn": st.sampled_from(["", *map(number, range(1, 6))]),
        "surname": st.sampled_from(["Quill", "Moss", "quill", "Đặng"]),
        "forename": st.sampled_from(["Ann", "Bob", "Åsa"]),
        "born": _DAYS,
        "year_group": st.sampled_from(["", "1", "2"]),
        "joined": st.sampled_from(["", "2024-09-02", "2026-05-01"]),
        "left": st.sampled_from(["", "2026-04-01"]),
    }
)


def _each_once(rows: list[dict[Fact, str]]) -> list[dict[Fact, str]]:
    """Return rows as a roll or a reading may have them: each UPN, each person once."""
    seen, kept = set[object](), []
    for one in rows:
        who = one["upn"] or (one["surname"].casefold(), one["forename"], one["born"])
        if who not in seen:
            seen.add(who)
            kept.append(one)
    return kept


_ROWS = st.lists(_FACTS, max_size=7).map(_each_once)
_FEW: tuple[Fact, ...] = (
    "upn",
    "surname",
    "forename",
    "born",
    "year_group",
    "joined",
    "left",
)


def _roll(rows: list[dict[Fact, str]]) -> list[Child]:
    return [Child(f"{at:016}", one) for at, one in enumerate(rows)]


def _file(rows: list[dict[Fact, str]]) -> tuple[Told, ...]:
    return tuple(Told(at, one) for at, one in enumerate(rows, 2))


@given(_ROWS, _ROWS, st.randoms())
def test_the_order_of_rows_has_no_meaning(
    here: list[dict[Fact, str]], there: list[dict[Fact, str]], chance: object
) -> None:
    roll, file = _roll(here), list(_file(there))
    first = review(roll, Reading("csv", told=tuple(file), tells=_FEW))
    chance.shuffle(roll)  # type: ignore[attr-defined]  # Hypothesis's own random
    chance.shuffle(file)  # type: ignore[attr-defined]
    assert review(roll, Reading("csv", told=tuple(file), tells=_FEW)) == first


@given(_ROWS, _ROWS)
def test_nobody_is_lost_and_nobody_counted_twice(
    here: list[dict[Fact, str]], there: list[dict[Fact, str]]
) -> None:
    roll, file = _roll(here), _file(there)
    found = review(roll, Reading("csv", told=file, tells=_FEW))
    changes = [*found.changed, *(one.change for one in found.close)]
    children = [*found.same, *found.gone, *found.aside, *found.past]
    on_roll = Counter(one.id for one in [*children, *(one.child for one in changes)])
    assert on_roll == Counter(one.id for one in roll)
    in_file = [*found.new, *(one.told for one in changes)]
    assert len(in_file) + len(found.same) == len(file)
    assert {one.place for one in in_file} <= {one.place for one in file}


@given(_ROWS, _ROWS, st.data())
def test_no_plan_gives_one_number_to_two_children(
    here: list[dict[Fact, str]], there: list[dict[Fact, str]], data: st.DataObject
) -> None:
    found = review(_roll(here), Reading("csv", told=_file(there), tells=_FEW))
    close = {
        one.key: data.draw(st.sampled_from(ANSWERS[one.why])) for one in found.close
    }
    plan = planned(found, Answers(close))
    numbers = {one.id: one.get("upn") for one in _roll(here)}
    for one in plan.change:
        after = {each.fact: each.after for each in one.differences}
        numbers[one.child.id] = after.get("upn", numbers[one.child.id])
    used = Counter([*numbers.values(), *(facts["upn"] for facts, _, _ in plan.add)])
    del used[""]
    assert not [upn for upn, many in used.items() if many > 1]
