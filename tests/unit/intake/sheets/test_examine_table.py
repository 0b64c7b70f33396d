"""Tables among the files sent: the same options, the same answers, their own places."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from keystage import ctf
from keystage.checks.model import RollEntry
from keystage.core.errors import UsageError
from keystage.core.findings import Finding
from keystage.intake import FileReport, Options, check_bytes, check_paths, to_dict
from keystage.marksheet.columns_file import ColumnsFile
from tests.unit.intake.makers import NOW, ctf_file, entry, mark, number, pupil
from tests.unit.tables.making import xlsx, xlsx_parts, xlsx_rows, zipped
from tests.unit.tables.noted.workbooks import with_sheet

HEADS = ("UPN", "Surname", "Forename", "DOB", "Sex", "Mark", "School")


ROWS = xlsx_rows([["Mina", "is ill"]])


def child(serial: int, result: str = "33") -> list[str]:
    """Return a row of a child that nothing is wrong with."""
    one = pupil(serial, nc_year="1")
    return [one.upn, one.surname, one.forename, one.dob, one.sex, result, "999/1001"]


def table(*rows: Sequence[str], heads: Sequence[str] = HEADS) -> bytes:
    return "\n".join(";".join(row) for row in (heads, *rows)).encode()


def checked(data: bytes, name: str = "sheet.csv", **more: Any) -> FileReport:
    return check_bytes(name, data, Options(now=NOW, **{"year": 2026, **more}))


def rules(found: Sequence[Finding]) -> set[str]:
    return {one.rule for one in found}


def only(found: Sequence[Finding], rule: str) -> Finding:
    (one,) = (one for one in found if one.rule == rule)
    return one


def test_a_finding_points_to_the_row_and_column_of_a_csv_which_has_no_sheet() -> None:
    report = checked(table(child(1), child(2, "41")))
    place = only(report.findings, "PH-X3").place
    assert place is not None
    assert (place.sheet, place.row, place.column) == (None, 3, "F")
    assert report.source is not None
    assert (report.source.la, report.source.estab) == ("999", "1001")


def test_a_finding_points_to_the_sheet_of_a_workbook() -> None:
    data = xlsx(xlsx_rows([HEADS, child(1, "41")]))
    report = checked(data, "sheet.xlsx")
    place = only(report.findings, "PH-X3").place
    assert place is not None
    assert (place.sheet, place.row, place.column) == ("Codes", 2, "F")
    assert report.dialect is not None
    assert (report.dialect.form, report.dialect.separator) == ("xlsx", "")


def test_a_table_of_another_school_or_authority_is_not_taken() -> None:
    report = checked(table(child(1)), school="9991002")
    assert (report.refused, report.status) == ("H04", "unreadable")
    assert checked(table(child(1)), authority="998").refused == "H04"
    assert checked(table(child(1)), school="9991001").refused is None


def test_a_table_that_does_not_say_whose_it_is_is_of_whoever_is_checked() -> None:
    rows = [row[:-1] for row in (HEADS, child(1))]
    report = checked(table(*rows[1:], heads=rows[0]), school="9991001")
    assert report.refused is None
    assert report.source is not None
    assert report.source.estab == "1001"


def test_a_setting_known_by_its_urn_alone_is_of_the_authority_that_checks() -> None:
    rows = [[*row[:-1], last] for row, last in ((HEADS, "URN"), (child(1), "700004"))]
    data = table(*rows[1:], heads=rows[0])
    report = checked(data, authority="999")
    assert report.refused is None
    assert report.source is not None
    assert (report.source.la, report.source.urn) == ("", "700004")
    assert checked(data, authority="999", school="700005").refused == "H04"


def test_a_setting_whose_rows_name_another_authority_is_not_taken() -> None:
    rows = [
        [*row[:-1], *last]
        for row, last in ((HEADS, ("LA", "URN")), (child(1), ("998", "700004")))
    ]
    data = table(*rows[1:], heads=rows[0])
    assert checked(data, authority="999").refused == "H04"
    assert checked(data, authority="998").refused is None


def test_a_table_whose_sheet_cannot_be_read_says_so_and_nothing_else() -> None:
    data = xlsx(xlsx_rows([HEADS, child(1)]), sheet='name="Codes" state="veryHidden"')
    report = checked(data, "sheet.xlsx", collection="phonics")
    assert [one.rule for one in report.findings] == ["SHEET-HIDDEN"]
    assert (report.status, report.returns) == ("errors", ())


def test_nothing_is_repaired_in_a_persons_own_table() -> None:
    sent = [child(1)[0].lower(), *child(1)[1:]]
    report = checked(table(sent))
    found = only(report.findings, "P05W")
    assert found.repair is None


def test_the_roll_says_who_is_missing_and_that_names_slipped() -> None:
    rows = [child(serial) for serial in (1, 2, 3, 4)]
    roll: list[RollEntry] = []
    for serial, row in enumerate(rows, 1):
        roll.append(
            RollEntry(row[0], row[1], row[2], row[3], row[4], "1", school="9991001")
        )
        row[1:3] = [f"S{serial}", f"F{serial}"]
    for at, one in enumerate(roll):
        named = RollEntry(
            one.upn,
            f"S{at + 1}",
            f"F{at + 1}",
            one.dob,
            one.sex,
            "1",
            school=one.school,
        )
        roll[at] = named
    names = [row[1:3] for row in rows]
    for row, name in zip(rows, names[1:] + names[:1], strict=True):
        row[1:3] = name
    report = checked(table(*rows), roll=(*roll, entry(9)))
    assert "PATTERN-SHIFT" in rules(report.findings)
    assert "P19" in rules(report.findings)


def test_without_names_a_pupil_is_told_by_the_row_and_a_sheet_by_its_number() -> None:
    rows = [(*HEADS, "Mina is ill"), [*child(1, "41"), "Costa"]]
    data = xlsx(xlsx_rows(rows), sheet='name="Mina Costa"')
    report = checked(data, "Costa.xlsx", names=False)
    assert report.path == "file 1"
    told = only(report.findings, "PH-X3")
    assert told.pupil is not None
    assert told.pupil.surname == "the pupil in row 2"
    assert told.place is not None
    assert told.place.sheet == "sheet 1"
    said = repr(report.findings)
    sent = [text for text in child(1) if len(text) > 2 and text != "999/1001"]
    assert not [text for text in [*sent, "Mina", "Costa"] if text in said]


def test_a_place_on_no_sheet_that_was_read_is_told_as_that() -> None:
    made = with_sheet(xlsx_parts(xlsx_rows([HEADS, child(1)])), "Mina", ROWS, "hidden")
    report = checked(zipped(made), "a.xlsx", names=False)
    told = only(report.findings, "SHEET-HIDDEN")
    assert told.place is not None
    assert told.place.sheet == "a sheet not read"
    assert "Mina" not in repr(report)


def test_a_columns_file_says_which_column_is_which(tmp_path: Path) -> None:
    heads = ("No", *HEADS[1:])
    data = table(child(1), heads=heads)
    assert "SHEET-HEADER" in rules(checked(data, collection="phonics").findings)
    known = ColumnsFile({"No": "upn"}, "phonics", 2026)
    path = tmp_path / "a.toml"
    path.write_text('format = 1\n[columns]\n"No" = "upn"\n', encoding="utf-8")
    for columns in (known, path):
        report = check_bytes("a.csv", data, Options(now=NOW, year=2026, columns=path))
        assert "SHEET-HEADER" not in rules(report.findings), columns


@pytest.mark.parametrize(
    ("data", "told"), [(b"\xff\xfe", "UTF-8"), (b"format = 2", "format = 1")]
)
def test_a_columns_file_that_cannot_be_read_is_named(
    data: bytes, told: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(data)
    with pytest.raises(UsageError, match=told):
        checked(table(child(1)), columns=path)


def test_where_only_files_are_taken_a_table_is_refused_as_no_xml() -> None:
    assert checked(table(child(1)), tables=False).refused == "FILE-NOT-XML"


def test_a_table_says_how_it_was_written_in_the_document(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(table(child(1)))
    found = check_paths([tmp_path], Options(now=NOW, year=2026))
    (file,) = to_dict(found)["files"]
    assert file["dialect"] == {
        "version": "",
        "encoding": "utf-8",
        "supplier": "",
        "deviations": ["CSV-DELIMITER"],
        "form": "csv",
        "separator": ";",
        "template": "",
    }


def test_a_child_in_one_schools_file_and_anothers_sheet_is_found(
    tmp_path: Path,
) -> None:
    file = ctf_file([pupil(1, [mark("33")], nc_year="1")])
    file.header.source.estab = "1002"
    (tmp_path / "9991002_PHO_999LLLL_001.xml").write_bytes(ctf.write(file))
    (tmp_path / "sheet.csv").write_bytes(table(child(1)))
    found = check_paths([tmp_path], Options(now=NOW, year=2026))
    told = [one for one in found.across if one.finding.rule == "P18"]
    assert [sorted(Path(path).name for path in one.files) for one in told] == [
        ["9991002_PHO_999LLLL_001.xml", "sheet.csv"]
    ]


def test_a_sheet_keystage_breaks_on_costs_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("Costa, Mateus")

    monkeypatch.setattr("keystage.intake.sheets.examine.read", fail)
    report = checked(table(child(1)))
    assert report.refused == "INTERNAL"
    assert "Costa" not in repr(report)


def test_two_of_one_number_are_told_once_each_at_their_own_rows() -> None:
    report = checked(table(child(1, "41"), child(2, "41"), child(3, "41")))
    places = [one.place for one in report.findings if one.rule == "PH-X3"]
    assert [place.row for place in places if place] == [2, 3, 4]
    assert number(1) != number(2)


def test_a_table_of_no_school_is_asked_about_and_told_how_to_say_it() -> None:
    nameless = table(child(1)[:-1], heads=HEADS[:-1])
    said = only(checked(nameless).findings, "SHEET-SCHOOL")
    assert said.severity == "query"
    assert "--school 9991234" in said.fix
    assert "SHEET-SCHOOL" not in rules(checked(nameless, school="9991001").findings)
    for name in ("9991001 phonics.csv", "phonics_9991001.csv"):
        report = checked(nameless, name)
        assert report.source is not None
        assert report.source.estab == "1001", name
        assert "SHEET-SCHOOL" not in rules(report.findings)
    for name in ("9991001 9991002.csv", "0000000.csv", "20260610.csv"):
        assert "SHEET-SCHOOL" in rules(checked(nameless, name).findings), name
