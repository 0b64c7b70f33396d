"""Workbooks out, in and back with notes: ours beside openpyxl doing the bare work.

The peer writes, reads and marks the same cells, and nothing more: no looks, no lists to
choose from, no sums, no limits, no reading into results, no sheet of findings.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from bench import made
from bench.clock import Case, Work, compare
from bench.table import table
from keystage import intake, rulebooks
from keystage.core.records import Pupil
from keystage.intake.shelf import standard
from keystage.marksheet import apart
from keystage.marksheet.model import Hints, Marksheet
from keystage.marksheet.read import read
from keystage.marksheet.template import Listed, Order, template
from keystage.marksheet.template.model import HEADS
from keystage.reports.values import Json
from keystage.reports.workbook.returned import give_back
from keystage.tables.writing import BookOut, Formula, xlsx

DAY = datetime(made.YEAR, 6, 10, 10, tzinfo=UTC)
SCHOOL = "9992001"
NAME = f"{SCHOOL}.xlsx"
SIZES = (30, 120)
LEAST = 0.2
FILL = PatternFill("solid", fgColor="FFF4C2")
WRONG_IN = 10  # pupils, of whom one has a result that is none
FINDINGS = "Keystage findings"

type Cells = list[tuple[str, list[list[str | float | None]]]]
type Place = tuple[str, str]


class Sheet(NamedTuple):
    """A template filled in: how it was asked for, its cells, the file, what is found."""

    order: Order
    cells: Cells
    data: bytes
    found: Json
    marked: tuple[Place, ...]


def filled(pupils: int) -> Sheet:
    """Return the marksheet of a class of which some results are no results."""
    book = rulebooks.load(f"eyfsp-{made.YEAR}")
    listed = [
        Listed(
            surname=row.surname,
            forename=row.forename,
            upn=row.upn,
            dob=row.dob,
            sex=row.sex,
            nc_year="R",
            results=results(row, wrong=place % WRONG_IN == 0),
        )
        for place, row in enumerate(made.rows(book, pupils))
    ]
    order = Order(book=book, pupils=listed, made=DAY, school=SCHOOL)
    described = template(order)
    data = xlsx.write(described)
    found = checked(data)
    return Sheet(order, cells(described), data, found, tuple(places(found)))


def results(pupil: Pupil, *, wrong: bool) -> dict[str, str]:
    """Return a pupil's results by component, the first of them no result if asked."""
    found = {one.kind.component: one.result for one in pupil.assessments}
    return found | ({next(iter(found)): made.WRONG} if wrong else {})


def cells(book: BookOut) -> Cells:
    """Return what stands in a workbook to be written, sheet by sheet."""
    return [
        (
            sheet.name,
            [
                [plain(row.cells[at].value) if at in row.cells else None for at in span]
                for row in sheet.rows.values()
                for span in [range(1, max(row.cells, default=0) + 1)]
            ],
        )
        for sheet in book.sheets
    ]


def plain(value: object) -> str | float | None:
    """Return a cell as the peer writes it."""
    if isinstance(value, Formula):
        return f"={value.text}"
    return value if isinstance(value, str | int | float | None) else str(value)


def checked(data: bytes) -> Json:
    """Return the findings document of a sheet."""
    with TemporaryDirectory() as folder:
        path = Path(folder, NAME)
        path.write_bytes(data)
        options = intake.Options(now=DAY, year=made.YEAR)
        return intake.to_dict(intake.check_paths([path], options))


def places(found: Json) -> Iterator[Place]:
    """Yield sheet and address of each cell something is said of."""
    for finding in found["files"][0]["findings"]:
        place = finding.get("place") or {}
        if place.get("column"):
            yield place["sheet"], f"{place['column']}{place['row']}"


def lines(data: bytes) -> Marksheet:
    """Read a sheet into pupils and results, in a process of its own as always."""
    return read(apart.cells(data), standard(), Hints(name=NAME, year=made.YEAR))


def returned(sheet: Sheet) -> bytes:
    """Return a sheet with a mark and a note on each cell, and the findings in front."""
    return give_back(sheet.data, sheet.found, made=DAY, ours=True).data


def peer_writes(held: Cells) -> bytes:
    """Write the same cells by openpyxl."""
    book, out = openpyxl.Workbook(write_only=True), io.BytesIO()
    for name, rows in held:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(out)
    return out.getvalue()


def peer_reads(data: bytes) -> list[list[tuple[object, ...]]]:
    """Read all cells by openpyxl."""
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    return [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]


def peer_returns(sheet: Sheet) -> bytes:
    """Mark the same cells by openpyxl, with a colour and a note."""
    book, out = openpyxl.load_workbook(io.BytesIO(sheet.data)), io.BytesIO()
    for name, address in sheet.marked:
        cell = book[name][address]
        cell.comment, cell.fill = Comment("This is no result.", "Keystage"), FILL
    book.save(out)
    return out.getvalue()


def prove_equal(sheet: Sheet) -> None:
    """Stop unless the peer writes and reads the same cells, and marks the same ones."""
    assert sheet.marked, "nothing to mark"
    own = [[row for row in rows if any(row)] for rows in peer_reads(sheet.data)]
    theirs = peer_reads(peer_writes(sheet.cells))
    upns = {pupil.upn for pupil in sheet.order.pupils}
    for found in (own, theirs):
        assert upns <= {cell for rows in found for row in rows for cell in row}
    assert upns == {line.get("upn") for line in lines(sheet.data).lines}
    assert _noted(returned(sheet)) == _noted(peer_returns(sheet)) == set(sheet.marked)


def _noted(data: bytes) -> set[Place]:
    """Return the cells that have a note of ours, beside those of the template."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {
        (sheet.title, cell.coordinate)
        for sheet in book.worksheets
        if sheet.title != FINDINGS
        for row in sheet.iter_rows(min_row=HEADS + 1)
        for cell in row
        if cell.comment is not None
    }


def report(rounds: int, sizes: Sequence[int] = SIZES, least: float = LEAST) -> str:
    """Return the table: a class, and a large year group."""
    rows: list[tuple[str, ...]] = []
    for pupils in sizes:
        sheet = filled(pupils)
        prove_equal(sheet)
        title = f"{pupils} pupils, {len(sheet.data) / 1024:.0f} kB"
        rows += [(title, *told) for told in _told(sheet, rounds, least)]
    return table(("Marksheet", "Way", "x openpyxl, the bare cells", "range"), rows)


def _told(sheet: Sheet, rounds: int, least: float) -> Iterator[tuple[str, str, str]]:
    ways: tuple[tuple[str, Callable[[], object], Callable[[], object]], ...] = (
        (
            "template, described and written",
            lambda: xlsx.write(template(sheet.order)),
            lambda: peer_writes(sheet.cells),
        ),
        (
            "read into pupils and results",
            lambda: lines(sheet.data),
            lambda: peer_reads(sheet.data),
        ),
        (
            "read, and every check",
            lambda: checked(sheet.data),
            lambda: peer_reads(sheet.data),
        ),
        (
            f"returned with {len(sheet.marked)} notes",
            lambda: returned(sheet),
            lambda: peer_returns(sheet),
        ),
    )
    for name, own, peer in ways:
        case = Case(name, _once(own), [b""])
        compare([case], _once(peer), rounds, least)
        yield case.told()


def _once(work: Callable[[], object]) -> Work:
    return lambda _: work()
