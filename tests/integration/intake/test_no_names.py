"""With names withheld, nothing in the document tells who a pupil is."""

import json
from pathlib import Path

import jsonschema
import pytest

from keystage.core import upn
from keystage.core.records import CtfFile
from keystage.intake import (
    Document,
    Options,
    check_bytes,
    check_paths,
    schema,
    to_dict,
)
from tests.unit.intake.makers import (
    NOW,
    as_bytes,
    ctf_file,
    entry,
    eyfsp,
    ks1,
    mark,
    number,
    pupil,
)

# Names that are no words of any sentence, so that finding one is no accident.
STRANGE = [
    {"surname": "Quillsworthy", "forename": "Zebedee", "upn": "B004100123001"},
    {
        "surname": "Xan\u200bthippe",
        "forename": "Jos\u00c3\u00a9",
        "upn": "004100123002",
    },
    {"surname": "\u674e\u5c0f\u9f99", "forename": "Wrenfield", "dob": "31/12/2018"},
    {"surname": "Yarrowby", "forename": "", "dob": "2009-09-09", "upn": number(77)},
    {
        "surname": "Yarrowby",
        "forename": "Lumley",
        "upn": number(77),
        "dob": "2019-02-30",
    },
    {"surname": "Thistlewick", "forename": "Odessa", "upn": "1.23E+12", "sex": "X"},
    {"surname": "Thistlewick", "forename": "Odessa", "upn": number(78)},
    {"surname": "Thistlewick", "forename": "Odessa", "upn": number(79)},
]


def file_of(estab: str) -> CtfFile:
    pupils = [
        pupil(n, [mark("41"), *ks1("exs XX GDS EXS")], **fields)
        for n, fields in enumerate(STRANGE, 1)
    ]
    return ctf_file([*pupils, pupil(90, [mark("")])], estab=estab)


def secrets(file: CtfFile) -> set[str]:
    found = set()
    for one in file.pupils:
        found |= {one.upn, one.surname, one.forename, upn.tidy(one.upn)}
        found |= {one.dob} if one.dob != "2019-11-05" else set()
        found |= set(upn.repairs(upn.tidy(one.upn)))
    return {text for text in found if len(text) > 1}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    names = ["9991001_KS1_999LLLL_001.xml", "Zebedee Quillsworthy.xml"]
    for name, estab in zip(names, ("1001", "1002"), strict=True):
        (tmp_path / name).write_bytes(as_bytes(file_of(estab)))
    (tmp_path / "Odessa Thistlewick.txt").write_bytes(b"")
    (tmp_path / "Odessa Thistlewick.csv").write_bytes(b"")
    return tmp_path


def test_no_name_date_or_number_of_a_pupil_is_left_anywhere(folder: Path) -> None:
    roll = (entry(500, school="9991001"), entry(501, school="9991001"))
    options = Options(now=NOW, names=False, roll=roll)
    told = to_dict(check_paths([folder], options))
    jsonschema.validate(told, schema())
    text = json.dumps(told, ensure_ascii=False)
    hidden = secrets(file_of("1001")) | {one.upn for one in roll}
    assert not [secret for secret in sorted(hidden) if secret in text]
    assert str(folder) not in text


def test_the_findings_are_the_same_but_for_the_names(folder: Path) -> None:
    def rules(*, names: bool) -> list[list[tuple[str, str, str]]]:
        document = check_paths([folder], Options(now=NOW, names=names))
        return [
            sorted(
                (f.rule, f.subject or "", (f.place and f.place.path) or "")
                for f in file.findings
            )
            for file in document.files
        ]

    assert rules(names=False) == rules(names=True)


def test_each_pupil_is_told_by_place_and_each_file_by_name_or_number(
    folder: Path,
) -> None:
    document = check_paths([folder], Options(now=NOW, names=False))
    paths = [file.path for file in document.files]
    assert paths == ["9991001_KS1_999LLLL_001.xml", "file 2", "file 3"]
    told = {f.pupil.surname for f in document.files[0].findings if f.pupil}
    assert "pupil 1 of the file" in told
    across = [one for one in document.across if one.finding.pupil]
    assert across
    assert {one.files for one in across} == {("9991001_KS1_999LLLL_001.xml", "file 3")}
    assert [one.path for one in document.skipped] == ["a file"]


def test_a_refused_file_tells_no_name_either(tmp_path: Path) -> None:
    file = ctf_file([pupil(1, eyfsp(), **STRANGE[0])])
    (tmp_path / "Zebedee.xml").write_bytes(as_bytes(file))
    options = Options(now=NOW, names=False, school="9991002")
    told = json.dumps(to_dict(check_paths([tmp_path], options)))
    assert "H04" in told
    assert "Zebedee" not in told
    assert "Quillsworthy" not in told


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<Surname>Oak", b"<Surname>Oak<!-- hidden -->"),
        (b"<Surname>Oak", b"<Surname>Zebedee</Surname><Surname>Oak"),
        (b"<Surname>Oak", b"<Surname>Zo\xeb Oak"),
        (b"<Surname>Oak", b"<Surname><b>Zebedee</b>Oak"),
        (b"<Surname>Oak", b"<Surname>Zebedee & Oak"),
        (b"<Surname>Oak", b"Zebedee <Surname>Oak"),
    ],
)
def test_what_the_reader_says_tells_no_name(old: bytes, new: bytes) -> None:
    file = ctf_file([pupil(1, [mark("33")], surname="Oak-Quillsworthy")])
    data = as_bytes(file).replace(old, new)
    shown = check_bytes("a.xml", data, Options(now=NOW))
    assert any(f.rule.startswith(("XML", "CTF")) for f in shown.findings)
    told = check_bytes("a.xml", data, Options(now=NOW, names=False))
    text = json.dumps(to_dict(Document((told,))), ensure_ascii=False)
    assert not [
        one for one in ("Zebedee", "Quillsworthy", "Oak", "Zo\u00eb") if one in text
    ]
