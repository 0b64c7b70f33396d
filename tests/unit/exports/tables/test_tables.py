"""A return as a table and back, and what of a file a table does not hold."""

import io
from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystage import rulebooks
from keystage.checks.model import Rulebook
from keystage.core.cells import Cell
from keystage.core.errors import WriteError
from keystage.core.records import Element, Result, Return, Row
from keystage.exports.tables import file, lost, table
from keystage.intake.shelf import standard
from keystage.marksheet.model import Hints
from keystage.marksheet.read import read as read_sheet
from keystage.marksheet.returns import to_return
from keystage.tables import read
from tests.unit.intake.makers import ctf_file, mark, number, pupil

HEADER = "the header, save for who sends the file"
MADE = datetime(2026, 6, 10, 10)  # noqa: DTZ001 - as clocks show it
BOOKS = [
    rulebooks.load(name)
    for name in ("phonics-2026", "eyfsp-2026", "ks1-2026", "ks2-2026", "mtc-2026")
]


def a_row(book: Rulebook, at: int, value: dict[str, str]) -> Row:
    who = {
        "upn": number(at),
        "surname": "=O'Brien",
        "forename": "Zoë",
        "dob": "2019-11-05",
        "sex": "F",
        "nc_year": "1",
    }
    results = {
        name: [Result(name, held, Cell(held))] for name, held in value.items() if held
    }
    return Row(
        position=at,
        upn=who["upn"],
        surname=who["surname"],
        forename=who["forename"],
        dob=who["dob"],
        sex="F",
        cells={name: Cell(text) for name, text in who.items()},
        results=results,
        nc_year="1",
    )


@st.composite
def returns(draw: st.DrawFn) -> tuple[Rulebook, Return]:
    """Return a rulebook and a return of it, any code or mark under each component."""
    book = draw(st.sampled_from(BOOKS))
    rows = []
    for at in range(1, draw(st.integers(1, 4)) + 1):
        value = {}
        for part in book.components.values():
            marks = [str(part.minimum or 0), str(part.maximum)] if part.is_mark else []
            value[part.id] = draw(st.sampled_from(["", *part.codes, *marks]))
        rows.append(a_row(book, at, value))
    return book, Return(book.collection, book.year, "9991001", "123456", rows)


@given(returns(), st.booleans())
def test_a_table_becomes_the_file_it_was_made_of(
    made: tuple[Rulebook, Return], as_csv: bool
) -> None:
    book, return_ = made
    grid = table.of(return_, book)
    data = table.as_csv(grid)
    if not as_csv:
        data = table.as_xlsx(grid, return_, book, MADE)
    hints = Hints(year=book.year, collection=book.collection)
    sheet = read_sheet(read(data, forgiving=True), standard(), hints)
    back = to_return(sheet)
    assert file.of(back, book, MADE) == file.of(return_, book, MADE)


def test_a_workbook_of_results_has_one_sheet_nothing_hidden_and_says_what_it_is() -> (
    None
):
    book = BOOKS[0]
    return_ = Return("phonics", 2026, "", "123456", [a_row(book, 1, {"mark": "032"})])
    data = table.as_xlsx(table.of(return_, book), return_, book, MADE)
    held = openpyxl.load_workbook(io.BytesIO(data))
    (sheet,) = held.worksheets
    assert [slot.value for slot in sheet[1]][-2:] == ["URN", "Rulebook"]
    assert not held.defined_names
    assert not [slot for row in sheet for slot in row if slot.data_type == "f"]
    properties = read(data).properties
    assert properties["Keystage rulebook"] == "phonics-2026"
    assert properties["Keystage school"] == "123456"
    assert "032" in [slot.value for slot in sheet[2]]


def test_a_return_without_a_school_has_no_column_for_it() -> None:
    grid = table.of(Return("phonics", 2026, "", "", []), BOOKS[0])
    assert "school" not in grid.ids
    assert "urn" not in grid.ids


def test_a_table_that_does_not_read_back_is_not_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    book = BOOKS[0]
    return_ = Return("phonics", 2026, "9991001", "", [a_row(book, 1, {"mark": "32"})])
    grid = table.of(return_, book)
    monkeypatch.setattr(table, "to_csv", lambda _rows: "UPN\r\n")
    with pytest.raises(WriteError):
        table.as_csv(grid)


def test_a_date_before_a_workbooks_calendar_stays_a_text() -> None:
    book = BOOKS[0]
    row = a_row(book, 1, {})
    row.cells["dob"] = Cell("1850-01-01")
    return_ = Return("phonics", 2026, "9991001", "", [row])
    data = table.as_xlsx(table.of(return_, book), return_, book, MADE)
    texts = [cell.text for cell in read(data).sheets[0].rows[2].values()]
    assert "1850-01-01" in texts


def test_a_pupil_without_a_year_group_gets_no_basic_details() -> None:
    book = BOOKS[0]
    row = replace(a_row(book, 1, {"mark": "32"}), nc_year="")
    made = file.of(Return("phonics", 2026, "9991001", "", [row]), book, MADE)
    assert made.pupils[0].sections == []
    assert made.header.destination.la == "999"


def test_a_file_of_a_school_nobody_knows_has_no_destination() -> None:
    made = file.of(Return("phonics", 2026, "", "", []), BOOKS[0], MADE)
    assert made.header.destination.la == ""
    known = file.of(Return("phonics", 2026, "", "", []), BOOKS[0], MADE, "999")
    assert known.header.destination.la == "999"


def test_what_a_table_does_not_hold_is_said_by_name_and_number() -> None:
    one = pupil(1, [mark("33"), mark("33")], nc_year="1")
    one.sections[0].children.append(Element("EnrolStatus", "C"))
    one.sections.append(Element("Address", children=[Element("Street", "x")]))
    one.uln = "1000000000"
    one.assessments[0].date = "2026-06-08"
    sent = ctf_file([one, pupil(2)])
    sent.header.source.name = "Oak Primary School"
    sent.header.extra.append(Element("Odd"))
    sent.extra.append(Element("Odder"))
    book = BOOKS[0]
    row = a_row(book, 1, {"mark": "33"})
    row.results["mark"] = [Result("mark", "33", Cell(" 3 3")), *row.results["mark"]]
    row.others.append(Result("XYZ", "1", Cell("1")))
    return_ = Return("phonics", 2026, "9991001", "", [row])
    told = lost.what(sent, return_, book, {("ks1", "2025"): 3})
    assert told == [
        f"pupils who are not of {book.title}: 1",
        "results of ks1 2025: 3",
        "results the rulebook does not know: 1",
        "results given more than once, the first of each kept: 1",
        "ULN: 1",
        "dates of results: 1",
        "BasicDetails/EnrolStatus: 1",
        "Address: 1",
        "Odd of the header: 1",
        "Odder of the file: 1",
        "written in the rulebook's own codes, as they were read: 1",
        f"{HEADER}, the school's name (Oak Primary School) too",
    ]


def test_of_a_plain_file_a_table_leaves_out_only_the_header() -> None:
    sent = ctf_file([pupil(1, [mark("33")])])
    sent.header.source.name = ""
    book = BOOKS[0]
    return_ = Return("phonics", 2026, "9991001", "", [a_row(book, 1, {"mark": "33"})])
    assert lost.what(sent, return_, book, {}) == [HEADER]
