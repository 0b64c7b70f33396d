"""A summary is built: rows in order, pupils left out counted, small numbers hidden."""

from dataclasses import replace
from datetime import date
from typing import Any

import jsonschema
import pytest

from keystage import rulebooks
from keystage.measures import Pupil, Situation
from keystage.reports.summary.build import build
from keystage.reports.summary.model import Collected, Files, Row, School, Summary
from keystage.reports.summary.plain import schema, to_dict

LATE = date(2026, 9, 30)
ASH, OAK = School("9991001", "Ash School"), School("9991002", "oak School")


def child(code: str, sex: str = "F", **said: Any) -> Pupil:
    goals = {f"E{n:02}": code for n in range(1, 18)} if code else {}
    return Pupil(goals, sex=sex, **said)


def eyfsp(by: str | None = None, least: int | None = None, **codes: str) -> Summary:
    """A summary of schools by name, each with a child for each letter."""
    schools = {
        School(name, name.title()): [child(code.strip()) for code in given]
        for name, given in codes.items()
    }
    book = rulebooks.load("eyfsp-2026")
    return build([Collected(book, Situation(), schools)], Files(), by=by, least=least)


def phonics(*pupils: Pupil, least: int = 0) -> Summary:
    book = rulebooks.load("phonics-2025")
    found = Collected(book, Situation(LATE), {ASH: pupils})
    return build([found], Files(), least=least)


def figure(row: Row, at: int = 0) -> tuple[int | None, int | None]:
    return row.figures[at].numerator, row.figures[at].denominator


def test_one_school_sees_all_of_its_own_pupils() -> None:
    summary = eyfsp(ash="2211A ")
    (part,) = summary.parts
    (row,) = part.rows
    assert summary.least == 0
    assert (row.of, row.title, row.pupils) == ("all", "Ash", 6)
    assert figure(row) == (2, 4)
    assert row.figures[0].rate == 0.5
    assert not any(one.hidden for one in row.figures)


def test_several_schools_stand_beside_their_total_with_small_numbers_hidden() -> None:
    summary = eyfsp(oak="2" * 8 + "1" * 7, ash="2" * 6 + "1" * 9, elm="2" * 9 + "1")
    (part,) = summary.parts
    assert (summary.least, part.schools) == (5, 3)
    assert [(row.of, row.title) for row in part.rows] == [
        ("all", "All schools"),
        ("school", "Ash"),
        ("school", "Elm"),
        ("school", "Oak"),
    ]
    assert [figure(row) for row in part.rows] == [
        (23, 40),
        (None, 15),
        (None, 10),
        (8, 15),
    ]
    assert [row.figures[0].hidden for row in part.rows] == [False, True, True, False]
    assert [row.pupils for row in part.rows] == [40, None, None, None]


def test_what_is_hidden_may_be_chosen() -> None:
    assert eyfsp(ash="21", least=5).parts[0].rows[0].figures[0].hidden
    assert not eyfsp(ash="21", oak="1", least=0).parts[0].rows[1].figures[0].hidden


def test_groups_come_before_schools() -> None:
    book = rulebooks.load("eyfsp-2026")
    schools = {
        OAK: [child("2", "F"), child("1", "M")],
        ASH: [child("2", "M"), child("2", "", born=date(2021, 5, 5))],
    }
    found = Collected(book, Situation(), schools)

    def titles(by: str) -> list[tuple[str, str]]:
        (part,) = build([found], Files(), by=by, least=0).parts
        return [(row.title, row.id) for row in part.rows]

    tail = [("Ash School", "9991001"), ("oak School", "9991002")]
    groups = [("Female", "F"), ("Male", "M"), ("Sex not known", "")]
    assert titles("sex") == [("All schools", ""), *groups, *tail]
    summer = ("Born in summer (May to August)", "summer")
    assert titles("term")[1:3] == [summer, ("Birth not known", "")]


