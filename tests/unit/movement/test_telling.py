"""Facts out of a file, a file to fill in, and verdicts in words."""

import tomllib
from datetime import date, datetime
from typing import Any

import pytest

from keystage import movement, rulebooks
from keystage.core.errors import UsageError
from keystage.movement import STILL, Facts, Missing, Place, Stay, Verdict
from keystage.movement.search import answers
from keystage.movement.telling.words import advice
from tests.unit.movement.rows import row, table

MAY, JUNE = date(2024, 5, 20), date(2024, 6, 3)
TABLE = table(row(10, "new"))
SETTINGS = TABLE.settings


def school(**told: Any) -> dict[str, Any]:
    return {"school": [{"number": "A", **told}]}


def test_everything_a_file_may_tell_is_read() -> None:
    told = {
        "opens": MAY,
        "closes": "2024-06-03",
        "second_half": JUNE,
        "census": MAY,
        "came_from": "home education",
        "gone_to": "abroad",
        "most_time": "A",
        "longest": "1234567",
        "met_before": True,
        "held_back": False,
        "year_group": 2,
        "school": [
            {"number": "A", "joined": MAY, "left": JUNE, "assessed": MAY, "sent": True},
            {"number": 1234567, "left": "still", "may_days": 8, "assessed": False},
        ],
    }
    assert movement.facts_of(told) == Facts(
        (
            Stay("A", MAY, JUNE, assessed=MAY, sent=True),
            Stay("1234567", left=STILL, may_days=8, assessed=False),
        ),
        opens=MAY,
        closes=JUNE,
        second_half=JUNE,
        census=MAY,
        came_from=Place.HOME_EDUCATION,
        gone_to=Place.ABROAD,
        most_time="A",
        longest="1234567",
        met_before=True,
        year_group=2,
    )


def test_what_is_empty_or_null_is_not_known() -> None:
    told = {"opens": "", "gone_to": None, **school(joined="", left=None)}
    assert movement.facts_of(told) == Facts((Stay("A"),))


WRONG: list[tuple[dict[str, Any], str]] = [
    ({}, "need a list of schools"),
    ({"school": {"number": "A"}}, "need a list of schools"),
    ({"school": ["A"]}, "need a list of schools"),
    ({"school": [{}]}, "School 1: give its number"),
    ({"school": [{"number": None}]}, "School 1: give its number"),
    ({"school": [{"number": True}]}, "School 1: give its number"),
    ({"weather": "fine", **school()}, "^weather means nothing here; there are opens"),
    (school(weather="fine"), "School A: weather means nothing here; there are joined"),
    (school(joined="20/05/2024"), "School A: joined: 20/05/2024 is not a day such as"),
    (school(joined=datetime(2024, 5, 20, 9, 0)), "is not a day"),  # noqa: DTZ001 - as TOML gives it
    (school(left="soon"), "School A: left: soon is not a day"),
    (school(sent="yes"), "School A: sent: yes is not a day"),
    (school(may_days=-1), "School A: may_days: -1 is not a whole number"),
    (school(may_days=True), "School A: may_days: True is not a whole number"),
    ({"held_back": "yes", **school()}, "held_back: yes is neither true nor false"),
    ({"gone_to": "the moon", **school()}, "gone_to: the moon is none of home_educ"),
]


@pytest.mark.parametrize(("told", "expected"), WRONG)
def test_what_cannot_be_understood_is_told_by_its_place(
    told: dict[str, Any], expected: str
) -> None:
    with pytest.raises(UsageError, match=expected):
        movement.facts_of(told)


BOOKS = ("eyfsp-2024", "phonics-2026", "ks1-2023", "ks1-2026", "ks2-2026")


def form(book: str) -> tuple[movement.Table, str]:
    found = rulebooks.movement_of(rulebooks.load(book))
    assert found is not None
    return found, movement.template(found, 2026)


@pytest.mark.parametrize("book", BOOKS)
def test_the_file_to_fill_in_can_be_read_and_asks_for_a_first_fact(book: str) -> None:
    found, text = form(book)
    verdict = movement.decide(found, movement.facts_of(tomllib.loads(text)))
    assert verdict.missing is not None


@pytest.mark.parametrize("book", BOOKS)
def test_the_file_to_fill_in_has_all_that_may_be_asked(book: str) -> None:
    found, text = form(book)
    told = tomllib.loads(text)
    keys = {*told, *told["school"][0]}
    used = {fact for one in found.rows for fact in one.when}
    assert ("second_half" in keys) is ("half_term_start" in used)
    assert ("may_days" in keys) is (book == "ks1-2023")
    assert ("assessed" in keys) is book.startswith("phonics")
    assert ("opens" in keys) is not book.startswith("eyfsp")


def test_days_the_rulebook_knows_are_filled_in() -> None:
    assert tomllib.loads(form("phonics-2026")[1])["opens"] == date(2026, 6, 8)
    assert tomllib.loads(form("ks2-2026")[1])["opens"] == ""


EVERY_QUESTION = [
    *("joined", "left", "second_half", "may_days", "assessed"),
    *("opens", "closes", "came_from", "gone_to", "most_time", "longest", "met_before"),
]


@pytest.mark.parametrize("fact", EVERY_QUESTION)
def test_every_question_is_a_sentence_and_says_where_the_answer_goes(fact: str) -> None:
    missing = Missing(fact, "9991002", among=("9991001", "9991002"))
    asked = movement.question(missing, SETTINGS)
    assert "{" not in asked
    assert "?" in asked
    how = movement.how_to_answer(missing, 2024)
    assert "{" not in how
    assert f"{fact} = " in how


@pytest.mark.parametrize("fact", EVERY_QUESTION)
def test_every_question_has_answers_to_try(fact: str) -> None:
    missing = Missing(fact, "A", among=("A",))
    assert len(list(answers(Facts((Stay("A"),)), missing))) >= 1


def test_the_question_of_the_brief_is_put_in_its_words() -> None:
    asked = movement.question(Missing("joined", "the new school"), SETTINGS)
    assert asked == "On which day did the pupil start at the new school?"


def test_an_answer_is_one_sentence() -> None:
    assert movement.answer(Verdict(reports="the next school"), SETTINGS) == (
        "The next school reports this pupil."
    )
    assert movement.answer(Verdict(nobody=True), SETTINGS) == (
        "Nobody need report this pupil."
    )
    assert movement.answer(Verdict(covered=False), SETTINGS) == (
        "The guidance does not decide who reports in this case."
    )
    assert movement.answer(Verdict(missing=Missing("opens")), SETTINGS) == (
        "One thing is missing. What is the first day of the test week?"
    )


def test_advice_names_who_takes_back_and_the_rule() -> None:
    verdict = Verdict(reports="B", withdraws=("A",), says="Rule 10.")
    assert advice(verdict, SETTINGS) == (
        "B reports this pupil. To be taken back by: A. Rule 10."
    )
    assert advice(Verdict(reports="B"), SETTINGS) == "B reports this pupil."


def test_advice_tells_where_the_rule_stands_how_sure_it_is_and_what_else_to_know() -> (
    None
):
    verdict = Verdict(
        nobody=True,
        rows=("gone", "abroad"),
        says="Rule 10.",
        paragraph="Point 3",
        source="A sheet, 2024",
        verified=False,
        notes=("Tell the authority.",),
    )
    assert advice(verdict, SETTINGS) == (
        "Nobody need report this pupil. Rule 10. (Row gone, abroad: Point 3; A sheet, "
        "2024.) Not verified: no guidance of the year itself was found that says so. "
        "Tell the authority."
    )
