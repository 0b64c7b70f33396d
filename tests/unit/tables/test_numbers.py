"""Serial days, number formats, and addresses of cells."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystage.tables import column_letters, read
from keystage.tables.model import parse_address
from keystage.tables.numbers import day, is_date_format, plain
from tests.unit.tables.making import ods, ods_rows, xlsx, xlsx_rows

TEXTS = st.text(st.characters(min_codepoint=33, max_codepoint=0x24F), max_size=6)


@pytest.mark.parametrize(
    ("serial", "from_1904", "wanted"),
    [
        ("1", False, "1900-01-01"),
        ("59", False, "1900-02-28"),
        ("60", False, None),
        ("61", False, "1900-03-01"),
        ("43409", False, "2018-11-05"),
        ("2958465", False, "9999-12-31"),
        ("2958466", False, None),
        ("0", False, None),
        ("-1", False, None),
        ("nan", False, None),
        ("9" * 5_000, False, None),
        ("0", True, "1904-01-01"),
        ("2957003", True, "9999-12-31"),
        ("2957004", True, None),
    ],
)
def test_serial_days(serial: str, from_1904: bool, wanted: str | None) -> None:
    assert day(serial, from_1904=from_1904) == wanted


@given(st.dates(date(1900, 3, 1), date(9999, 12, 31)))
def test_every_day_since_march_1900_comes_back(wanted: date) -> None:
    serial = (wanted - date(1899, 12, 30)) // timedelta(days=1)
    assert day(str(serial), from_1904=False) == wanted.isoformat()


@pytest.mark.parametrize(
    ("number", "pattern", "wanted"),
    [
        (0, None, False),
        (14, None, True),
        (49, None, False),
        (164, "yyyy-mm-dd", True),
        (164, "[$-809]d mmm yyyy", True),
        (164, "General", False),
        (164, '0.00" days"', False),
        (164, "[Red]0;dd", False),
        (164, "\\d0", False),
        (14, "0.00", False),
    ],
)
def test_number_formats_that_show_dates(
    number: int, pattern: str | None, wanted: bool
) -> None:
    patterns = {} if pattern is None else {number: pattern}
    assert is_date_format(number, patterns) is wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("2", "2"), ("2.50", "2.5"), ("1e400", "1e400"), ("nan", "nan"), ("x", "x")],
)
def test_numbers_as_people_read_them(text: str, wanted: str) -> None:
    assert plain(text) == wanted


@given(st.integers(1, 18_278), st.integers(1, 9_999_999))
def test_an_address_leads_back_to_its_row_and_column(column: int, row: int) -> None:
    assert parse_address(f"{column_letters(column)}{row}") == (row, column)


@given(st.lists(st.lists(TEXTS, min_size=1, max_size=4), min_size=1, max_size=4))
def test_the_same_table_is_read_from_either_kind_of_workbook(
    table: list[list[str]],
) -> None:
    wanted = {
        (row, column): text
        for row, texts in enumerate(table, 1)
        for column, text in enumerate(texts, 1)
        if text.strip()
    }
    for data in (xlsx(xlsx_rows(table)), ods(ods_rows(table))):
        (sheet,) = read(data).sheets
        found = {
            (cell.row, cell.column): cell.text
            for cells in sheet.rows.values()
            for cell in cells.values()
        }
        assert found == wanted
