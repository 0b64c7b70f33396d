"""Cells are saved at once, each with its history, and only once for each key."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keystage.core.errors import UsageError
from keystage_web.accounts.rights import Refused
from keystage_web.accounts.roles import AT_AUTHORITY, Role
from keystage_web.accounts.scopes import Scope
from keystage_web.audit.models import Event, Payload
from keystage_web.returns.actions import rounds
from keystage_web.returns.actions.cells import saving
from keystage_web.returns.models import Change, Result, Return, Save, Via
from keystage_web.returns.refusals import Locked, NotThere, Reused, TooMany
from keystage_web.returns.states import Move, ReturnState
from keystage_web.rolls.models import Pupil
from tests.integration.web.accounts.town import BEGIN
from tests.integration.web.returns.marks.desk import GOALS, Desk, child, desk, states

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def at() -> Desk:
    return desk()


def test_a_value_is_written_with_its_history_and_the_return_is_made(at: Desk) -> None:
    ann = at.pupils[0]
    saved = at.save((ann, "E01", "2", 0))
    assert (states(saved), saved.seq, saved.at) == (["saved"], 1, at.now)
    assert (saved.cells[0].value, saved.cells[0].version) == ("2", 1)
    assert at.value(ann, "E01") == ("2", 1)
    at.save((ann, "E01", "", 1))
    assert at.value(ann, "E01") == ("", 2)
    assert at.history(ann, "E01") == [("", "2", 1), ("2", "", 2)]
    assert (at.row.seq, at.row.state) == (2, ReturnState.DRAFT)
    row = Change.unscoped.get(version=2)
    assert (row.seq, row.person_id, row.at, row.via) == (
        2,
        at.who().person,
        at.now,
        "typed",
    )


def test_the_words_of_a_code_become_the_code_and_what_is_none_stays(at: Desk) -> None:
    ann = at.pupils[0]
    typed = [("E01", "exp"), ("E02", " Emerging "), ("E03", "9"), ("E04", "x" * 41)]
    saved = at.save(*((ann, goal, value, 0) for goal, value in typed))
    assert [cell.value for cell in saved.cells] == ["2", "1", "9", ""]
    assert states(saved) == ["saved", "saved", "saved", "refused"]
    assert "too long" in saved.cells[3].said


def test_a_mark_loses_the_noughts_before_it() -> None:
    at = desk("phonics-2026", group="1")
    saved = at.save((at.pupils[0], "mark", "07", 0), sure=True)
    assert saved.cells[0].value == "7"


def test_one_event_tells_each_change(at: Desk) -> None:
    ann, bob = at.pupils[:2]
    at.save((ann, "E01", "2", 0), (bob, "E01", "1", 0), via=Via.FILLED)
    event = Event.objects.order_by("number").last()
    assert event is not None
    assert (event.action, event.school) == ("marksheet.fill", at.who().school)
    body = Payload.objects.get(number=event.number).body
    assert ann in body
    assert bob in body
    assert '"via":"filled"' in body


def test_what_is_there_already_changes_nothing(at: Desk) -> None:
    ann = at.pupils[0]
    at.save((ann, "E01", "2", 0))
    events = Event.objects.count()
    saved = at.save((ann, "E01", "exp", 0), by=at.who(Role.OFFICE))
    assert (states(saved), saved.seq) == (["saved"], 1)
    assert Event.objects.count() == events
    assert Change.unscoped.count() == 1


def test_an_older_base_meets_the_newer_value_as_a_clash(at: Desk) -> None:
    ann = at.pupils[0]
    at.save((ann, "E01", "2", 0))
    first = at.now
    saved = at.save((ann, "E01", "1", 0), by=at.who(Role.OFFICE))
    cell = saved.cells[0]
    assert (cell.state, cell.value, cell.version) == ("conflict", "2", 1)
    assert cell.theirs is not None
    assert (cell.theirs.value, cell.theirs.by, cell.theirs.at) == (
        "2",
        "Headteacher 2001",
        first,
    )
    assert at.value(ann, "E01") == ("2", 1)
    (clash,) = at.clashes()
    assert (clash.id, clash.value, clash.base, clash.seq) == (cell.clash, "1", 0, 2)
    assert clash.person_id == at.who(Role.OFFICE).person
    again = at.save((ann, "E01", "1", 0), by=at.who(Role.OFFICE))
    assert again.cells[0].clash == clash.id
    assert len(at.clashes()) == 1


def test_a_base_that_has_not_been_reached_is_refused(at: Desk) -> None:
    saved = at.save((at.pupils[0], "E01", "1", 1))
    assert states(saved) == ["refused"]
    assert "was not saved" in saved.cells[0].said


@pytest.mark.parametrize("via", [Via.UNDONE, Via.REDONE])
def test_an_undone_value_gives_way_to_a_newer_one(at: Desk, via: Via) -> None:
    ann = at.pupils[0]
    at.save((ann, "E01", "2", 0))
    saved = at.save((ann, "E01", "1", 0), by=at.who(Role.OFFICE), via=via)
    assert states(saved) == ["refused"]
    assert saved.cells[0].theirs is not None
    assert not at.clashes()


def test_the_same_key_again_gives_the_same_answer(at: Desk) -> None:
    ann = at.pupils[0]
    first = at.save((ann, "E01", "2", 0), key="k")
    at.save((ann, "E01", "1", 1))
    assert at.save((ann, "E01", "2", 0), key="k") == first
    assert at.value(ann, "E01") == ("1", 2)
    assert Save.unscoped.count() == 2


def test_a_key_is_refused_to_another_request_and_to_another_person(at: Desk) -> None:
    ann = at.pupils[0]
    at.save((ann, "E01", "2", 0), key="k")
    with pytest.raises(Reused):
        at.save((ann, "E01", "1", 1), key="k")
    with pytest.raises(Reused):
        at.save((ann, "E01", "2", 0), key="k", by=at.who(Role.OFFICE))
    assert at.value(ann, "E01") == ("2", 1)


def test_an_answer_that_was_given_is_given_again_when_nothing_is_taken(
    at: Desk,
) -> None:
    ann = at.pupils[0]
    first = at.save((ann, "E01", "2", 0), key="k")
    rounds.move(by=at.admin, round_id=at.round, move=Move.CLOSE, now=BEGIN)
    assert at.save((ann, "E01", "2", 0), key="k") == first
    with pytest.raises(Locked, match="closed"):
        at.save((ann, "E01", "1", 1))


@pytest.mark.parametrize("key", ["", "k" * 65])
def test_a_save_without_a_key_is_refused(at: Desk, key: str) -> None:
    with pytest.raises(UsageError):
        saving.save(
            by=at.who(), round_id=at.round, key=key, cells=[], via=Via.TYPED, now=BEGIN
        )
    assert not Return.unscoped.exists()


def test_nothing_is_saved_where_one_cell_is_not_there(at: Desk) -> None:
    ann, elsewhere = at.pupils[0], stranger(at)
    fine = (ann, "E01", "2", 0)
    for cell in [
        (elsewhere, "E01", "2", 0),
        (ann, "E99", "2", 0),
        ("0" * 16, "E01", "", 0),
    ]:
        with pytest.raises(NotThere):
            at.save(fine, cell)
    assert not Result.unscoped.exists()
    assert not Return.unscoped.exists()


def stranger(at: Desk) -> str:
    """Make a pupil of the other school."""
    where = {"authority": at.town.authority, "school": at.town.schools["2002"]}
    return child(where, "Eve", None)


def test_a_teacher_saves_for_the_own_class_alone(at: Desk) -> None:
    ann, _, cas, dot = at.pupils
    teacher = at.who(Role.TEACHER)
    assert states(at.save((ann, "E01", "2", 0), by=teacher)) == ["saved"]
    for other in (cas, dot):
        with pytest.raises(NotThere):
            at.save((ann, "E02", "2", 0), (other, "E01", "2", 0), by=teacher)
    assert at.value(ann, "E02") == ("", 0)


@pytest.mark.parametrize("role", sorted({Role.TRUST, *AT_AUTHORITY}))
def test_nobody_else_saves(at: Desk, role: Role) -> None:
    number = "2001" if role is Role.TRUST else ""
    by = at.town.holds(role, number).scope()
    for _ in range(2):
        with pytest.raises(Refused):
            at.save((at.pupils[0], "E01", "2", 0), by=by)
        at.save((at.pupils[1], "E01", "2", 0))  # with a return there, too


def test_a_school_does_not_find_a_round_that_is_a_draft_or_another_s(at: Desk) -> None:
    other = rounds.create(
        by=at.admin,
        book="phonics-2026",
        plan=rounds.Plan(BEGIN.date(), BEGIN),
        now=BEGIN,
    )
    for round_id in (other, "0" * 16):
        at.round = round_id
        with pytest.raises(NotThere):
            at.save((at.pupils[0], "E01", "2", 0))


def test_two_values_for_one_cell_and_more_than_are_taken_are_refused(at: Desk) -> None:
    ann = at.pupils[0]
    with pytest.raises(UsageError):
        at.save((ann, "E01", "2", 0), (ann, "E01", "1", 0))
    with pytest.raises(TooMany) as found:
        at.save(*[(ann, "E01", "2", 0)] * (saving.MOST + 1))
    assert found.value.most == saving.MOST
    with pytest.raises(UsageError):
        at.save((ann, "E01", "2", 0), via=Via.SETTLED)


@pytest.mark.parametrize("state", sorted(set(ReturnState) - {"draft", "unlocked"}))
def test_nothing_is_taken_in_a_return_that_is_not_entered(at: Desk, state: str) -> None:
    at.save((at.pupils[0], "E01", "2", 0))
    Return.unscoped.update(state=state)
    with pytest.raises(Locked) as found:
        at.save((at.pupils[0], "E01", "1", 1))
    assert found.value.said.endswith(".")
    Return.unscoped.update(state=ReturnState.UNLOCKED)
    assert states(at.save((at.pupils[0], "E01", "1", 1))) == ["saved"]


def test_a_big_save_asks_the_database_no_more_than_a_small_one(at: Desk) -> None:
    where = {"authority": at.town.authority, "school": at.town.schools["2001"]}
    pupils = [child(where, f"Pip {n}", at.oak) for n in range(30)]
    at.save((at.pupils[0], "E01", "2", 0))
    by = at.who()
    one, thirty = asked(at, by, pupils[:1], "E02"), asked(at, by, pupils, "E03")
    assert len(one) == len(thirty) <= 9, "\n".join(thirty)


def asked(at: Desk, by: Scope, pupils: list[str], goal: str) -> list[str]:
    """Return what a save asks the database, but for the audit and the transaction."""
    with CaptureQueriesContext(connection) as caught:
        saved = at.save(*((one, goal, "2", 0) for one in pupils), by=by)
    assert saved.count() == len(pupils)
    found = [one["sql"] for one in caught.captured_queries]
    quiet = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    return [one for one in found if not one.startswith(quiet) and "audit_" not in one]


def test_a_save_of_a_whole_school_is_one_save(at: Desk) -> None:
    where = {"authority": at.town.authority, "school": at.town.schools["2001"]}
    pupils = [child(where, f"Pip {n}", at.oak) for n in range(120)]
    saved = at.save(*((one, goal, "2", 0) for one in pupils for goal in GOALS))
    assert saved.count() == 120 * 17
    assert Result.unscoped.count() == Change.unscoped.count() == 120 * 17


def test_a_pupil_who_is_erased_takes_all_results_and_their_history_along(
    at: Desk,
) -> None:
    ann, bob = at.pupils[:2]
    at.save((ann, "E01", "2", 0), (bob, "E01", "2", 0))
    at.save((ann, "E01", "1", 0), by=at.who(Role.OFFICE))
    Pupil.unscoped.get(id=ann).delete()
    for table in (Result, Change):
        assert {row.pupil_id for row in table.unscoped.all()} == {bob}
    assert at.clashes() == []
    at.row.delete()
    assert not Save.unscoped.exists()


def test_of_a_save_that_changes_nothing_no_answer_is_kept(at: Desk) -> None:
    ann = at.pupils[0]
    at.save((ann, "E01", "2", 0))
    for key in ("a", "a", "b"):
        again = at.save((ann, "E01", "2", 1), key=key)
        assert (states(again), again.seq) == (["saved"], 1)
    empty = Save.unscoped.filter(seq=0)
    assert [(one.key, one.answer) for one in empty.order_by("key")] == [
        ("a", {}),
        ("b", {}),
    ]
    at.save((ann, "E01", "1", 1))
    assert states(at.save((ann, "E01", "2", 1), key="a")) == ["conflict"]
    with pytest.raises(Reused):
        at.save((ann, "E01", "1", 1), key="b")


def test_an_old_answer_is_thrown_away_and_its_key_is_not_taken_again(
    at: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "_AT_ONCE", 1)
    ann, ben = at.pupils[:2]
    first = at.save((ann, "E01", "2", 0), key="first")
    at.save((ann, "E01", "1", 1), key="second")
    assert at.save((ann, "E01", "2", 0), key="first") == first
    Save.unscoped.update(at=at.now - saving.KEPT)
    own, after = at.who().authority, at.now + timedelta(seconds=1)
    assert not saving.forget(authority=own, now=at.now)  # not a moment before
    left = [saving.forget(authority=own, now=after) for _ in range(3)]
    assert left == [True, True, False]
    assert not Save.unscoped.exclude(answer={}).exists()
    with pytest.raises(Reused):
        at.save((ann, "E01", "2", 0), key="first")
    assert at.value(ann, "E01") == ("1", 2)
    assert states(at.save((ben, "E01", "2", 0), key="third")) == ["saved"]
