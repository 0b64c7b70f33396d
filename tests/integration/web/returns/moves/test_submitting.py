"""A return is sent: what stands then is kept for good, and told in one event."""

import hashlib
import json
from datetime import timedelta
from typing import Any

import pytest

from keystage.core.errors import UsageError
from keystage_web.accounts import ids
from keystage_web.accounts.rights import Refused
from keystage_web.accounts.roles import Role
from keystage_web.audit import chain
from keystage_web.audit.models import Event, Payload
from keystage_web.returns import actions
from keystage_web.returns.actions import rounds
from keystage_web.returns.models import Confirmation, Progress, Return, Round, Step
from keystage_web.returns.refusals import Locked, NotThere, Reused, Stale, Unfinished
from keystage_web.returns.states import Declaration, Move
from keystage_web.returns.versions import declaring
from keystage_web.returns.versions.content import lines
from keystage_web.rolls.models import Pupil
from tests.integration.web.returns.marks.desk import Desk
from tests.integration.web.returns.moves.season import (
    NAME,
    declared,
    file,
    officer,
    ready,
    send_rows,
    sent_values,
    state,
    submit,
    values,
    version,
)

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_what_is_sent_holds_every_pupil_with_their_results() -> None:
    at = ready()
    sent = submit(at)
    row = version(at)
    assert (sent.version, sent.number, sent.again) == (row.id, 1, False)
    assert sent.reference.replace("-", "").lower() == row.id
    assert state(at) == "submitted"
    assert [line.id for line in lines(row.content)] == at.pupils
    assert sent_values(at) == ["30", "31", "32", "33"]
    assert lines(row.content)[0].name == "Quill, Ann"
    assert row.digest == hashlib.sha256(row.content.encode()).hexdigest()
    assert json.loads(row.content)["format"] == 1
    assert row.counts["components"]["mark"] == {"mark": 4}
    assert row.counts["pupils"] == row.counts["complete"] == 4
    assert (row.name, row.role, row.source) == ("Headteacher 2001", "head", "marksheet")
    assert row.declaration["name"] == NAME
    assert row.signed
    assert row.on_time


def test_what_is_no_result_is_counted_apart_and_marks_and_texts_never_one_by_one() -> (
    None
):
    at = ready()
    ann, bob, cas, _ = at.pupils
    at.save((ann, "mark", "99", 1), (bob, "mark", "who", 1), (cas, "mark", "A", 1))
    submit(at)
    counted = {"mark": 1, "other": 2, "A": 1}
    assert version(at).counts["components"]["mark"] == counted


def test_sending_is_one_event_and_the_version_knows_which() -> None:
    at = ready()
    before = Event.objects.count()
    submit(at)
    row = version(at)
    [event] = Event.objects.order_by("number")[before:]
    assert (event.action, event.number) == ("return.submit", row.event)
    assert event.digest == row.event_digest
    payload = Payload.objects.get(authority=event.authority, number=event.number)
    told = chain.told(payload)
    assert sorted(told["about"]) == sorted(at.pupils)
    assert told["said"]["content"] == row.digest


def test_sent_twice_with_one_key_it_is_done_once_and_answered_alike() -> None:
    at = ready()
    key, seen, now = ids.new(), at.row.seq, at.later()
    told: dict[str, Any] = {"key": key, "seen": seen, "now": now, "explained": {}}
    first = submit(at, **told)
    again = submit(at, **told)
    assert again.again
    assert (again.version, again.number) == (first.version, first.number)
    with pytest.raises(Reused):
        submit(at, **{**told, "seen": seen + 1})
    with pytest.raises(UsageError):
        submit(at, **{**told, "key": "k" * 65})
    with pytest.raises(Locked, match="has been sent"):
        submit(at, explained={})
    assert at.row.version == 1


