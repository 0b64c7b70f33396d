"""Returns as spreadsheets, which our own reader reads right."""

import io
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from itertools import product
from zipfile import ZIP_STORED, ZipFile

import pytest

from keystage.core.errors import UsageError
from keystage.core.findings import Severity
from keystage.intake import FileReport, Options, check_bytes
from keystage.intake.shelf import standard
from keystage.marksheet.model import Hints, Line, Marksheet
from keystage.marksheet.read import KINDS, LIMITS, read
from keystage.synth.model import Authority, Collection, Phase, School
from keystage.synth.places import schools
from keystage.synth.returns import Layout, Result, Return, Row, returns
from keystage.synth.returns.words import words_of
from keystage.synth.sheets import (
    door,
    hands,
    layouts,
    needs_workbook,
    sheet_bytes,
    sheet_name,
    sheet_remarks,
    tables,
)
from keystage.tables.read import read as tables_read

SUMMER = 2025
AUTHORITY = Authority("999", 12, 7)
COLLECTIONS = [one for one in Collection if one is not Collection.MTC]
FEWEST = 11  # a gap comes after ten
HANDS = tuple(hands.hands())
WHO = {
    "upn": "UPN",
    "surname": "Surname",
    "forename": "Forename",
    "dob": "DOB",
    "sex": "Sex",
    "nc_year": "NCyearActual",
}
PUPIL = ("B00420012415F", "Muñoz", "Ada", "2018-02-03", "F", "2")
BYTES = {
    "office": "c7d02b2d41dc",
    "teacher": "4b00d95df2f7",
    "old_excel": "70fac214e10e",
    "pasted": "08434823204c",
    "tracker": "04e144213339",
    "small": "f4b72a0a70c9",
}


def sent(collection: Collection, phase: Phase = Phase.PRIMARY) -> Return:
    """Return what one of the small schools of a phase sends: to be changed."""
    return deepcopy(_sent(collection, phase))


@cache
def _sent(collection: Collection, phase: Phase) -> Return:
    found = [
        return_
        for one in schools(AUTHORITY)
        if one.phase is phase
        for return_ in returns(AUTHORITY, one.index, SUMMER, [collection])
    ]
    fit = [return_ for return_ in found if len(return_.rows) >= FEWEST]
    return min(fit or found, key=lambda return_: len(return_.rows))


