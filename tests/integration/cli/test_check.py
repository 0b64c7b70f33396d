"""`keystage check` on real files, called as its users call it."""

import csv
import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from keystage import intake
from keystage.cli.demo import copied
from keystage.cli.main import run

CLEAN = "9992001_PHO_999LLLL_001.xml"
WRONG = "9992003_PHO_999LLLL_001.xml"
UNREADABLE = "9992012_FSP_999LLLL_001.xml"
SEASON = ("--year", "2026", "--authority", "999")


def answer(
    capsys: pytest.CaptureFixture[str], *words: str | Path
) -> tuple[int, dict[str, Any]]:
    """Return the exit code and the findings document of a check."""
    code = run(["check", *map(str, words), "--format", "json"])
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return code, document


@pytest.mark.parametrize(("name", "code"), [(CLEAN, 0), (WRONG, 1), (UNREADABLE, 2)])
def test_the_exit_code_says_how_it_went(sent: Path, name: str, code: int) -> None:
    assert run(["check", str(sent / name), *SEASON]) == code


def test_a_rule_that_was_not_checked_is_named_once(
    sent: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["check", str(sent / WRONG)])
    said = " ".join(capsys.readouterr().out.split())
    unasked = said[said.index("Not checked") :]
    assert unasked.count("H04") == 1
    assert "which school of which authority the file was expected from" in unasked