def test_what_changed_since_it_was_looked_at_is_not_sent() -> None:
    at = ready()
    seen = at.row.seq
    at.save((at.pupils[0], "mark", "12", 1))
    with pytest.raises(Stale):
        submit(at, seen=seen)
    assert state(at) == "draft"


def test_errors_are_sent_only_with_a_reason_for_each_rule() -> None:
    at = ready()
    at.save((at.pupils[0], "mark", "", 1), (at.pupils[1], "mark", "99", 1))
    with pytest.raises(Unfinished) as stop:
        submit(at, explained={})
    rules = {one.rule for one in stop.value.findings}
    assert rules
    assert not stop.value.statements
    with pytest.raises(UsageError):
        submit(at, explained=dict.fromkeys(rules, "x" * 1001))
    reasons = {**dict.fromkeys(rules, " She has left. "), "NONE": "of no error"}
    submit(at, explained=reasons)
    row = version(at)
    assert row.errors >= len(rules)
    assert row.explained == dict.fromkeys(rules, "She has left.")


def test_all_that_is_to_be_declared_is_ticked_and_a_name_is_typed() -> None:
    at = ready()
    whole = declared(at)
    first = min(whole.statements)
    with pytest.raises(Unfinished) as stop:
        submit(at, declared=actions.Declared(whole.statements - {first}, " "))
    assert stop.value.statements == {first, ""}
    with pytest.raises(UsageError):
        submit(at, declared=declared(at, "n" * 201))


@pytest.mark.parametrize("role", [Role.TEACHER, Role.OFFICE, Role.OFFICER])
def test_who_may_not_sign_does_not_send(role: Role) -> None:
    at = ready()
    by = officer(at) if role is Role.OFFICER else at.who(role)
    with pytest.raises(Refused):
        submit(at, by=by)


def test_a_delegate_sends_and_another_school_is_not_there() -> None:
    at = ready()
    submit(at, by=at.who(Role.DELEGATE))
    with pytest.raises(NotThere):
        submit(at, round_id="0" * 16)
    at.number = "2002"
    other = at.who()
    at.number = "2001"
    with pytest.raises(NotThere):
        actions.confirm(
            by=other,
            round_id=at.round,
            version=version(at).id,
            declared=declared(at),
            now=at.now,
        )


def test_without_a_pupil_there_is_nothing_to_send() -> None:
    at = ready()
    Pupil.unscoped.update(year_group="6")
    with pytest.raises(Locked, match="nil return"):
        submit(at)


def test_at_the_deadlines_last_moment_it_is_on_time() -> None:
    at = ready()
    submit(at, now=Round.unscoped.get(id=at.round).deadline)
    assert version(at).on_time


def test_a_second_later_it_is_late_unless_the_school_was_given_longer() -> None:
    at = ready()
    at.now = Round.unscoped.get(id=at.round).deadline
    submit(at)
    assert not version(at).on_time
    again(at)
    rounds.extend(
        by=at.admin,
        round_id=at.round,
        schools=[at.row.school_id],
        until=at.now + timedelta(days=1),
        reason="Ill",
        now=at.now,
    )
    submit(at)
    assert version(at).on_time


def test_a_closed_round_takes_nothing() -> None:
    at = ready()
    rounds.move(by=at.admin, round_id=at.round, move=Move.CLOSE, now=at.now)
    with pytest.raises(Locked, match="closed"):
        submit(at)


def again(at: Desk) -> None:
    """Take a return back, and start it again."""
    head = at.who()
    actions.withdraw(by=head, round_id=at.round, reason="", now=at.later())
    actions.resume(by=head, round_id=at.round, now=at.later())


