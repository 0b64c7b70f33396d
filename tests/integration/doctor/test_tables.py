"""`convert`, `diff` and `fix` where one of the files is a workbook or a CSV."""

from pathlib import Path

import pytest

from keystage import ctf
from keystage.core.records import Element
from keystage.tables import read
from tests.integration.doctor.conftest import Keystage, Put
from tests.unit.intake.makers import ctf_file, ks1, mark, pupil
from tests.unit.intake.sheets.test_examine_table import HEADS, child, table

NAME = "9991001_PHO_999LLLL_001.xml"


def plain(put: Put) -> Path:
    """Write a file of two pupils that a table holds whole, and return where it is."""
    those = [pupil(n, [mark(str(30 + n))], nc_year="1") for n in (1, 2)]
    return put(NAME, ctf_file(those))


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_file_becomes_a_table_and_the_same_file_again(
    ending: str, keystage: Keystage, put: Put, tmp_path: Path
) -> None:
    path = plain(put)
    made, back = tmp_path / f"made.{ending}", tmp_path / "back.xml"
    said = keystage("convert", path, made)
    assert said.code == 0
    assert "table of Phonics screening check 2026, pupils 2, results 2" in said.flat
    assert "not in the table: the header, save for who sends the file" in said.flat
    assert keystage("convert", made, back).code == 0
    assert ctf.read(back.read_bytes()).pupils == ctf.read(path.read_bytes()).pupils
    assert keystage("diff", path, made).code == 0


def test_a_table_of_results_of_two_years_is_refused_by_both(
    keystage: Keystage, put: Put, tmp_path: Path
) -> None:
    made = tmp_path / "made.csv"
    assert keystage("convert", plain(put), made).code == 0
    text = made.read_text(encoding="utf-8-sig")
    both = tmp_path / "both.csv"
    both.write_text(text.replace("phonics-2026", "phonics-2025", 1), encoding="utf-8")
    said = keystage("convert", both, tmp_path / "back.xml")
    assert said.code == 2
    assert "more than one collection or year: phonics-2025 and phonics-2026" in said.err


def test_what_a_table_does_not_hold_is_told_and_not_compared(
    keystage: Keystage, put: Put, tmp_path: Path
) -> None:
    one = pupil(1, [mark("33")], nc_year="1")
    one.sections.append(Element("Address", children=[Element("Street", "x")]))
    path = put(NAME, ctf_file([one]))
    made = tmp_path / "made.xlsx"
    assert "not in the table: Address: 1" in keystage("convert", path, made).flat
    said = keystage("diff", path, made)
    assert said.code == 0
    assert "not compared, as a table does not hold it: Address: 1" in said.err


def test_a_difference_between_a_file_and_a_table_is_told_by_pupil(
    keystage: Keystage, put: Put, tmp_path: Path
) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_bytes(table(child(1, "12"), child(2, "32")))
    said = keystage("diff", sheet, plain(put), "--year", 2026)
    assert said.code == 1
    assert "12 → 31" in said.flat


def test_a_table_named_by_what_it_holds_goes_into_a_folder(
    keystage: Keystage, put: Put, tmp_path: Path
) -> None:
    path, out = plain(put), tmp_path / "out"
    out.mkdir()
    for form in ("csv", "xlsx"):
        assert keystage("convert", path, out, "--format", form).code == 0
    names = sorted(one.name for one in out.iterdir())
    assert names == ["9991001 phonics-2026.xlsx", "PHONICS_1001_26.csv"]
    (sheet,) = read(out / "PHONICS_1001_26.csv").sheets
    assert sheet.rows[1][1].text == "UPN"


def test_a_table_of_a_collection_no_authority_imports_is_named_plainly(
    keystage: Keystage, tmp_path: Path
) -> None:
    sheet, out = tmp_path / "a.csv", tmp_path / "out"
    heads = ("UPN", "Surname", "Forename", "DOB", "MTC score", "School")
    sheet.write_bytes(table([*child(1)[:4], "20", "999/1001"], heads=heads))
    out.mkdir()
    words = ("--format", "csv", "--year", 2026, "--kind", "MTC")
    assert keystage("convert", sheet, out, *words).code == 0
    assert [one.name for one in out.iterdir()] == ["9991001 mtc-2026.csv"]


