"""Tables pasted from a spreadsheet become the same cells as a file's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystage.core.errors import Refused
from keystage.tables import Area, TableLimits, Workbook
from keystage.tables.clipboard import from_html, from_text

# As Excel puts it: a cell with a tab, a line break or a quote beside one in quotes.
EXCEL = (
    "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><head><style>td{x:y}</style>"
    "</head><body><!--StartFragment--><table border=0>"
    "<col width=64><tr height=20><td class=xl65>UPN</td><td>Surname</td>"
    "<td>Mark</td></tr><tr><td>Y004100123001</td>\n<td>O&#8217;Ash<br>down</td>"
    "<td align=right x:num>32</td></tr><tr style='display:none'><td>V004100124000</td>"
    "<td>Birch</td><td>&nbsp;</td></tr></table></body></html>"
)
GOOGLE = (
    "<google-sheets-html-origin><style></style><table><colgroup><col></colgroup><tbody>"
    '<tr><td rowspan="2" colspan="1">UPN</td><td colspan="2">Who</td></tr>'
    "<tr><td>Surname</td><td>Forename</td></tr>"
    "<tr><td>1</td><td><div>a</div><div>b</div></td><td>c</td></tr></tbody></table>"
)


def table(held: Workbook) -> dict[str, str]:
    return {
        cell.address: cell.text
        for cells in held.sheets[0].rows.values()
        for cell in cells.values()
    }


def test_text_of_excel_is_cut_at_tabs_and_lines() -> None:
    held = from_text("UPN\tName\r\nY1\t \r\nY2\tAsh\r\n")
    assert table(held) == {
        "A1": "UPN",
        "B1": "Name",
        "A2": "Y1",
        "A3": "Y2",
        "B3": "Ash",
    }
    assert held.kind == held.sheets[0].name == "pasted"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('"a\nb"', "a\nb"),
        ('"a\tb"', "a\tb"),
        ('"say ""hi"""', 'say "hi"'),
        ('"Mina" Ash', '"Mina" Ash'),
        ('"Mina"', '"Mina"'),
        ('5" tall', '5" tall'),
        ('"never closed', '"never closed'),
    ],
)
def test_quotes_are_read_as_they_were_meant(written: str, meant: str) -> None:
    held = from_text(f'x\t{written}\ty\n"z\tw\n')
    assert held.sheets[0].rows[1][2].text == meant
    assert [cell.text for cell in held.sheets[0].rows[2].values()] == ['"z', "w"]


@given(
    st.lists(
        st.lists(st.text("ab \u00e9\"\n\t'=", min_size=1), min_size=1, max_size=4),
        max_size=4,
    )
)
def test_what_a_spreadsheet_puts_in_quotes_comes_back(rows: list[list[str]]) -> None:
    def put(text: str) -> str:
        special = any(mark in text for mark in '\n\t"')
        return '"{}"'.format(text.replace('"', '""')) if special else text

    pasted = "\n".join("\t".join(map(put, row)) for row in rows)
    found = table(from_text(pasted))
    wanted = {
        f"{'ABCD'[at]}{number}": text
        for number, row in enumerate(rows, 1)
        for at, text in enumerate(row)
        if text.strip()
    }
    assert found == wanted


def test_a_page_of_excel_has_the_same_cells_as_its_text() -> None:
    held = from_html(EXCEL)
    assert table(held) == table(
        from_text(
            'UPN\tSurname\tMark\nY004100123001\t"O\u2019Ash\ndown"\t32\nV004100124000\tBirch\t'
        )
    )
    assert held.sheets[0].rows[3][1].hidden
    assert not held.sheets[0].rows[2][1].hidden


def test_a_page_of_google_has_its_cells_beneath_the_merged_ones() -> None:
    held = from_html(GOOGLE)
    assert table(held) == {
        "A1": "UPN",
        "B1": "Who",
        "B2": "Surname",
        "C2": "Forename",
        "A3": "1",
        "B3": "a\nb",
        "C3": "c",
    }
    assert held.sheets[0].merges == (Area(1, 1, 2, 1), Area(1, 2, 1, 3))


def test_each_table_is_a_sheet_and_one_inside_another_part_of_its_cell() -> None:
    page = (
        "<p>before</p></table><td>x</td><table><tr><td>a<table><tr><td>b</table>c"
        "</table><table><tr></table><table><td colspan=x rowspan=0>d<script>no()"
        "</script></style>"
    )
    held = from_html(page)
    assert [sheet.name for sheet in held.sheets] == ["pasted", "pasted 2"]
    assert table(held) == {"A1": "abc"}
    assert held.sheets[1].rows[1][1].text == "d"


@pytest.mark.parametrize("page", ["", "no table", "<table><tr><td> </td></tr></table>"])
def test_a_page_without_a_table_is_refused(page: str) -> None:
    with pytest.raises(Refused) as stop:
        from_html(page)
    assert stop.value.code == "FILE-EMPTY"


@pytest.mark.parametrize("read", [from_text, from_html])
def test_what_is_too_long_is_refused(read: object) -> None:
    assert callable(read)
    with pytest.raises(Refused) as stop:
        read("<table>" * 9, TableLimits(size=20))
    assert stop.value.code == "SHEET-TOO-LARGE"
