"""Pupils by list, class and year group."""

from pathlib import Path

import pytest

from tests.integration.doctor.conftest import Desk, Keystage, Put, listing
from tests.integration.doctor.test_convert import school, upns
from tests.unit.intake.makers import ctf_file, number, pupil


@pytest.fixture
def roll(tmp_path: Path) -> Path:
    path = tmp_path / "roll.csv"
    rows = ["UPN,Surname,Forename,DOB,Year,Class"]
    rows += [
        f"{number(at)},A,B,2019-11-05,{year},{group}"
        for at, year, group in ((1, "R", "Acorn"), (2, "1", "Oak"), (3, "1", "Oak"))
    ]
    path.write_text("\n".join([*rows, ",C,D,2019-11-05,1,Oak"]))
    return path


@pytest.mark.parametrize(
    "text",
    [
        f"{number(3)}\n{number(1).lower()}\n\n{number(3)}\n",
        f"UPN\r\n{number(1)}\r\n{number(3)}\r\n",
        f"Surname,UPN\nA,{number(1)}\nB,{number(3)}\nC,\n",
        f"Surname;Pupil UPN\nA;{number(1)}\nB;{number(3)}\n",
    ],
)
def test_a_list_of_upns_chooses_pupils_in_the_files_order(
    text: str, put: Put, keystage: Keystage, tmp_path: Path
) -> None:
    listed, out = tmp_path / "list.txt", tmp_path / "out.xml"
    listed.write_text(text)
    said = keystage("convert", put("a.xml", school()), out, "--upns", listed)
    assert said.code == 0
    assert upns(out) == [number(1), number(3)]
    assert "left out, pupils not asked for: 1" in said.out


def test_upns_that_nobody_has_are_told_and_the_exit_code_says_so(
    put: Put, keystage: Keystage, tmp_path: Path
) -> None:
    listed, out = tmp_path / "list.txt", tmp_path / "out.xml"
    missing = [number(at) for at in range(50, 57)]
    listed.write_text("\n".join([number(2), *missing]))
    said = keystage("convert", put("a.xml", school()), out, "--upns", listed)
    assert said.code == 1
    assert upns(out) == [number(2)]
    assert f"asked for, and in no file: {missing[0]}" in said.flat
    assert "and 2 more" in said.flat


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"{number(1)}\nY00410012300", "list.txt, row 2: Y00410012300 is no UPN"),
        ("\n\n", "holds no UPN"),
        ("UPN\n", "holds no UPN"),
        ("", "holds no UPN"),
        ("a,b\n1,2\n", "has no column UPN"),
        (number(77), "None of the UPNs in the list"),
    ],
)
def test_a_list_that_is_none_is_refused(text: str, wanted: str, desk: Desk) -> None:
    keystage, put, tmp_path = desk
    listed = tmp_path / "list.txt"
    listed.write_text(text)
    path = put("a.xml", school())
    said = keystage("convert", path, tmp_path / "out.xml", "--upns", listed)
    assert said.code == 2
    assert wanted in said.err
    assert listing(tmp_path) == ["a.xml", "list.txt"]


def test_a_list_too_large_to_be_one_is_refused(
    put: Put, keystage: Keystage, tmp_path: Path
) -> None:
    with (tmp_path / "list.txt").open("wb") as large:
        large.truncate(300_000_000)
    path = put("a.xml", school())
    said = keystage(
        "convert", path, tmp_path / "o.xml", "--upns", tmp_path / "list.txt"
    )
    assert said.code == 2
    assert "over the limit" in said.err


@pytest.mark.parametrize(("group", "wanted"), [("1", [2]), ("r", [1]), ("Year 2", [3])])
def test_a_year_group_is_what_the_files_say(
    group: str, wanted: list[int], desk: Desk
) -> None:
    keystage, put, tmp_path = desk
    out = tmp_path / "out.xml"
    path = put("a.xml", school())
    assert keystage("convert", path, out, "--year-group", group).code == 0
    assert upns(out) == [number(at) for at in wanted]


def test_the_roll_goes_before_the_files(
    put: Put, keystage: Keystage, tmp_path: Path, roll: Path
) -> None:
    out, path = tmp_path / "out.xml", put("a.xml", school())
    assert keystage("convert", path, out, "--year-group", "1", "--roll", roll).code == 0
    assert upns(out) == [number(2), number(3)]


def test_a_class_is_what_the_roll_says_in_any_case(
    put: Put, keystage: Keystage, tmp_path: Path, roll: Path
) -> None:
    out, path = tmp_path / "out.xml", put("a.xml", school())
    assert keystage("convert", path, out, "--class", "oak ", "--roll", roll).code == 0
    assert upns(out) == [number(2), number(3)]


def test_a_class_where_the_year_group_should_stand_is_a_class(
    put: Put, keystage: Keystage, tmp_path: Path
) -> None:
    file = ctf_file([pupil(1, nc_year="Oak"), pupil(2, nc_year="Elm"), pupil(3)])
    out, path = tmp_path / "out.xml", put("a.xml", file)
    assert keystage("convert", path, out, "--class", "OAK").code == 0
    assert upns(out) == [number(1)]
    said = keystage("convert", path, tmp_path / "no.xml", "--class", "Ash")
    assert said.code == 2
    assert "No pupil is in class Ash. Known here: Elm and Oak." in said.err
    said = keystage("convert", path, tmp_path / "no.xml", "--year-group", "1")
    assert said.code == 2
    assert "do not say which year group a pupil is in" in said.err


def test_only_one_way_to_choose_may_be_given(
    put: Put, keystage: Keystage, tmp_path: Path
) -> None:
    path = put("a.xml", school())
    said = keystage(
        "convert", path, tmp_path / "o.xml", "--class", "Oak", "--year-group", "1"
    )
    assert said.code == 2
    assert "not allowed with" in said.err