def test_who_is_left_out_is_said_once_for_measures_alike() -> None:
    (part,) = eyfsp(ash="21A  ").parts
    assessed = [c.id for c in part.columns if not c.id.endswith(".listed")]
    assert [(one.reason, one.code, one.count) for one in part.left_out] == [
        ("A: Not assessed (A): exemption only", "A", 1),
        ("incomplete", "", 2),
    ]
    assert list(part.left_out[0].columns) == assessed
    assert len(part.left_out[1].columns) == len(part.columns)


def test_a_few_left_out_are_not_counted_where_numbers_are_hidden() -> None:
    (part,) = eyfsp(ash="2" * 9 + "1" * 9, oak="2" * 9 + "1" * 9 + "  ").parts
    assert [one.count for one in part.left_out] == [None]
    assert part.rows[0].pupils is None
    (part,) = eyfsp(ash="2" * 9 + "1" * 9, oak="2" * 9 + "1" * 9 + " " * 6).parts
    assert [one.count for one in part.left_out] == [6]
    assert part.rows[0].pupils == 42


def test_where_too_few_count_nothing_is_said_of_who_does_not() -> None:
    (part,) = eyfsp(ash="21", oak="21" + " " * 9, least=5).parts
    assert part.rows[0].pupils is None
    assert not part.left_out
    assert all(figure(row) == (None, None) for row in part.rows)


def test_pupils_of_no_year_group_are_counted_apart() -> None:
    pupils = [
        Pupil({"mark": "40"}, cohort="year1"),
        Pupil({"mark": "40"}),
        Pupil({}, here=False),
    ]
    (part,) = phonics(*pupils).parts
    assert (part.outside, part.rows[0].pupils) == (1, 2)
    (part,) = phonics(*pupils, least=3).parts
    assert part.outside is None


def test_a_pupil_in_two_schools_is_counted_in_each_and_said() -> None:
    book = rulebooks.load("eyfsp-2026")
    same = child("2", upn="X1")
    schools = {ASH: [same, child("2")], OAK: [same, child("1")]}
    found = Collected(book, Situation(), schools)
    (part,) = build([found], Files(), least=0).parts
    assert (part.several, part.rows[0].figures[0].denominator) == (1, 4)
    (part,) = build([found], Files(), least=2).parts
    assert part.several is None


def test_reasons_are_in_words() -> None:
    doubt = Pupil({}, cohort="year1", doubt=frozenset({"mark"}))
    left = Pupil({"mark": "L"}, cohort="year1")
    (part,) = phonics(doubt, left).parts
    assert {one.reason for one in part.left_out} == {
        "in doubt: given more than once, differently",
        "L: Left the school",
    }


def test_parts_come_by_collection_and_year() -> None:
    ids = ("phonics-2025", "eyfsp-2026", "eyfsp-2025")
    found = [
        Collected(rulebooks.load(one), Situation(), {ASH: [child("2")]}) for one in ids
    ]
    assert [part.book for part in build(found, Files()).parts] == list(reversed(ids))
    assert build([], Files(), by="sex").parts == ()


@pytest.mark.parametrize("least", [0, 5])
def test_the_plain_values_are_of_the_published_shape(least: int) -> None:
    summary = eyfsp(ash="2" * 7 + "1" * 6, oak="2" * 6 + "1" * 6 + " A", least=least)
    files = Files(3, 1, (("x.xml", "It is a picture."),))
    told = to_dict(replace(summary, files=files))
    jsonschema.validate(told, schema())
    assert told["schema"] == "summary-1"
    assert told["hidden_below"] == least
    assert told["files"]["unread"] == [{"path": "x.xml", "reason": "It is a picture."}]
    (part,) = told["collections"]
    row = part["rows"][0]
    assert row["figures"]["gld"]["hidden"] is False
    assert row["figures"]["gld"]["numerator"] == 13
    assert part["measures"][0]["unit"] == "share"
    assert part["rulebook"]["id"] == "eyfsp-2026"
    assert part["left_out"][-1]["code"] is None
