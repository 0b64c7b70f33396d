"""Writing: exact bytes, order, versions, and refusals in words."""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

import pytest

from keystage.core.errors import Refused, WriteError
from keystage.core.records import (
    Assessment,
    CtfFile,
    Dialect,
    Element,
    Header,
    Kind,
    Pupil,
    School,
)
from keystage.ctf.layout import arrange, render, versions
from keystage.ctf.read import read
from keystage.ctf.write import stream_out, write

writing = import_module("keystage.ctf.write")  # the package offers only the function
_PHONICS = Kind("KS1", "ENG", "2026", "PHO", "TT", "CHK", "R", "NM")
_GOAL = Kind("EYF", "ENG", "2025", "COM", "FA", "E01", "R", "FD")

EXPECTED = """\
<?xml version="1.0" encoding="UTF-8"?>
<CTfile>
  <Header>
    <DocumentName>Common Transfer File</DocumentName>
    <CTFversion>25.0</CTFversion>
    <DateTime>2026-06-24T15:59:00</DateTime>
    <DocumentQualifier>partial</DocumentQualifier>
    <DataDescriptor>Partial CTF containing phonics &amp; EYFSP data</DataDescriptor>
    <SupplierID>Keystage</SupplierID>
    <SourceSchool>
      <LEA>999</LEA>
      <Estab>1001</Estab>
      <URN>100001</URN>
      <SchoolName>St. Test's &lt;Primary&gt;</SchoolName>
      <AcademicYear>2025</AcademicYear>
    </SourceSchool>
    <DestSchool>
      <LEA>999</LEA>
      <Estab>LLLL</Estab>
    </DestSchool>
  </Header>
  <CTFpupilData>
    <Pupil>
      <UPN>Y004100123001</UPN>
      <UniqueLearnerNumber>9999375358</UniqueLearnerNumber>
      <Surname>Ashdown-Ó Brien</Surname>
      <Forename>Mina</Forename>
      <DOB>2019-11-05</DOB>
      <Sex>F</Sex>
      <StageAssessments>
        <KeyStage>
          <Stage>KS1</Stage>
          <StageAssessment>
            <Locale>ENG</Locale>
            <Year>2026</Year>
            <Subject>PHO</Subject>
            <Method>TT</Method>
            <Component>CHK</Component>
            <ResultStatus>R</ResultStatus>
            <ResultQualifier>NM</ResultQualifier>
            <Result>0</Result>
            <ResultDate>2026-06-09</ResultDate>
          </StageAssessment>
        </KeyStage>
        <KeyStage>
          <Stage>EYF</Stage>
          <StageAssessment>
            <Locale>ENG</Locale>
            <Year>2025</Year>
            <Subject>COM</Subject>
            <Method>FA</Method>
            <Component>E01</Component>
            <ResultStatus>R</ResultStatus>
            <ResultQualifier>FD</ResultQualifier>
            <Result>2</Result>
          </StageAssessment>
        </KeyStage>
      </StageAssessments>
    </Pupil>
    <Pupil>
      <UPN>M004100123002</UPN>
      <Surname>Okonjo</Surname>
      <Forename>Théo</Forename>
      <DOB>2020-02-28</DOB>
      <Sex>M</Sex>
    </Pupil>
  </CTFpupilData>
</CTfile>
"""


def _file() -> CtfFile:
    header = Header(
        version="25.0",
        date_time="2026-06-24T15:59:00",
        qualifier="partial",
        descriptor="Partial CTF containing phonics & EYFSP data",
        supplier="Keystage",
        source=School("999", "1001", "100001", "St. Test's <Primary>", "2025"),
        destination=School("999", "LLLL"),
    )
    mina = Pupil(
        upn="Y004100123001",
        surname="Ashdown-Ó Brien",
        forename=" Mina\t\n",
        dob="2019-11-05",
        sex="F",
        uln="9999375358",
        assessments=[Assessment(_PHONICS, "0", "2026-06-09"), Assessment(_GOAL, "2")],
    )
    theo = Pupil("M004100123002", "Okonjo", "Théo", "2020-02-28", "M")
    return CtfFile(header, [mina, theo])


def test_a_file_is_written_byte_for_byte_as_a_person_would() -> None:
    assert write(_file()).decode() == EXPECTED


def test_what_is_written_is_read_again_without_remarks() -> None:
    found = read(write(_file()))

    assert found == arrange.file(_file())
    assert found.findings == []
    assert found.dialect.deviations == []


def test_where_a_record_was_read_from_does_not_change_a_byte() -> None:
    elsewhere = replace(_file(), dialect=Dialect(encoding="utf-16", supplier="x"))
    elsewhere.pupils[0].position = 7
    elsewhere.header.lines["version"] = 3

    assert write(elsewhere) == write(_file()) == write(elsewhere)


@pytest.mark.parametrize("number", range(17, 27))
def test_sex_was_called_gender_before_version_24(number: int) -> None:
    file = _file()
    file.header.source.urn = ""
    text = write(file, version=f"{number}.0").decode()

    assert (f"<CTFversion>{number}.0</CTFversion>" in text) is True
    assert ("<Sex>F</Sex>" in text) is (number >= 24)
    assert ("<Gender>F</Gender>" in text) is (number < 24)


@pytest.mark.parametrize("version", ["16.0", "27.0", "25.1", "", "CTF", "٢٥.0"])
def test_a_version_we_do_not_write_is_refused(version: str) -> None:
    with pytest.raises(WriteError, match=r"17\.0 to 26\.0"):
        write(replace(_file(), header=Header(version=version)))


