"""Every numbered bad workbook and CSV, through the library."""

import json
from typing import Any

import pytest

from keystage import ctf
from keystage.checks.model import RollEntry
from keystage.checks.words import shown
from keystage.core.errors import Refused
from keystage.core.records import Row
from keystage.marksheet import apart
from keystage.marksheet.model import Hints
from tests.integration.badinput.catalogue.demand import Demand
from tests.integration.badinput.catalogue.subjects import GIVEN, Subject
from tests.integration.badinput.sheets.demands import DEMANDS, GIVEN_HOLDS_NOTHING
from tests.integration.badinput.sheets.doors import Answer, answer
from tests.integration.badinput.sheets.own_sheets import OWN
from tests.integration.badinput.verdict import complaints, every

FIRST, LAST = 190, 253
ROLL = tuple(
    RollEntry(number, surname, "Mina", "2018-11-05", "F", "2")
    for number, surname in (
        ("Y004100123001", "Ashdown"),
        ("V004100124000", "Birch"),
        ("J004100124001", "Cole"),
        ("Y004100124002", "Dean"),
    )
)


def given() -> list[Subject]:
    """Return the given files, named as their manifest says; none if not there."""
    manifest = GIVEN / "manifest.jsonl"
    if not manifest.exists():
        return []
    rows = [json.loads(line) for line in manifest.read_text("utf-8").splitlines()]
    return [
        Subject(
            DEMANDS[row["id"]],
            "given",
            (GIVEN / str(row["file"])).read_bytes,
            str(row["upload_as"]),
        )
        for row in rows
        if row["area"] in {"sheet", "csv"}
        and row["file"]
        and row["id"] not in GIVEN_HOLDS_NOTHING
    ]


SUBJECTS = [
    *(Subject(one, "own", OWN[one.id], one.name) for one in DEMANDS.values()),
    *given(),
]


def said(subject: Subject) -> Answer:
    """Return what the library answers to one subject."""
    roll = ROLL if subject.demand.args.get("roll") else None
    hints = Hints(name=subject.name, year=2026, authority="999")
    return answer(subject.make(), hints, roll)


def held(row: Row, name: str) -> str:
    """Return a value of a row by its name."""
    if name == "row":
        return str(row.place.row)
    found = getattr(row, name, None)
    return row.value(name) if found is None else str(found)


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.label)
def test_a_bad_sheet_comes_to_what_the_catalogue_demands(subject: Subject) -> None:
    if subject.demand.rules == ("FILE-NOT-XML",):
        with pytest.raises(Refused) as stop:
            ctf.read(subject.make())
        assert stop.value.code == "FILE-NOT-XML"
        return
    got = said(subject)
    found = complaints(subject.demand, got.plain(), ours=False)
    assert not found, "\n".join(found)
    if subject.demand.first:
        assert got.return_ is not None
        row = got.return_.rows[0]
        for name, wanted in subject.demand.first.items():
            assert held(row, name) == wanted


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.label)
def test_a_place_exists_and_holds_what_the_finding_quotes(subject: Subject) -> None:
    got = said(subject)
    if got.workbook is None:
        return
    sheets = {sheet.name: sheet for sheet in got.workbook.sheets}
    for one in every([*got.plain()["findings"]]):
        place = one["place"] or {}
        if place.get("sheet") is None:
            continue
        rows = sheets[place["sheet"]].rows
        cell = {c.address: c for c in rows.get(place["row"], {}).values()}.get(
            f"{place['column']}{place['row']}"
        )
        if one["value"] is not None:
            assert cell is not None, one
            assert one["value"] == shown(cell.text), one


@pytest.mark.parametrize("number", ["B190", "B214", "B215", "B216", "B245", "B248"])
def test_a_child_process_reads_the_cells_this_one_does(number: str) -> None:
    data = OWN[number]()
    here = answer(data)
    assert apart.cells(data) == here.workbook


def test_a_child_process_refuses_what_this_one_does() -> None:
    with pytest.raises(Refused) as stop:
        apart.cells(OWN["B207"]())
    assert stop.value.code == "SHEET-TYPE"


def test_no_case_is_forgotten() -> None:
    wanted = {f"B{number}" for number in range(FIRST, LAST + 1)}
    assert set(DEMANDS) == set(OWN) == wanted


@pytest.mark.given
def test_the_given_files_are_all_tried() -> None:
    files = [p for kind in ("sheet", "csv") for p in (GIVEN / kind).iterdir()]
    tried = {one.make() for one in given()}
    untried = {path.stem for path in files if path.read_bytes() not in tried}
    assert untried == set(GIVEN_HOLDS_NOTHING)


def test_an_unclosed_quote_costs_one_row_and_no_other() -> None:
    got = answer(OWN["B245"]())
    assert got.return_ is not None
    assert len(got.return_.rows) == 80


def test_rows_that_are_too_long_to_read_leave_the_others() -> None:
    got = answer(OWN["B247"]())
    assert got.return_ is not None
    assert [row.place.row for row in got.return_.rows] == [3]


def test_names_that_were_sorted_without_their_upns_are_said_once() -> None:
    subject = next(one for one in SUBJECTS if one.demand.id == "B237")
    told = [one.rule for one in said(subject).findings]
    assert told.count("PATTERN-SHIFT") == 1


@pytest.mark.given
def test_every_demand_that_differs_from_the_catalogue_says_why() -> None:
    def differs(demand: Demand, row: dict[str, Any]) -> bool:
        return bool(demand.outcome != row["expect"])

    manifest = GIVEN / "manifest.jsonl"
    rows = [json.loads(line) for line in manifest.read_text("utf-8").splitlines()]
    odd = [
        row["id"]
        for row in rows
        if row["id"] in DEMANDS and differs(DEMANDS[row["id"]], row)
    ]
    assert odd
    assert all(DEMANDS[number].why for number in odd)
