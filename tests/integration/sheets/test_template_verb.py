"""`keystage template` as a person runs it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from keystage import ctf, tables
from keystage.cli import clock
from keystage.cli.demo import people
from keystage.cli.main import run
from keystage.core.records import CtfFile, Header, Kind, Pupil, School
from keystage.ctf.write import write
from tests.shape.tree import ROOT

JUNE = datetime(2026, 6, 10, 9, tzinfo=UTC)
OWN = ROOT / "tests" / "fixtures" / "rulebooks" / "ks2predictions_2026.toml"
HEADS = "UPN,Surname,Forename,Date of birth,Sex,Year group,Class,School"


@pytest.fixture(autouse=True)
def _june(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(clock, "now", lambda: JUNE)
    monkeypatch.chdir(tmp_path)


def refused(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    """Return what was said of a command that cannot be carried out."""
    before = set(Path().iterdir())
    assert run(["template", *map(str, words)]) == 2
    assert set(Path().iterdir()) == before
    return capsys.readouterr().err


def made(*words: object) -> dict[str, dict[int, list[str]]]:
    """Return the rows of every sheet of the template that was asked for."""
    assert run(["template", *map(str, words)]) == 0
    found = tables.read(Path(str(words[-1])))
    return {
        sheet.name: {
            number: [cell.text for cell in row.values()]
            for number, row in sheet.rows.items()
        }
        for sheet in found.sheets
    }


def listed(rows: Mapping[int, list[str]]) -> list[tuple[str, str]]:
    """Return class and UPN of the pupils on a phonics marksheet, in their order."""
    return [
        (row[2], row[6]) for number, row in rows.items() if number > 6 and len(row) > 7
    ]


def roll(*lines: str, heads: str = HEADS) -> Path:
    """Write a roll and return where it is."""
    path = Path("roll.csv")
    path.write_text("\n".join((heads, *lines)) + "\n", encoding="utf-8")
    return path


BORN = {"1": 2019, "2": 2018, "6": 2014}


def child(number: int, year: str) -> Pupil:
    """Return an invented pupil of a year group in the summer of 2026."""
    return people.pupil("2001", number, year, date(BORN[year], 9, 1))


def line(number: int, year: str, school: str = "9992001", group: str = "Oak") -> str:
    """Return a pupil's line of a roll."""
    one = child(number, year)
    who = (one.upn, one.surname, one.forename, one.dob, one.sex, year, group, school)
    return ",".join(who)


def last_year(marks: Mapping[int, str]) -> Path:
    """Write last year's file of school 999/2001: marks of year 1, by number."""
    kind = Kind("KS1", "ENG", "2025", "PHO", "TT", "CHK", "R", "NM")
    children = [
        people.with_results(
            people.pupil("2001", number, "1", date(BORN["2"], 9, 1)), {kind: mark}
        )
        for number, mark in marks.items()
    ]
    header = Header(
        document_name="Common Transfer File",
        version="24.0",
        date_time="2025-06-24T09:00:00",
        qualifier="partial",
        descriptor="Partial CTF",
        supplier="Invented",
        source=School("999", "2001", "", "Hollow Lane", "2024"),
        destination=School("999", "LLLL"),
    )
    path = Path("2025.xml")
    path.write_bytes(write(CtfFile(header, children)))
    return path