def test_the_document_is_one_object_of_the_published_shape(
    sent: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, document = answer(capsys, sent, *SEASON)
    jsonschema.validate(document, intake.schema())
    assert code == 2
    assert document["summary"]["files"] == len(list(copied.files()))


def test_each_school_of_the_demonstration_shows_what_it_is_there_to_show(
    sent: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, document = answer(capsys, sent, *SEASON)
    shown = {
        Path(file["path"]).name: (
            file["status"],
            {finding["rule"] for finding in file["findings"]},
        )
        for file in document["files"]
    }
    for name, status, rules in [
        ("9992001_FSP_999LLLL_001.xml", "clean", set()),
        ("9992001_PHO_999LLLL_001.xml", "clean", set()),
        ("9992002_FSP_999LLLL_001.xml", "errors", {"R02", "EY-X2", "EY-X1"}),
        ("9992003_PHO_999LLLL_001.xml", "errors", {"PH-X3", "PH-X1"}),
        ("9992004_KS2_NAALLLL_001.xml", "errors", {"K2-X1", "K2-X5"}),
        ("9992005_FSP_999LLLL_001.xml", "errors", {"P02", "P11", "P03D"}),
        ("9992006_FSP_999LLLL_001.xml", "unreadable", {"H08"}),
        ("9992007_FSP_NAALLLL_001 (1).xml", "queries", {"H05", "H09"}),
        ("9992010_FSP_999LLLL_001.xml", "queries", {"CTF-NAMESPACE", "CTF-GENDER"}),
        ("9992011_PHO_999LLLL_001.xml", "queries", {"XML-ENCODING-READ-AS-1252"}),
        ("9992012_FSP_999LLLL_001.xml", "unreadable", {"FILE-HTML"}),
    ]:
        assert shown[name][0] == status, (name, shown[name])
        assert rules <= shown[name][1], (name, shown[name])
    (between,) = (one for one in document["across"] if one["rule"] == "P18")
    assert [Path(path).name[:7] for path in between["files"]] == ["9992008", "9992009"]


def test_text_csv_and_html_tell_the_same_findings(
    sent: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, document = answer(capsys, sent, *SEASON)
    found = [
        finding["message"] for file in document["files"] for finding in file["findings"]
    ]

    def told(form: str) -> str:
        run(["check", str(sent), *SEASON, "--format", form])
        return capsys.readouterr().out

    rows = list(csv.DictReader(io.StringIO(told("csv").removeprefix("\ufeff"))))
    assert [
        row["message"]
        for row in rows
        if not row["goes_away_with"] and row["la"] and row["file_status"]
    ] == [
        finding["message"]
        for file in document["files"]
        if file["source"]
        for finding in file["findings"]
    ]
    text = " ".join(told("text").split())
    page = told("html")
    folded = [int(many) - 1 for many in re.findall(r'data-findings="(\d+)"', page)]
    lines = page.count('class="finding"') + sum(folded)
    assert lines == len(found) + len(document["across"])
    # One slip in several results of a pupil is told once, with the other places.
    for finding in (one for file in document["files"] for one in file["findings"]):
        if re.fullmatch(r"[^'\"<>&\x80-\U0010ffff]+", finding["message"]):
            place = finding["place"] or {"line": 0}
            again = f") line {place['line']:,}"
            for report in (text, page):
                assert again in report or finding["message"] in report


def test_with_two_processes_the_answer_is_the_same(
    sent: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer(capsys, sent, *SEASON, "--jobs", "2") == answer(capsys, sent, *SEASON)


@pytest.mark.parametrize("form", ["text", "json", "csv", "html"])
def test_without_names_nothing_tells_who_a_pupil_is(
    sent: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    _, named = answer(capsys, sent, *SEASON)
    pupils = [
        finding["pupil"]
        for file in named["files"]
        for finding in file["findings"]
        if finding["pupil"]
    ]
    run(["check", str(sent), *SEASON, "--no-names", "--format", form])
    said = capsys.readouterr().out
    assert pupils
    for pupil in pupils:
        for part in ("upn", "dob"):
            assert not pupil[part] or pupil[part] not in said, (part, pupil)
    assert "Kowalska" not in said
    assert "Adeyemi" not in said


def test_a_report_can_go_to_a_file_and_the_screen_says_how_it_went(
    sent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.html"
    words = ["check", str(sent / WRONG), "--format", "html", "--output", str(report)]
    assert run(words) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"{report}: files 1, errors ")
    assert report.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_what_is_checked_is_never_written_over(
    sent: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = sent / CLEAN
    before = target.read_bytes()
    assert run(["check", str(sent), "--output", str(target)]) == 2
    assert "would overwrite" in capsys.readouterr().err
    assert target.read_bytes() == before


def test_the_roll_is_not_written_over_either(
    sent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    roll = tmp_path / "roll.csv"
    roll.write_text("UPN,Surname,Forename,DOB\n")
    words = [str(sent / CLEAN), "--roll", str(roll), "--output", str(roll)]
    assert run(["check", *words]) == 2
    assert "would overwrite" in capsys.readouterr().err


def test_a_roll_finds_who_is_missing(
    sent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    roll = tmp_path / "roll.csv"
    roll.write_text(
        "UPN,Surname,Forename,DOB,NCyear\nK004200119001,Larch,Rowan,2019-10-01,1\n"
    )
    code, document = answer(capsys, sent / CLEAN, "--roll", roll, *SEASON)
    rules = {one["rule"] for one in document["files"][0]["findings"]}
    assert code == 1 or rules
    assert "Larch" in json.dumps(document)


def test_everyone_who_is_missing_is_told_of_not_the_first_alone(
    sent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    roll = tmp_path / "roll.csv"
    roll.write_text(
        "UPN,Surname,Forename,DOB,NCyear\nK004200119001,Larch,Rowan,2019-10-01,1\n"
        "L004200119002,Birch,Rowan,2019-11-01,1\n"
    )
    _, document = answer(capsys, sent / CLEAN, "--roll", roll, *SEASON)
    found = document["files"][0]["findings"]
    missing = [one["pupil"]["surname"] for one in found if one["rule"] == "P19"]
    assert {"Birch", "Larch"} <= set(missing)


def test_a_sex_in_words_does_not_differ_from_its_letter_on_the_list(
    sent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (sent / CLEAN).read_text()
    (sex,) = set(re.findall("<Sex>([MF])</Sex>", text.partition("</Pupil>")[0]))
    (upn,) = re.findall("<UPN>(.*)</UPN>", text.partition("</Pupil>")[0])
    word, other = {"M": ("Boy", "F"), "F": ("Girl", "M")}[sex]
    changed = tmp_path / CLEAN
    changed.write_text(text.replace(f"<Sex>{sex}</Sex>", f"<Sex>{word}</Sex>", 1))
    roll = tmp_path / "roll.csv"
    for listed, rules in ((sex, set()), (other, {"P15"})):
        roll.write_text(
            f"UPN,Surname,Forename,DOB,Sex\n{upn},Larch,Rowan,2019-10-01,{listed}\n"
        )
        _, document = answer(capsys, changed, "--roll", roll, *SEASON)
        told = document["files"][0]["findings"]
        found = [*told, *(under for one in told for under in one["consequences"])]
        assert {one["rule"] for one in found} & {"P15"} == rules


def test_a_file_larger_than_allowed_is_not_read(
    sent: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, document = answer(capsys, sent / CLEAN, "--max-size", "1K")
    assert code == 2
    assert document["files"][0]["refused"] == "FILE-TOO-LARGE"


def test_a_path_that_is_not_there_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "nothing.xml"
    assert run(["check", str(missing)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert str(missing) in said.err
    assert said.err.count("\n") == 1


def test_an_empty_folder_is_said_to_be_empty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", str(tmp_path)]) == 2
    assert str(tmp_path) in capsys.readouterr().err


def test_a_zip_is_opened(sent: Path, tmp_path: Path) -> None:
    folder = tmp_path / "two"
    folder.mkdir()
    shutil.copy(sent / CLEAN, folder)
    packed = shutil.make_archive(str(tmp_path / "sent"), "zip", folder)
    assert run(["check", packed, *SEASON]) == 0


def test_a_rulebook_of_ones_own_is_checked_by_and_asked_for(
    sent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "ours_2026.toml"
    own.write_text('extends = "ks1_2026"\ncollection = "ours"\n')
    words = ["check", str(sent), "--format", "json", "--rulebook", str(own)]
    assert run([*words, "--collection", "ours"]) == 2
    assert run([*words, "--collection", "mine"]) == 2
    said = capsys.readouterr().err
    assert "There is no collection mine: there are eyfsp, ks1, ks2, mtc, ours" in said


def test_a_faulty_rulebook_of_ones_own_is_not_checked_by(
    sent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "ours_2026.toml"
    own.write_text("title = 3\n")
    assert run(["check", str(sent), "--rulebook", str(own)]) == 2
    assert "ours_2026.toml" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "starts"),
    [
        ("r.html", "<!DOCTYPE html>"),
        ("r.HTM", "<!DOCTYPE html>"),
        ("r.json", "{"),
        ("r.csv", "\ufefffile,"),
        ("r.txt", ""),
        ("r", ""),
    ],
)
def test_the_ending_of_the_report_says_which_form_it_has(
    sent: Path, tmp_path: Path, name: str, starts: str
) -> None:
    report = tmp_path / name
    assert run(["check", str(sent / CLEAN), "--output", str(report)]) == 0
    assert report.read_text(encoding="utf-8").startswith(starts)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["--output", "r.pdf"],
            "r.pdf: a report ends in .html, .json, .csv, .xlsx or ",
        ),
        (["--format", "html", "--output", "r.csv"], "r.csv does not hold html"),
        (["--format", "html", "--output", "r.pdf"], "r.pdf does not hold html"),
    ],
)
def test_a_form_and_an_ending_that_contradict_each_other_are_refused(
    sent: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert run(["check", str(sent / CLEAN), *words]) == 2
    assert said in capsys.readouterr().err
    assert not Path(words[-1]).exists()


def test_the_screen_counts_the_files_that_were_not_taken(
    sent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "r.json"
    assert run(["check", str(sent / UNREADABLE), "--output", str(report)]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"{report}: files 1 (1 not taken or not readable), errors ")


def test_a_year_without_rules_is_one_sentence(
    sent: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", str(sent), "--year", "1999"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("keystage: There are no rules for 1999; known are ")
    assert said.count("There are no rules") == 1


def test_a_list_of_schools_shows_who_has_sent_nothing(
    sent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = tmp_path / "schools.csv"
    listed.write_text("School,Name\n9992001,A\n9992099,Oak\n", encoding="utf-8")
    _, found = answer(capsys, sent / CLEAN, *SEASON, "--schools", listed)
    (missing,) = found["across"]
    assert (missing["rule"], missing["value"]) == ("E05", "9992099")
    code = run(["check", str(sent), "--schools", str(listed), "--output", str(listed)])
    assert code == 2


def test_a_roll_that_is_not_there_is_said_as_a_path_that_is_not_there(
    sent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = tmp_path / "gone.csv"
    assert run(["check", str(sent / CLEAN), "--roll", str(gone)]) == 2
    roll = capsys.readouterr().err
    assert run(["check", str(gone)]) == 2
    assert capsys.readouterr().err == roll
