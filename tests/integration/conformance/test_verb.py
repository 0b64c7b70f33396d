"""`keystage conformance` as a supplier's developer runs it."""

import json
import re
from dataclasses import replace
from pathlib import Path
from shutil import make_archive
from tempfile import TemporaryDirectory
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keystage.cli.main import run
from keystage.intake import sources
from keystage.synth.conformance import KIT as NAME
from keystage.synth.conformance import kit_files, score, telling
from keystage.synth.conformance.outcome import Fault, Heading, Kind, Outcome, Part
from keystage.synth.writing import ctf_bytes
from tests.unit.synth.conformance.supplied import KIT, YEAR, everything, put


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    """Return the folder a supplier was given."""
    folder = tmp_path / "kit"
    folder.mkdir()
    for name, data in kit_files(7, (YEAR,)):
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture
def right(tmp_path: Path) -> Path:
    """Return a folder of right exports."""
    folder = tmp_path / "out"
    put(folder, everything())
    return folder


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """Return a folder of exports with a fault of each sort."""
    files = everything()
    profile, check = files[f"eyfsp-{YEAR}"].rows, files[f"phonics-{YEAR}"].rows
    profile[0].fields["Surname"] = "OHallorin"
    profile[7].results.pop()
    for row in profile:
        row.fields["Forename"] = row.fields["Forename"].upper()
    for row in check:
        row.results[0].method = "TA"
    del files[f"several-{YEAR}"]
    folder = tmp_path / "out"
    put(folder, files)
    (folder / "README.txt").write_text("ours")
    return folder


