"""Tables of text, in the encodings and separators spreadsheets write."""

import codecs

import pytest

from keystage.core.errors import Refused
from keystage.tables import read

TABLE = "Stage{0}Values{0}Title\r\nKS2{0}EXS/HNM{0}Fran\u00e7ais\r\n"


def texts(data: bytes) -> list[list[str]]:
    (sheet,) = read(data).sheets
    return [[cell.text for cell in cells.values()] for cells in sheet.rows.values()]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_separator_and_encoding_are_told_from_what_is_there(
    separator: str, encoding: str
) -> None:
    data = TABLE.format(separator).encode(encoding)
    assert texts(data) == [
        ["Stage", "Values", "Title"],
        ["KS2", "EXS/HNM", "Fran\u00e7ais"],
    ]
    assert read(data).guessed is (encoding == "cp1252")


def test_utf_16_the_other_way_round_is_read() -> None:
    data = codecs.BOM_UTF16_BE + "a,b\n1,2".encode("utf-16-be")
    assert texts(data) == [["a", "b"], ["1", "2"]]


def test_a_list_of_values_in_one_cell_does_not_mislead() -> None:
    data = b"Stage;Subject;Values\nKS2;ENG;1,2,3,A\nKS2;MAT;1,2,3,A\n"
    assert texts(data)[1] == ["KS2", "ENG", "1,2,3,A"]
    quoted = b'Stage,Subject,Values\nKS2,ENG,"1;2;3;A;L"\nKS2,MAT,"a ""b"" c"\n'
    assert texts(quoted)[1:] == [["KS2", "ENG", "1;2;3;A;L"], ["KS2", "MAT", 'a "b" c']]


def test_a_first_line_that_names_the_separator_is_heeded_and_keeps_its_row() -> None:
    (sheet,) = read(b"sep=;\nStage;a,b,c,d\nKS2;1\n").sheets
    assert [cell.text for cell in sheet.rows[2].values()] == ["Stage", "a,b,c,d"]
    assert texts(b"sep=x,1\n2,3\n") == [["sep=x", "1"], ["2", "3"]]


def test_rows_count_blank_lines_and_cells_with_line_breaks() -> None:
    (sheet,) = read(b'a,b\n\n"x\ny",2\nc,d\n').sheets
    assert list(sheet.rows) == [1, 3, 4]
    assert sheet.rows[3][1].text == "x\ny"


def test_one_column_alone_is_a_table_too() -> None:
    assert texts(b"Stage\nKS2\n") == [["Stage"], ["KS2"]]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "FILE-EMPTY"),
        (b" \r\n\0", "FILE-EMPTY"),
        (b"a,b\x01\n", "SHEET-TYPE"),
        (b'a,b\n"never closed,2\n', "SHEET-BROKEN"),
        (codecs.BOM_UTF16_LE + b"a\x00b", "SHEET-BROKEN"),
        (b"%PDF-1.7", "SHEET-TYPE"),
        (b"<html>", "SHEET-TYPE"),
        (b'\xef\xbb\xbf{"a": 1}', "SHEET-TYPE"),
    ],
)
def test_what_is_no_table_is_refused_in_words(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read(data)
    assert refused.value.code == code
    assert refused.value.fix


def test_blank_text_of_another_kind_of_blank_is_an_empty_table() -> None:
    (sheet,) = read("\u00a0\n\u00a0".encode()).sheets
    assert not sheet.rows
    (sheet,) = read(codecs.BOM_UTF16_LE).sheets
    assert not sheet.rows
