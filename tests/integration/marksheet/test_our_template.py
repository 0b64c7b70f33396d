"""Our own template comes back: current, last year's, re-ordered, with columns added."""

import io
from datetime import UTC, datetime
from typing import Any

import openpyxl
import pytest

from keystage import rulebooks
from keystage.checks.model import Rulebook
from keystage.core.findings import Severity
from keystage.intake.shelf import standard
from keystage.marksheet import apart
from keystage.marksheet.grid import Kind, columns
from keystage.marksheet.model import Hints, Marksheet
from keystage.marksheet.read import read
from keystage.marksheet.template import Listed, Order, template
from keystage.tables.writing import xlsx

SHELF = standard()
BOOKS = ["eyfsp-2026", "eyfsp-2019", "phonics-2026", "ks1-2017", "ks1-2026", "ks2-2026"]


def results(book: Rulebook) -> dict[str, str]:
    """Return a result for each column a school fills in."""
    return {
        one.id: str(one.maximum) if one.is_mark else one.codes[0]
        for one in columns(book)
        if one.kind is Kind.RESULT and one.id != "outcome"
    }


def made(book: Rulebook) -> bytes:
    """Return the template of a school with two pupils, filled in."""
    (cohort, *_) = book.cohorts
    pupils = [
        Listed(
            surname=name,
            forename="Mina",
            upn=number,
            dob=cohort.born_from.isoformat(),
            sex="F",
            nc_year=cohort.nc_years[0],
            group="Oak",
            results=results(book),
        )
        for name, number in (("Ashdown", "Y004100123001"), ("Birch", "V004100124000"))
    ]
    when = datetime(book.year, 6, 10, 10, 0, tzinfo=UTC)
    return xlsx.write(
        template(Order(book=book, pupils=pupils, made=when, school="9991001"))
    )


def back(data: bytes, **hints: Any) -> Marksheet:
    """Return what is read of a workbook, in a process of its own."""
    return read(apart.cells(data), SHELF, Hints(**hints))


def changed(data: bytes, how: Any) -> bytes:
    """Return a workbook as a person's program saves it, after `how` changed a sheet."""
    held = openpyxl.load_workbook(io.BytesIO(data))
    how(held["Marksheet"])
    out = io.BytesIO()
    held.save(out)
    return out.getvalue()


@pytest.mark.parametrize("name", BOOKS)
def test_a_filled_template_says_what_it_is_and_every_result_comes_back(
    name: str,
) -> None:
    book = rulebooks.load(name)
    sheet = back(made(book))
    assert (sheet.book.id, sheet.school) == (name, "9991001")
    assert [line.get("upn") for line in sheet.lines] == [
        "Y004100123001",
        "V004100124000",
    ]
    wanted = results(book)
    assert {one: sheet.lines[0].get(one) for one in wanted} == wanted
    assert not [one for one in sheet.findings if one.severity is not Severity.NOTE]


def test_last_years_template_is_read_by_this_years_rules_and_said_to_be_last_years() -> (
    None
):
    sheet = back(made(rulebooks.load("phonics-2025")), year=2026)
    assert sheet.book.id == "phonics-2026"
    assert len(sheet.lines) == 2
    (said,) = [one for one in sheet.findings if one.severity is Severity.ERROR]
    assert said.rule == "SHEET-VERSION"


def test_columns_may_be_added_in_front_and_rows_sorted() -> None:
    book = rulebooks.load("ks1-2026")
    plain = made(book)

    def moved(sheet: Any) -> None:
        for area in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(area))
        row = next(cell.row for cells in sheet for cell in cells if cell.value == "UPN")
        for cells in sheet.iter_cols(min_row=row + 1, max_row=row + 2):
            first, second = cells
            first.value, second.value = second.value, first.value
        sheet.insert_cols(1, 2)
        sheet.cell(row, 1, "Target")
        sheet.cell(row + 1, 1, "GDS")

    before, after = back(plain), back(changed(plain, moved))
    assert [line.get("surname") for line in after.lines] == ["Birch", "Ashdown"]
    for line, other in zip(before.lines, reversed(after.lines), strict=True):
        for name in results(book):
            assert line.get(name) == other.get(name)
    assert "SHEET-COLUMNS" in {one.rule for one in after.findings}
