"""The check of a sheet: every finding stands on a cell or a row that is there."""

from datetime import date

import pytest

from keystage import rulebooks
from keystage.checks.fold import folded
from keystage_web.accounts.roles import Role
from keystage_web.returns.models import Return
from keystage_web.returns.sheet import queries
from keystage_web.returns.sheet.beside import beside
from keystage_web.returns.sheet.checking import Checked, Located, check
from keystage_web.rolls.models import Prior, Pupil
from tests.integration.web.accounts.town import town
from tests.integration.web.returns.sheet.making import (
    SCHOOL,
    Place,
    goals,
    made_round,
)

pytestmark = [pytest.mark.database, pytest.mark.django_db]

HELD = [
    book.id
    for book in map(rulebooks.load, rulebooks.available())
    if book.status != "cancelled" and book.ctf.destination != "own"
]


def checked(place: Place) -> Checked:
    found = check(place.scope(), place.round.id, now=place.now)
    assert found
    return found


def of(place: Place, rule: str) -> list[Located]:
    return [one for one in checked(place).findings if one.finding.rule == rule]


def places(place: Place) -> set[str]:
    """Return the ids of all cells and rows of a sheet."""
    sheet = queries.sheet(place.scope(), place.round.id, now=place.now)
    assert sheet
    rows = {f"r-{one.pupil}" for one in sheet.rows}
    return rows | {f"{one.pupil}.{name}" for one in sheet.rows for name in one.cells}


@pytest.mark.parametrize("book", HELD)
def test_every_finding_stands_on_a_cell_or_a_row(book: str) -> None:
    place = Place(book)
    klass = place.klass("Ash")
    codes = [*place.rulebook.codes, "0", "40", "41", "zzz", ""]
    names = list(place.rulebook.components)
    for cohort in place.rulebook.cohorts:
        for turn in range(8):
            pupil = place.child(klass, cohort, upn="" if turn == 3 else "K9991")
            Pupil.unscoped.filter(id=pupil.id).update(upn=f"K{turn}99{cohort.id}"[:13])
            values = {
                name: codes[(turn * 3 + at) % len(codes)]
                for at, name in enumerate(names)
            }
            place.put(pupil, values if turn % 4 else {})
    found, there = checked(place), places(place)
    assert found.findings
    assert found.errors + found.queries + found.notes == len(found.findings)
    for one in found.findings:
        assert one.cell in there, one
        assert one.name
        if one.pupil:
            assert one.cell in {f"{one.pupil}.{one.component}", f"r-{one.pupil}"}


def test_a_missing_result_leads_to_its_cell() -> None:
    place = Place("eyfsp-2026")
    klass = place.klass("Ash")
    pupil = place.child(klass)
    place.put(pupil, goals(place, "2", [("E05", "")]))
    (one,) = of(place, "EY-X2")
    assert (one.cell, one.klass) == (f"{pupil.id}.E05", klass.id)
    assert one.name == f"{pupil.surname}, {pupil.forename}"
    assert one.finding.subject == "E05"
    assert one.repair is None


def test_a_value_in_a_closed_cell_can_be_taken_away_and_is_not_found_again() -> None:
    place = Place("ks2-2026")
    pupil, below = place.child(), place.child(below="REA")
    place.put(pupil, {"REA": "PK1", "WRI": "EXS", "SCI": "EXS"})
    place.put(below, {"REA": "PK1", "WRI": "EXS", "SCI": "HNM"})
    (one,) = of(place, "K2-X2")
    assert one.repair == (pupil.id, "REA", "PK1", "")
    place.put(pupil, {"REA": one.repair.new})
    assert of(place, "K2-X2") == []
    assert checked(place).errors == 0


