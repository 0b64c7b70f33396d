"""The authority asks of what was sent, the school answers, and the authority accepts."""

from typing import Any

import pytest

from keystage.core.errors import UsageError
from keystage_web.accounts.rights import Refused
from keystage_web.accounts.roles import Role
from keystage_web.files.models import File
from keystage_web.returns import actions
from keystage_web.returns.models import Message, Query, Step
from keystage_web.returns.refusals import Locked, NotThere
from tests.integration.web.returns.marks.desk import Desk
from tests.integration.web.returns.moves.season import (
    file,
    officer,
    ready,
    school,
    send_rows,
    state,
    submit,
    version,
)
from tests.integration.web.returns.moves.test_submitting import again
from tests.integration.web.returns.moves.test_unlocking import relock, unlock

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def ask(at: Desk, text: str = "Is this right?", **more: Any) -> str:
    told: dict[str, Any] = {"by": officer(at), "school": school(at), **more}
    return actions.query(round_id=at.round, text=text, now=at.later(), **told)


def answer(at: Desk, query: str, by: Role = Role.OFFICE) -> None:
    actions.answer(by=at.who(by), query=query, text="It is.", now=at.later())


def accept(at: Desk, reason: str = "") -> None:
    told: dict[str, Any] = {
        "by": officer(at),
        "round_id": at.round,
        "school": school(at),
    }
    actions.accept(**told, reason=reason, now=at.later())


def test_a_return_is_queried_until_the_last_question_is_answered() -> None:
    at = ready()
    submit(at)
    first = ask(at, pupil=at.pupils[0], component="mark")
    second = ask(at)
    assert state(at) == "queried"
    answer(at, first)
    assert state(at) == "queried"
    answer(at, second)
    assert state(at) == "submitted"
    told = Message.unscoped.filter(query=first).order_by("at")
    assert [(one.text, one.from_authority) for one in told] == [
        ("Is this right?", True),
        ("It is.", False),
    ]
    accept(at)
    assert state(at) == "accepted"
    assert {one.act for one in Step.unscoped.all()} == {"received", "accepted"}


def test_an_answer_can_be_asked_about_again_and_a_question_closed() -> None:
    at = ready()
    submit(at)
    query = ask(at)
    answer(at, query)
    actions.reply(by=officer(at), query=query, text="Sure?", now=at.later())
    assert state(at) == "queried"
    actions.reply(by=officer(at), query=query, text="Really?", now=at.later())
    actions.close_query(by=officer(at), query=query, now=at.later())
    actions.close_query(by=officer(at), query=query, now=at.later())
    assert state(at) == "submitted"
    told: dict[str, Any] = {"query": query, "text": "Late", "now": at.later()}
    for late, by in (
        (actions.answer, at.who()),
        (actions.reply, officer(at)),
    ):
        with pytest.raises(Locked, match="closed"):
            late(by=by, **told)


def test_nothing_is_asked_of_what_was_not_sent_or_is_not_there() -> None:
    at = ready()
    with pytest.raises(Locked, match="not been sent"):
        ask(at)
    submit(at)
    with pytest.raises(UsageError):
        ask(at, component="mark")
    with pytest.raises(UsageError):
        ask(at, " ")
    with pytest.raises(NotThere):
        ask(at, pupil="0" * 16)
    with pytest.raises(NotThere):
        ask(at, pupil=at.pupils[0], component="NONE")
    with pytest.raises(NotThere):
        ask(at, school="0" * 16)
    with pytest.raises(Refused):
        ask(at, by=at.who())
    with pytest.raises(Refused):
        ask(at, by=at.admin, school="")
    with pytest.raises(NotThere):
        ask(at, school="")
    assert not Query.unscoped.exists()


def test_a_teacher_sees_questions_of_the_own_pupils_and_of_the_return() -> None:
    at = ready()
    submit(at)
    ann, _, cas, _ = at.pupils
    mine, theirs, all_ = ask(at, pupil=ann), ask(at, pupil=cas), ask(at)
    teacher = at.who(Role.TEACHER)
    seen = set(Query.within(teacher).values_list("id", flat=True))
    assert seen == {mine, all_}
    with pytest.raises(NotThere):
        actions.answer(by=teacher, query=theirs, text="It is.", now=at.later())
    with pytest.raises(Refused):
        answer(at, mine, Role.TEACHER)


