"""A whole authority's files, rolls and days: check says who reports who moved."""

import csv
import io
import json
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from keystage.cli.main import run
from tests.unit.intake.makers import (
    as_bytes,
    ctf_file,
    eyfsp,
    given,
    kind,
    mark,
    number,
    pupil,
)
from tests.unit.tables.making import xlsx, xlsx_rows

HEAD = ("UPN", "Surname", "Forename", "DOB", "Year group")
DAYS = ("Admission date", "Leaving date")
FACTS = "second_half = 2026-06-01\n[ks2]\nopens = 2026-05-11\ncloses = 2026-05-14\n"
START = "03/09/2025"
ROW = "(Row moved-before: EY FSP, point 2 (the same in 2023); An English county's"
WITHDRAWS = "9991002 reports this child. To be taken back by: 9991001."


def profile(estab: str, *serials: int) -> bytes:
    pupils = [
        pupil(n, eyfsp(), upn=number(n), dob="2020-11-05", nc_year="R") for n in serials
    ]
    return as_bytes(ctf_file(pupils, estab=estab))


def line(
    serial: int, joined: str = START, left: str = "", year: str = "R"
) -> list[str]:
    who = pupil(serial, dob="2020-11-05")
    return [number(serial), who.surname, who.forename, who.dob, year, joined, left]


@pytest.fixture
def la(tmp_path: Path) -> Path:
    """Child 1 moved before half-term and both return it; 4 after, and nobody does."""
    sent, rolls = tmp_path / "sent", tmp_path / "rolls"
    sent.mkdir()
    rolls.mkdir()
    (sent / "9991001_FSP_999LLLL_001.xml").write_bytes(profile("1001", 1, 2))
    (sent / "9991002_FSP_999LLLL_001.xml").write_bytes(profile("1002", 1, 3))
    old = [line(1, left="22/05/2026"), line(2), line(4, left="05/06/2026")]
    new = [line(1, "25/05/2026"), line(3), line(4, "08/06/2026")]
    text = "\n".join(",".join(row) for row in [[*HEAD, *DAYS], *old])
    (rolls / "9991001 roll.csv").write_text(text)
    book = xlsx(xlsx_rows([(*HEAD, *DAYS), *new]))
    (rolls / "999-1002 reception.xlsx").write_bytes(book)
    (tmp_path / "facts.toml").write_text(FACTS)
    return tmp_path


def check(la: Path, *more: str, rolls: tuple[str, ...] = ("rolls",)) -> int:
    named = [part for roll in rolls for part in ("--roll", str(la / roll))]
    return run(["check", str(la / "sent"), *named, "--year", "2026", *more])


def document(
    la: Path, capsys: pytest.CaptureFixture[str], *more: str, **rolls: tuple[str, ...]
) -> dict[str, Any]:
    check(la, "--format", "json", *more, **rolls)
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def fixes(found: dict[str, Any]) -> dict[str, str]:
    return {one["rule"]: one["fix"] for one in found["across"]}


