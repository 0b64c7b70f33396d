"""Tables with any faults: what is said of them points to what stands there."""

from datetime import UTC, datetime
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from keystage.checks.words import shown
from keystage.core.findings import Finding
from keystage.intake import Options, check_bytes
from keystage.marksheet.read import KINDS, LIMITS
from keystage.tables import Sheet, Workbook, read
from tests.unit.tables.making import zipped
from tests.unit.tables.noted.workbooks import DATE, formula, number, parts, rows, text

NOW = datetime(2026, 6, 10, 10, tzinfo=UTC)
OPTIONS = Options(collection="phonics", year=2026, now=NOW)
HEADS = ("UPN", "Surname", "Forename", "DOB", "Sex", "Mark", "Year group", "Notes")
TEXTS = {
    "UPN": ("Y004100123001", "y004100123001", "X004100123001", "1.2E+12", "A", ""),
    "Surname": ("Ashdown", "=1+1", "O\u2019Brien", "Co\u200bsta", " ", "X" * 120),
    "Forename": ("Mina", "@SUM(1)", "12", ""),
    "DOB": ("2019-11-05", "05/11/2019", "11/25/2019", "yesterday", ""),
    "Sex": ("F", "m", "Female", "U", ""),
    "Mark": ("32", "41", "3O", "A", "abs", "Absent", "-1", "n/a", ""),
    "Year group": ("1", "Year 2", "Oak", ""),
    "Notes": ("anything", ""),
}


def a_cell(head: str, at: str) -> st.SearchStrategy[str]:
    """Return a cell under a heading: right, wrong, or of another kind than a text."""
    return st.one_of(
        st.sampled_from(TEXTS[head]).map(lambda held: text(at, held)),
        st.sampled_from(TEXTS[head][:1]).map(lambda held: text(at, held)),
        st.integers(-5, 60_000).map(lambda held: number(at, str(held))),
        st.integers(0, 60_000).map(lambda held: number(at, str(held), DATE)),
        st.just(formula(at, "30+2", "32")),
        st.just(f'<c r="{at}" t="e"><v>#N/A</v></c>'),
        st.just(f'<c r="{at}" t="b"><v>1</v></c>'),
    )


@st.composite
def sheets(draw: st.DrawFn) -> bytes:
    """Return a workbook of up to five pupils, its columns in any order."""
    heads = draw(st.permutations(HEADS))
    first = draw(st.integers(1, 3))
    letters = "ABCDEFGH"
    held = [[text(f"{letters[c]}{first}", head) for c, head in enumerate(heads)]]
    for row in range(first + 1, first + 1 + draw(st.integers(1, 5))):
        held.append(
            [draw(a_cell(head, f"{letters[c]}{row}")) for c, head in enumerate(heads)]
        )
    blank: list[list[str]] = [[] for _ in range(first - 1)]
    return zipped(parts(rows(*blank, *held)))


def here(data: bytes) -> Workbook:
    """Read the cells in this process: another for each example takes too long."""
    return read(data, LIMITS, forgiving=True, kinds=KINDS)


def every(found: tuple[Finding, ...]) -> list[Finding]:
    """Return findings and those folded beneath them."""
    return [two for one in found for two in (one, *every(one.consequences))]


def stands(sheet: Sheet, row: int, column: str) -> str | None:
    """Return what stands in a cell, or None."""
    cells = {cell.address: cell.text for cell in sheet.rows.get(row, {}).values()}
    return cells.get(f"{column}{row}")


@given(sheets())
def test_a_findings_place_exists_and_holds_the_value_it_quotes(data: bytes) -> None:
    with patch("keystage.marksheet.apart.cells", here):
        report = check_bytes("sheet.xlsx", data, OPTIONS)
    (sheet,) = read(data, forgiving=True).sheets
    last = max(sheet.rows)
    for one in every(report.findings):
        place = one.place
        if place is None or place.row is None:
            continue
        assert place.sheet == sheet.name
        assert 1 <= place.row <= last
        if place.column is None:
            continue
        assert place.column in "ABCDEFGH"
        if one.value is not None:
            held = stands(sheet, place.row, place.column) or ""
            assert one.value.strip() in {held.strip(), shown(held).strip()}, one
