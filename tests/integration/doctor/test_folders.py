"""`keystage convert` and `keystage fix` on whole folders and zips."""

import zipfile
from pathlib import Path

import pytest

from keystage import ctf
from keystage.cli.doctor import files
from keystage.core.records import CtfFile, Pupil, School
from tests.integration.doctor.conftest import Desk, listing
from tests.unit.intake.makers import ctf_file, eyfsp, ks1, mark, number, pupil

ONE, TWO = "9991001_PHO_999LLLL_001.xml", "9991002_PHO_999LLLL_001.xml"
BROKEN = "not XML at all"


def of_school(estab: str, *pupils: Pupil) -> CtfFile:
    return ctf_file(list(pupils) or [pupil(1, [mark("33")])], estab=estab)


@pytest.fixture
def sent(desk: Desk) -> Path:
    """A folder with two schools' files, one in a zip, one file that is none, a note."""
    folder = desk.folder / "sent"
    (folder / "north").mkdir(parents=True)
    desk.put("sent/north/results.xml", of_school("1001"))
    desk.put("sent/other.xml", of_school("1002", pupil(2, [mark("12")])))
    with zipfile.ZipFile(folder / "third.zip", "w") as packed:
        data = ctf.write(of_school("1003", pupil(3, [mark("20"), *ks1()])))
        packed.writestr("../results.xml", data)
    (folder / "broken.xml").write_text(BROKEN)
    (folder / "readme.txt").write_text("a note")
    return folder


def test_each_file_of_a_folder_becomes_one_and_a_bad_one_stops_no_other(
    desk: Desk, sent: Path
) -> None:
    out = desk.folder / "out"
    said = desk.keystage("convert", sent, out, "--version", "24.0", "--to", "naa")
    assert said.code == 2
    names = ["9991001_PHO", "9991002_PHO", "9991003_CTF"]
    assert listing(out) == [f"{name}_NAALLLL_001.xml" for name in names]
    made = [ctf.read(path) for path in sorted(out.iterdir())]
    assert {one.header.version for one in made} == {"24.0"}
    assert [one.pupils[0].upn for one in made] == [number(at) for at in (1, 2, 3)]
    assert "Files 4: 3 written, 1 not done." in said.flat
    assert "broken.xml: " in said.err
    assert said.err.count("broken.xml") == 1
    assert "readme.txt: " in said.err
    assert "Traceback" not in said.err


def test_nothing_is_written_over_and_the_second_run_takes_the_next_numbers(
    desk: Desk, sent: Path
) -> None:
    out = desk.folder / "out"
    (sent / "broken.xml").unlink()
    assert desk.keystage("convert", sent, out, "--kind", "PHO").code == 0
    first = {path.name: path.read_bytes() for path in out.iterdir()}
    assert sorted(first) == [ONE, TWO, "9991003_PHO_999LLLL_001.xml"]
    assert desk.keystage("convert", sent, out, "--kind", "PHO").code == 0
    assert len(listing(out)) == 6
    assert {name: (out / name).read_bytes() for name in first} == first


def test_pupils_of_a_list_are_looked_for_in_all_files_before_any_is_missing(
    desk: Desk, sent: Path
) -> None:
    (sent / "broken.xml").unlink()
    wanted, out = sent / "movers.txt", desk.folder / "out"
    wanted.write_text(f"{number(1)}\n{number(3)}\n")
    asked = ("--upns", wanted, "--format", "jsonl")
    said = desk.keystage("convert", sent, out, *asked)
    assert said.code == 0
    assert "2 written" in said.out
    assert "1 with nothing asked for" in said.out
    assert all(name.endswith(".jsonl") for name in listing(out))
    wanted.write_text(f"{number(2)}\n{number(50)}\n")
    said = desk.keystage("convert", sent, out, *asked)
    assert said.code == 1
    assert f"asked for, and in no file: {number(50)}" in said.flat
    wanted.write_text(f"{number(50)}\n")
    said = desk.keystage("convert", sent, out, *asked)
    assert said.code == 2
    assert "None of the files holds what was asked for" in said.err


