"""What who owns the database does with what was sent, steps and confirmations: it is found."""

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction

from keystage_web.accounts import ids
from keystage_web.accounts.roles import Role
from keystage_web.audit import actions as audit
from keystage_web.audit.models import Event
from keystage_web.returns import actions
from keystage_web.returns.actions.moves import making
from keystage_web.returns.models import Confirmation, Return, Step, Version
from keystage_web.returns.versions import guards
from keystage_web.returns.versions.verify import Code, Fault, verify
from tests.integration.web.returns.marks.desk import Desk
from tests.integration.web.returns.moves.season import (
    file,
    officer,
    ready,
    recall,
    send_rows,
    submit,
    version,
)
from tests.integration.web.returns.moves.test_asking import accept
from tests.integration.web.returns.moves.test_correcting import propose
from tests.integration.web.returns.moves.test_never_changed import confirmed
from tests.integration.web.returns.moves.test_unlocking import relock, unlock
from tests.service.unguarded import unguarded

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def faults() -> list[Fault]:
    return [one for one in verify() if isinstance(one, Fault)]


def codes() -> set[Code]:
    return {one.code for one in faults()}


def gone(rows: Any) -> None:
    """Take rows away as no code does."""
    with unguarded():
        rows._raw_delete("default")


def sent_twice() -> Desk:
    """Make a desk whose return was sent, received, unlocked, and sent again."""
    at = ready()
    submit(at)
    actions.received(by=officer(at), version=version(at).id, now=at.later())
    unlock(at)
    at.save((at.pupils[0], "mark", "12", 1))
    submit(at)
    return at


def test_nothing_is_found_of_all_that_may_become_of_a_return() -> None:
    at = sent_twice()
    assert faults() == []
    actions.agree(by=at.who(), correction=propose(at), now=at.later())
    accept(at, "All said")
    unlock(at)
    at.now += timedelta(hours=2)
    relock(at)
    assert faults() == []


def test_nothing_is_found_of_what_was_withdrawn_recalled_or_declined() -> None:
    at = ready()
    assert faults() == []
    submit(at)
    actions.decline(
        by=at.who(), correction=propose(at), words="It is right", now=at.later()
    )
    actions.withdraw(by=at.who(), round_id=at.round, reason="A slip", now=at.later())
    assert faults() == []
    actions.resume(by=at.who(), round_id=at.round, now=at.later())
    one, other = file(at), file(at, turn=1)
    for of in (one, other):
        send_rows(at, of, (at.pupils[0], "mark", "12"))
    recall(at, other)
    assert faults() == []
    recall(at, one)
    assert (at.row.version, faults()) == (0, [])


def test_a_version_that_was_taken_away_is_named_by_its_event() -> None:
    at = sent_twice()
    last = version(at)
    Return.unscoped.update(version=1)
    gone(Version.unscoped.filter(id=last.id))
    [found] = faults()
    assert (found.code, found.number) == (Code.GONE, last.event)
    assert f"event {last.event}: tells of what was sent" in found.sentence
    gone(Step.unscoped.all())
    gone(Version.unscoped.all())
    assert Code.GONE in codes()


def test_a_return_that_stands_elsewhere_is_named() -> None:
    at = sent_twice()
    for changed in ({"version": 1}, {"version": 0}, {"state": "draft"}):
        with transaction.atomic():
            Return.unscoped.update(**changed)
            [found] = faults()
            assert (found.code, found.of_return) == (Code.STANDS, at.row.id)
            assert at.row.id in found.sentence
            transaction.set_rollback(True)


def test_versions_without_their_return_are_named() -> None:
    at = sent_twice()
    with connection.constraint_checks_disabled():
        kept = at.row
        Return.unscoped.all()._raw_delete("default")
        found = [one for one in faults() if one.of_return == kept.id]
        Return.unscoped.bulk_create([kept])
    assert {(one.code, bool(one.version)) for one in found} == {(Code.STANDS, True)}
    assert len(found) == 2


def copied(**more: Any) -> None:
    """Put a step in like the one that is there."""
    row = Step.unscoped.get()
    row.id = ids.new()
    for name, value in more.items():
        setattr(row, name, value)
    row.save(force_insert=True)


STEPS: dict[str, Callable[[Desk], object]] = {
    "changed": lambda _: Step.unscoped.update(name="Another"),
    "another event": lambda _: Step.unscoped.update(event=1),
    "no event": lambda _: Step.unscoped.update(event=0),
    "added": lambda _: copied(act="accepted"),
    "added to a sending": lambda at: copied(
        act="withdrawn",
        event=version(at).event,
        event_digest=version(at).event_digest,
    ),
}