def test_the_pupils_of_the_roll_stand_by_class_and_name(
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = roll(
        line(1, "1"),
        line(2, "1", group="Elm"),
        line(3, "6"),
        line(4, "2"),
        line(2, "1"),
    )
    sheets = made("phonics-2026", "--roll", path, "--name", "Hollow Lane", "out.xlsx")
    own = listed(sheets["Marksheet"])
    assert own == [("Elm", child(2, "1").upn), ("Oak", child(1, "1").upn)]
    assert "School Hollow Lane 9992001" in sheets["Marksheet"][2][0]
    said = capsys.readouterr().err
    assert "no pupils are listed who take the check again" in said
    assert "out.xlsx: Phonics screening check 2026, pupils 2" in said


def test_letters_with_marks_stand_among_those_without_on_a_marksheet() -> None:
    surnames = ("Zaman", "Đặng", "Dunn", "Šimić", "Oakes")
    path = roll(
        *(
            line(number, "1").replace(child(number, "1").surname, surname)
            for number, surname in enumerate(surnames, 1)
        )
    )
    sheets = made("phonics-2026", "--roll", path, "out.xlsx")
    order = [number for _, number in listed(sheets["Marksheet"])]
    assert order == [child(number, "1").upn for number in (2, 3, 5, 4, 1)]


def test_who_takes_the_check_again_is_listed_after_the_others_with_the_reason() -> None:
    before = last_year({11: "28", 12: "39", 13: "A", 14: "30"})
    path = roll(
        *(line(number, "2") for number in (11, 12, 13)), line(1, "1"), line(15, "2")
    )
    words = ("--roll", path, "--prior", before, "--", "out.xlsx")
    sheets = made("phonics-2026", *words)
    reasons = {
        row[6]: row[7]
        for row in list(sheets["Marksheet"].values())[6:11]
        if len(row) > 8
    }
    assert reasons[child(11, "2").upn] == "mark 28, below 32"
    assert reasons[child(13, "2").upn] == "Absent (A)"
    assert reasons[child(15, "2").upn] == "new to the school: no result known"
    assert child(12, "2").upn not in reasons


def test_last_years_file_alone_lists_who_takes_the_check_again() -> None:
    sheets = made(
        "phonics-2026", "--prior", last_year({11: "28", 12: "39"}), "--", "out.xlsx"
    )
    rows = [row for row in sheets["Marksheet"].values() if child(11, "2").upn in row]
    assert [row[2] for row in rows] == ["2"]
    assert "School 9992001" in sheets["Marksheet"][2][0]


def test_without_a_roll_there_are_empty_rows_and_no_school() -> None:
    sheets = made("ks2-2026", "out.xlsx")
    assert sheets["Marksheet"][2][0].startswith("Due Friday 26 June 2026")
    few = made("ks2-2026", "--spare", "3", "--school", "999/1234", "few.xlsx")
    assert "School 9991234" in few["Marksheet"][2][0]
    one, other = (Path(name).stat().st_size for name in ("few.xlsx", "out.xlsx"))
    assert one < other


def test_the_same_day_and_files_give_the_same_bytes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words = ("template", "eyfsp-2026", "--date", "2026-06-10")
    assert run([*words, "one.xlsx"]) == 0
    monkeypatch.setattr(clock, "now", lambda: JUNE.replace(year=2027))
    assert run([*words, "two.xlsx"]) == 0
    assert Path("one.xlsx").read_bytes() == Path("two.xlsx").read_bytes()


def test_a_rulebook_of_ones_own_has_a_template_by_its_path_or_its_id() -> None:
    day = ("--date", "2026-06-10")
    by_path = made(OWN, *day, "one.xlsx")
    by_id = made(OWN.stem.replace("_", "-"), "--rulebook", OWN, *day, "two.xlsx")
    assert by_path == by_id
    assert "Reading" in by_path["Marksheet"][6]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("mtc-2026", "out.xlsx"), "there is nothing to return"),
        (("eyfsp-2020", "out.xlsx"), "was cancelled"),
        (("nothing-2026", "out.xlsx"), "There is no rulebook nothing-2026"),
        (("ks2-2026", "out.xls"), "does not end in .xlsx"),
        (("ks2-2026", "there.xlsx"), "there.xlsx is already there"),
        (("nothing", "there.xlsx"), "There is no rulebook nothing"),
        (("ks2-2026", "gone/out.xlsx"), "There is no folder gone"),
        (
            ("ks2-2026", "--school", "12", "out.xlsx"),
            "'12' is not a number such as 9991234",
        ),
        (("ks2-2026", "--spare", "999", "out.xlsx"), "is not a number from 0 to 200"),
        (("ks2-2026", "--date", "soon", "out.xlsx"), "is not a day such as 2026-06-10"),
        (("phonics-2026", "--roll", "two.csv", "out.xlsx"), "name 2 schools"),
        (("eyfsp-2026", "--roll", "one.csv", "out.xlsx"), "nobody who is due in Early"),
        (("ks2-2026", "--prior", "2025.xml", "--", "out.xlsx"), "there is none"),
        (
            ("eyfsp-2026", "--roll", "one.csv", "--school", "9992001", "out.xlsx"),
            "nobody who is due in Early years foundation stage profile 2026 of 9992001",
        ),
    ],
)
def test_what_cannot_be_made_is_said_and_nothing_is_written(
    words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("there.xlsx").touch()
    roll(line(1, "1"), line(2, "1", "9992002")).rename("two.csv")
    roll(line(1, "1"), line(3, "1")).rename("one.csv")
    last_year({11: "28"})
    assert said in refused(capsys, *words)


def test_the_school_is_taken_from_the_rolls_name_as_the_check_takes_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = roll(line(1, "1", "")).rename("9992001 roll.csv")
    sheets = made("phonics-2026", "--roll", path, "out.xlsx")
    assert "9992001" in sheets["Marksheet"][2][0]
    assert "school" not in capsys.readouterr().err


def test_what_is_doubtful_in_a_roll_is_said_when_the_template_is_made(
    capsys: pytest.CaptureFixture[str],
) -> None:
    good = line(1, "1", "")
    faulty = line(2, "1", "").replace(child(2, "1").upn, "A" + child(2, "1").upn[1:])
    made("phonics-2026", "--roll", roll(good, good, faulty), "out.xlsx")
    said = capsys.readouterr().err
    assert "no school's number: give it with --school" in said
    assert "UPNs that are missing or cannot be right: 1 (row " in said
    assert "more than once under the same UPN: 1" in said


def test_the_schools_name_on_a_template_stands_on_its_report_and_in_its_file(
    tmp_path: Path,
) -> None:
    data = b"UPN,Surname,Forename,DOB,Year\nY004100123001,Ashdown,Mina,2019-11-05,1\n"
    roll = tmp_path / "roll.csv"
    roll.write_bytes(data)
    sheet, page = str(tmp_path / "made.xlsx"), tmp_path / "page.html"
    whose = ["--school", "9991001", "--name", "Larkspur Lane"]
    words = ["template", "phonics-2026", "--roll", str(roll), *whose, sheet]
    assert run(words) == 0
    assert run(["report", sheet, str(page)]) == 0
    assert "Larkspur Lane" in page.read_text(encoding="utf-8")
    out = tmp_path / "made.xml"
    assert run(["convert", sheet, str(out)]) == 0
    assert ctf.read(out.read_bytes()).header.source.name == "Larkspur Lane"