def test_what_lies_too_deep_in_a_zip_is_named(desk: Desk, sent: Path) -> None:
    (sent / "broken.xml").unlink()
    with zipfile.ZipFile(sent / "third.zip", "a") as packed:
        packed.writestr("inner.zip", b"PK")
    for verb in ("convert", "fix"):
        said = desk.keystage(verb, sent, desk.folder / verb)
        assert said.code == 2
        assert "third.zip/inner.zip: " in said.err
        assert len(listing(desk.folder / verb)) == 3


def test_plain_files_stay_apart_when_each_is_asked_for(desk: Desk) -> None:
    one = desk.put("a.xml", of_school("1001"))
    two = desk.put("b.xml", of_school("1002"))
    said = desk.keystage("convert", one, two, desk.folder / "out", "--each")
    assert said.code == 0
    assert listing(desk.folder / "out") == [ONE, TWO]


def test_a_file_whose_header_gives_no_name_keeps_its_own_made_harmless(
    desk: Desk,
) -> None:
    folder = desk.folder / "sent"
    folder.mkdir()
    nameless = of_school("1001")
    nameless.header.source = School(academic_year="2025")
    with zipfile.ZipFile(folder / "a.zip", "w") as packed:
        packed.writestr("x/-Müller: 1b .xml", ctf.write(nameless))
        packed.writestr("y/-Müller: 1b .xml", ctf.write(nameless))
        packed.writestr("z/-.xml", ctf.write(nameless))
    assert desk.keystage("convert", folder, desk.folder / "out").code == 0
    names = ["Müller_ 1b-2.xml", "Müller_ 1b.xml", "results.xml"]
    assert listing(desk.folder / "out") == names
    desk.keystage("fix", folder, desk.folder / "mended")
    assert listing(desk.folder / "mended") == names


@pytest.mark.parametrize(
    ("out", "wrong"),
    [
        ("all.jsonl", "all.jsonl would be one file"),
        ("a/b", "There is no folder"),
        ("sent/new", "lies in a folder that is read"),
        ("file", "is no folder"),
    ],
)
def test_what_cannot_be_the_folder_for_many_files_is_said(
    out: str, wrong: str, desk: Desk, sent: Path
) -> None:
    (desk.folder / "file").write_text("")
    for verb in ("convert", "fix"):
        said = desk.keystage(verb, sent, desk.folder / out)
        assert said.code == 2
        assert wrong in said.err
    assert listing(desk.folder) == ["file", "sent"]


def test_a_folder_is_mended_into_a_whole_new_folder(desk: Desk, sent: Path) -> None:
    dirty = of_school("1004", pupil(4, eyfsp(), surname="Wu\u200b"))
    desk.put("sent/9991004_FSP_999LLLL_007.xml", dirty)
    right = desk.put(f"sent/{ONE}", of_school("1001", pupil(9, [mark("1")])))
    (sent / "broken.xml").unlink()
    out = desk.folder / "out"
    dry = desk.keystage("fix", sent, out, "--dry-run")
    assert "Dry run: nothing written." in dry.flat
    assert not out.exists()
    said = desk.keystage("fix", sent, out)
    assert dry.code == said.code
    assert "9991004_FSP_999LLLL_007.xml" in listing(out)
    assert "Surname: Wu<U+200B> → Wu" in said.flat
    assert (out / ONE).read_bytes() == right.read_bytes()
    assert len(listing(out)) == 5
    assert "Files 5: " in said.out
    assert "1 mended" in said.out
    mended = ctf.read(out / "9991004_FSP_999LLLL_007.xml")
    assert mended.pupils[0].surname == "Wu"


def test_the_exit_code_of_a_mended_folder_is_that_of_check(
    desk: Desk, sent: Path
) -> None:
    for path in sent.iterdir():
        if path.is_file():
            path.unlink()
    good = sent / "north" / "results.xml"
    assert desk.keystage("fix", sent, desk.folder / "a").code == 0
    desk.put("sent/bad.xml", of_school("1002", pupil(2, [mark("41")])))
    said = desk.keystage("fix", sent, desk.folder / "b")
    assert (said.code, "With errors left: 1." in said.flat) == (1, True)
    good.write_text(BROKEN)
    said = desk.keystage("fix", sent, desk.folder / "c")
    assert said.code == 2
    assert listing(desk.folder / "c") == [TWO]


