"""A version that was sent cannot be changed: not by code, and not by direct SQL."""

import argparse
import hashlib
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.db import DatabaseError, connection, transaction

from keystage_web.audit import actions as audit
from keystage_web.returns import actions
from keystage_web.returns.models import Confirmation, Step, Version
from keystage_web.returns.versions import guards
from keystage_web.ui.health import asked
from keystage_web.verbs.runs import verify as verbs
from tests.integration.web.returns.marks.desk import Desk
from tests.integration.web.returns.moves.season import (
    declared,
    file,
    officer,
    ready,
    send_rows,
    version,
)
from tests.service.unguarded import lift, unguarded

pytestmark = [pytest.mark.database, pytest.mark.django_db]

TABLES = {
    "returns_version": Version,
    "returns_confirmation": Confirmation,
    "returns_step": Step,
}


def confirmed() -> Desk:
    """Make a desk whose file was sent, confirmed, and received."""
    at = ready()
    send_rows(at, file(at), (at.pupils[0], "mark", "12"))
    actions.confirm(
        by=at.who(),
        round_id=at.round,
        version=version(at).id,
        declared=declared(at),
        now=at.later(),
    )
    actions.received(by=officer(at), version=version(at).id, now=at.later())
    return at


def refused(work: Callable[[], object]) -> bool:
    """Return whether the database refuses it."""
    try:
        with transaction.atomic():
            work()
    except DatabaseError:
        return True
    return False


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        found = connection.introspection.get_table_description(cursor, table)
    return [one.name for one in found]


@pytest.mark.parametrize("table", TABLES)
def test_no_column_is_changed_by_sql_and_no_row_goes(table: str) -> None:
    confirmed()
    before = list(TABLES[table].unscoped.values())
    for column in columns(table):
        statement = f"UPDATE {table} SET {column} = {column}"  # noqa: S608 - our own names
        assert refused(partial(run, statement))
    assert refused(partial(run, f"DELETE FROM {table}"))  # noqa: S608 - as above
    if connection.vendor == "postgresql":
        assert refused(partial(run, f"TRUNCATE {table} CASCADE"))
    else:
        names = ", ".join(columns(table))
        again = f"INSERT OR REPLACE INTO {table} ({names}) SELECT {names} FROM {table}"  # noqa: S608 - as above
        assert refused(partial(run, again))
    assert list(TABLES[table].unscoped.values()) == before


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda one: one.__name__)
def test_no_row_is_changed_or_taken_away_by_code(table: type[Version]) -> None:
    confirmed()
    row = table.unscoped.get()
    for work in (
        row.save,
        row.delete,
        table.unscoped.all().delete,
        lambda: table.unscoped.update(name="Another"),
        lambda: table.unscoped.bulk_update([row], ["at"]),
    ):
        assert refused(work)
    assert table.unscoped.get() == row


def test_with_the_triggers_off_this_is_red_and_health_names_them() -> None:
    confirmed()
    assert guards.missing(connection) == []
    assert guards.guarded.ask() == ""
    lift()
    assert not refused(lambda: Version.unscoped.update(name="Another"))
    assert guards.missing(connection) == guards.wanted(connection.vendor)
    told = " ".join(asked().values())
    assert "returns_version_update" in told
    guards.install(connection)
    assert guards.missing(connection) == []


def test_a_database_that_cannot_be_asked_is_not_well(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(_: object) -> list[str]:
        raise DatabaseError

    monkeypatch.setattr(guards, "missing", broken)
    assert "cannot be asked" in guards.guarded.ask()


def verified(capsys: pytest.CaptureFixture[str], form: str = "text") -> tuple[int, str]:
    told = argparse.Namespace(authority="", format=form, checkpoint=[])
    code = verbs._verified(told)
    return code, capsys.readouterr().out


def test_verify_tells_of_versions_and_finds_one_that_was_changed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    confirmed()
    row = Version.unscoped.get()
    code, told = verified(capsys)
    assert (code, "1 versions of returns" in told) == (0, True)
    assert '"versions": 1' in verified(capsys, "json")[1]
    other = row.content.replace('"12"', '"39"')
    digest = hashlib.sha256(other.encode()).hexdigest()
    for changed, said in (
        ({"content": other}, "what it holds was changed"),
        ({"content": other, "digest": digest}, "tells of no such sending"),
        ({"event": row.event - 1}, "tells of no such sending"),
    ):
        with unguarded():
            Version.unscoped.update(**changed)
        code, told = verified(capsys)
        assert (code, said in told, row.id in told) == (1, True, True)
        assert '"fault"' in verified(capsys, "json")[1]
        with unguarded():
            Version.unscoped.update(
                content=row.content, digest=row.digest, event=row.event
            )
    lift()
    assert "returns_version_update" in verified(capsys)[1]


def test_verify_finds_any_column_of_a_version_that_was_changed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    at = confirmed()
    row = Version.unscoped.get()
    others: dict[str, object] = {
        "on_time": not row.on_time,
        "signed": not row.signed,
        "errors": row.errors + 1,
        "queries": row.queries + 1,
        "number": 9,
        "seq": 99,
        "revision": 9,
        "name": "Another",
        "role": "head",
        "at": at.now - timedelta(days=9),
        "counts": {**row.counts, "complete": 0},
        "explained": {"P01": "It is so."},
        "declaration": {"kind": "head", "statements": [], "name": "Another"},
        "source": "marksheet",
        "file": "",
        "key": "another",
        "asked": "0" * 64,
        "book": "eyfsp-2026",
        "book_digest": "0" * 64,
        "told": {**row.told, "title": "Another"},
        "person": at.who().person,
    }
    assert others.keys() == {
        one.name
        for one in Version._meta.fields
        if one.name
        not in {
            *("id", "authority", "school", "of_return"),
            *("content", "digest", "event", "event_digest"),
        }
    }
    for name, value in others.items():
        was = getattr(row, name)
        with unguarded():
            Version.unscoped.update(**{name: value})
        code, told = verified(capsys)
        assert (code, row.id in told) == (1, True), name
        assert "is not as it was sent" in told
        with unguarded():
            Version.unscoped.update(**{name: was})
    assert verified(capsys)[0] == 0


def test_a_version_whose_event_was_erased_under_a_policy_still_stands(
    capsys: pytest.CaptureFixture[str],
) -> None:
    at = confirmed()
    audit.erase(
        authority=at.town.authority.id,
        by=at.who().person,
        now=at.later(),
        policy="results-3-years",
        numbers=[version(at).event],
    )
    assert verified(capsys)[0] == 0
    with unguarded():
        Version.unscoped.update(on_time=False)
    assert "is not as it was sent" in verified(capsys)[1]