def test_a_question_of_what_was_withdrawn_is_not_answered() -> None:
    at = ready()
    submit(at)
    query = ask(at)
    actions.close_query(by=officer(at), query=query, now=at.later())
    again(at)
    with pytest.raises(Locked, match="is closed"):
        answer(at, query)


def test_unlocked_with_an_open_question_it_is_answered_all_the_same() -> None:
    at = ready()
    submit(at)
    query = ask(at)
    unlock(at)
    answer(at, query)
    assert state(at) == "unlocked"
    unlocked_again = ask_while_sent(at)
    answer(at, unlocked_again)
    assert state(at) == "submitted"


def ask_while_sent(at: Desk) -> str:
    """Send what was unlocked, and be asked once more."""
    submit(at)
    return ask(at)


def test_with_errors_or_questions_left_a_reason_is_given_and_they_are_closed() -> None:
    at = ready()
    at.save((at.pupils[0], "mark", "", 1))
    submit(at)
    with pytest.raises(UsageError):
        accept(at)
    ask(at)
    with pytest.raises(UsageError):
        accept(at)
    assert state(at) == "queried"
    accept(at, "She was ill")
    assert state(at) == "accepted"
    assert Query.unscoped.get().state == "closed"
    assert Step.unscoped.get(act="accepted").reason == "She was ill"
    with pytest.raises(Locked):
        accept(at, "Again")


def test_accepting_receives_the_file_it_came_in() -> None:
    at = ready()
    of = file(at)
    send_rows(at, of, (at.pupils[0], "mark", "12"))
    accept(at)
    assert File.unscoped.get(id=of).state == "received"


def test_what_was_accepted_and_unlocked_and_run_out_is_accepted_once_more() -> None:
    at = ready()
    submit(at)
    accept(at)
    unlock(at, until=at.now.replace(hour=10))
    at.now = at.now.replace(hour=11)
    relock(at)
    assert state(at) == "submitted"
    accept(at)
    assert Step.unscoped.filter(act="accepted").count() == 2
    assert Step.unscoped.filter(act="received").count() == 1


def test_a_version_that_was_withdrawn_is_received_by_nobody() -> None:
    at = ready()
    submit(at)
    gone = version(at).id
    again(at)
    with pytest.raises(NotThere):
        actions.received(by=officer(at), version=gone, now=at.later())
    with pytest.raises(NotThere):
        actions.received(by=officer(at), version="0" * 16, now=at.later())


def test_many_are_accepted_at_once_but_those_that_want_a_reason() -> None:
    at = ready()
    submit(at)
    by, schools = officer(at), [school(at), at.town.schools["2002"].id]
    told: dict[str, Any] = {"by": by, "round_id": at.round, "schools": schools}
    [one] = actions.acceptable(**told)
    assert (one.school, one.plain) == (school(at), True)
    query = ask(at)
    assert actions.acceptable(**told) == []
    answer(at, query)
    [one] = actions.acceptable(**told)  # with others only once the answer is read
    assert not one.plain
    assert actions.accept_all(**told, now=at.later()) == []
    actions.close_query(by=by, query=query, now=at.later())
    with pytest.raises(Refused):
        actions.acceptable(**{**told, "by": at.who()})
    assert actions.accept_all(**told, now=at.later()) == [school(at)]
    assert state(at) == "accepted"
    assert actions.accept_all(**told, now=at.later()) == []


def test_one_with_errors_waits_for_a_reason_of_its_own() -> None:
    at = ready()
    at.save((at.pupils[0], "mark", "", 1))
    submit(at)
    told: dict[str, Any] = {"by": officer(at), "round_id": at.round}
    [one] = actions.acceptable(**told, schools=[school(at)])
    assert one.errors > 0
    done = actions.accept_all(**told, schools=[school(at)], now=at.later())
    assert (done, state(at)) == ([], "submitted")
