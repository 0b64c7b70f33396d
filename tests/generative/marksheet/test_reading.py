"""Whatever people do to a marksheet, its rows are read the same, or a cell is named."""

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from keystage import rulebooks
from keystage.checks.model import Context, Rulebook
from keystage.checks.run import run
from keystage.checks.words import shown
from keystage.core.findings import Finding
from keystage.intake.shelf import standard
from keystage.marksheet.grid import Kind, columns
from keystage.marksheet.model import Hints, Marksheet
from keystage.marksheet.read import KINDS, LIMITS, read
from keystage.marksheet.returns import to_return, together
from keystage.tables import Cell, Workbook
from keystage.tables import read as read_cells
from keystage.tables.clipboard import from_text
from keystage.tables.writing.csv import safe, to_csv, unguarded
from tests.unit.tables.making import xlsx, xlsx_rows

SHELF = standard()
PHONICS = rulebooks.load("phonics-2026")
BOOKS = st.sampled_from(
    ["eyfsp-2026", "phonics-2026", "ks1-2026", "ks2-2026", "mtc-2026"]
)
ROW = st.tuples(
    st.sampled_from(["Y004100123001", "V004100124000", "J004100124001", ""]),
    st.sampled_from(["Ashdown", "O\u2019Brien", "\u00c9mile", "=1+1", "a\nb", "a,b"]),
    st.sampled_from(["Mina", "Zo\u00eb", ""]),
    st.sampled_from(["2018-11-05", "05/11/2018", "31/02/2018", "43409", ""]),
    st.sampled_from(
        ["32", "A", "absent", " 7 ", "41", "\u00a0", "x", "WA", "2", "EXS"]
    ),
)
TABLE = st.lists(ROW, min_size=1, max_size=6)


def headed(book: Rulebook) -> tuple[str, ...]:
    """Return five headings, the last that of the first result."""
    first = next(one for one in columns(book) if one.kind is Kind.RESULT)
    return ("UPN", "Surname", "Forename", "DOB", first.title)


def said(workbook: Workbook, book: Rulebook) -> tuple[Marksheet, list[Finding]]:
    """Return what is read of a workbook and everything that is said of it."""
    hints = Hints(collection=book.collection, year=book.year)
    made = read(workbook, SHELF, hints)
    found = run(book, to_return(made), Context(year=book.year)).findings
    return made, together(made, found)


def cells_of(data: bytes) -> Workbook:
    """Return the cells of a file, read as marksheets are."""
    return read_cells(data, LIMITS, forgiving=True, kinds=KINDS)


def lines(made: Marksheet) -> list[dict[str, str]]:
    """Return what was read, without where it stood."""
    return [
        {name: line.get(name) for name in sorted(line.values)} for line in made.lines
    ]


def every(found: Sequence[Finding]) -> list[Finding]:
    """Return findings and all beneath them."""
    return [each for one in found for each in (one, *every(one.consequences))]


@given(BOOKS, TABLE, st.sampled_from(["xlsx", "csv", "text"]))
def test_a_place_exists_and_holds_the_value_quoted(
    name: str, table: list[tuple[str, ...]], form: str
) -> None:
    book = rulebooks.load(name)
    rows = [headed(book), *table]
    workbook = {
        "xlsx": lambda: cells_of(xlsx(xlsx_rows(rows))),
        "csv": lambda: cells_of(to_csv(rows).encode()),
        "text": lambda: from_text(
            "\n".join("\t".join(map(_quoted, row)) for row in rows)
        ),
    }[form]()
    (sheet,) = workbook.sheets
    for one in every(said(workbook, book)[1]):
        if one.place is None:
            continue
        assert one.place.sheet == sheet.name
        assert one.place.row in {None, *sheet.rows}
        cells = {
            cell.address: cell
            for cell in sheet.rows.get(one.place.row or 0, {}).values()
        }
        cell = cells.get(f"{one.place.column}{one.place.row}")
        if one.value is not None:
            assert cell is not None, one
            assert one.value == shown(cell.text), one


def _quoted(text: str) -> str:
    """Return a text as Excel puts it on the clipboard."""
    special = any(mark in text for mark in '\t\n"')
    return '"{}"'.format(text.replace('"', '""')) if special else text