def test_a_version_without_its_nought_is_written_with_it() -> None:
    assert b"<CTFversion>24.0<" in write(_file(), version="24")


def test_the_year_gives_the_version() -> None:
    assert versions.version_for(2026) == "25.0"
    assert versions.version_for(2018) == "17.0"


def test_results_of_one_stage_are_written_together() -> None:
    file = _file()
    first, second = file.pupils[0].assessments
    file.pupils[0].assessments = [first, second, Assessment(_PHONICS, "31")]
    found = read(write(file))

    assert [a.result for a in found.pupils[0].assessments] == ["0", "31", "2"]
    assert found == arrange.file(file)


def test_missing_parts_of_a_result_are_left_out_but_never_the_result() -> None:
    kind = _PHONICS._replace(locale="", status="", stage="")
    file = replace(_file(), pupils=[Pupil(assessments=[Assessment(kind, "")])])
    text = write(file).decode()

    assert "Locale" not in text
    assert "<Result></Result>" in text
    assert read(text.encode()) == arrange.file(file)


def test_a_file_of_no_pupils_and_an_empty_header_is_still_a_file() -> None:
    text = write(CtfFile(), version="26.0").decode()

    assert "SourceSchool" not in text
    assert text.count("\n") == 9
    assert read(text.encode()).pupils == []


@pytest.mark.parametrize("bad", ["\x0b", "\x00", "\ufffe", "\ud800"])
def test_a_character_no_file_can_hold_is_refused_by_place(bad: str) -> None:
    file = _file()
    file.pupils[1].surname = f"Oko{bad}njo"

    with pytest.raises(WriteError, match="Surname holds a character") as raised:
        write(file)
    assert "njo" not in str(raised.value)


def test_line_ends_and_tabs_inside_a_text_survive() -> None:
    file = _file()
    file.pupils[1].sections = [Element("Note", "a\r\nb\rc\td ")]

    assert read(write(file)).pupils[1].sections == file.pupils[1].sections


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (Element("Two words", "x"), "cannot be the name"),
        (Element("a><b", "x"), "cannot be the name"),
        (Element("", "x"), "cannot be the name"),
        (Element("Note", "text", [Element("Inner", "x")]), "text beside elements"),
        (Element("UPN", "H801200001001"), "does not read back|cannot be read"),
    ],
)
def test_what_would_not_read_back_is_refused(part: Element, words: str) -> None:
    file = _file()
    file.pupils[1].sections = [part]

    with pytest.raises(WriteError, match=words):
        write(file)


def test_endless_nesting_is_refused() -> None:
    part = Element("Note", "x")
    for _ in range(2000):
        part = Element("Note", children=[part])

    with pytest.raises(WriteError, match="nested too deeply"):
        write(replace(_file(), pupils=[Pupil(sections=[part])]))


def _other_header(file: CtfFile) -> CtfFile:
    return replace(file, header=replace(file.header, supplier="another"))


def _fewer_pupils(file: CtfFile) -> CtfFile:
    return replace(file, pupils=file.pupils[1:])


def _other_pupil(file: CtfFile) -> CtfFile:
    return replace(file, pupils=[file.pupils[0], replace(file.pupils[1], upn="A")])


def _refused(file: CtfFile) -> CtfFile:
    raise Refused("XML-MALFORMED", "This file is not well formed.")


@pytest.mark.parametrize(
    ("slip", "words"),
    [
        (_other_header, "header does not read back"),
        (_fewer_pupils, "not as many"),
        (_other_pupil, "Pupil 2 does not read back"),
        (_refused, "cannot be read: This file is not well formed"),
    ],
)
def test_nothing_that_reads_back_differently_leaves(
    slip: Callable[[CtfFile], CtfFile], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "read", lambda data, limits: slip(read(data)))

    with pytest.raises(WriteError, match=words):
        write(_file())


def test_unknown_parts_of_header_and_file_are_kept() -> None:
    extra = Element("Supplement", children=[Element("Part", " kept as it is ")])
    file = replace(_file(), extra=[extra])
    own = Element("SuppInfo", children=[Element("SuppID", "7")])
    file.header.extra = [Element("Another", " x"), own]
    found = read(write(file))

    assert found == arrange.file(file)
    assert found.header.extra == [own, Element("Another", " x")]
    assert found.extra == [extra]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5])
def test_pieces_make_the_same_file_whatever_their_number(
    count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = replace(_file(), pupils=[_file().pupils[n % 2] for n in range(count)])
    whole = write(file)
    monkeypatch.setattr(writing, "_BATCH", 2)

    assert b"".join(stream_out(file.header, iter(file.pupils))) == whole


def test_a_fault_is_named_by_its_pupil_in_any_piece(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(writing, "_BATCH", 2)
    pupils = [_file().pupils[1] for _ in range(5)]
    pupils[3] = Pupil(sections=[Element("Surname", "x"), Element("Surname", "y")])

    with pytest.raises(WriteError, match=r"Pupil 4|cannot be read"):
        b"".join(stream_out(_file().header, pupils))


def test_the_memory_of_results_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "_REMEMBERED", 2)
    marks = [Assessment(_PHONICS, str(mark)) for mark in (*range(7), 0)]
    file = replace(_file(), pupils=[Pupil(assessments=marks)])

    assert read(write(file)).pupils[0].assessments == marks