def test_a_rule_nobody_knows_is_said_for_a_folder_too(desk: Desk, sent: Path) -> None:
    (sent / "broken.xml").unlink()
    said = desk.keystage("fix", sent, desk.folder / "a", "--rule", "P02")
    assert "no rule" not in said.err
    said = desk.keystage("fix", sent, desk.folder / "b", "--rule", "P99")
    assert said.code == 2
    assert "There is no rule P99 for these files." in said.err


def test_a_roll_that_names_no_schools_is_not_for_several(
    desk: Desk, sent: Path
) -> None:
    roll, heads = desk.folder / "roll.csv", "UPN,Surname,Forename,DOB"
    line = f"{number(1)},Ashdownb,Mina,2019-11-05"
    roll.write_text(f"{heads}\n{line}\n")
    said = desk.keystage("fix", sent, desk.folder / "out", "--roll", roll)
    assert said.code == 2
    assert not (desk.folder / "out").exists()
    assert "School" in said.err
    said = desk.keystage("fix", sent / "north", desk.folder / "out", "--roll", roll)
    assert listing(desk.folder / "out") == [ONE]
    roll.write_text(f"{heads},School\n{line},9991001\n")
    said = desk.keystage("fix", sent, desk.folder / "all", "--roll", roll)
    assert len(listing(desk.folder / "all")) == 3


def test_a_fault_of_ours_on_one_file_costs_no_other(
    desk: Desk, sent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (sent / "broken.xml").unlink()
    doubts = files.refuse_doubtful

    def stumbles(path: Path | str, file: CtfFile) -> None:
        if file.header.source.estab == "1002":
            raise ZeroDivisionError
        doubts(path, file)

    monkeypatch.setattr(files, "refuse_doubtful", stumbles)
    said = desk.keystage("convert", sent, desk.folder / "out")
    assert said.code == 2
    assert "2 written" in said.out
    assert "ZeroDivisionError at test_folders.py" in said.err
    assert "Traceback" not in said.err


def test_a_folder_that_cannot_be_written_to_ends_the_run_and_tells_what_is_done(
    desk: Desk, sent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save, saved = files.save, list[Path]()

    def full(data: bytes, path: Path) -> None:
        if saved:
            raise OSError(28, "No space left on device", str(path))
        saved.append(path)
        save(data, path)

    monkeypatch.setattr(files, "save", full)
    said = desk.keystage("convert", sent, desk.folder / "out")
    assert said.code == 2
    assert "No space left on device" in said.err
    assert f"{saved[0]}:CTF" in "".join(said.flat.split())


def test_a_taken_name_of_no_pattern_is_never_written_over(desk: Desk) -> None:
    nameless = of_school("1001", pupil(1, [mark("33")], surname="Wu\u200b"))
    nameless.header.source = School(academic_year="2025")
    path, out = desk.put("results.xml", nameless), desk.folder / "out"
    out.mkdir()
    (out / "results.xml").write_text("what stood here")
    desk.keystage("fix", path, out)
    assert listing(out) == ["results-2.xml", "results.xml"]
    assert (out / "results.xml").read_text() == "what stood here"


def test_a_table_in_a_folder_is_no_file_of_results_unless_it_is_the_roll(
    desk: Desk, sent: Path
) -> None:
    (sent / "broken.xml").unlink()
    roll = sent / "roll.csv"
    roll.write_text(f"UPN,Surname,Forename,DOB,School\n{number(1)},A,B,,9991001\n")
    said = desk.keystage("convert", sent, desk.folder / "a")
    assert said.code == 2
    assert "3 written, 1 not done" in said.out
    assert "roll.csv: " in said.err
    said = desk.keystage("fix", sent, desk.folder / "b", "--roll", roll)
    assert "not done" not in said.out
