"""`keystage convert`: another version, form or choice, and nothing lost unsaid."""

from dataclasses import replace
from pathlib import Path

import pytest

from keystage import ctf
from keystage.core.records import CtfFile, Element, Pupil, School
from keystage.exports import jsonl
from tests.integration.doctor.conftest import Desk, Keystage, Put, listing
from tests.unit.intake.makers import (
    ctf_file,
    eyfsp,
    ks1,
    mark,
    number,
    outcome,
    pupil,
)

PHO, CTF = "9991001_PHO_999LLLL_001.xml", "9991001_CTF_999LLLL_001.xml"


def school() -> CtfFile:
    """A reception, a year 1 and a year 2 child; the last has phonics and KS1."""
    one = pupil(1, eyfsp(), nc_year="R", dob="2020-11-05")
    two = pupil(2, [mark("33")], nc_year="1")
    three = pupil(3, [mark("12"), *ks1()], nc_year="Year 2", dob="2018-11-05")
    post = Element("PostCode", "ZZ1 1ZZ")
    two.sections.append(Element("Address", children=[post]))
    return ctf_file([one, two, three])


def whole() -> Pupil:
    """A pupil with all that only some versions know."""
    one = pupil(1, ks1())
    meal = Element(
        "FSMinstance",
        children=[
            Element("FSMstartDate", "2025-09-01"),
            Element("FSMEligibilityVerificationDate", "2025-09-02"),
            Element("FSMCategory", "TFSM"),
        ],
    )
    one.sections = [Element("FSMhistory", children=[meal])]
    return one


def upns(path: Path) -> list[str]:
    data = path.read_bytes()
    read = jsonl.read if jsonl.looks_like(data) else ctf.read
    return [one.upn for one in read(data).pupils]


def test_there_and_back_through_json_lines_is_the_same_file(
    put: Put, keystage: Keystage, tmp_path: Path
) -> None:
    path = put("a.xml", school())
    assert keystage("convert", path, tmp_path / "b.jsonl").code == 0
    assert keystage("convert", tmp_path / "b.jsonl", tmp_path / "c.xml").code == 0
    assert (tmp_path / "c.xml").read_bytes() == path.read_bytes()
    said = keystage("convert", path, tmp_path / "d.txt", "--format", "jsonl")
    heading = f"{tmp_path / 'd.txt'}: JSON lines of CTF 25.0, pupils 3, results 23"
    assert said.flat.startswith(heading)
    assert (tmp_path / "d.txt").read_bytes() == (tmp_path / "b.jsonl").read_bytes()


@pytest.mark.parametrize("filled", [False, True])
def test_a_file_without_any_result_is_told_to_have_none(
    put: Put, keystage: Keystage, *, filled: bool
) -> None:
    path = put(PHO, ctf_file([pupil(1, [mark("33")] if filled else [], nc_year="1")]))
    out = path.with_name("out.jsonl")
    said = keystage("convert", path, out)
    assert said.code == 0
    assert ("no results are in it" in said.flat) is not filled


def test_entries_under_one_upn_are_told_and_all_kept(
    tmp_path: Path, keystage: Keystage
) -> None:
    once = pupil(1, ks1())
    again = replace(once, surname="Otherwise", position=2)
    file = ctf_file([once, again, pupil(2, ks1())])
    lines = tmp_path / "both.jsonl"
    lines.write_bytes(jsonl.write(file))
    done = keystage("convert", lines, tmp_path / "new.xml")
    assert done.code == 0, done
    assert "2 entries under one UPN, in lines 2 and 3; all are here" in done.flat
    assert done.flat.count("under one UPN") == 1
    assert len(ctf.read((tmp_path / "new.xml").read_bytes()).pupils) == 3


