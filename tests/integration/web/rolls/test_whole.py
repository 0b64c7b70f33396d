"""A roll is taken whole or not at all, and no child is ever lost, whatever is done."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keystage_web.accounts.roles import Role
from keystage_web.accounts.scopes import Scope
from keystage_web.audit.models import Event
from keystage_web.rolls import actions
from keystage_web.rolls.models import Draft, Pupil, Roll
from keystage_web.rolls.queries import drafts
from keystage_web.rolls.queries.state import roll_of
from keystage_web.rolls.reviewing.model import ANSWERS, Answers
from tests.integration.web.accounts.town import BEGIN, town
from tests.unit.web.rolls.files import YEAR, csv, number, row

pytestmark = [pytest.mark.database, pytest.mark.django_db]
FIRST = [row(1, "Quill", "Ann"), row(2, "Moss", "Bob")]
THEN = [{**FIRST[0], "Surname": "Quillon", "Class": "Elm"}, row(3, "Vale", "Dan")]


@pytest.fixture
def office() -> Scope:
    """Who keeps the roll of a school with two children."""
    by = town("999", "2001").holds(Role.OFFICE, "2001").scope()
    actions.take(by=by, year=YEAR, name="roll.csv", data=csv(FIRST), now=BEGIN)
    return by


def state(by: Scope) -> dict[str, Any]:
    return {
        id_: child for id_, (_, child) in roll_of(by.authority, by.school, YEAR).items()
    }


def read(by: Scope, rows: list[dict[str, str]]) -> str:
    return actions.upload(by=by, year=YEAR, name="roll.csv", data=csv(rows), now=BEGIN)


def breaking(turn: int) -> Callable[..., Any]:
    """Return what breaks the line to the database at a statement, counted from 0."""
    seen = iter(range(10_000))

    def run(execute: Callable[..., Any], *told: Any) -> Any:
        if next(seen) == turn:
            message = "the line broke"
            raise DatabaseError(message)
        return execute(*told)

    return run


def test_wherever_it_breaks_nothing_is_saved_and_sent_again_all_of_it_is(
    office: Scope,
) -> None:
    draft, before = read(office, THEN), state(office)
    events, broken = Event.objects.count(), 0
    for turn in range(200):
        try:
            with transaction.atomic(), connection.execute_wrapper(breaking(turn)):
                actions.save(
                    by=office, draft=draft, version=1, answers=Answers(), now=BEGIN
                )
        except DatabaseError:
            broken += 1
            assert state(office) == before
            assert Draft.within(office).get(id=draft).reading is not None
            assert Event.objects.count() == events
        else:
            break
    assert broken > 10
    assert {one.get("surname") for one in state(office).values()} == {
        *("Quillon", "Moss", "Vale")
    }
    assert Event.objects.count() == events + 1


_CHILD = st.builds(
    lambda at, surname, day, left: row(
        at, surname, "Kim", **{"Date of birth": f"2020-01-{day:02}", "Date left": left}
    ),
    st.integers(1, 6),
    st.sampled_from(["Quill", "Moss", "Đặng"]),
    st.integers(1, 3),
    st.sampled_from(["", "2026-03-02"]),
)
_FILE = st.lists(_CHILD, min_size=1, max_size=4, unique_by=lambda one: one["UPN"])
_STEP = st.one_of(
    st.tuples(st.just("file"), _FILE),
    st.tuples(st.just("leave"), st.integers(0, 9)),
    st.tuples(st.just("back"), st.integers(0, 9)),
    st.tuples(st.just("number"), st.integers(0, 9)),
    st.tuples(st.just("name"), st.integers(0, 9)),
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_STEP, max_size=6), st.data())
def test_no_child_is_ever_lost_whatever_is_done(
    office: Scope, steps: list[tuple[str, Any]], data: st.DataObject
) -> None:
    with transaction.atomic():
        for what, told in steps:
            before = state(office)
            version = Roll.within(office).get(year=YEAR).version
            if what == "file":
                _take(office, told, data)
            else:
                _change(office, what, sorted(before)[told % len(before)])
            after = state(office)
            assert set(before) <= set(after)
            for id_, child in before.items():
                assert set(child.former) <= set(after[id_].former)
                changed = child.get("upn") != after[id_].get("upn")
                kept = child.get("upn") in after[id_].former
                assert not changed or kept or not child.get("upn")
            assert Roll.within(office).get(year=YEAR).version >= version
        transaction.set_rollback(True)


def _take(by: Scope, rows: list[dict[str, str]], data: st.DataObject) -> None:
    """Take a file with some answers; what is saved is what the review showed."""
    draft = read(by, rows)
    found = drafts.draft(by, draft)
    assert found is not None
    if found.review is None:
        assert found.reading is not None
        assert found.reading.faults
        return
    shown = found.review
    close = {
        one.key: data.draw(st.sampled_from(ANSWERS[one.why])) for one in shown.close
    }
    gone = {one.id: "2026-05-22" for one in shown.gone if data.draw(st.booleans())}
    before = state(by)
    answers = Answers(close, gone)
    outcome = actions.save(
        by=by, draft=draft, version=found.version, answers=answers, now=BEGIN
    )
    after = state(by)
    assert len(after) == len(before) + outcome.added
    for one in shown.changed:
        held = after[one.child.id]
        assert {each.fact: held.get(each.fact) for each in one.differences} == {
            each.fact: each.after for each in one.differences
        }
    for untouched in (*shown.same, *shown.aside, *shown.past):
        assert after[untouched.id] == before[untouched.id]
    assert set(gone) <= {id_ for id_, one in after.items() if not one.here}


def _change(by: Scope, what: str, pupil: str) -> None:
    one = Pupil.within(by).get(id=pupil)
    if what == "leave":
        day = max(BEGIN.date(), one.joined or BEGIN.date())
        actions.leave(by=by, pupil=pupil, day=day, now=BEGIN)
    elif what == "back":
        actions.back(by=by, pupil=pupil, now=BEGIN)
    elif what == "number":
        with suppress(actions.Known):  # another child has it by now
            actions.renumber(by=by, pupil=pupil, upn=number(50), now=BEGIN)
    else:
        actions.correct(by=by, pupil=pupil, facts={"surname": "Other"}, now=BEGIN)