def test_what_nobody_received_is_withdrawn_and_started_again() -> None:
    at = ready()
    submit(at)
    head = at.who()
    actions.withdraw(by=head, round_id=at.round, reason=" Wrong ", now=at.later())
    assert (state(at), at.row.version) == ("withdrawn", 0)
    [step] = Step.unscoped.all()
    assert (step.act, step.reason, step.name) == (
        "withdrawn",
        "Wrong",
        "Headteacher 2001",
    )
    with pytest.raises(Locked, match="withdrawn"):
        at.save((at.pupils[0], "mark", "12", 1))
    with pytest.raises(Locked):
        submit(at)
    actions.resume(by=head, round_id=at.round, now=at.later())
    at.save((at.pupils[0], "mark", "12", 1))
    assert submit(at).number == 2
    assert sent_values(at) == ["12", "31", "32", "33"]
    assert sent_values(at, 1) == ["30", "31", "32", "33"]


def test_what_the_authority_received_is_not_withdrawn() -> None:
    at = ready()
    submit(at)
    actions.received(by=officer(at), version=version(at).id, now=at.later())
    with pytest.raises(Locked, match="has received"):
        actions.withdraw(by=at.who(), round_id=at.round, reason="", now=at.later())
    assert state(at) == "submitted"


def test_a_draft_is_not_withdrawn_and_what_is_at_work_is_not_started_again() -> None:
    at = ready()
    about: dict[str, Any] = {"by": at.who(), "round_id": at.round, "now": at.later()}
    with pytest.raises(Locked, match="not been sent"):
        actions.withdraw(**about, reason="")
    with pytest.raises(Locked):
        actions.resume(**about)


def test_what_was_sent_unsigned_waits_until_the_head_confirms_it() -> None:
    at = ready()
    send_rows(at, file(at), (at.pupils[0], "mark", "12"))
    row = version(at)
    assert (row.source, row.signed, row.declaration) == ("file", False, {})
    told: dict[str, Any] = {"round_id": at.round, "version": row.id, "now": at.later()}
    with pytest.raises(Refused):
        actions.confirm(by=at.who(Role.OFFICE), declared=declared(at), **told)
    with pytest.raises(Unfinished):
        actions.confirm(
            by=at.who(), declared=actions.Declared(frozenset(), NAME), **told
        )
    first = actions.confirm(by=at.who(), declared=declared(at), **told)
    again = actions.confirm(by=at.who(), declared=declared(at), **told)
    assert (first.again, again.again) == (False, True)
    [said] = Confirmation.unscoped.all()
    assert said.version_id == row.id
    assert sorted(said.statements) == sorted(declared(at).statements)
    with pytest.raises(Locked, match="already"):
        actions.confirm(by=at.who(Role.DELEGATE), declared=declared(at), **told)


def test_a_version_that_stands_no_more_or_is_none_is_not_confirmed() -> None:
    at = ready()
    send_rows(at, file(at), (at.pupils[0], "mark", "12"))
    first = version(at).id
    send_rows(at, file(at, turn=1), (at.pupils[1], "mark", "13"))
    for number, why in ((first, Locked), ("0" * 16, NotThere)):
        with pytest.raises(why):
            actions.confirm(
                by=at.who(),
                round_id=at.round,
                version=number,
                declared=declared(at),
                now=at.later(),
            )


def test_how_far_it_is_is_kept_with_what_is_sent() -> None:
    at = ready()
    submit(at)
    row = Progress.unscoped.get()
    assert (row.due, row.complete, row.seq) == (4, 4, at.row.seq)


def test_a_sender_may_declare_where_the_authority_says_so() -> None:
    at = ready()
    Round.unscoped.update(declaration=Declaration.SENDER)
    found = {one.id for one in declaring.statements(Return.unscoped.get().round)}
    assert "with_authority" in found
    cells = [(at.pupils[0], "mark", "12")]
    told = send_rows(at, file(at), *cells, declared=declared(at))
    assert version(at).signed
    assert told.number == 1


def test_elsewhere_the_office_declares_nothing_though_it_sends() -> None:
    at = ready()
    with pytest.raises(Refused):
        send_rows(at, file(at), declared=declared(at))
    assert values(at) == ["30", "31", "32", "33"]
