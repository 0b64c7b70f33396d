"""Rows as pupils: once each, doubt kept as doubt, and in their groups."""

from datetime import date

import pytest

from keystage.core.cells import Cell
from keystage.core.findings import Place
from keystage.core.records import Result, Row
from keystage.measures import Pupil, of_rows, split
from keystage.measures.pupils import term_of_birth


def row(upn: str = "X1", dob: str = "2019-10-03", **results: str | list[str]) -> Row:
    given = {
        name: [
            Result(name, value, Cell(value, Place()))
            for value in ([values] if isinstance(values, str) else values)
        ]
        for name, values in results.items()
    }
    return Row(1, upn, "Ash", "Ada", dob, "f", {}, given, group="R1", cohort="year1")


def test_a_row_becomes_a_pupil() -> None:
    (pupil,) = of_rows([row(REA="EXS", WRI="")])
    assert pupil == Pupil({"REA": "EXS"}, "X1", "year1", "F", date(2019, 10, 3), "R1")


def test_a_pupil_given_twice_alike_counts_once() -> None:
    (pupil,) = of_rows([row(REA="EXS"), row(REA="EXS", WRI=["A", "A"])])
    assert pupil.results == {"REA": "EXS", "WRI": "A"}
    assert not pupil.doubt


def test_a_result_given_twice_differently_is_in_doubt() -> None:
    (pupil,) = of_rows([row(REA="EXS"), row(REA="GDS", WRI=["A", ""], MAT=["A", "L"])])
    assert pupil.results == {"WRI": "A"}
    assert pupil.doubt == {"REA", "MAT"}
    assert pupil.missing("REA") == "in doubt"
    assert pupil.missing("WRI") == "incomplete"


def test_rows_without_a_upn_are_pupils_of_their_own() -> None:
    rows = [row(""), row(""), row("", dob="?")]
    assert [pupil.born for pupil in of_rows(rows)] == [
        date(2019, 10, 3),
        date(2019, 10, 3),
        None,
    ]


@pytest.mark.parametrize(
    ("month", "term"),
    [
        (9, "autumn"),
        (12, "autumn"),
        (1, "spring"),
        (4, "spring"),
        (5, "summer"),
        (8, "summer"),
    ],
)
def test_the_term_of_birth_goes_by_thirds_of_the_school_year(
    month: int, term: str
) -> None:
    assert term_of_birth(date(2019, month, 1)) == term
    assert term_of_birth(date(2019, month, 28)) == term


def test_groups_come_in_their_usual_order_and_the_unknown_last() -> None:
    pupils = [
        Pupil({}, sex="X", group="R2"),
        Pupil({}, sex="M", born=date(2019, 5, 1), group="R10"),
        Pupil({}, sex="F", born=date(2019, 9, 1)),
        Pupil({}, sex="M", born=date(2019, 2, 1), group="R2"),
    ]
    assert {name: len(part) for name, part in split(pupils, "sex").items()} == {
        "F": 1,
        "M": 2,
        "": 1,
    }
    assert list(split(pupils, "sex")) == ["F", "M", ""]
    assert list(split(pupils, "term")) == ["autumn", "spring", "summer", ""]
    assert list(split(pupils, "class")) == ["R10", "R2", ""]