@pytest.mark.parametrize("way", STEPS)
def test_a_step_that_was_changed_or_put_in_is_named(way: str) -> None:
    at = confirmed()
    with unguarded():
        STEPS[way](at)
    found = faults()
    assert Code.STEP in {one.code for one in found}
    assert {one.version for one in found if one.code is Code.STEP} == {version(at).id}


def test_steps_that_were_taken_away_are_named_by_their_event() -> None:
    at = confirmed()
    event = Step.unscoped.get().event
    gone(Step.unscoped.all())
    assert [(one.code, one.number) for one in faults()] == [(Code.GONE, event)]
    assert at.row.version == 1


def test_one_of_two_steps_of_an_event_is_missed() -> None:
    at = ready()
    submit(at)
    accept(at, "Fine")
    assert Step.unscoped.values("event").distinct().count() == 1
    gone(Step.unscoped.filter(act="received"))
    assert codes() == {Code.STEP}


def test_a_confirmation_that_was_changed_put_in_or_taken_away_is_named() -> None:
    at = confirmed()
    one = Confirmation.unscoped.get()
    with unguarded():
        Confirmation.unscoped.update(name="Another")
    assert codes() == {Code.CONFIRMED}
    gone(Confirmation.unscoped.all())
    assert [(it.code, it.number) for it in faults()] == [(Code.GONE, one.event)]
    for event in (0, version(at).event, Step.unscoped.get().event):
        with transaction.atomic():
            one.id, one.event = ids.new(), event
            one.save(force_insert=True)
            assert Code.CONFIRMED in codes()
            transaction.set_rollback(True)


def test_what_no_column_can_hold_is_named_and_the_rest_is_read() -> None:
    if connection.vendor != "sqlite":
        return
    at = sent_twice()
    with unguarded(), connection.cursor() as cursor:
        cursor.execute("UPDATE returns_version SET at = 'once' WHERE number = 1")
        cursor.execute("UPDATE returns_step SET at = 'yesterday'")
    found = {one.code for one in faults()}
    assert found == {Code.FACTS, Code.STEP}
    with unguarded(), connection.cursor() as cursor:
        cursor.execute("UPDATE returns_step SET event = 'none'")
    assert Code.GONE in codes()
    assert at.row.version == 2


def test_a_table_that_was_made_anew_lacks_its_triggers() -> None:
    if connection.vendor != "sqlite":
        return
    submit(ready())
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE returns_version RENAME TO old_version")
        cursor.execute("CREATE TABLE returns_version AS SELECT * FROM old_version")
    wanted = [name for name in guards.wanted("sqlite") if "_version_" in name]
    assert guards.missing(connection) == wanted
    assert [one.version for one in faults() if one.code is Code.GUARD] == wanted
    guards.install(connection)
    assert guards.missing(connection) == []


def test_what_an_erasure_took_from_the_audit_is_still_held_by_its_seal() -> None:
    at = confirmed()
    numbers = list(
        Event.objects.filter(action__startswith="return.").values_list(
            "number", flat=True
        )
    )
    audit.erase(
        authority=at.town.authority.id,
        by=at.who(Role.HEAD).person,
        now=at.later(),
        policy="results-3-years",
        numbers=numbers,
    )
    assert faults() == []
    with unguarded():
        Step.unscoped.update(reason="Another")
    assert codes() == {Code.STEP}
    gone(Step.unscoped.all())
    gone(Confirmation.unscoped.all())
    assert [one.code for one in faults()] == [Code.GONE, Code.GONE]


def test_rows_of_before_find_their_event_when_the_database_is_brought_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(making, "SEAL", "then")  # nothing was sealed before
    at = confirmed()
    kept = {table: table.unscoped.get().event for table in (Confirmation, Step)}
    with unguarded():
        for table in kept:
            table.unscoped.update(event=0, event_digest="")
    assert codes() == {Code.CONFIRMED, Code.STEP, Code.GONE}
    migration = import_module("keystage_web.returns.migrations.0010_sealed")
    with unguarded(), connection.cursor() as cursor:
        editor = SimpleNamespace(connection=connection, execute=cursor.execute)
        migration.link(apps, editor)
    assert {table: table.unscoped.get().event for table in kept} == kept
    assert faults() == []
    early = at.now - timedelta(days=1)
    with unguarded():
        Step.unscoped.update(at=early)
    assert codes() == {Code.STEP}
    with unguarded():
        Version.unscoped.update(at=early)
    assert codes() == {Code.STEP, Code.FACTS}
