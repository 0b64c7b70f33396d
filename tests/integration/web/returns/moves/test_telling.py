"""What a school says besides results: late, nothing to return, uploaded itself; routes."""

from contextlib import nullcontext
from datetime import date, timedelta
from typing import Any

import pytest

from keystage.core.errors import UsageError
from keystage_web.accounts.rights import Refused
from keystage_web.accounts.roles import Role
from keystage_web.returns import actions
from keystage_web.returns.models import Excuse, Granted, Late, Round, Uploaded
from keystage_web.returns.refusals import Locked, NotThere
from keystage_web.returns.sheet import queries as sheets
from tests.integration.web.returns.marks.desk import Desk, desk, states
from tests.integration.web.returns.moves.season import (
    officer,
    ready,
    school,
    state,
    submit,
)
from tests.integration.web.returns.moves.test_asking import answer, ask
from tests.integration.web.returns.moves.test_unlocking import unlock

pytestmark = [pytest.mark.database, pytest.mark.django_db]

SOON = date(2026, 6, 26)


def late(at: Desk, day: date = SOON, **more: Any) -> None:
    told: dict[str, Any] = {"reason": "Two are ill", "moderation": False, **more}
    actions.late(
        by=at.who(Role.OFFICE), round_id=at.round, day=day, now=at.later(), **told
    )


def test_a_school_says_that_it_will_be_late_says_another_day_and_takes_it_back() -> (
    None
):
    at = ready()
    late(at)
    late(at, SOON + timedelta(days=1), reason="", moderation=True)
    one = Late.unscoped.get(withdrawn_at=None)
    assert (one.day, one.moderation) == (SOON + timedelta(days=1), True)
    for _ in range(2):
        actions.not_late(by=at.who(), round_id=at.round, now=at.later())
    assert not Late.unscoped.filter(withdrawn_at=None).exists()
    for wrong in ({"day": date(2026, 6, 9)}, {"reason": ""}):
        with pytest.raises(UsageError):
            late(at, **wrong)
    submit(at)
    with pytest.raises(Locked):
        late(at)


def test_a_school_returns_nothing_and_takes_part_again() -> None:
    at = ready()
    told: dict[str, Any] = {"by": at.who(Role.OFFICE), "round_id": at.round}
    absent = actions.Kind.ABSENT
    with pytest.raises(UsageError):
        actions.excuse(**told, kind=absent, reason="", now=at.later())
    actions.excuse(**told, kind=actions.Kind.NIL, reason="", now=at.later())
    assert state(at) == "excused"
    with pytest.raises(Locked, match="does not take part"):
        submit(at)
    actions.include(**told, now=at.later())
    assert Excuse.unscoped.get().ended_at == at.now
    with pytest.raises(Locked):
        actions.include(**told, now=at.later())
    submit(at)
    with pytest.raises(Locked):
        actions.excuse(**told, kind=actions.Kind.NIL, reason="", now=at.later())


@pytest.mark.parametrize(
    ("book", "owed"), [("phonics-2026", True), ("ks1-2026", False)]
)
def test_no_school_leaves_out_what_every_school_owes(book: str, *, owed: bool) -> None:
    at = desk(book, group="1" if owed else "2")
    told: dict[str, Any] = {"by": at.who(Role.OFFICE), "round_id": at.round}
    told |= {"kind": actions.Kind.ABSENT, "reason": "We do not take part"}
    with pytest.raises(Locked, match="No school may") if owed else nullcontext():
        actions.excuse(**told, now=at.later())
    assert Excuse.unscoped.exists() != owed


def test_what_a_school_did_on_the_gateway_is_told_where_schools_upload() -> None:
    at = ready()
    told: dict[str, Any] = {"by": at.who(Role.OFFICE), "round_id": at.round}
    kind = actions.Ticked.UPLOADED
    with pytest.raises(Locked, match="your local authority uploads"):
        actions.uploaded(**told, kind=kind, day=at.now.date(), now=at.later())
    take_by(at, ["marksheet", "file"], gateway=True)
    for back in (2, 1):
        day = at.now.date() - timedelta(days=back)
        actions.uploaded(**told, kind=kind, day=day, now=at.later())
    assert Uploaded.unscoped.get().day == day
    with pytest.raises(UsageError):
        actions.uploaded(**told, kind=kind, day=SOON, now=at.later())


