"""Every numbered bad workbook and CSV among the files sent: library and command line."""

import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from keystage.cli.main import run
from keystage.intake import Options
from keystage.reports import workbook
from keystage.tables import Workbook, read
from tests.integration.badinput.catalogue.subjects import Subject
from tests.integration.badinput.sheets.test_every_sheet_and_csv import ROLL, SUBJECTS
from tests.integration.badinput.verdict import Plain, complaints, report

MADE = datetime(2026, 6, 25, 9, 0, tzinfo=UTC)
USUAL = Options(year=2026, authority="999", now=MADE)
# Our own file of each case: the given ones are as they are, and each costs a process.
TRIED = [one for one in SUBJECTS if not one.demand.args and one.origin == "own"]


TOLD: dict[str, Plain] = {}  # two tests ask for each


def told(subject: Subject) -> Plain:
    """Return the entry of the findings document for one subject; not to be changed."""
    if subject.label not in TOLD:
        roll = ROLL if subject.demand.args.get("roll") else None
        options = replace(USUAL, roll=roll)
        TOLD[subject.label] = report(subject.make(), subject.name, options)
    return TOLD[subject.label]


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in this process: the command line, below, begins one for each file."""
    for part in ("keystage.tables.apart", "keystage.tables.noted.apart"):
        monkeypatch.setattr(f"{part}.has_processes", lambda: False)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.label)
def test_a_bad_sheet_among_the_files_comes_to_what_is_demanded(
    subject: Subject,
) -> None:
    found = complaints(subject.demand, told(subject), ours=False)
    assert not found, "\n".join(found)


@pytest.fixture(scope="module")
def by_command_line(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Check all of them in one go; give each one's report by its label."""
    folder = tmp_path_factory.mktemp("sent")
    out = tmp_path_factory.mktemp("out") / "found.json"
    for subject in TRIED:
        (folder / subject.label).mkdir()
        (folder / subject.label / subject.name).write_bytes(subject.make())
    words = ["--year", "2026", "--authority", "999", "--output", str(out)]
    assert run(["check", str(folder), *words]) == 2
    files = json.loads(out.read_text("utf-8"))["files"]
    return {Path(one["path"]).parent.name: one for one in files}


@pytest.mark.parametrize("subject", TRIED, ids=lambda subject: subject.label)
def test_the_command_line_answers_as_the_library_does(
    subject: Subject, by_command_line: dict[str, Any]
) -> None:
    found = complaints(subject.demand, by_command_line[subject.label], ours=False)
    assert not found, "\n".join(found)


def seen(held: Workbook) -> dict[tuple[str, str], str]:
    """Return what a person sees, without formulas and the findings in front."""
    return {
        (sheet.name, cell.address): cell.text
        for sheet in held.sheets
        if not sheet.hidden and sheet.name != "Keystage findings"
        for cells in sheet.rows.values()
        for cell in cells.values()
        if not cell.formula
    }


TAKEN = [one for one in TRIED if one.demand.outcome != "refuse"]


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("subject", TAKEN, ids=lambda subject: subject.label)
def test_a_bad_sheet_returned_works_nothing_out_and_says_the_same(
    subject: Subject,
) -> None:
    data = subject.make()
    one = told(subject)
    document = {
        "files": [one],
        "summary": dict.fromkeys(
            ("files", "pupils", "results", "errors", "queries", "notes"), 0
        ),
    }
    back = workbook.give_back(data, document, made=MADE).data
    held = openpyxl.load_workbook(io.BytesIO(back))
    # not by rows: one case has a cell in the last row and column there can be
    slots = [slot for sheet in held for slot in sheet._cells.values()]
    assert not [slot for slot in slots if slot.data_type == "f"]
    assert all(sheet.sheet_state == "visible" for sheet in held)
    before, after = seen(read(data, forgiving=True)), seen(read(back, forgiving=True))
    assert before == {place: after.get(place) for place in before}