def test_who_met_the_standard_and_has_nothing_is_not_asked_for() -> None:
    place = Place("phonics-2026")
    second = place.rulebook.cohorts[1]
    met, listed = place.child(cohort=second), place.child(cohort=second)
    for pupil, value in ((met, "33"), (listed, "24")):
        Prior.unscoped.create(
            authority=place.town.authority,
            upn=pupil.upn,
            born=pupil.born or date.max,
            surname=folded(pupil.surname),
            collection="phonics",
            year=2025,
            component="mark",
            value=value,
        )
    assert [one.pupil for one in of(place, "R01")] == [listed.id]
    place.put(met, {"mark": "35"})
    (one,) = of(place, "PH-X4")
    assert one.repair == (met.id, "mark", "35", "")
    place.put(met, {"mark": ""})
    assert of(place, "PH-X4") == []


def test_what_is_said_of_all_pupils_stands_on_the_first_row() -> None:
    place = Place("eyfsp-2026")
    klass = place.klass("Ash")
    for _ in range(10):
        place.put(place.child(klass), goals(place, "2"))
    (one,) = of(place, "EY-X6")
    sheet = queries.sheet(place.scope(), place.round.id, now=place.now)
    assert sheet
    assert (one.pupil, one.name, one.cell) == (
        *("", "All children"),
        f"r-{sheet.rows[0].pupil}",
    )


def test_nothing_is_found_on_a_sheet_of_nobody_or_of_others() -> None:
    place = Place("eyfsp-2026")
    assert checked(place) == Checked(())
    stranger = town("998", SCHOOL).holds(Role.HEAD, SCHOOL).scope()
    assert check(stranger, place.round.id, now=place.now) is None
    assert beside(stranger, place.round.id, now=place.now) is None


def earlier(place: Place, book: str, codes: str) -> None:
    """Put a return of an earlier year there, with a child for each code."""
    of_round = made_round(place.town, book)
    of_return = Return.unscoped.create(
        authority=place.town.authority, school=place.school, round=of_round
    )
    now, place._return = place._return, of_return
    of = place.rulebook
    place.rulebook = rulebooks.load(book)
    for code in codes:
        place.put(place.child(), goals(place, code))
    place.rulebook, place._return = of, now


def test_this_year_stands_beside_the_last_two() -> None:
    place = Place("eyfsp-2026")
    earlier(place, "eyfsp-2025", "2221")
    whole, half = place.child(), place.child()
    place.put(whole, goals(place, "1"))
    place.put(half, {"E01": "2"})
    found = beside(place.scope(), place.round.id, now=place.now)
    assert found
    assert found.years == (2026, 2025, 2024)
    lines = {one.id: one for one in found.lines}
    assert lines["gld"].texts == ("0%", "75%", "")
    assert lines["gld"].title == "Good level of development"
    assert lines["average_points"].texts == ("17.0", "29.8", "")
    assert lines["points"].texts == ("17", "119", "")
    name = f"{half.surname}, {half.forename}"
    assert found.missing == ((half.id, name, "1 of 17 entered"),)
    teacher = place.scope(Role.TEACHER)
    own = beside(teacher, place.round.id, now=place.now)
    assert own
    assert {one.texts[1:] for one in own.lines} == {("", "")}


def test_a_fall_since_last_year_is_found() -> None:
    place = Place("eyfsp-2026")
    earlier(place, "eyfsp-2025", "2" * 20)
    for _ in range(20):
        place.put(place.child(), goals(place, "1"))
    assert of(place, "L01")
    assert checked(place).queries


def test_a_class_is_not_held_against_what_the_whole_school_came_to() -> None:
    place = Place("eyfsp-2026")
    earlier(place, "eyfsp-2025", "2" * 20)
    oak = place.klass("Oak", teacher=True)
    for _ in range(20):
        place.put(place.child(oak), goals(place, "1"))
    teacher = check(place.scope(Role.TEACHER), place.round.id, now=place.now)
    assert teacher
    assert teacher.findings
    assert "L01" not in {one.finding.rule for one in teacher.findings}
    assert "100" not in " ".join(one.finding.message for one in teacher.findings)
