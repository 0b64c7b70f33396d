"""A forgiving reading: one bad cell or row is named, the others are kept."""

import pytest

from keystage.core.errors import Refused
from keystage.tables import Area, Fault, TableLimits, Workbook, read
from tests.unit.tables.making import relations, xlsx, xlsx_parts, xlsx_rows, zipped


def odd(data: bytes, limits: TableLimits | None = None) -> Workbook:
    return read(data, limits, forgiving=True)


def texts(held: Workbook) -> list[list[str]]:
    (sheet,) = held.sheets
    return [[cell.text for cell in cells.values()] for cells in sheet.rows.values()]


def faults(held: Workbook) -> list[tuple[Fault, int, int]]:
    return [(one.fault, one.row, one.column) for one in held.oddities]


def test_a_cell_too_far_out_or_too_long_is_left_out_and_named() -> None:
    rows = xlsx_rows([["a", "bbbb"], ["c", "d", "e"]])
    held = odd(xlsx(rows), TableLimits(columns=2, text=3))
    assert texts(held) == [["a"], ["c", "d"]]
    assert faults(held) == [(Fault.LONG, 1, 2), (Fault.FAR, 2, 3)]


def test_of_very_many_odd_cells_the_first_thousand_are_named() -> None:
    held = odd(xlsx(xlsx_rows([["abcd"]] * 1_001)), TableLimits(text=3))
    assert len(held.oddities) == 1_000


def test_what_stands_beneath_a_merged_area_stays_what_it_is() -> None:
    after = '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'
    held = odd(xlsx(xlsx_rows([["a", "b"], ["c", "d"]]), after=after))
    assert texts(held) == [["a", "b"], ["c", "d"]]
    assert held.sheets[0].merges == (Area(1, 1, 2, 2),)


@pytest.mark.parametrize(
    ("text", "kept", "named"),
    [
        ('a,b\n"x,1\ny,2\nz,3\n', [["a", "b"], ["y", "2"], ["z", "3"]], 2),
        ('a,b\n"x" y,1\nz,3\n', [["a", "b"], ["z", "3"]], 2),
        ('a,b\nx,1\ny,"2\n', [["a", "b"], ["x", "1"]], 3),
        (
            'a,b,c\n"x,1,2\ny,3,4\nz,",6\nw,7,8\n',
            [["a", "b", "c"], ["y", "3", "4"], ["w", "7", "8"]],
            2,
        ),
    ],
)
def test_wrong_quotes_cost_the_row_they_stand_in(
    text: str, kept: list[list[str]], named: int
) -> None:
    held = odd(text.encode())
    assert texts(held) == kept
    assert held.oddities[0].fault is Fault.QUOTE
    assert held.oddities[0].row == named


def test_a_cell_of_several_lines_is_no_swallowed_row() -> None:
    held = odd(b'a,b,c\n"1 High Street\nLowtown, Shire",2,3\n')
    assert texts(held)[1] == ["1 High Street\nLowtown, Shire", "2", "3"]
    assert not held.oddities


def test_quotes_that_are_wrong_again_and_again_are_not_read_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("keystage.tables.delimited._MOST_WASTED", 50)
    with pytest.raises(Refused) as stop:
        odd(b"a,b\n" + b'"x,1\n' * 99)
    assert stop.value.code == "SHEET-BROKEN"


def test_a_field_past_the_readers_limit_costs_its_row() -> None:
    held = odd(b"a,b\n" + b"x" * 200_000 + b",1\ny,2\n")
    assert texts(held) == [["a", "b"], ["y", "2"]]
    assert faults(held) == [(Fault.LONG, 2, 0)]


def test_a_few_nuls_are_named_and_many_are_another_kind() -> None:
    held = odd(b"a,b\nx\0y,1\n")
    assert texts(held)[1] == ["x\0y", "1"]
    assert faults(held) == [(Fault.NUL, 2, 1)]
    with pytest.raises(Refused) as stop:
        odd(b"a,b\n" + b"x\0x\0\0," * 60)
    assert stop.value.code == "SHEET-TYPE"


def test_rows_shorter_than_most_are_named_and_blank_ones_are_not() -> None:
    held = odd(b"a,b,c\n1,2\n,,\n4,5,6\n\n7,8,9\n")
    assert faults(held) == [(Fault.SHORT, 2, 0)]
    assert held.oddities[0].detail == "2 of 3"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_told_without_its_mark(encoding: str) -> None:
    held = odd("UPN;Mark\n1;Zo\u00eb\n".encode(encoding))
    assert (held.encoding, held.separator) == ("utf-16", ";")
    assert texts(held) == [["UPN", "Mark"], ["1", "Zo\u00eb"]]


def test_a_table_of_one_word_has_no_odd_rows() -> None:
    assert texts(odd(b"UPN")) == [["UPN"]]


def test_an_opendocument_is_only_read_where_it_is_wanted() -> None:
    data = zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"})
    with pytest.raises(Refused) as stop:
        read(data, kinds=("xlsx", "csv"))
    assert stop.value.code == "SHEET-TYPE"
    assert ".xlsx" in stop.value.fix


def test_a_workbook_tells_its_calendar_its_properties_and_what_it_asks_of_others() -> (
    None
):
    parts = xlsx_parts(xlsx_rows([["a"]]), book='<workbookPr date1904="1"/>')
    parts["_rels/.rels"] = relations(
        ("officeDocument", "xl/workbook.xml"),
        ("custom-properties", "docProps/custom.xml"),
    )
    parts["docProps/custom.xml"] = (
        "<Properties>loose<property name='x'><lpwstr>one</lpwstr></property>"
        "<property name='y'><i4>2</i4></property></Properties>"
    )
    held = read(zipped(parts))
    assert held.from_1904
    assert held.properties == {"x": "one", "y": "2"}
    assert not held.external
    assert read(zipped({**parts, "xl/connections.xml": "<c/>"})).external


def test_a_workbook_with_a_binary_part_is_refused_whatever_else_it_holds() -> None:
    with pytest.raises(Refused) as stop:
        read(zipped({**xlsx_parts(xlsx_rows([["a"]])), "xl/workbook.bin": b"\0"}))
    assert stop.value.code == "SHEET-TYPE"