@given(TABLE, st.permutations(range(5)), st.integers(0, 3), st.booleans())
def test_the_order_of_columns_and_blank_rows_change_nothing_that_is_read(
    table: list[tuple[str, ...]], order: list[int], blanks: int, titled: bool
) -> None:
    heads = headed(PHONICS)
    plain = said(cells_of(xlsx(xlsx_rows([heads, *table]))), PHONICS)[0]
    rows: list[tuple[str, ...]] = [("My class",)] if titled else []
    rows += [("",)] * blanks
    rows += [tuple(row[at] for at in order) for row in (heads, *table)]
    moved = said(cells_of(xlsx(xlsx_rows(rows))), PHONICS)[0]
    assert lines(moved) == lines(plain)


@given(TABLE, st.randoms())
def test_the_order_of_rows_changes_only_the_order_of_lines(
    table: list[tuple[str, ...]], chance: Any
) -> None:
    heads = headed(PHONICS)
    shuffled = list(table)
    chance.shuffle(shuffled)
    first = said(cells_of(xlsx(xlsx_rows([heads, *table]))), PHONICS)[0]
    second = said(cells_of(xlsx(xlsx_rows([heads, *shuffled]))), PHONICS)[0]
    key = str
    assert sorted(lines(first), key=key) == sorted(lines(second), key=key)


@given(TABLE, st.lists(st.sampled_from(["Target", "Notes", "ELG total"]), unique=True))
def test_columns_besides_change_nothing_that_is_read(
    table: list[tuple[str, ...]], added: list[str]
) -> None:
    heads = headed(PHONICS)
    plain = said(cells_of(xlsx(xlsx_rows([heads, *table]))), PHONICS)[0]
    wide = [(*added, *heads), *((*("7" for _ in added), *row) for row in table)]
    more = said(cells_of(xlsx(xlsx_rows(wide))), PHONICS)[0]
    assert lines(more) == lines(plain)


@given(
    TABLE, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]), st.sampled_from(",;\t")
)
def test_a_csv_is_read_as_the_workbook_is(
    table: list[tuple[str, ...]], encoding: str, separator: str
) -> None:
    rows = [headed(PHONICS), *table]
    plain = said(cells_of(xlsx(xlsx_rows(rows))), PHONICS)[0]
    text = "\r\n".join(
        separator.join('"{}"'.format(safe(one).replace('"', '""')) for one in row)
        for row in rows
    )
    assert lines(said(cells_of(text.encode(encoding)), PHONICS)[0]) == lines(plain)


@given(st.text())
def test_what_our_csv_guards_is_read_back_as_it_was(text: str) -> None:
    assert unguarded(safe(text)) == text


VALUES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=9),
    st.integers(-(10**9), 10**9),
    st.floats(-1e6, 1e6).filter(lambda number: number == 0 or abs(number) > 1e-6),
    st.booleans(),
    st.dates(date(1900, 3, 1), date(2100, 1, 1)),
)


def agrees(cell: Cell | None, value: Any) -> bool:
    """Return whether a cell of ours says what openpyxl says."""
    if cell is None:
        return value is None or not str(value).strip()
    if isinstance(value, bool):
        return cell.text == str(value).upper()
    if isinstance(value, datetime):
        return cell.text == value.date().isoformat()
    if isinstance(value, int | float):
        return float(cell.text) == value
    return cell.text == str(value)


@settings(max_examples=60)
@given(st.lists(st.lists(st.none() | VALUES, max_size=4), min_size=1, max_size=5))
def test_openpyxl_reads_every_cell_as_we_do(rows: list[list[Any]]) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            made = sheet.cell(number, column, value)
            if isinstance(value, str):
                made.data_type = "s"
    held = io.BytesIO()
    book.save(held)
    ours = cells_of(held.getvalue()).sheets[0].rows
    theirs = openpyxl.load_workbook(held, data_only=True).worksheets[0]
    for row_ in theirs.iter_rows():
        for one in row_:
            cell = ours.get(one.row or 0, {}).get(one.column or 0)
            assert agrees(cell, one.value), (one.coordinate, one.value, cell)
