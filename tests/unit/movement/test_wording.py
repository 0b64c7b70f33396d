"""Every word a person reads about movers, as it stands on the page."""

from datetime import date, datetime
from typing import Any

import pytest

from keystage import movement
from keystage.core.errors import UsageError
from keystage.movement import Facts, Missing, Place, Stay, Verdict
from keystage.movement.search import Outcome, apply
from keystage.movement.telling.words import advice
from keystage.movement.timeline import Unknown
from tests.unit.movement.rows import data, row, table

TABLE = table(row(10, "new"))
HEAD = """\
# Facts about one pupil who moved. Names of people do not belong here.
# What is left empty is not known: if it decides, it is asked for. A day is
# written as 2024-05-20. Add [[school]] for every further school.
"""
TOP = """\
second_half = ""            # first day of the test week
opens = 2024-06-10          # first day of the test week
closes = 2024-06-21         # last day of the test week
came_from = ""              # home_education, abroad, non_participating, another_school, nowhere
gone_to = ""                # if on no roll now: home_education, abroad, missing, non_participating, another_school
held_back = false           # true: stays in the year for another
year_group = 1              # 1 or 2
met_before = ""             # in year 2: true or false
most_time = ""              # if on two rolls: the school's number
"""
DAYS = """\
joined = ""                 # first day on the roll
left = ""                   # last day on the roll; "still" if on this roll too
"""
MORE = """\
second_half = ""            # where it is another day here
assessed = ""               # true, false or the day of the check
may_days = ""               # school days on the roll in May
"""
SENT = """\
sent = false                # true: has sent results
"""


def schools(lines: str) -> str:
    """Return the two schools of a file of facts, with what is asked of each."""
    return (
        f'\n[[school]]\nnumber = "9991001"          # the school left\n{lines}'
        f'\n[[school]]\nnumber = "9991002"          # the new one\n{lines}'
    )


def top_keys(**when: str) -> list[str]:
    """Return what the file asks for at the top when one row turns on these facts."""
    text = movement.template(table(row(10, "nobody", **when)), 2024)
    top = text.removeprefix(HEAD).split("[[school]]")[0].strip()
    return [line.split(" = ")[0] for line in top.splitlines()]


def test_a_file_of_facts_asks_for_all_a_table_may_turn_on() -> None:
    everything = row(
        10,
        "nobody",
        came_from="school",
        now="abroad",
        held_back="yes",
        year_group="2",
        met_before="no",
        at_half_term="one",
        may_days="equal",
        assessed="no",
    )
    weeks = {"opens": date(2024, 6, 10), "closes": date(2024, 6, 21)}
    full = table(everything, may="school_days", window=weeks)
    expected = f"{HEAD}\n{TOP}{schools(DAYS + MORE + SENT)}"
    assert movement.template(full, 2024) == expected


def test_a_file_of_facts_asks_for_nothing_else() -> None:
    bare = movement.template(table(row(10, "nobody", schools="one")), 2024)
    assert bare == f"{HEAD}\n{schools(DAYS + SENT)}"


@pytest.mark.parametrize(
    ("fact", "value", "asked"),
    [
        ("start", "before", ["opens", "closes"]),
        ("in_window", "one", ["opens", "closes"]),
        ("left", "no", ["opens", "closes"]),
        ("assessed", "no", ["opens", "closes"]),
        ("at_opening", "one", ["opens"]),
        ("half_term_start", "from", ["second_half"]),
        ("half_terms", "same", ["second_half"]),
        ("at_half_term", "one", ["second_half", "most_time"]),
        ("now", "abroad", ["gone_to"]),
    ],
)
def test_each_fact_brings_the_days_it_needs(
    fact: str, value: str, asked: list[str]
) -> None:
    assert top_keys(**{fact: value}) == asked


def test_a_question_names_the_schools_to_choose_from() -> None:
    missing = Missing("most_time", among=("A", "B"))
    assert movement.question(missing, TABLE.settings) == (
        "Where does the pupil spend most time between 8 am and 6 pm: A or B?"
    )
    assert movement.how_to_answer(missing, 2026) == 'at the top: most_time = "A"'
    assert movement.how_to_answer(Missing("gone_to"), 2026) == (
        'at the top: gone_to = "home_education", "abroad", "missing", '
        '"non_participating", "another_school"; or add the school'
    )