def test_every_form_of_report_says_who_reports_and_where_that_stands(
    la: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = ("--facts", str(la / "facts.toml"))
    said = {}
    for form in ("text", "json", "html", "csv"):
        assert check(la, *facts, "--format", form) == 0
        said[form] = " ".join(capsys.readouterr().out.split())
    for form, text in said.items():
        plain = text.replace("&#x27;", "'").replace("&#39;", "'")
        assert WITHDRAWS in plain, form
        assert ROW in plain, form
        assert "9991001 reports this child. A child who starts at a new" in plain, form


def test_a_child_on_two_rolls_whom_nobody_returned_is_due_from_one_school_only(
    la: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = document(la, capsys, "--facts", str(la / "facts.toml"))
    (nobody,) = (one for one in found["across"] if one["rule"] == "P18N")
    assert nobody["message"] == (
        "This child is on the lists of 9991001 and 9991002, and no school returns them."
    )
    assert nobody["fix"].startswith("9991001 reports this child. ")
    assert [Path(path).name[:7] for path in nobody["files"]] == ["9991001", "9991002"]
    due = {
        Path(file["path"]).name[:7]: [one["rule"] for one in file["findings"]]
        for file in found["files"]
    }
    assert due == {"9991001": ["P19"], "9991002": []}


def test_without_the_days_the_one_that_decides_is_asked_for(
    la: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = document(la, capsys)
    assert set(fixes(found)) == {"P18", "P18N"}
    for said in fixes(found).values():
        assert said == (
            "One thing is missing. On which day did the second half of the summer term "
            "begin at 9991002? Give the day in a file of facts (--facts), as "
            "second_half, and check again."
        )


def test_without_a_roll_the_text_is_that_of_the_rulebook(
    la: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = document(la, capsys, rolls=())
    assert fixes(found) == {
        "P18": "Find out when the child moved; the rules for movers say which school "
        "returns."
    }
    assert "P18N" in {one["rule"] for one in found["not_run"]}


def test_the_half_term_of_one_school_may_be_another(
    la: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = '[[school]]\nnumber = "9991002"\nsecond_half = 2026-05-18\n'
    (la / "facts.toml").write_text(FACTS + more)
    found = document(la, capsys, "--facts", str(la / "facts.toml"))
    assert fixes(found)["P18"].startswith("9991001 reports this child.")
    assert "(Row half-terms-differ: " in fixes(found)["P18"]


def test_no_order_of_rolls_or_files_changes_what_is_said(
    la: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rolls = ("rolls/9991001 roll.csv", "rolls/999-1002 reception.xlsx")
    files = sorted((la / "sent").iterdir())
    facts = ["--facts", str(la / "facts.toml"), "--format", "json"]
    said = []
    for first in permutations(rolls):
        for paths in permutations(files):
            named = [part for roll in first for part in ("--roll", str(la / roll))]
            run(["check", *map(str, paths), *named, *facts])
            said.append(json.loads(capsys.readouterr().out)["across"])
    assert said == said[:1] * 4


def test_nothing_of_a_child_is_told_where_names_are_withheld(
    la: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = document(la, capsys, "--facts", str(la / "facts.toml"), "--no-names")
    assert fixes(found)["P18"].startswith(WITHDRAWS)
    told = json.dumps(found)
    assert "Ashdown" not in told
    assert number(1) not in told
    assert "2020-11-05" not in told


def test_the_results_tell_where_the_check_was_taken(
    la: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in (la / "sent").iterdir():
        path.unlink()
    for estab, value in (("1001", "33"), ("1002", "A")):
        who = pupil(1, [mark(value)], upn=number(1), nc_year="1")
        data = as_bytes(ctf_file([who], estab=estab))
        (la / "sent" / f"999{estab}_PHO_999LLLL_001.xml").write_bytes(data)
    left, joined = line(1, left="12/06/2026", year="1"), line(1, "15/06/2026", year="1")
    for school, row in (("9991001", left), ("9991002", joined)):
        text = "\n".join(",".join(cells) for cells in ([*HEAD, *DAYS], row))
        (la / f"{school}.csv").write_text(text.replace("2020-11-05", "2019-11-05"))
    found = document(la, capsys, rolls=("9991001.csv", "9991002.csv"))
    assert fixes(found)["P18"].startswith(
        "9991001 reports this pupil. To be taken back by: 9991002. "
    )


def test_l_for_a_pupil_who_left_before_test_week_is_asked_about(
    la: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in (la / "sent").iterdir():
        path.unlink()
    subjects = {"WRI": "ENG", "SCI": "SCI"}
    results = [
        given(kind("KS2", subject, component), "L", place)
        for place, (component, subject) in enumerate(subjects.items(), 1)
    ]
    who = pupil(1, results, upn=number(1), dob="2014-11-05", nc_year="6")
    file = ctf_file([who], to="NAA")
    (la / "sent" / "9991001_KS2_NAALLLL_001.xml").write_bytes(as_bytes(file))
    roll = [*HEAD, *DAYS], line(1, left="08/05/2026", year="6")
    text = "\n".join(",".join(cells) for cells in roll)
    (la / "roll.csv").write_text(text.replace("2020-11-05", "2014-11-05"))
    found = document(la, capsys, "--facts", str(la / "facts.toml"), rolls=("roll.csv",))
    (file,) = found["files"]
    (asked,) = (one for one in file["findings"] if one["rule"] == "K2-X10")
    assert asked["message"] == (
        "L is given, but this pupil left on 8 May 2026, before test week began on "
        "11 May 2026."
    )


def test_a_day_that_is_none_stops_the_check_with_its_place(
    la: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = la / "rolls" / "9991001 roll.csv"
    path.write_text(path.read_text().replace("22/05/2026", "22 May"))
    assert check(la) == 2
    assert (
        "9991001 roll.csv, row 2, column “Leaving date”: 22 May is not a date"
        in capsys.readouterr().err
    )


def test_facts_that_cannot_be_used_are_told(
    la: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = la / "facts.toml"
    path.write_text("second_halff = 2026-06-01\n")
    assert check(la, "--facts", str(path)) == 2
    said = f"keystage: {path}: second_halff means nothing here; there are opens,"
    assert said in capsys.readouterr().err
    path.write_text("joined = 2026-05-01\n")
    assert check(la, "--facts", str(path)) == 2
    assert f"{path} tells of one pupil who moved" in capsys.readouterr().err
    path.write_text('[[school]]\nnumber = "9991001"\nleft = 2026-05-01\n')
    assert check(la, "--facts", str(path)) == 2
    assert "'keystage who --facts' reads it" in capsys.readouterr().err
    path.write_text("school = [3]\n")
    assert check(la, "--facts", str(path)) == 2
    assert f"{path}: Write [[school]] before" in capsys.readouterr().err
    assert check(la, "--facts", str(la / "none.toml")) == 2
    assert "There is no file" in capsys.readouterr().err


def test_rolls_that_name_no_school_are_refused_beside_several_schools(
    la: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = la / "rolls" / "9991001 roll.csv"
    path.rename(la / "rolls" / "reception.csv")
    assert check(la) == 2
    assert "begin the name of each of several rolls" in capsys.readouterr().err


def test_the_rows_of_the_csv_name_both_schools(
    la: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check(la, "--facts", str(la / "facts.toml"), "--format", "csv")
    text = capsys.readouterr().out.removeprefix("\ufeff")
    rows = [row for row in csv.DictReader(io.StringIO(text)) if row["rule"] == "P18"]
    assert len(rows) == 2
    assert len({row["fix"] for row in rows}) == 1