@pytest.fixture
def by_hand(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:
    """Have every school make its tables in one way, and return that way's name."""
    name: str = request.param
    for module in (tables, door):
        monkeypatch.setattr(module, "hand_of", lambda _: hands.hands()[name])
    return name


def every_hand() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("by_hand", HANDS, indirect=True)


def as_read(return_: Return) -> Marksheet:
    data = sheet_bytes(return_)
    workbook = tables_read(data, LIMITS, forgiving=True, kinds=KINDS)
    hints = Hints(name=sheet_name(return_), year=SUMMER)
    return read(workbook, standard(), hints)


def checked(return_: Return) -> FileReport:
    options = Options(
        now=datetime(SUMMER, 7, 20, tzinfo=UTC), year=SUMMER, authority="999"
    )
    return check_bytes(sheet_name(return_), sheet_bytes(return_), options)


def wanted(row: Row, held: Sequence[str]) -> dict[str, str]:
    """Return what a sheet's row is to say: who it is, and each result by its column."""
    found = {name: row.fields[element] for name, element in WHO.items()}
    values = {_column(one): one.value for one in row.results}
    if values.get("outcome") in {"A", "D", "L"}:
        values["mark"] = values.pop("outcome")
    return found | {name: value for name, value in values.items() if name in held}


def _column(result: Result) -> str:
    return {"NM": "mark", "NY": "outcome"}.get(result.qualifier, result.component)


def said(line: Line, held: Mapping[str, str]) -> dict[str, str]:
    return {name: line.get(name) for name in held}


def assert_read_right(return_: Return) -> None:
    """See that every pupil is read with every result, and the school is known."""
    sheet = as_read(return_)
    assert len(sheet.lines) == len(return_.rows)
    known = sheet.tables[0].known
    for row, line in zip(return_.rows, sheet.lines, strict=True):
        told = wanted(row, tuple(known))
        assert said(line, told) == told
    number = return_.school.number
    assert number in (sheet.school, sheet.urn)
    assert sheet.book.id == f"{return_.collection.value}-{SUMMER}"
    blank = [line.get(name) for line in sheet.lines for name in ("upn", "dob")]
    assert all(blank)


def forms(report: FileReport) -> list[str]:
    """Return what is said of the form of a sheet."""
    told = {one.rule for one in report.findings}
    return sorted(rule for rule in told if rule.startswith(("SHEET-", "CSV-")))


def sheets() -> list[tuple[Collection, Layout]]:
    made = (
        (collection, layout)
        for collection in COLLECTIONS
        for layout in layouts(collection)
    )
    return [one for one in made if one[1] is not Layout.TABLE]


@pytest.mark.parametrize(("collection", "layout"), sheets())
def test_a_template_and_an_import_file_are_read_right_and_nothing_is_said_of_them(
    collection: Collection, layout: Layout
) -> None:
    return_ = replace(sent(collection), layout=layout)
    assert_read_right(return_)
    report = checked(return_)
    assert report.refused is None
    assert forms(report) == list(sheet_remarks(return_)) == []
    assert not [one for one in report.findings if one.severity is Severity.ERROR]


@every_hand()
@pytest.mark.parametrize("collection", COLLECTIONS)
def test_a_table_of_a_persons_own_is_read_right_and_its_remarks_foretold(
    collection: Collection, by_hand: str
) -> None:
    return_ = replace(sent(collection), layout=Layout.TABLE)
    assert_read_right(return_)
    report = checked(return_)
    assert forms(report) == list(sheet_remarks(return_)), by_hand
    assert not [one for one in report.findings if one.severity is Severity.ERROR]


@every_hand()
def test_a_settings_table_says_its_urn(by_hand: str) -> None:
    setting = sent(Collection.EYFSP, Phase.SETTING)
    return_ = replace(setting, layout=Layout.TABLE)
    assert by_hand
    assert_read_right(return_)
    assert checked(return_).refused is None


def test_a_settings_import_file_is_called_by_its_urn() -> None:
    setting = replace(sent(Collection.EYFSP, Phase.SETTING), layout=Layout.LA_CSV)
    assert sheet_name(setting) == f"EYFSP_{setting.school.urn}_25.csv"
    assert_read_right(setting)
    assert checked(setting).refused is None


def test_names_say_which_file_it_is_and_whose_and_a_second_one_differs() -> None:
    one = sent(Collection.PHONICS)
    number = one.school.number
    wanted_names = {
        Layout.TEMPLATE: (f"phonics-2025-{number}.xlsx", " v2.xlsx"),
        Layout.LA_CSV: (f"PHONICS_{number[3:]}_25.csv", " (1).csv"),
        Layout.TABLE: (f"Phonics check {number}", " v2."),
    }
    for layout, (first, second) in wanted_names.items():
        assert sheet_name(replace(one, layout=layout)).startswith(first)
        assert second in sheet_name(replace(one, layout=layout, number=2))


def test_what_no_school_sends_is_refused_in_a_sentence() -> None:
    one = replace(sent(Collection.KS2), layout=Layout.LA_CSV)
    for ask in (sheet_bytes, sheet_name, sheet_remarks):
        with pytest.raises(UsageError, match="ks2 does not come as la_csv"):
            ask(one)
    assert layouts(Collection.MTC) == ()
    with pytest.raises(UsageError, match="eyfsp does not come as ctf"):
        sheet_bytes(sent(Collection.EYFSP))


def test_workbooks_and_no_others_want_the_extra() -> None:
    one = sent(Collection.KS1)
    told = {layout: needs_workbook(replace(one, layout=layout)) for layout in Layout}
    assert told[Layout.TEMPLATE]
    assert not told[Layout.LA_CSV]
    assert not told[Layout.CTF]
    data = sheet_bytes(replace(one, layout=Layout.TABLE))
    assert told[Layout.TABLE] == data.startswith(b"PK")


def test_schools_have_ways_of_their_own_and_every_way_is_somebodys() -> None:
    many = Authority("999", 120, 7)
    template = sent(Collection.EYFSP)
    found = [
        hands.hand_of(replace(template, school=one, summer=summer))
        for one, summer in product(schools(many), (2024, 2025))
    ]
    assert found[::2] == found[1::2]
    assert all(one in found for one in hands.hands().values())


@every_hand()
def test_a_workbook_has_no_date_of_its_making_and_parts_as_they_are(
    by_hand: str,
) -> None:
    one = replace(sent(Collection.KS1), layout=Layout.TABLE)
    data = sheet_bytes(one)
    assert data == sheet_bytes(one), by_hand
    if not needs_workbook(one):
        return
    with ZipFile(io.BytesIO(data)) as book:
        parts = book.infolist()
    assert {part.compress_type for part in parts} == {ZIP_STORED}
    assert {part.date_time for part in parts} == {(1980, 1, 1, 0, 0, 0)}


def test_letters_a_code_page_lacks_are_written_in_utf_8(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tables, "hand_of", lambda _: hands.hands()["old_excel"])
    for surname, encoding in (("Muñoz", "cp1252"), ("Łaska", "utf-8-sig")):
        one = replace(sent(Collection.KS1), layout=Layout.TABLE)
        first = one.rows[0]
        fields = {**first.fields, "Surname": surname, "Forename": "Ada"}
        alone = replace(one, rows=[replace(first, fields=fields)])
        assert surname in sheet_bytes(alone).decode(encoding)
        assert ("CSV-ENCODING" in sheet_remarks(alone)) == (encoding == "cp1252")
        assert forms(checked(alone)) == list(sheet_remarks(alone))


@every_hand()
def test_what_is_no_date_or_no_code_stands_as_it_was_said(by_hand: str) -> None:
    one = replace(sent(Collection.PHONICS), layout=Layout.TABLE)
    row = replace(one.rows[0], fields={**one.rows[0].fields, "DOB": "unknown"})
    mark = next(result for result in row.results if result.qualifier == "NM")
    row.results = [replace(mark, value="forty"), replace(mark, value="12")]
    (line,) = as_read(replace(one, rows=[row])).lines
    assert line.get("dob") == "unknown", by_hand
    assert line.get("mark") == "forty"


@every_hand()
def test_a_former_upn_has_a_column_where_somebody_had_one(by_hand: str) -> None:
    one = replace(sent(Collection.KS1), layout=Layout.TABLE)
    former = [{**row.fields, "FormerUPN": ""} for row in one.rows]
    without = replace(one, rows=[Row(None, fields) for fields in former])
    assert "former_upn" not in as_read(without).tables[0].known, by_hand
    former[0]["FormerUPN"] = "A00420012415F"
    with_one = replace(one, rows=[Row(None, fields) for fields in former])
    assert as_read(with_one).lines[0].get("former_upn") == "A00420012415F"


def test_a_child_without_a_mark_has_the_reason_where_the_mark_would_be() -> None:
    words = words_of(Collection.PHONICS)
    one = replace(sent(Collection.PHONICS), layout=Layout.LA_CSV)
    told = [
        [words.result("outcome", SUMMER, "A")],
        [words.result("mark", SUMMER - 1, "31"), words.result("mark", SUMMER, "33")],
    ]
    one.rows[:] = [
        replace(row, results=results)
        for row, results in zip(one.rows, told, strict=False)
    ]
    assert [line.get("mark") for line in as_read(one).lines] == ["A", "33"]


def test_an_outcome_beside_the_mark_has_a_column_of_its_own() -> None:
    one = replace(sent(Collection.PHONICS), layout=Layout.TABLE)
    for row in one.rows:
        row.results[:] = [part for part in row.results if part.qualifier == "NM"]
    assert "outcome" not in as_read(one).tables[0].known
    told = next(row for row in one.rows if row.results)
    mark = told.results[0]
    told.results.insert(0, replace(mark, qualifier="NY", value="WA"))
    sheet = as_read(one)
    assert [line.get("outcome") for line in sheet.lines].count("WA") == 1
    assert [line.get("mark") for line in sheet.lines].count(mark.value) >= 1


@every_hand()
def test_a_return_gives_these_bytes_on_every_machine(by_hand: str) -> None:
    one = School(
        3, Phase.PRIMARY, "999", "2003", "100003", "2003", "Oak", "ZZ1 1AA", 9, 0, 9
    )
    row = Row(None, dict(zip(WHO.values(), PUPIL, strict=True)))
    row.results = [words_of(Collection.KS1).result("REA", SUMMER, "EXS")]
    return_ = Return(one, SUMMER, Collection.KS1, {}, [row], layout=Layout.TABLE)
    assert sha256(sheet_bytes(return_)).hexdigest()[:12] == BYTES[by_hand]
