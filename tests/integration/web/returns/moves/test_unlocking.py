"""What was sent is unlocked for a while, for all of it or for some, and locked again."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keystage_web.returns import actions
from keystage_web.returns.models import Unlock
from keystage_web.returns.refusals import Locked
from keystage_web.returns.sheet import queries as sheets
from keystage_web.returns.versions.queries import unsent
from tests.integration.web.returns.marks.desk import Desk, states
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