def test_what_a_version_does_not_know_is_listed_and_must_be_confirmed(
    put: Put, keystage: Keystage, tmp_path: Path
) -> None:
    file = ctf_file([whole(), replace(whole(), upn=number(2))], version="26.0")
    file.header.source = replace(file.header.source, urn="999999")
    path = put("a.xml", file)
    said = keystage("convert", path, tmp_path / "b.xml", "--version", "17.0")
    assert said.code == 2
    for lost in (
        "/CTfile/Header/SourceSchool/URN (from 18.0; times 1)",
        "FSMhistory/FSMinstance/FSMCategory (from 26.0; times 2)",
        "Add --drop-unknown",
    ):
        assert lost in said.err
    assert listing(tmp_path) == ["a.xml"]
    asked = ("--version", "17", "--drop-unknown")
    said = keystage("convert", path, tmp_path / "b.xml", *asked)
    assert said.code == 0
    assert "left out, not known to version 17: FSMhistory" in said.flat
    assert "Version: 26.0 → 17.0" in said.out
    older = ctf.read(tmp_path / "b.xml")
    assert (older.header.version, older.header.source.urn) == ("17.0", "")
    assert b"<Gender>F</Gender>" in (tmp_path / "b.xml").read_bytes()


def test_a_version_nobody_writes_is_said(
    put: Put, keystage: Keystage, tmp_path: Path
) -> None:
    said = keystage(
        "convert", put("a.xml", school()), tmp_path / "b.xml", "--version", "9"
    )
    assert said.code == 2
    assert "from 17.0 to 26.0" in said.err


def test_two_phonics_files_of_one_school_become_one(
    put: Put, keystage: Keystage, tmp_path: Path
) -> None:
    one = put("y1.xml", ctf_file([pupil(1, [mark("33")]), pupil(2, [mark("20")])]))
    both = pupil(2, [mark("20"), outcome("WT")], surname="ASHDOWNC")
    twin = pupil(9, [mark("3")], surname=pupil(1).surname)
    two = put("y2.xml", ctf_file([both, pupil(3, [mark("30")]), twin], version="26.0"))
    out = tmp_path / "out"
    out.mkdir()
    said = keystage("convert", one, two, out, "--kind", "PHO", "--to", "la")
    assert said.code == 0
    assert listing(out) == [PHO]
    made = ctf.read(out / PHO)
    assert [p.upn for p in made.pupils] == [number(at) for at in (1, 2, 3, 9)]
    assert made.header.version == "26.0"
    for line in (
        f"from {one}: pupils 2",
        f"in more than one file, and once here: Mina Ashdownc ({number(2)}",
        "Surname Ashdownc, not ASHDOWNC",
        "one name and date of birth, two UPNs; both are here",
        "Description: Partial CTF →",
    ):
        assert line in said.flat


def test_files_that_contradict_each_other_are_refused_by_name(
    put: Put, keystage: Keystage, tmp_path: Path
) -> None:
    one = put("a.xml", ctf_file([pupil(1, [mark("33")])]))
    two = put("b.xml", ctf_file([pupil(1, [mark("34")])]))
    said = keystage("convert", one, two, tmp_path / "c.xml")
    assert said.code == 2
    assert f"Mina Ashdownb ({number(1)}, born 2019-11-05): Phonics mark 33 and 34" in (
        said.err
    )
    assert listing(tmp_path) == ["a.xml", "b.xml"]


@pytest.mark.parametrize(
    ("to", "wanted", "name"),
    [
        ("la", School("999", "LLLL"), "9991001_KS1_999LLLL_001.xml"),
        ("NAA", School("NAA", "LLLL"), "9991001_KS1_NAALLLL_001.xml"),
        ("mmm", School("MMM", "MMMM"), "9991001_KS1_MMMMMMM_001.xml"),
        ("xxx", School("XXX", "XXXX"), "9991001_KS1_XXXXXXX_001.xml"),
        ("school:9981234", School("998", "1234"), "9991001_KS1_9981234_001.xml"),
    ],
)
def test_a_file_is_sent_where_it_is_told_and_named_so(
    to: str, wanted: School, name: str, desk: Desk
) -> None:
    keystage, put, tmp_path = desk
    path, out = put("a.xml", ctf_file([pupil(1, ks1())], to="997")), tmp_path / "out"
    out.mkdir()
    assert keystage("convert", path, out, "--to", to).code == 0
    assert listing(out) == [name]
    assert ctf.read(out / name).header.destination == wanted


