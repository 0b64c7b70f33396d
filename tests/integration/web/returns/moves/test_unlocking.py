"""What was sent is unlocked for a while, for all of it or for some, and locked again."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keystage_web.returns import actions
from keystage_web.returns.models import Known, Opened, Paper, Unlock
from keystage_web.returns.refusals import Locked
from keystage_web.returns.sheet import queries as sheets
from keystage_web.returns.versions.content import lines
from keystage_web.returns.versions.queries import difference, unsent
from keystage_web.rolls.models import Pupil
from tests.integration.web.returns.marks.desk import Desk, child, states
from tests.integration.web.returns.moves.season import (
    file,
    officer,
    ready,
    school,
    send_rows,
    sent_values,
    state,
    submit,
    version,
)

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def unlock(at: Desk, **more: Any) -> None:
    asked: dict[str, Any] = {
        "pupils": [],
        "components": [],
        "until": at.now + timedelta(hours=1),
        "reason": "A mark was read wrongly",
        **more,
    }
    actions.unlock(
        by=officer(at), round_id=at.round, school=school(at), now=at.later(), **asked
    )


def relock(at: Desk) -> None:
    for one in Unlock.unscoped.filter(ended_at=None):
        actions.relock(authority=at.town.authority.id, unlock=one.id, now=at.now)


def test_unlocked_for_one_pupil_the_others_stay_as_they_were_sent() -> None:
    at = ready()
    ann, bob = at.pupils[:2]
    submit(at)
    with pytest.raises(Locked):
        at.save((ann, "mark", "12", 1))
    unlock(at, pupils=[ann])
    cas = at.pupils[2]
    saved = at.save(
        (ann, "mark", "12", 1), (bob, "mark", "12", 1), (cas, "mark", "", 1)
    )
    assert states(saved) == ["saved", "refused", "refused"]
    sheet = sheets.sheet(at.who(), at.round, now=at.now)
    assert sheet
    assert [row.cells["mark"].state.value for row in sheet.rows] == [
        "open",
        *["locked"] * 3,
    ]
    assert "not among what was unlocked" in sheet.rows[1].cells["mark"].reason
    assert submit(at).number == 2
    assert not Unlock.unscoped.filter(ended_at=None).exists()


def test_when_the_time_is_over_what_was_sent_stands_and_changes_stay_unsent() -> None:
    at = ready()
    ann = at.pupils[0]
    submit(at)
    unlock(at)
    at.save((ann, "mark", "12", 1))
    relock(at)
    assert state(at) == "unlocked"
    at.now += timedelta(hours=2)
    for late in (lambda: at.save((ann, "mark", "13", 2)), lambda: submit(at)):
        with pytest.raises(Locked, match="run out"):
            late()
    relock(at)
    relock(at)
    assert state(at) == "submitted"
    assert version(at).number == 1
    assert unsent(at.who(), at.round) == {(ann, "mark"): "30"}
    unlock(at, until=at.now + timedelta(hours=5))
    submit(at)
    assert unsent(at.who(), at.round) == {}


def asked(at: Desk, value: str, base: int) -> int:
    """Save a value, and return how many questions that asked of the database."""
    with CaptureQueriesContext(connection) as caught:
        saved = at.save((at.pupils[0], "mark", value, base))
    assert states(saved) == ["saved"]
    return len(caught)


def test_an_unlock_costs_a_save_one_question_and_no_unlock_none() -> None:
    at = ready()
    with CaptureQueriesContext(connection) as caught:
        at.save((at.pupils[0], "mark", "11", 1))
    assert not [one for one in caught if "returns_unlock" in one["sql"]]
    usual = asked(at, "12", 2)
    submit(at)
    unlock(at, pupils=[at.pupils[0]])
    assert asked(at, "13", 3) == usual + 1


def test_what_was_changed_and_not_sent_does_not_go_with_an_unlock_for_others() -> None:
    at = ready()
    ann, bob = at.pupils[:2]
    submit(at)
    unlock(at)
    at.save((bob, "mark", "12", 1))
    at.now += timedelta(hours=2)
    relock(at)
    unlock(at, pupils=[ann])
    at.save((ann, "mark", "11", 1))
    with pytest.raises(Locked, match="not among what was unlocked"):
        submit(at)
    with pytest.raises(Locked, match="not among what was unlocked"):
        send_rows(at, file(at))
    assert (state(at), version(at).number) == ("unlocked", 1)
    unlock_again(at, [ann, bob])
    at.save((bob, "mark", "31", 2))
    assert submit(at).number == 2
    assert sent_values(at) == ["11", "31", "32", "33"]


def unlock_again(at: Desk, pupils: list[str]) -> None:
    """Let what is unlocked run out, and unlock it for others."""
    at.now += timedelta(hours=2)
    relock(at)
    unlock(at, pupils=pupils)


def test_an_unlock_of_all_takes_along_what_was_changed_before() -> None:
    at = ready()
    bob = at.pupils[1]
    submit(at)
    unlock(at)
    at.save((bob, "mark", "12", 1))
    unlock_again(at, [])
    assert submit(at).number == 2


def test_nothing_is_answered_of_a_pupil_or_a_cell_that_was_not_unlocked() -> None:
    at = ready()
    ann, bob = at.pupils[:2]
    submit(at)
    unlock(at, pupils=[ann])
    told: dict[str, Any] = {"by": at.who(), "round_id": at.round, "now": at.later()}
    earlier = actions.Earlier(2025, "mark", "20", "Their letter")
    reading = actions.Reading("mark", 1, agreed=True)
    of_bob: tuple[Callable[[], object], ...] = (
        lambda: actions.known(**told, pupil=bob, told=earlier),
        lambda: actions.read_back(**told, pupil=bob, read=reading),
        lambda: actions.read_through(**told, read={ann: reading, bob: reading}),
        lambda: actions.open_closed(
            **told, pupil=bob, component="mark", reason="It was taken"
        ),
        lambda: actions.open_closed(
            **told, pupil=bob, component="", reason="It was taken"
        ),
    )
    for answer in of_bob:
        with pytest.raises(Locked, match="not among what was unlocked"):
            answer()
    assert not Known.unscoped.exists()
    assert not Paper.unscoped.exists()
    assert not Opened.unscoped.exists()
    actions.known(**told, pupil=ann, told=earlier)
    actions.read_back(**told, pupil=ann, read=reading)
    assert Known.unscoped.get().pupil_id == Paper.unscoped.get().pupil_id == ann


def test_a_whole_pupil_is_not_opened_where_some_components_were_unlocked() -> None:
    at = ready()
    submit(at)
    unlock(at, components=["mark"])
    told: dict[str, Any] = {"by": at.who(), "round_id": at.round, "now": at.later()}
    with pytest.raises(Locked, match="not among what was unlocked"):
        actions.open_closed(
            **told, pupil=at.pupils[0], component="", reason="It was taken"
        )


def test_who_was_not_unlocked_is_sent_as_before_whatever_became_of_the_roll() -> None:
    at = ready()
    ann, bob, cas, dot = at.pupils
    submit(at)
    before = {line.id: line for line in lines(version(at).content)}
    unlock(at, pupils=[ann, dot])
    at.save((ann, "mark", "12", 1))
    for pupil, changed in {
        ann: {"surname": "Married"},
        bob: {"surname": "Another", "upn": ""},
        cas: {"year_group": "4"},
        dot: {"year_group": "4"},
    }.items():
        Pupil.unscoped.filter(id=pupil).update(**changed)
    whose = {"authority": at.town.authority, "school": at.town.schools[at.number]}
    child(whose, "Eve", None, "1")
    submit(at)
    after = {line.id: line for line in lines(version(at).content)}
    assert after.keys() == {ann, bob, cas}
    assert (after[bob], after[cas]) == (before[bob], before[cas])
    assert (after[ann].surname, after[ann].results) == ("Married", {"mark": "12"})
    counts = version(at).counts
    assert (counts["pupils"], counts["complete"], counts["blanks"]) == (3, 3, 0)
    [ann_is, dot_is] = sorted(
        difference(at.who(), version(at, 1).id, version(at).id) or [],
        key=lambda one: one.kind,
    )
    assert (ann_is.pupil, ann_is.kind) == (ann, "changed")
    assert (dot_is.pupil, dot_is.kind) == (dot, "gone")


def test_an_unlock_of_components_takes_the_roll_along_and_the_difference_says_so() -> (
    None
):
    at = ready()
    bob = at.pupils[1]
    submit(at)
    unlock(at, components=["mark"])
    Pupil.unscoped.filter(id=bob).update(surname="Another")
    submit(at)
    [one] = difference(at.who(), version(at, 1).id, version(at).id) or []
    assert (one.pupil, one.parts[0].after) == (bob, "Another")


def test_reasons_given_for_who_stays_as_sent_are_not_asked_for_again() -> None:
    at = ready()
    ann, bob = at.pupils[:2]
    own = Pupil.unscoped.filter(id=bob)
    kept = own.values("upn", "surname").get()
    own.update(upn="", surname="")
    submit(at)
    before = version(at)
    assert before.errors
    unlock(at, pupils=[ann])
    own.update(**kept)
    submit(at, explained={})
    assert (version(at).number, version(at).errors) == (2, before.errors)
    assert version(at).explained == before.explained
