"""What is said of cells, pupils, classes and the whole return, each with one event."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from keystage.core.errors import UsageError
from keystage_web.accounts.rights import Refused
from keystage_web.accounts.roles import Role
from keystage_web.audit.models import Event
from keystage_web.returns import actions, history
from keystage_web.returns.actions import Earlier, Reading, rounds
from keystage_web.returns.locking import locked
from keystage_web.returns.models import (
    ClassDone,
    Flag,
    Known,
    Note,
    Paper,
    Present,
    Round,
)
from keystage_web.returns.refusals import Locked, NotThere, Stale
from keystage_web.returns.states import Move
from tests.integration.web.accounts.town import BEGIN
from tests.integration.web.returns.marks.desk import Desk, desk

pytestmark = [pytest.mark.database, pytest.mark.django_db]
TOLD = Earlier(2025, "mark", "31", "Their office, by telephone on 2 June")


@pytest.fixture
def at() -> Desk:
    return desk()


def done() -> str:
    """Return the last event."""
    event = Event.objects.order_by("number").last()
    assert event is not None
    return event.action


def noted(at: Desk, pupil: str = "", component: str = "", text: str = "Look") -> str:
    return actions.note(
        by=at.who(Role.TEACHER),
        round_id=at.round,
        text=text,
        pupil=pupil,
        component=component,
        now=at.later(),
    )


def test_comments_stand_at_a_cell_a_pupil_and_the_return(at: Desk) -> None:
    ann = at.pupils[0]
    for pupil, component in ((ann, "E01"), (ann, ""), ("", "")):
        noted(at, pupil, component)
    assert done() == "marksheet.note"
    told = history.notes(at.who(), at.round, ann)
    assert [(one.component, one.by, one.own) for one in told] == [
        ("E01", "Teacher 2001", False),
        ("", "Teacher 2001", False),
    ]
    assert [one.text for one in history.notes(at.who(Role.TEACHER), at.round)] == [
        "Look"
    ]


def test_a_comment_that_is_taken_away_is_told_to_nobody(at: Desk) -> None:
    note = noted(at)
    for _ in range(2):
        actions.unnote(by=at.who(Role.TEACHER), note=note, now=at.later())
    assert history.notes(at.who(), at.round) == []
    row = Note.unscoped.get()
    assert (row.seq, at.row.seq) == (2, 2)


def test_nobody_takes_a_comment_of_somebody_else_away(at: Desk) -> None:
    note = noted(at)
    for role in (Role.HEAD, Role.OFFICE):
        with pytest.raises(NotThere):
            actions.unnote(by=at.who(role), note=note, now=at.later())
    assert [one.id for one in history.notes(at.who(), at.round)] == [note]


@pytest.mark.parametrize("text", ["", " ", "x" * 1001])
def test_a_comment_has_words(at: Desk, text: str) -> None:
    with pytest.raises(UsageError):
        noted(at, text=text)
    with pytest.raises(UsageError):
        noted(at, component="E01")


def test_a_teacher_finds_no_comment_on_another_class(at: Desk) -> None:
    with pytest.raises(NotThere):
        noted(at, at.pupils[2])
    other = actions.note(
        by=at.who(), round_id=at.round, text="x", pupil=at.pupils[2], now=BEGIN
    )
    assert history.notes(at.who(Role.TEACHER), at.round, at.pupils[2]) == []
    with pytest.raises(NotThere):
        actions.unnote(by=at.who(Role.TEACHER), note=other, now=BEGIN)


def test_a_flag_is_set_and_taken_away(at: Desk) -> None:
    told: dict[str, Any] = {"by": at.who(), "round_id": at.round, "pupil": at.pupils[0]}
    ways: list[tuple[Callable[..., None], bool]] = [
        (actions.flag, True),
        (actions.flag, True),
        (actions.unflag, False),
        (actions.flag, True),
    ]
    seen = []
    for way, on in ways:
        way(**told, component="E01", now=at.later())
        row = Flag.unscoped.get()
        assert row.on == on
        seen.append(row.seq)
    assert seen == [1, 1, 2, 3]
    actions.unflag(**told, now=at.later())
    assert (at.row.seq, done()) == (3, "marksheet.flag")


def test_a_class_is_done_and_not_done(at: Desk) -> None:
    told: dict[str, Any] = {
        "by": at.who(Role.TEACHER),
        "round_id": at.round,
        "klass": at.oak.id,
    }
    for _ in range(2):
        actions.class_done(**told, now=BEGIN)
    assert (ClassDone.unscoped.count(), at.row.seq) == (1, 1)
    for _ in range(2):
        actions.class_undone(**told, now=BEGIN)
    assert (ClassDone.unscoped.count(), at.row.seq) == (0, 2)
    assert done() == "marksheet.class_done"
    with pytest.raises(NotThere):
        actions.class_done(
            by=at.who(Role.TEACHER), round_id=at.round, klass=at.elm.id, now=BEGIN
        )


def test_what_the_school_before_told_is_kept_with_its_source(at: Desk) -> None:
    told: dict[str, Any] = {
        "by": at.who(),
        "round_id": at.round,
        "pupil": at.pupils[0],
        "now": BEGIN,
    }
    actions.known(**told, told=TOLD)
    actions.known(**told, told=Earlier(2025, "mark", "32", "A letter"))
    row = Known.unscoped.get()
    assert (row.year, row.component, row.value, row.source) == (
        2025,
        "mark",
        "32",
        "A letter",
    )
    for wrong in (Earlier(2026, "mark", "31", "x"), Earlier(2025, "mark", "31", "")):
        with pytest.raises(UsageError):
            actions.known(**told, told=wrong)


def test_a_result_is_read_against_the_paper_as_it_stands(at: Desk) -> None:
    ann = at.pupils[0]
    at.save((ann, "E01", "2", 0))
    told: dict[str, Any] = {
        "by": at.who(Role.OFFICE),
        "round_id": at.round,
        "pupil": ann,
        "now": BEGIN,
    }
    actions.read_back(**told, read=Reading("E01", 1, agreed=True))
    actions.read_back(**told, read=Reading("E01", 1, agreed=False, said="1"))
    row = Paper.unscoped.get()
    assert (row.agreed, row.said, row.version) == (False, "1", 1)
    with pytest.raises(Stale):
        actions.read_back(**told, read=Reading("E02", 1, agreed=True))


def test_the_head_and_the_authority_switch_entering_off_and_on(at: Desk) -> None:
    cell = (at.pupils[0], "E01", "2", 0)
    for on in (False, False, True):
        actions.switch_entry(by=at.who(), round_id=at.round, on=on, now=BEGIN)
        if not on:
            with pytest.raises(Locked, match="headteacher"):
                at.save(cell)
    assert done() == "marksheet.switch"
    for on in (False, False, True):
        rounds.switch(by=at.admin, round_id=at.round, on=on, now=BEGIN)
        if not on:
            with pytest.raises(Locked, match="local authority"):
                at.save(cell)
    assert done() == "marksheet.switch_round"
    assert at.save(cell).count() == 1
    for role in (Role.TEACHER, Role.OFFICE, Role.SETTING):
        with pytest.raises(Refused):
            actions.switch_entry(
                by=at.who(role), round_id=at.round, on=False, now=BEGIN
            )


def test_the_day_of_the_results_is_set(at: Desk) -> None:
    for day in (date(2026, 6, 12), None):
        actions.complete_on(by=at.who(), round_id=at.round, day=day, now=BEGIN)
        assert at.row.completed_on == day
    assert done() == "marksheet.complete"
    with pytest.raises(Refused):
        actions.complete_on(
            by=at.who(Role.TEACHER), round_id=at.round, day=None, now=BEGIN
        )


def test_a_round_opens_on_its_day(at: Desk) -> None:
    row = Round.unscoped.get(id=at.round)
    assert "opens on" in locked(row, None, BEGIN - timedelta(days=20))
    assert locked(row, None, BEGIN) == ""


def test_who_is_here_is_written_seldom_and_told_to_nobody_s_audit(at: Desk) -> None:
    teacher, events = at.who(Role.TEACHER), Event.objects.count()

    def here(klass: str, seconds: int) -> bool:
        now = BEGIN + timedelta(seconds=seconds)
        return actions.here(by=teacher, round_id=at.round, klass=klass, now=now)

    came = [here(at.oak.id, at_) for at_ in (0, 5, 10, 20)] + [here("", 21)]
    assert came == [True, False, False, True, True]
    row = Present.unscoped.get()
    assert (row.klass_id, row.until) == (None, BEGIN + timedelta(seconds=66))
    assert Event.objects.count() == events
    with pytest.raises(NotThere):
        here(at.elm.id, 0)
    at.round = "0" * 16
    with pytest.raises(NotThere):
        here("", 0)


def test_nothing_is_said_of_a_return_that_takes_nothing(at: Desk) -> None:
    note = noted(at)
    rounds.move(by=at.admin, round_id=at.round, move=Move.CLOSE, now=BEGIN)
    ann: dict[str, Any] = {
        "round_id": at.round,
        "pupil": at.pupils[0],
        "now": BEGIN,
        "by": at.who(),
    }
    whole: dict[str, Any] = {"round_id": at.round, "now": BEGIN, "by": at.who()}
    ways: list[Callable[[], object]] = [
        lambda: noted(at),
        lambda: actions.unnote(by=at.who(Role.TEACHER), note=note, now=BEGIN),
        lambda: actions.flag(**ann),
        lambda: actions.class_done(**whole, klass=at.oak.id),
        lambda: actions.complete_on(**whole, day=None),
        lambda: actions.known(**ann, told=TOLD),
        lambda: actions.open_closed(**ann, component="", reason="x"),
        lambda: actions.read_back(**ann, read=Reading("E01", 0, agreed=True)),
    ]
    for way in ways:
        with pytest.raises(Locked):
            way()
