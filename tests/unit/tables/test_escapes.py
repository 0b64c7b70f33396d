"""Characters XML cannot hold: written as workbooks write them, and read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystage.tables import read
from keystage.tables.excel.escapes import escaped, unescaped
from keystage.tables.limits import TableLimits
from keystage.tables.package import Package
from tests.unit.tables.making import xlsx, xlsx_parts, xlsx_rows, zipped


@given(st.text())
def test_every_text_comes_back_as_it_was(text: str) -> None:
    assert unescaped(escaped(text)) == text


@pytest.mark.parametrize(
    ("written", "meant"),
    [("a_x000D_\nb", "a\r\nb"), ("_x005F_x000D_", "_x000D_"), ("_x00_ _y", "_x00_ _y")],
)
def test_a_cell_says_what_the_program_that_wrote_it_meant(
    written: str, meant: str
) -> None:
    (sheet,) = read(xlsx(xlsx_rows([[written]]))).sheets
    assert sheet.rows[1][1].text == meant


def test_a_shared_string_says_what_the_program_that_wrote_it_meant() -> None:
    row = '<row><c t="s"><v>0</v></c></row>'
    parts = xlsx_parts(row, strings=["<t>x_x000D_y</t>"])
    (sheet,) = read(zipped(parts)).sheets
    assert sheet.rows[1][1].text == "x\ry"


def test_the_parts_of_a_workbook_are_told_in_their_order() -> None:
    parts = xlsx_parts(xlsx_rows([["a"]]))
    assert Package(zipped(parts), TableLimits()).names == tuple(parts)
