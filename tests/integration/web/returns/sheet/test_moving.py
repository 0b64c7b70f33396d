"""Who takes a check again, and who came or went: the reason stands beside each name."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keystage.checks.fold import folded
from keystage_web.accounts.models import Term
from keystage_web.accounts.roles import Role
from keystage_web.returns.models import Known, Result, Return
from keystage_web.returns.sheet import queries, shutting
from keystage_web.returns.sheet.model import Row, State
from keystage_web.rolls.models import FormerUpn, Prior, Pupil, Stay
from tests.integration.web.returns.sheet.making import Place, made_round

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def place() -> Place:
    """A school in the week of the check of 2026."""
    return Place("phonics-2026")


def again(place: Place, **facts: Any) -> Pupil:
    """Put a child of year 2 on the roll."""
    return place.child(cohort=place.rulebook.cohorts[1], **facts)


def prior(place: Place, pupil: Pupil, value: str, **facts: object) -> None:
    """Keep a result of last year of a child."""
    told = {
        "upn": pupil.upn,
        "born": pupil.born,
        "surname": folded(pupil.surname),
        **facts,
    }
    Prior.unscoped.create(
        authority=place.town.authority,
        collection="phonics",
        year=2025,
        component="mark",
        value=value,
        **told,
    )


def row(place: Place, pupil: Pupil) -> Row:
    found = queries.sheet(place.scope(), place.round.id, now=place.now)
    assert found
    return next(one for one in found.rows if one.pupil == pupil.id)


@pytest.mark.parametrize(
    ("value", "remark"),
    [
        ("24", "Last year: mark 24, below 32."),
        ("A", "Last year: Absent (A)."),
        ("D", "Last year: Did not take the check (D)."),
    ],
)
def test_who_did_not_meet_the_standard_is_listed_with_the_reason(
    place: Place, value: str, remark: str
) -> None:
    pupil = again(place)
    prior(place, pupil, value)
    found = row(place, pupil)
    assert (found.remark, found.due, found.previous) == (remark, 1, False)
    assert found.cells["mark"].state is State.OPEN


def test_who_met_the_standard_is_closed_and_can_be_opened(place: Place) -> None:
    pupil = again(place)
    prior(place, pupil, "32")
    found = row(place, pupil)
    cell = found.cells["mark"]
    assert cell.state is State.CLOSED
    assert cell.reason.startswith("Met the standard in 2025 (32), so does not take")
    assert cell.openable
    assert (found.due, found.closed, found.complete, found.remark) == (
        0,
        True,
        True,
        "Met the standard in 2025 (32), so does not take the check again.",
    )
    sheet = queries.sheet(place.scope(), place.round.id, now=place.now)
    assert sheet
    assert (sheet.counts.pupils, sheet.counts.closed) == (0, 1)


def test_an_arrival_with_no_result_asks_the_school_before(place: Place) -> None:
    pupil = again(place)
    found = row(place, pupil)
    assert found.previous
    assert found.remark == "No result of last year is known: ask the school before."
    told = {**place.told(), "pupil": pupil, "year": 2025, "component": "mark", "seq": 3}
    known = Known.unscoped.create(**told, value="20", source="Elm School by telephone")
    found = row(place, pupil)
    assert not found.previous
    assert found.remarks == (
        "Last year: mark 20, below 32.",
        "Told by Elm School by telephone.",
    )
    known.value = "33"
    known.save()
    found = row(place, pupil)
    assert found.cells["mark"].state is State.CLOSED
    assert found.remarks[0].startswith("Met the standard in 2025 (33)")
    prior(place, pupil, "12")
    assert row(place, pupil).remark == "Last year: mark 12, below 32."


def test_upn_birth_and_surname_must_all_be_the_same(place: Place) -> None:
    pupil = again(place)
    prior(place, pupil, "40", surname="other")
    assert row(place, pupil).previous
    second = again(place)
    prior(place, second, "40", born=date(2018, 1, 1))
    assert row(place, second).previous
    third = again(place)
    former = "A999100121001"
    prior(place, third, "40", upn=former)
    assert row(place, third).previous
    FormerUpn.unscoped.create(
        authority=place.town.authority,
        school=place.school,
        pupil=third,
        upn=former,
        until=place.now,
    )
    assert row(place, third).closed
    fourth = again(place, upn="", surname="Hale")
    assert row(place, fourth).previous


def test_the_schools_own_return_of_last_year_counts_first(place: Place) -> None:
    pupil, other = again(place), again(place)
    prior(place, pupil, "40")
    last = made_round(place.town, "phonics-2025")
    of = Return.unscoped.create(
        authority=place.town.authority, school=place.school, round=last
    )
    then = Pupil.unscoped.create(
        authority=place.town.authority,
        school=place.school,
        year=2025,
        upn=pupil.upn,
        surname=pupil.surname.upper(),
        forename=pupil.forename,
        key="x",
        born=pupil.born,
        year_group="1",
    )
    told = {**place.told(), "of_return": of, "pupil": then, "version": 1, "seq": 1}
    Result.unscoped.create(**told, component="mark", value="30")
    assert row(place, pupil).remark == "Last year: mark 30, below 32."
    assert row(place, other).previous
    Result.unscoped.update(value="")
    assert row(place, pupil).closed


def test_in_year_1_nobody_is_closed(place: Place) -> None:
    pupil = place.child()
    prior(place, pupil, "40")
    found = row(place, pupil)
    assert (found.remark, found.cells["mark"].state) == ("", State.OPEN)


def test_who_came_late_or_left_has_the_day_and_who_reports() -> None:
    place = Place("eyfsp-2026")
    Term.unscoped.create(
        authority=place.town.authority, summer=2026, second_half=date(2026, 6, 1)
    )
    came = place.child(joined=date(2026, 5, 11))
    late = place.child(
        joined=date(2026, 6, 8), came_from="another_school", from_school="9992002"
    )
    gone = place.child(left=date(2026, 2, 6), gone_to="abroad")
    with_results = place.child(left=date(2026, 2, 6), gone_to="abroad")
    place.put(with_results, {"E01": "2"})
    unsure = place.child(left=date(2026, 6, 12), gone_to="another_school")
    unsaid = place.child(joined=date(2026, 6, 8), came_from="abroad")
    sheet = queries.sheet(place.scope(), place.round.id, now=place.now)
    assert sheet
    rows = {one.pupil: one for one in sheet.rows}
    told = {one: rows[one.id].remark for one in (came, late, with_results, unsure)}
    assert told == {
        came: "Joined on 11 May. Your school reports.",
        late: "Joined on 8 June. The school before reports this child.",
        with_results: "Left on 6 February. Nobody need report this child.",
        unsure: "Left on 12 June. Who reports is asked on the pupil's page.",
    }
    assert rows[unsaid.id].remark.endswith(
        "The guidance does not decide who reports in this case."
    )
    assert gone.id not in rows
    closed = rows[with_results.id]
    assert closed.cells["E01"].state is State.CLOSED
    assert closed.cells["E01"].openable
    assert closed.cells["E01"].mark
    assert rows[unsure.id].cells["E01"].state is State.OPEN
    with CaptureQueriesContext(connection) as asked:
        queries.sheet(place.scope(), place.round.id, now=place.now)
    assert len(asked) <= 6


def test_a_save_asks_one_question_where_nothing_can_be_closed() -> None:
    place = Place("eyfsp-2026")
    stayed, left = place.child(), place.child(left=date(2026, 2, 6), gone_to="abroad")
    row_ = Return.within(place.scope()).select_related("round__book")
    of = row_.get(id=place.of_return.id)
    with CaptureQueriesContext(connection) as asked:
        found = shutting.shut(place.scope(), of, pupils=[stayed.id], now=place.now)
    assert (found, len(asked)) == ({}, 1)
    with CaptureQueriesContext(connection) as asked:
        found = shutting.shut(place.scope(), of, pupils=[left.id], now=place.now)
    assert len(asked) <= 5
    assert shutting.shut(place.scope(), of, pupils=[], now=place.now) == {}


def test_stays_before_count_for_who_reports() -> None:
    place = Place("eyfsp-2026")
    back = place.child(joined=date(2026, 6, 8))
    Stay.unscoped.create(
        authority=place.town.authority,
        school=place.school,
        pupil=back,
        joined=date(2025, 9, 3),
        left=date(2026, 5, 29),
    )
    assert row(place, back).remark.startswith("Joined on 8 June.")


def test_a_teacher_is_told_of_results_before_of_the_own_class() -> None:
    place = Place("phonics-2026")
    pupil = again(place, klass=place.klass("Ash", teacher=True))
    prior(place, pupil, "24")
    scope = place.scope(Role.TEACHER)
    found = queries.sheet(scope, place.round.id, now=place.now)
    assert found
    assert [one.remark for one in found.rows] == ["Last year: mark 24, below 32."]