def test_a_table_holds_one_collection_and_asks_which(
    keystage: Keystage, put: Put, tmp_path: Path
) -> None:
    path = put("a.xml", ctf_file([pupil(1, [mark("33"), *ks1()])]))
    said = keystage("convert", path, tmp_path / "a.xlsx")
    assert said.code == 2
    assert "a table holds one of them: add --kind" in said.err
    assert keystage("convert", path, tmp_path / "a.xlsx", "--kind", "PHO").code == 0


def test_nothing_becomes_no_table(keystage: Keystage, put: Put, tmp_path: Path) -> None:
    path = put("a.xml", ctf_file([pupil(1)]))
    said = keystage("convert", path, tmp_path / "a.csv")
    assert said.code == 2
    assert "nothing to put into a table" in said.err


def test_a_table_with_doubts_becomes_no_file(
    keystage: Keystage, tmp_path: Path
) -> None:
    sheet = tmp_path / "a.csv"
    sheet.write_bytes(table(child(1), heads=("UPN", "UPN", *HEADS[2:])))
    said = keystage("convert", sheet, tmp_path / "a.xml", "--year", 2026)
    assert said.code == 2
    assert "are all headed for UPN" in said.err


def test_what_a_table_holds_and_the_file_does_not_is_told(
    keystage: Keystage, tmp_path: Path
) -> None:
    sheet = tmp_path / "a.csv"
    rows = [[*child(n, "Absent"), f"Class 1{n}", "tired"] for n in range(1, 7)]
    sheet.write_bytes(table(*rows, heads=(*HEADS, "Year group", "Remarks")))
    said = keystage("convert", sheet, tmp_path / "a.xml", "--year", 2026)
    assert said.code == 0
    assert "Words were read as codes: “Absent” as A (6)" in said.flat
    assert "left out where the text names none: “Class 11” (1)" in said.flat
    assert "“Class 15” (1) and others" in said.flat
    assert "“Remarks”" in said.flat


def test_a_table_that_cannot_be_read_is_named(
    keystage: Keystage, tmp_path: Path
) -> None:
    sheet = tmp_path / "a.csv"
    sheet.write_bytes(table(child(1)))
    said = keystage("convert", sheet, tmp_path / "a.xml")
    assert said.code == 2
    assert "a.csv: It cannot be told which year the results are" in said.err


def test_a_columns_file_and_a_school_help_a_table_that_does_not_say(
    keystage: Keystage, tmp_path: Path
) -> None:
    sheet, known = tmp_path / "a.csv", tmp_path / "a.toml"
    sheet.write_bytes(table(child(1)[:-1], heads=("No", *HEADS[1:-1])))
    known.write_text('format = 1\n[columns]\n"No" = "upn"\n', encoding="utf-8")
    words = ("--year", 2026, "--school", 9991001, "--columns", known)
    assert keystage("convert", sheet, tmp_path / "a.xml", *words).code == 0
    made = ctf.read((tmp_path / "a.xml").read_bytes())
    assert (made.header.source.la, made.header.source.estab) == ("999", "1001")
    assert made.pupils[0].upn == child(1)[0]


def test_a_table_of_no_school_says_so_where_it_becomes_a_file(
    keystage: Keystage, tmp_path: Path
) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_bytes(
        table(child(1, "12")).replace(b";999/1001", b";").replace(b";School", b";x")
    )
    said = keystage("convert", sheet, tmp_path / "a.xml", "--year", 2026)
    assert said.code == 0
    assert (
        "sheet.csv: Nothing in this marksheet says which school it is of." in said.flat
    )
    assert "--school 9991234" in said.flat
    whose = ("--year", 2026, "--school", 9991001)
    assert (
        "which school"
        not in keystage("convert", sheet, tmp_path / "b.xml", *whose).flat
    )


def test_a_folder_of_tables_becomes_a_folder_of_files(
    keystage: Keystage, tmp_path: Path
) -> None:
    sent = tmp_path / "sent"
    sent.mkdir()
    (sent / "a.csv").write_bytes(table(child(1)))
    said = keystage("convert", sent, tmp_path / "out", "--year", 2026)
    assert said.code == 0
    assert [one.name for one in (tmp_path / "out").iterdir()] == [NAME]


def test_a_table_is_not_mended_and_a_sentence_says_what_to_do(
    keystage: Keystage, tmp_path: Path
) -> None:
    sheet = tmp_path / "a.csv"
    sheet.write_bytes(table(child(1)))
    said = keystage("fix", sheet, tmp_path / "b.csv")
    assert said.code == 2
    assert "is a table, which only its owner changes" in said.err
    assert "keystage convert" in said.err
    assert not (tmp_path / "b.csv").exists()