def told(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    """Return exit code, output and errors of the verb."""
    code = run(["conformance", *map(str, words)])
    out, err = capsys.readouterr()
    return code, out, err


def test_the_kit_is_what_keystage_synth_makes(
    kit: Path, right: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = tmp_path / "made"
    words = ["synth", "--kit", "--years", str(YEAR), "--seed", "7", "--out", str(made)]
    assert run(words) == 0
    capsys.readouterr()
    for name, data in kit_files(7, (YEAR,)):
        assert (made / name).read_bytes() == data
    code, _, _ = told(capsys, right, "--kit", made)
    assert code == 0


def test_right_files_are_all_right(
    kit: Path, right: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = told(capsys, right, "--kit", kit)
    assert (code, err) == (0, "")
    assert "All right: every child and every result came through" in out
    assert re.findall(r"(\d+) %", out) == ["100"] * 4


def test_the_kit_is_found_in_the_folder_itself_and_is_no_export(
    kit: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(kit, everything())
    code, out, _ = told(capsys, kit)
    assert code == 0
    assert "\n  README.txt: passed over" in out
    assert NAME not in out


def test_each_cause_is_told_with_its_first_places_and_what_to_do(
    kit: Path, wrong: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = told(capsys, wrong, "--kit", kit / NAME)
    assert code == 1
    said = " ".join(out.split())
    assert 'expected "O\'Hallorin", found "OHallorin"' in said
    assert "apostrophes, hyphens or spaces were lost" in said
    assert "Results are missing, EYF 2025 EXP FA E17 FD." in said
    assert "Not as entered, Surname" in said
    assert "Made by Keystage synthetic (24.0)." in said
    assert "they stand under other words" in said
    assert "(63). " in said
    assert "and 58 more, which --format html or json names" in said
    assert "only capitals and small letters differ" in said
    assert "asked for as 9993990_CTF_999LLLL_001.xml" in said
    assert "To do: Write the text as it was entered." in said
    assert max(map(len, out.splitlines())) <= telling.COLUMNS


def test_the_document_answers_to_its_schema_and_names_every_place(
    kit: Path, wrong: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = told(capsys, wrong, "--kit", kit, "--format", "json")
    document: dict[str, Any] = json.loads(out)
    jsonschema.validate(document, telling.schema())
    assert code == 1
    (phonics,) = (one for one in document["exports"] if "phonics" in str(one["id"]))
    coded = [one for one in phonics["faults"] if one["way"] == "coding"]
    assert len(coded) == 63
    assert all(one["file"].endswith(".xml") and one["line"] for one in coded)
    assert document["score"]["files"] == {"right": 4, "of": 5, "percent": 80}


def test_the_page_needs_nothing_but_itself(
    kit: Path, wrong: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (wrong / "half.xml").write_bytes(b"<CTfile><Header>")
    page = tmp_path / "report.html"
    words = (wrong, "--kit", kit, "--format", "html", "--output", page)
    code, out, err = told(capsys, *words)
    assert (code, out, err) == (2, "", f"written to {page}\n")
    shown = page.read_text(encoding="utf-8")
    assert "<script" not in shown
    assert not re.search(r'(?:src|href)="(?!#|data:)', shown)
    assert "Kitfield &amp; St Ide" in shown
    assert "OHallorin" in shown
    assert "half.xml" in shown


def test_the_page_lists_so_many_places_and_says_how_many_more(
    right: Path,
) -> None:
    files = everything()
    for row in files[f"ks1-{YEAR}"].rows:
        row.fields["Sex"] = "F" if row.fields["Sex"] == "M" else "M"
    put(right, files)
    found, _ = sources.find([right])
    assert "And 17 more." in telling.html(score(KIT, found), places=2)


def test_in_colour_headings_are_bold(right: Path) -> None:
    found, _ = sources.find([right])
    assert "\x1b[1mFiles\x1b[0m" in telling.text(score(KIT, found), colour=True)


def test_ways_of_writing_alone_are_told_and_the_exit_code_is_0(
    kit: Path, right: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = everything("named_space")
    put(right, {f"ks1-{YEAR}": files[f"ks1-{YEAR}"]})
    code, out, _ = told(capsys, right, "--kit", kit)
    assert code == 0
    assert "Everything came through; 1 way of writing to look at." in out
    assert "note: The elements are in a namespace" in out


def test_of_a_child_missing_or_unexpected_it_is_told_what_it_is_there_for(
    kit: Path, right: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (ks1,) = (one for one in KIT.exports if one.id == f"ks1-{YEAR}")
    gone = next(child for child in ks1.children if child.left)
    files = everything()
    files[ks1.id].rows[8].fields |= {"UPN": gone.upn, "Surname": gone.surname}
    put(right, files)
    code, out, _ = told(capsys, right, "--kit", kit, "--collection", "ks1")
    said = " ".join(out.split())
    assert code == 1
    assert "a child: a temporary UPN, whose last character is a letter" in said
    assert "a child who should be left out: left the school in October" in said


def test_of_many_parts_three_are_named_and_the_others_counted(
    kit: Path, right: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = everything()
    for row in files[f"eyfsp-{YEAR}"].rows:
        row.results = row.results[:12]
    put(right, files)
    _, out, _ = told(capsys, right, "--kit", kit, "--collection", "eyfsp")
    said = " ".join(out.split())
    parts = (
        "EYF 2025 UTW FA E13 FD",
        "EYF 2025 UTW FA E14 FD",
        "EYF 2025 UTW FA E15 FD",
    )
    assert f"Results are missing, {', '.join(parts)} and 2 more (95)." in said


def test_where_no_file_can_be_read_nobody_made_any(
    kit: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "half.xml").write_bytes(b"<CTfile><Header>")
    code, out, _ = told(capsys, tmp_path / "half.xml", "--kit", kit)
    assert code == 2
    assert "No file was read." in out


def test_what_a_return_does_not_ask_for_is_no_way_of_writing(
    kit: Path, right: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = right / f"{KIT.number}_KS1_999LLLL_001.xml"
    care = b"</BasicDetails><LookedAfter><InCare>false</InCare></LookedAfter>"
    file.write_bytes(file.read_bytes().replace(b"</BasicDetails>", care))
    code, out, _ = told(capsys, right, "--kit", kit)
    assert (code, "All right" in out) == (0, True)


def test_a_result_that_nobody_entered_is_told_with_what_it_is(
    kit: Path, right: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = everything()
    results = files[f"ks1-{YEAR}"].rows[3].results
    results.append(replace(results[0], year="2024", value="EXS"))
    put(right, files)
    code, out, _ = told(capsys, right, "--kit", kit)
    assert code == 1
    said = " ".join(out.split())
    assert 'KS1 2024 ENG TA REA NC, found "EXS"' in said


def test_where_the_reader_knows_nothing_to_do_nothing_is_said_of_it() -> None:
    fault = Fault(Heading.WRITING, Kind.WRITTEN, "a part", rule="X", message="Odd.")
    outcome = Outcome(KIT, (Part(None, faults=[fault]),), ())
    shown = telling.text(outcome)
    assert "error: Odd." in shown
    assert "To do" not in shown


def test_one_collection_or_year_may_be_asked_for(
    kit: Path, right: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    only = ("--collection", "ks2", "--year", YEAR)
    code, out, _ = told(
        capsys, right / "9993990_KS2_NAALLLL_001.xml", *only, "--kit", kit
    )
    assert code == 0
    assert "1 file is asked for" in out
    code, _, err = told(capsys, right, "--kit", kit, "--year", 2019)
    assert code == 2
    assert f"It asks for eyfsp-{YEAR}, phonics-{YEAR}" in err


def test_without_a_kit_it_says_where_one_comes_from(
    kit: Path, right: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in ((right,), (kit / NAME,), (right, "--kit", right / "none.jsonl")):
        code, _, err = told(capsys, *words)
        assert code == 2
        assert "There is no kit.jsonl in" in err


def test_a_damaged_kit_and_an_empty_folder_are_told_in_a_sentence(
    kit: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "nothing"
    empty.mkdir()
    for words in ((kit,), (empty, "--kit", kit)):
        code, _, err = told(capsys, *words)
        assert code == 2
        assert "There are no exports in" in err
    code, _, err = told(capsys, tmp_path / "nowhere", "--kit", kit)
    assert code == 2
    assert "nowhere" in err
    (kit / NAME).write_bytes(b'{"kind":"kit"}\n')
    code, _, err = told(capsys, empty, "--kit", kit)
    assert code == 2
    assert "Line 1 is not of a file of JSON lines" in err


def test_a_report_never_takes_the_place_of_what_is_read(
    kit: Path, right: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = told(capsys, right, "--kit", kit, "--output", kit / NAME)
    assert code == 2
    assert "would overwrite" in err


def test_a_zip_is_read_as_a_folder_is(
    kit: Path, right: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packed = make_archive(str(tmp_path / "sent"), "zip", right)
    code, out, _ = told(capsys, packed, "--kit", kit)
    assert code == 0
    assert "sent.zip/9993990_KS1" in out


DATA = [ctf_bytes(one) for one in everything().values()]


@settings(max_examples=40)
@given(
    st.sampled_from(DATA), st.floats(0, 1), st.binary(max_size=30), st.integers(0, 400)
)
def test_no_damage_to_a_file_makes_the_score_fail(
    data: bytes, at: float, junk: bytes, length: int
) -> None:
    place = int(at * len(data))
    with TemporaryDirectory() as folder:
        file = Path(folder, "a.xml")
        file.write_bytes(data[:place] + junk + data[place + length :])
        outcome = score(KIT, sources.find([file])[0])
    for heading, tally in outcome.tallies.items():
        assert 0 <= tally.right <= tally.of, heading
    jsonschema.validate(telling.to_dict(outcome), telling.schema())
    assert telling.text(outcome)
    assert telling.html(outcome)
