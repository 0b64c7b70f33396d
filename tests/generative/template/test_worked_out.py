"""LibreOffice opens, works out and saves every template; what comes back is right."""

import io
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from keystage import measures, rulebooks, tables
from keystage.checks.model import Rulebook
from keystage.core.records import Return, Row
from keystage.intake.shelf import standard
from keystage.marksheet import apart, returns, tag
from keystage.marksheet.read import read
from keystage.marksheet.template import Order, template
from keystage.measures import Situation
from keystage.tables import Cell, Sheet, Workbook
from keystage.tables.writing import xlsx
from tests.conftest import SCALE
from tests.generative.template import office
from tests.generative.template.classes import MADE, class_of, sheets_alike

WORKED_OUT = (
    *("eyfsp-2019", "eyfsp-2026", "phonics-2024", "phonics-2026"),
    *("ks1-2018", "ks1-2026", "ks2-2019", "ks2-2026"),
)
MANY = 40
EMPTY = "–"  # noqa: RUF001 - what the sheet shows where nobody counts


def odd(name: str) -> float:
    """Return the share of odd results that leaves many children with all results."""
    return 0.01 if name.startswith("eyfsp") else 0.25


def order_of(name: str, many: int, share: float, seed: int) -> Order:
    """Return an order for a class with results of a rulebook."""
    book = rulebooks.load(name)
    pupils = class_of(book, random.Random(f"{name} {seed}"), many, odd=share)
    return Order(
        book=book, pupils=pupils, made=MADE, school="9991234", name="St Ives", spare=3
    )


type Saved = dict[str, tuple[bytes, Workbook]]
ADDED_TO = ("eyfsp-2026", "ks2-2026")


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Saved]:
    """Every workbook as LibreOffice saves it, and its cells; all of them in one go."""
    folder = tmp_path_factory.mktemp("saved")
    files = []
    for purpose, name, data in filled():
        files.append(folder / f"{purpose} {name}.xlsx")
        files[-1].write_bytes(data)
    back: dict[str, Saved] = {}
    for file in office.saved(files, "xlsx", folder):
        purpose, _, name = file.stem.partition(" ")
        data = file.read_bytes()
        back.setdefault(purpose, {})[name] = (data, tables.read(data))
    return back


def filled() -> Iterator[tuple[str, str, bytes]]:
    """Yield each workbook with its purpose and the rulebook it is of.

    `worked` are classes with results of every sort; `sound` one of every rulebook that
    has a template, at less than full scale the newest of those that look alike; to
    `added` a person added rows.
    """
    for name in WORKED_OUT:
        order = order_of(name, MANY, odd(name), 1)
        yield "worked", name, xlsx.write(template(order))
    for alike in sheets_alike():
        for name in alike if SCALE >= 1 else alike[-1:]:
            yield "sound", name, xlsx.write(template(order_of(name, 6, 0, 2)))
    for name in ADDED_TO:
        yield "added", name, with_rows_added(name)


def sheet_of(workbook: Workbook, name: str) -> Sheet:
    """Return a sheet by its name."""
    return next(sheet for sheet in workbook.sheets if sheet.name == name)


def return_of(data: bytes) -> Return:
    """Return what our reader makes of a workbook that nothing was to be said of."""
    return returns.to_return(read(apart.cells(data), standard()))


@pytest.fixture(scope="module")
def worked(saved: dict[str, Saved]) -> Saved:
    """Classes with results of every sort, worked out by LibreOffice."""
    return saved["worked"]


@pytest.mark.parametrize("name", WORKED_OUT)
def test_the_figures_on_the_sheet_are_the_measures(worked: Saved, name: str) -> None:
    data, workbook = worked[name]
    told = figures_of(workbook)
    book = rulebooks.load(name)
    rows = return_of(data).rows
    assert len(rows) == MANY
    found = measures.of(book, measures.of_rows(rows), Situation(today=MADE.date()))
    assert [one.title for one in found if one.ratio is None] == [
        title for title, parts in told.items() if parts == (EMPTY, EMPTY, EMPTY)
    ]
    for one in found:
        if one.ratio is not None:
            comes, *parts = told[one.title]
            assert parts == [str(one.numerator), str(one.denominator)], one.id
            assert one.denominator
            exact = one.numerator if one.spec.unit == "total" else one.ratio.rate
            assert float(comes) == pytest.approx(exact)


def figures_of(workbook: Workbook) -> dict[str, tuple[str, str, str]]:
    """Return what each measure comes to: the figure and its two parts."""
    rows = sheet_of(workbook, tag.FIGURES).rows
    return {
        row[1].text: (row[2].text, row[3].text, row[4].text)
        for number, row in rows.items()
        if number > 4 and 4 in row
    }


@pytest.mark.parametrize("name", ["eyfsp-2019", "eyfsp-2026"])
def test_what_stands_beside_a_child_is_the_childs_own_measure(
    worked: Saved, name: str
) -> None:
    data, workbook = worked[name]
    book, rows = rulebooks.load(name), return_of(data).rows
    shown = beside(workbook)
    specs = {spec.id: spec for spec in measures.specs(book)}
    seen = set()
    for row in rows:
        (child,) = measures.of_rows([row])
        own = shown[child.upn]
        for title, id_ in (("GLD", "gld"), ("All goals", "all_goals")):
            answer = specs[id_].answer
            assert answer is not None
            found = answer(child)
            said = EMPTY if isinstance(found, str) else ("No", "✓ Yes")[found]
            assert own[title] == said
            seen.add(said)
        total = specs["points"].answer
        assert total is not None
        points = total(child)
        assert points in {"A", "incomplete"} or own["Points"] == str(points)
        assert points != "A" or own["Points"] == "0 (A)"
        assert points != "incomplete" or own["Points"].endswith(" of 17")
        seen.add(points if isinstance(points, str) else "points")
    assert seen == {"✓ Yes", "No", EMPTY, "A", "incomplete", "points"}


