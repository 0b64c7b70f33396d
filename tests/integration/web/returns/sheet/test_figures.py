"""The foot of a sheet is what `keystage summary` makes of the same results in a file."""

import csv
import json
import time
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from keystage.cli.main import run
from keystage.core.errors import EXIT_CLEAN, EXIT_ERRORS_FOUND
from keystage.marksheet import grid
from keystage_web.returns.sheet import queries
from keystage_web.returns.sheet.gather.gathering import gathered, standing_of
from keystage_web.returns.sheet.model import Sheet
from keystage_web.returns.sheet.rows import Rows, foot_of
from keystage_web.returns.sheet.worked import NONE
from tests.integration.web.returns.sheet.making import Place

pytestmark = [pytest.mark.database, pytest.mark.django_db]

_WHO = {
    "upn": "UPN",
    "surname": "Surname",
    "forename": "Forename",
    "dob": "Date of birth",
    "sex": "Sex",
    "nc_year": "Year group",
}


def filled(book: str, many: int = 30) -> Place:
    """Return a school with results by chance: some exempt, some not finished."""
    chance, place = Random(f"{book}, 7"), Place(book)
    place.now += timedelta(days=40)  # the threshold is published by then
    for at in range(many):
        cohort = place.rulebook.cohorts[at % len(place.rulebook.cohorts)]
        pupil = place.child(cohort=cohort)
        values = {}
        for column in grid.columns(place.rulebook):
            if column.kind is not grid.Kind.RESULT or not column.required:
                continue
            codes = [one for one in column.codes if one != "A"]
            marks = [str(mark) for mark in range((column.maximum or -1) + 1)]
            values[column.id] = chance.choice([*codes, *marks] if marks else codes)
        if at % 7 == 0:
            values = dict.fromkeys(values, "A")
        if at % 5 == 0:
            values.pop(next(iter(values)))
        place.put(pupil, values)
    return place


def summarised(place: Place, sheet: Sheet, folder: Path) -> dict[str, dict[str, Any]]:
    """Return what `keystage summary` makes of the results of a sheet, by measure."""
    table, out = folder / f"9992001 {place.book}.csv", folder / "out.json"
    columns = {**_WHO, **{column.id: column.title for column in sheet.results}}
    rows = {one.pupil: one for one in sheet.rows}
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns.values())
        for pupil in place.pupils:
            cells = rows[pupil.id].cells
            who = [
                *(pupil.upn, pupil.surname, pupil.forename),
                *(f"{pupil.born:%d/%m/%Y}", pupil.sex, pupil.year_group),
            ]
            writer.writerow(
                [*who, *(cells[column.id].value for column in sheet.results)]
            )
    book = place.rulebook
    asked = ["--collection", book.collection, "--year", str(book.year)]
    more = ["--school", "9992001", "--format", "json", "--output", str(out)]
    ended = run(["summary", str(table), *asked, *more])
    assert ended in {EXIT_CLEAN, EXIT_ERRORS_FOUND}  # some results are missing
    (part,) = json.loads(out.read_text(encoding="utf-8"))["collections"]
    found: dict[str, dict[str, Any]] = part["rows"][0]["figures"]
    return found


@pytest.mark.parametrize(
    "book", ["eyfsp-2025", "eyfsp-2019", "phonics-2024", "ks1-2025", "ks2-2018"]
)
def test_the_foot_is_what_a_summary_of_the_same_results_says(
    book: str, tmp_path: Path
) -> None:
    place = filled(book)
    sheet = queries.sheet(place.scope(), place.round.id, now=place.now)
    assert sheet
    found = summarised(place, sheet, tmp_path)
    told = {one.id: one.text for one in sheet.foot.figures}
    told |= {
        f"expected.{name}": one.text
        for name, one in sheet.foot.cells.items()
        if f"expected.{name}" in found
    }
    if "gld" in sheet.foot.cells:
        told["gld"] = sheet.foot.cells["gld"].text
    assert told
    for name, text in told.items():
        assert text == _said(found[name]), name


def _said(figure: dict[str, Any]) -> str:
    if figure["rate"] is not None:
        return f"{int(figure['rate'] * 100 + 0.5 + 1e-9)}%"
    if figure["mean"] is None:
        return NONE
    return f"{int(figure['mean'] * 10 + 0.5 + 1e-9) / 10:.1f}"


def test_a_sum_of_marks_is_that_of_the_cells() -> None:
    place = filled("phonics-2024")
    sheet = queries.sheet(place.scope(), place.round.id, now=place.now)
    assert sheet
    values = [row.cells["mark"].value for row in sheet.rows]
    marks = [int(value) for value in values if value.isdigit()]
    text = sheet.foot.cells["mark"].text
    assert text == f"{len(marks)} marks, sum {sum(marks)}"
    assert 0 < len(marks) < len(values)


@pytest.mark.uncounted
def test_a_hundred_and_twenty_rows_are_made_in_little_time() -> None:
    """Of the processor alone, and of the best of some runs: others work here too."""
    place = filled("eyfsp-2026", 120)
    found = standing_of(place.scope(), place.round.id, place.now)
    assert found
    of = gathered(place.scope(), found, place.now)

    def once() -> float:
        begin = time.process_time()
        rows = Rows(of)
        made = [rows.row(child) for child in of.children]
        foot_of(rows, of.children)
        assert len(made) == 120
        return time.process_time() - begin

    best = min(once() for _ in range(9))
    assert best < 0.05, best