def test_a_destination_that_is_none_is_bad_usage(
    put: Put, keystage: Keystage, tmp_path: Path
) -> None:
    path = put("a.xml", ctf_file([pupil(1, ks1())], la="", estab="1001"))
    said = keystage("convert", path, tmp_path / "b.xml", "--to", "school:12")
    assert said.code == 2
    assert "school: and seven digits" in said.err
    said = keystage("convert", path, tmp_path / "b.xml", "--to", "la")
    assert said.code == 2
    assert "--to la has no meaning" in said.err
    said = keystage("convert", path, tmp_path)
    assert said.code == 2
    assert "Name the school with --school" in said.err
    assert keystage("convert", path, tmp_path / "b.xml").code == 0


def test_one_collection_of_several_is_taken_with_its_pupils(
    put: Put, keystage: Keystage, tmp_path: Path
) -> None:
    path, out = put("a.xml", school()), tmp_path / "out.xml"
    said = keystage("convert", path, out, "--kind", "pho")
    assert upns(out) == [number(2), number(3)]
    assert [len(one.assessments) for one in ctf.read(out).pupils] == [1, 1]
    assert "left out, pupils that are not of PHO: 1" in said.out
    assert "left out, results that are not of PHO: 4" in said.out
    assert f"the name it should have: {PHO}" in said.out
    said = keystage("convert", path, tmp_path / "no.xml", "--kind", "KS2")
    assert said.code == 2
    assert "no results of Key stage 2 teacher assessment" in said.err
    keystage("convert", path, tmp_path / CTF, "--kind", "CTF")
    assert len(upns(tmp_path / CTF)) == 3


def test_addresses_go_when_asked_and_are_counted(
    put: Put, keystage: Keystage, tmp_path: Path
) -> None:
    path = put("a.xml", school())
    said = keystage("convert", path, tmp_path / "b.xml", "--addresses", "drop")
    assert "left out, addresses: 1" in said.out
    assert b"ZZ1" not in (tmp_path / "b.xml").read_bytes()
    said = keystage("convert", path, tmp_path / "c.xml", "--addresses", "keep")
    assert "left out" not in said.out
    assert b"ZZ1" in (tmp_path / "c.xml").read_bytes()


def test_a_name_that_is_taken_gets_the_next_number_in_either_form(
    put: Put, keystage: Keystage, tmp_path: Path
) -> None:
    path = put(PHO, ctf_file([pupil(1, [mark("33")])]))
    for form in ("ctf", "jsonl", "jsonl"):
        assert keystage("convert", path, tmp_path, "--format", form).code == 0
    assert listing(tmp_path) == [
        "9991001_PHO_999LLLL_001.jsonl",
        PHO,
        "9991001_PHO_999LLLL_002.jsonl",
        "9991001_PHO_999LLLL_002.xml",
    ]


def test_results_with_doubts_and_other_formats_are_refused(
    put: Put, keystage: Keystage, tmp_path: Path
) -> None:
    path = put("a.xml", school())
    path.write_bytes(path.read_bytes().replace(b">33<", b">3<!-- -->3<"))
    assert "must be confirmed" in keystage("convert", path, tmp_path / "b.xml").err
    path.write_text("<ATfile><Header/></ATfile>")
    said = keystage("convert", path, tmp_path / "b.xml")
    assert (said.code, "CTfile" in said.err) == (2, True)
    path.write_bytes(b"\xff\xd8\xff")
    assert keystage("convert", path, tmp_path / "b.xml").code == 2
    assert listing(tmp_path) == ["a.xml"]


def test_what_cannot_be_kept_is_told(
    put: Put, keystage: Keystage, tmp_path: Path
) -> None:
    path = put("a.xml", school())
    data = path.read_bytes().replace(b"<Header>", b'<Header x="1"><!-- y -->', 1)
    path.write_bytes(data.replace(b"Hollow", b"H\xf6llow", 1))
    said = keystage("convert", path, tmp_path / "b.xml")
    assert said.code == 0
    for told in ("holds comments", "holds attributes", "read as Windows-1252"):
        assert told in said.flat


def test_a_name_that_ends_as_a_folders_does_is_one_though_it_is_not_there_yet(
    desk: Desk,
) -> None:
    path = desk.put("a.xml", ctf_file([pupil(1, [mark("33")])]))
    assert desk.keystage("convert", path, f"{desk.folder}/new/").code == 0
    assert [one.suffix for one in (desk.folder / "new").iterdir()] == [".xml"]