def test_advice_names_all_who_take_back() -> None:
    verdict = Verdict(reports="C", withdraws=("A", "B"), rows=("r1", "r2"), says="So.")
    assert advice(verdict, TABLE.settings) == (
        "C reports this pupil. To be taken back by: A, B. So. (Row r1, r2: ; .)"
    )


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({}, "Name at least one school the pupil was on the roll of."),
    (
        {"opens": date(2024, 6, 2), "closes": date(2024, 6, 1)},
        "The weeks asked about end before they begin.",
    ),
    ({"came_from": Place.MISSING}, "No pupil comes from missing, or goes nowhere."),
]


@pytest.mark.parametrize(("more", "expected"), REFUSED)
def test_facts_that_cannot_be_are_refused_in_these_words(
    more: dict[str, Any], expected: str
) -> None:
    with pytest.raises(UsageError) as refused:
        Facts((Stay("A"),) if more else (), **more)
    assert str(refused.value) == expected


NO_LIST = "The facts need a list of schools: [[school]] for each."
NO_PLACE = (
    "gone_to: the moon is none of home_education, abroad, missing, "
    "non_participating, another_school, nowhere."
)
ONLY = "joined, left, second_half, may_days, assessed, sent"
TOLD: list[tuple[dict[str, Any], str]] = [
    ({"school": 1}, NO_LIST),
    ({"gone_to": "the moon", "school": [{"number": "A"}]}, NO_PLACE),
    (
        {"school": [{"number": "A", "rain": 1}]},
        f"School A: rain means nothing here; there are {ONLY}.",
    ),
    (
        {"school": [{"number": "A", "joined": datetime(2024, 5, 20)}]},  # noqa: DTZ001 - as TOML gives it
        "School A: joined: 2024-05-20 00:00:00 is not a day such as 2024-05-20.",
    ),
    (
        {"school": [{"number": "A", "may_days": -1}]},
        "School A: may_days: -1 is not a whole number.",
    ),
]


@pytest.mark.parametrize(("told", "expected"), TOLD)
def test_a_file_that_cannot_be_read_is_refused_in_these_words(
    told: dict[str, Any], expected: str
) -> None:
    with pytest.raises(UsageError) as refused:
        movement.facts_of(told)
    assert str(refused.value) == expected


def test_what_is_empty_does_not_end_the_reading() -> None:
    told = {"opens": "", "year_group": 2, "school": [{"number": "A", "may_days": 0}]}
    assert movement.facts_of(told) == Facts((Stay("A", may_days=0),), year_group=2)


def test_a_school_without_a_number_is_told_by_its_place() -> None:
    with pytest.raises(UsageError) as refused:
        movement.facts_of({"school": [{"number": "A"}, {}]})
    assert str(refused.value) == "School 2: give its number, or any name for it."


def test_a_row_is_kept_with_all_it_says() -> None:
    one = {
        **row(10, "new", schools="one"),
        "help": "Ask the office.",
        "verified": False,
    }
    told = data(one, row(20, "nobody"), window={"cut_off": "2024-05-01"})
    first, second = (found := movement.table_of(told, {"sheet": "A sheet"})).rows
    assert (first.says, first.paragraph, first.source) == (
        "Rule 10.",
        "Point 10",
        "A sheet",
    )
    assert (first.help, first.verified) == ("Ask the office.", False)
    assert (second.help, second.verified) == ("", True)
    settings = found.settings
    assert (settings.period, settings.pupil) == ("test week", "pupil")
    assert settings.cut_off == date(2024, 5, 1)
    assert (found.usual, found.verified) == ("Nothing odd.", True)


def test_a_table_need_not_say_what_is_usual() -> None:
    told = {key: value for key, value in data(row(10, "new")).items() if key != "usual"}
    assert movement.table_of(told, {"sheet": "A sheet"}).usual == ""


def test_what_a_row_comes_to_is_a_school_nobody_or_unsaid() -> None:
    facts = Facts((Stay("A"),))
    assert apply(TABLE, facts)[0] == Outcome("school", "A")
    several = table(row(10, "nobody", schools="several"))
    assert apply(several, facts) == (Outcome("not_covered"), None)
    assert apply(table(row(10, "nobody")), facts)[0] == Outcome("nobody")


def test_what_is_unknown_is_named() -> None:
    unknown = Unknown("longest", "A", ["A", "B"])
    assert str(unknown) == "longest"
    assert unknown.missing == Missing("longest", "A", ("A", "B"))
