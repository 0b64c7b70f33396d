"""`keystage summary` on real files, called as its users call it."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from keystage.cli import clock
from keystage.cli.demo import people
from keystage.cli.figures.gather import gather
from keystage.cli.main import run
from keystage.core.records import CtfFile, Header, Kind, School
from keystage.ctf.write import write
from keystage.intake import Options
from keystage.reports.summary import plain

CLEAN = "9992001_FSP_999LLLL_001.xml"
JUNE = datetime(2026, 6, 10, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _june(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: JUNE)


def told(
    capsys: pytest.CaptureFixture[str], *words: object
) -> tuple[int, dict[str, Any]]:
    """Return the exit code and the JSON that was printed."""
    code = run(["summary", *map(str, words), "--format", "json"])
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return code, document


def refused(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    """Return what was said of a command that cannot be carried out."""
    assert run(["summary", *map(str, words)]) == 2
    return capsys.readouterr().err


def send(
    folder: Path, estab: str, year: int, marks: Mapping[int, str], *, name: str = ""
) -> Path:
    """Write a phonics file of children by number: 1 to 99 are in year 1.

    '' gives a child no result.
    """
    pupils = []
    for number, said in marks.items():
        group = "1" if number < 100 else "2"
        joined = year - 5 - int(group)
        child = people.pupil(estab, number, group, date(joined - 1, 9, 1))
        results = {phonics(year): said} if said else {}
        pupils.append(people.with_results(child, results))
    header = Header(
        document_name="Common Transfer File",
        version="25.0",
        date_time=f"{year}-06-20T09:30:00",
        qualifier="partial",
        descriptor="Partial CTF containing Phonics Screening Check data",
        supplier="Invented",
        source=School("999", estab, "", f"School {estab}", str(year - 1)),
        destination=School("999", "LLLL"),
    )
    folder.mkdir(exist_ok=True)
    path = folder / (name or f"999{estab}_PHO_999LLLL_001.xml")
    path.write_bytes(write(CtfFile(header, pupils)))
    return path


def phonics(year: int) -> Kind:
    return Kind("KS1", "ENG", str(year), "PHO", "TT", "CHK", "R", "NM")


def roll(folder: Path, *lines: str, heading: str = "Class") -> Path:
    """Write a list of pupils."""
    path = folder / "roll.csv"
    first = f"UPN,Surname,Forename,Date of birth,Sex,{heading}"
    path.write_text("\n".join([first, *lines]) + "\n", encoding="utf-8")
    return path


def entry(estab: str, number: int, year: int, last: str) -> str:
    """Return the line of a list for a child who was in year 1 in the summer `year`."""
    child = people.pupil(estab, number, "1", date(year - 7, 9, 1))
    who = (child.upn, child.surname, child.forename, child.dob, child.sex, last)
    return ",".join(who)


def figures(document: dict[str, Any], row: int = 0) -> dict[str, Any]:
    """Return numerator and denominator of each measure of a row."""
    (part,) = document["collections"]
    return {
        name: (figure["numerator"], figure["denominator"])
        for name, figure in part["rows"][row]["figures"].items()
    }


def test_a_schools_own_file_is_summarised_whole(
    sent: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, document = told(capsys, sent / CLEAN, "--by", "sex")
    jsonschema.validate(document, plain.schema())
    assert (code, document["hidden_below"]) == (0, 0)
    assert figures(document)["gld"] == (12, 15)
    (part,) = document["collections"]
    assert [row["title"] for row in part["rows"][1:]] == ["Female", "Male"]


def test_several_schools_stand_beside_each_other_with_small_numbers_hidden(
    sent: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, document = told(capsys, sent)
    jsonschema.validate(document, plain.schema())
    assert (code, document["hidden_below"]) == (2, 5)
    names = [(part["collection"], part["year"]) for part in document["collections"]]
    assert names == [("eyfsp", 2025), ("eyfsp", 2026), ("ks2", 2026), ("phonics", 2026)]
    profile = document["collections"][1]
    assert profile["rows"][0]["figures"]["gld"]["denominator"] > 50
    assert any(row["figures"]["gld"]["hidden"] for row in profile["rows"])
    files = document["files"]
    assert files["with_errors"] > 1
    assert [one["path"][-27:] for one in files["unread"]] == [
        "9992012_FSP_999LLLL_001.xml"
    ]
    code, document = told(capsys, sent, "--collection", "ks2", "--suppress", "0")
    assert [part["collection"] for part in document["collections"]] == ["ks2"]


def test_text_csv_and_html_tell_the_same(
    sent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["summary", str(sent / CLEAN)]) == 0
    shown = capsys.readouterr().out
    assert "Good level of development" in shown
    assert "80.0%   12 of 15" in shown
    assert run(["summary", str(sent / CLEAN), "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out.lstrip("\ufeff"))))
    assert (rows[0]["measure"], rows[0]["numerator"]) == ("gld", "12")
    page = tmp_path / "summary.html"
    words = ["summary", str(sent / CLEAN), "--format", "html", "--output", str(page)]
    assert run(words) == 0
    assert capsys.readouterr().err == f"written to {page}\n"
    assert "80.0%" in page.read_text(encoding="utf-8")


def test_a_file_with_errors_is_counted_and_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = send(tmp_path, "2001", 2026, {1: "40", 2: "41", 3: "", 4: "L", 5: "0"})
    assert run(["summary", str(path)]) == 1
    shown = capsys.readouterr().out
    assert "1 file has errors" in shown
    assert "Year 1: average mark" in shown
    assert "20.0          2" in shown
    assert "2 pupils left out of Year 1: average mark: incomplete." in shown
    assert "1 pupil left out of Year 1: average mark: L: Left the school." in shown
    assert "Not shown before the threshold is published." in shown


def test_files_of_one_school_are_taken_together(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    send(tmp_path, "2001", 2025, {1: "40", 2: "31"})
    send(tmp_path, "2001", 2025, {1: "40", 101: "32"}, name="year2.xml")
    code, document = told(capsys, tmp_path)
    assert code == 0
    found = figures(document)
    assert (found["met"], found["met_in_year_2"]) == ((1, 2), (1, 1))
    assert found["by_end_of_year_2"] == (None, None)


def test_by_the_end_of_year_2_takes_last_years_results_and_the_roll(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = send(tmp_path / "24", "2001", 2024, {1: "40", 2: "20", 3: "A", 4: "35"})
    children = {
        number: entry("2001", number, 2024, "2 Beech") for number in range(1, 6)
    }
    now = send(tmp_path / "25", "2001", 2025, {9: "40"})
    older = entry("2001", 70, 2020, "6 Elm")
    listed = roll(tmp_path, *(children[number] for number in (1, 2, 3, 5)), older)
    this_year = send(tmp_path / "again", "2001", 2025, {9: "10"})
    words = (now, "--prior", before, this_year, "--roll", listed, "--by", "class")
    _, document = told(capsys, *words)
    # Child 4 has left; child 5 has no result; of the others one had met the standard.
    assert figures(document)["by_end_of_year_2"] == (1, 3)
    assert figures(document)["met"] == (1, 1)
    (part,) = document["collections"]
    assert [row["id"] for row in part["rows"]] == ["", "2 Beech", ""]
    _, document = told(capsys, now, "--prior", before)
    assert figures(document)["by_end_of_year_2"] == (None, None)


def test_who_has_left_by_the_list_is_neither_counted_nor_checked_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = send(tmp_path / "25", "2001", 2025, {1: "40", 2: "20", 3: "35", 4: "9"})
    now = send(tmp_path / "26", "2001", 2026, {9: "40"})
    left = {1: "", 2: "2026-06-12", 3: "2025-12-19", 4: "2026-03-27"}
    lines = [entry("2001", number, 2025, day) for number, day in left.items()]
    listed = roll(tmp_path, *lines, heading="Date left")
    _, document = told(capsys, "--recheck", "--prior", before, "--roll", listed)
    (school,) = document["schools"]
    assert [one["reason"] for one in school["pupils"]] == ["mark 20, below 32"]
    assert (school["met"], school["gone"]) == (1, 2)
    earlier = send(tmp_path / "24", "2001", 2024, {1: "40", 2: "20", 3: "35"})
    now = send(tmp_path / "again", "2001", 2025, {9: "40"})
    lines = [entry("2001", number, 2024, day) for number, day in left.items()]
    listed = roll(tmp_path, *lines, heading="Date left")
    _, document = told(capsys, now, "--prior", earlier, "--roll", listed)
    assert figures(document)["by_end_of_year_2"] == (1, 2)


def test_before_2024_those_who_left_still_count_by_last_years_result(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = send(tmp_path / "22", "2001", 2022, {1: "40", 2: "20", 3: ""})
    now = send(tmp_path / "23", "2001", 2023, {9: "40", 101: "33"})
    _, document = told(capsys, now, "--prior", before)
    assert figures(document)["by_end_of_year_2"] == (2, 3)


def test_two_prior_files_that_differ_leave_a_pupil_unknown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tmp_path / "24"
    send(before, "2001", 2024, {1: "40", 2: "40"})
    send(before, "2001", 2024, {1: "10"}, name="again.xml")
    code, document = told(capsys, "--recheck", "--prior", before)
    assert code == 0
    (school,) = document["schools"]
    reasons = [(one["because"], one["reason"]) for one in school["pupils"]]
    assert reasons == [("unknown", "no result known")]


def test_the_recheck_list_gives_each_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    marks = {1: "40", 2: "31", 3: "A", 4: "D", 5: "Q", 6: "L", 7: "", 8: "20", 101: "1"}
    before = tmp_path / "25"
    send(before, "2001", 2025, marks)
    lines = [entry("2001", number, 2025, "9992001") for number in (*range(1, 8), 9)]
    lines += [entry("2002", number, 2025, "9992002") for number in (1,)]
    older = entry("2001", 50, 2024, "9992001")
    listed = roll(tmp_path, *lines, older, heading="School")
    words = ("--recheck", "--prior", before, "--roll", listed)
    code, document = told(capsys, *words)
    assert (code, document["year"], document["threshold"]) == (0, 2026, 32)
    ash, oak = document["schools"]
    assert sorted(one["reason"] for one in ash["pupils"]) == [
        "Absent (A)",
        "Did not take the check (D)",
        "Maladministration (Q)",
        "mark 31, below 32",
        "new to the school: no result known",
        "no result known",
        "no result known",
    ]
    assert (ash["met"], ash["gone"]) == (1, 1)
    assert [one["reason"] for one in oak["pupils"]] == ["no result known"]
    for form in ("text", "csv", "html"):
        assert run(["summary", *map(str, words), "--format", form]) == 0
        assert "mark 31, below 32" in capsys.readouterr().out


def test_without_a_roll_the_list_is_of_last_year_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = send(tmp_path, "2001", 2025, {1: "40", 2: "31"})
    assert run(["summary", "--recheck", "--prior", str(before)]) == 0
    shown = capsys.readouterr().out
    assert "School 2001 9992001: 1 pupil, 1 met the standard\n" in shown
    assert "No roll was given" in shown


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Name the files"),
        (("--recheck",), "--recheck needs last year's results"),
        (("--recheck", "--prior", "{}", "--by", "sex"), "leave out --by"),
        (("{}", "--recheck", "--prior", "{}"), "--recheck reads last year's results"),
        (("{}", "--by", "class"), "give the list of pupils with --roll"),
        (("{}", "--output", "{}"), "would overwrite a file"),
        (("nowhere",), "There is no file or folder called nowhere"),
    ],
)
def test_what_cannot_be_done_is_said(
    sent: Path,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    said: str,
) -> None:
    given = [word.format(sent / "9992001_PHO_999LLLL_001.xml") for word in words]
    assert said in refused(capsys, *given)


def test_a_list_is_refused_where_it_cannot_be_made(
    sent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = send(tmp_path, "2001", 2025, {1: "40"})
    start = ("--recheck", "--prior", before)
    profile = ("--recheck", "--prior", sent / CLEAN)
    assert "no results of phonics" in refused(capsys, *profile)
    assert "no rulebook of art 2026" in refused(
        capsys, *start, "--collection", "art", "--year", "2026"
    )
    assert "no rulebook of phonics 2031" in refused(capsys, *start, "--year", "2031")
    assert "nobody takes a check again" in refused(
        capsys, *profile, "--collection", "eyfsp"
    )
    assert "There are no results of Phonics screening check 2024" in refused(
        capsys, *start, "--year", "2025"
    )
    this_year = send(tmp_path / "26", "2001", 2026, {1: "40"})
    assert "is not published" in refused(capsys, "--recheck", "--prior", this_year)


def test_classes_and_rolls_are_of_one_school(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    send(tmp_path / "a", "2001", 2025, {1: "40"})
    send(tmp_path / "a", "2002", 2025, {1: "40"})
    whose = roll(tmp_path, entry("2001", 1, 2025, "9992001"), heading="School")
    said = refused(capsys, tmp_path / "a", "--roll", whose, "--by", "class")
    assert "these are files of 2" in said
    nobodys = roll(tmp_path, entry("2001", 1, 2025, "1 Oak"))
    said = refused(capsys, tmp_path / "a", "--roll", nobodys)
    assert "give it a column School" in said


@pytest.mark.parametrize("words", [("--year", "26"), ("--suppress", "-1")])
def test_numbers_must_be_numbers(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    assert "is not a" in refused(capsys, "x", *words)


def test_a_file_over_the_limit_or_of_a_cancelled_year_is_in_no_figure(
    sent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with zipfile.ZipFile(tmp_path / "sent.zip", "w") as packed:
        packed.writestr("inner.zip", b"PK")
    (tmp_path / "sheet.xlsx").write_bytes(b"PK")
    code, document = told(capsys, tmp_path)
    assert code == 2
    reasons = [one["reason"] for one in document["files"]["unread"]]
    assert len(reasons) == 2
    assert "zip inside a zip" in reasons[0].lower()
    assert document["collections"] == []
    assert run(["summary", str(tmp_path)]) == 2
    assert "No results were found to summarise." in capsys.readouterr().out


def test_only_the_files_of_one_school_or_authority_are_counted(
    sent: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(["summary", str(sent), "--school", "999/2001", "--format", "json"])
    said = capsys.readouterr()
    document = json.loads(said.out)
    assert {part["schools"] for part in document["collections"]} == {1}
    assert (code, document["hidden_below"]) == (2, 0)  # who sent some cannot be read
    assert "files of others, which are not counted: " in said.err
    _, all_of_it = told(capsys, sent, "--authority", "999")
    assert len(all_of_it["collections"]) > 1
    assert refused(capsys, sent / CLEAN, "--authority", "998") == (
        "keystage: None of these files comes from 998.\n"
    )
    assert refused(capsys, sent / CLEAN, "--school", "9992002") == (
        "keystage: None of these files comes from 9992002.\n"
    )


def test_the_recheck_list_of_one_school_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tmp_path / "25"
    for estab in ("2001", "2002"):
        send(before, estab, 2025, {1: "40", 2: "31"})
    for only, wanted in (
        (("--school", "9992002"), ["9992002"]),
        (("--authority", "999"), ["9992001", "9992002"]),
        (("--authority", "998"), []),
    ):
        _, document = told(capsys, "--recheck", "--prior", before, *only)
        assert [school["number"] for school in document["schools"]] == wanted


def test_several_processes_count_the_same(
    sent: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(capsys, sent, "--jobs", "2") == told(capsys, sent)


@pytest.mark.parametrize("workers", [1, 2, 50])
def test_pieces_keep_the_order_of_the_files_whoever_works_on_them(
    workers: int, sent: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(tmp_path / "sent.zip", "w") as packed:
        packed.writestr("inner.zip", b"PK")
    options = Options(now=JUNE)

    def gathered(pool: Executor | None) -> object:
        done: list[int] = []

        def tell(number: int, _: int) -> None:
            done.append(number)

        found = gather([sent, tmp_path], options, tell, executor=pool, workers=workers)
        assert done == sorted(done)
        return found.files, list(found.collected(None))

    with ThreadPoolExecutor(2) as pool:
        assert gathered(pool) == gathered(None)


def test_a_file_sent_twice_over_counts_its_pupils_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    send(tmp_path, "1001", 2025, {1: "33", 2: "12"})
    (one,) = tmp_path.iterdir()
    text = re.sub(r"<UPN>[^<]*</UPN>", "", one.read_text(encoding="utf-8"))
    one.write_text(text, encoding="utf-8")
    _, once = told(capsys, tmp_path)
    (tmp_path / "again.xml").write_text(text, encoding="utf-8")
    _, twice = told(capsys, tmp_path)
    assert twice["collections"] == once["collections"]