def beside(workbook: Workbook) -> dict[str, dict[str, str]]:
    """Return every pupil's cells by heading, by UPN."""
    rows = sheet_of(workbook, tag.MARKSHEET).rows
    heads = {column: cell.text for column, cell in rows[6].items()}
    lines = (
        {heads[column]: cell.text for column, cell in row.items() if column in heads}
        for number, row in rows.items()
        if number > 6
    )
    return {line["UPN"]: line for line in lines if "UPN" in line}


@pytest.mark.parametrize("name", WORKED_OUT)
def test_blanks_and_what_is_no_result_are_counted_by_row_and_column(
    worked: Saved, name: str
) -> None:
    data, workbook = worked[name]
    book, rows = rulebooks.load(name), return_of(data).rows
    shown, wanted = (
        beside(workbook),
        [p for p in book.components.values() if p.required],
    )
    blanks = odd = 0
    for row in rows:
        own = shown[row.upn]
        left = sum(not row.value(part.id) for part in wanted)
        assert own["Still blank"] == str(left)
        wrong = sum(is_odd(book, row, part.id) for part in book.components.values())
        assert own.get("Put right", "") == (f"! {wrong}" if wrong else "")
        blanks, odd = blanks + left, odd + bool(wrong)
    assert blanks
    assert odd
    top = sheet_of(workbook, tag.MARKSHEET).rows
    heads = {cell.text: column for column, cell in top[6].items()}
    assert top[3][heads["Still blank"]].text == str(blanks)
    assert top[3][heads["Put right"]].text == str(odd)
    for part in wanted:
        left = sum(not row.value(part.id) for row in rows)
        assert top[3][heads[part.title]].text == str(left)


def is_odd(book: Rulebook, row: Row, component: str) -> bool:
    """Whether a result is none a school may give."""
    part, value = book.components[component], row.value(component)
    if part.maximum is not None and value.isdigit():
        return not (part.minimum or 0) <= int(value) <= part.maximum
    return bool(value) and (
        value not in part.codes or book.codes[value].role != "school"
    )


def test_every_template_saved_by_libreoffice_comes_back_as_it_was_filled(
    saved: dict[str, Saved],
) -> None:
    sound = saved["sound"]
    assert len(sound) > 10
    for name, (data, workbook) in sound.items():
        order = order_of(name, 6, 0, 2)
        marksheet = read(apart.cells(data), standard())
        assert (marksheet.book.id, marksheet.school) == (name, "9991234")
        assert {finding.rule for finding in marksheet.findings} <= {"SHEET-WORDS"}
        rows = {row.upn: row for row in returns.to_return(marksheet).rows}
        for pupil in order.pupils:
            row = rows[pupil.upn]
            assert (row.surname, row.dob) == (pupil.surname, pupil.dob)
            assert (row.sex, row.nc_year) == (pupil.sex, pupil.nc_year)
            given = {part for part in order.book.components if row.value(part)}
            assert given == set(pupil.results)
        assert not list(evaluated(workbook, order))


def evaluated(workbook: Workbook, order: Order) -> list[Cell]:
    """Return the cells of pupils' names and results that became formulas."""
    sheet = sheet_of(workbook, tag.MARKSHEET)
    ours = {
        "Surname",
        "Forename",
        "UPN",
        *(p.title for p in order.book.components.values()),
    }
    columns = {at for at, cell in sheet.rows[6].items() if cell.text in ours}
    return [
        cell
        for number, row in sheet.rows.items()
        for column, cell in row.items()
        if number > 6 and column in columns and cell.formula
    ]


def with_rows_added(name: str) -> bytes:
    """Return a template of five pupils, to which a person added ten."""
    few, all_ = (order_of(name, many, 0, 4) for many in (5, 15))
    book = load_workbook(io.BytesIO(xlsx.write(template(few))))
    marksheet = book[tag.MARKSHEET]
    at = {cell.value: cell.column for cell in marksheet[6]}
    for row, pupil in enumerate(all_.pupils[5:], 12):  # three spare rows, then none
        who = (("UPN", pupil.upn), ("Surname", "Ash"), ("Forename", pupil.forename))
        results = (
            (few.book.components[part].title, value)
            for part, value in pupil.results.items()
        )
        for head, value in (*who, *results):
            marksheet.cell(row, at[head] or 0).value = value
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


@pytest.mark.parametrize("name", ADDED_TO)
def test_rows_a_person_adds_are_counted_with_the_others(
    saved: dict[str, Saved], name: str
) -> None:
    data, workbook = saved["added"][name]
    rows = return_of(data).rows
    assert len(rows) == 15
    told = figures_of(workbook)
    for one in measures.of(rulebooks.load(name), measures.of_rows(rows)):
        assert told[one.title][1:] == (str(one.numerator), str(one.denominator))
        assert one.denominator


def test_every_sheet_is_printed_a4_across_with_nothing_lost(tmp_path: Path) -> None:
    names = ("eyfsp-2026", "phonics-2026", "ks1-2018", "ks2-2026")
    files = []
    for name in names:
        files.append(tmp_path / f"{name}.xlsx")
        files[-1].write_bytes(xlsx.write(template(order_of(name, 30, 0, 3))))
    for pdf in office.saved(files, "pdf", tmp_path):
        pages = office.pictures(pdf)
        assert 4 <= len(pages) <= 8
        for page in pages:
            width, height = office.size(page)
            assert (width, height) == pytest.approx((702, 496), abs=2)