def take_by(at: Desk, routes: list[str], *, gateway: bool = False) -> None:
    actions.take_by(
        by=officer(at),
        round_id=at.round,
        routes=[actions.Route(one) for one in routes],
        gateway=gateway,
        addresses=False,
        now=at.later(),
    )


def grant(at: Desk, **more: Any) -> None:
    told: dict[str, Any] = {
        "by": officer(at),
        "round_id": at.round,
        "school": school(at),
        "routes": [actions.Route.MARKSHEET],
        "until": at.now + timedelta(days=1),
        "reason": "Their system is down",
        "now": at.later(),
        **more,
    }
    actions.grant_route(**told)


def test_without_the_marksheet_results_are_typed_only_where_that_was_given() -> None:
    at = ready()
    ann = at.pupils[0]
    take_by(at, ["file"])
    assert Round.unscoped.get(id=at.round).routes == ["file"]
    with pytest.raises(Locked, match="in a file"):
        at.save((ann, "mark", "12", 1))
    grant(at)
    assert states(at.save((ann, "mark", "12", 1))) == ["saved"]
    sheet = sheets.sheet(at.who(), at.round, now=at.now)
    assert sheet
    assert not sheet.locked
    at.now += timedelta(days=2)
    with pytest.raises(Locked):
        at.save((ann, "mark", "13", 2))
    grant(at, until=None)
    at.save((ann, "mark", "13", 2))
    grant(at, routes=[], until=None)
    assert Granted.unscoped.get().routes == []
    with pytest.raises(Locked):
        at.save((ann, "mark", "14", 3))


def test_ways_are_one_at_least_given_by_the_authority_to_its_own_schools() -> None:
    at = ready()
    with pytest.raises(UsageError):
        take_by(at, [])
    for wrong in ({"reason": " "}, {"until": at.now}):
        with pytest.raises(UsageError):
            grant(at, **wrong)
    for gone in ({"school": "0" * 16}, {"round_id": "0" * 16}):
        with pytest.raises(NotThere):
            grant(at, **gone)
    with pytest.raises(Refused):
        grant(at, by=at.who())


def test_a_school_asks_to_unlock_and_is_told_no_or_yes() -> None:
    at = ready()
    told: dict[str, Any] = {"by": at.who(Role.OFFICE), "round_id": at.round}
    no: dict[str, Any] = {"by": officer(at), "round_id": at.round}
    no |= {"school": school(at), "words": "The deadline has passed"}
    with pytest.raises(Locked):
        actions.ask_unlock(**told, reason="A slip", now=at.later())
    submit(at)
    with pytest.raises(Locked, match="Nobody has asked"):
        actions.decline_unlock(**no, now=at.later())
    actions.ask_unlock(**told, reason="A slip", now=at.later())
    actions.ask_unlock(**told, reason="Two slips", now=at.later())
    actions.decline_unlock(**no, now=at.later())
    assert state(at) == "submitted"
    actions.ask_unlock(**told, reason="Please", now=at.later())
    with pytest.raises(UsageError):
        unlock(at, until=at.now)
    with pytest.raises(NotThere):
        unlock(at, pupils=["0" * 16])
    with pytest.raises(NotThere):
        unlock(at, components=["NONE"])
    unlock(at)
    with pytest.raises(Locked):
        actions.ask_unlock(**told, reason="More", now=at.later())
    with pytest.raises(Locked):
        unlock(at)
    assert state(at) == "unlocked"


def test_a_questioned_return_is_unlocked_and_its_question_stays() -> None:
    at = ready()
    submit(at)
    query = ask(at)
    unlock(at, components=["mark"])
    submit(at)
    answer(at, query)
    assert state(at) == "submitted"
