"""One try: ask, see what came and what it changed, and take it back."""

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.cookies import SimpleCookie
from typing import Any

from django.apps import apps
from django.db import connection, transaction

from keystage_web.audit.models import Event, Kind, Subject
from tests.integration.web.authz.way import Sent, Way
from tests.integration.web.authz.world import Actor

# What a try may change though it is refused: who is signed in, since when, how often
# something was tried, and the audit itself.
FREE = {"sessions", "audit", "signing.seat", "signing.throttle"}
# Statements that change no row; any other is taken to change one.
_READS = re.compile(r"(?:SELECT|SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK TO SAVEPOINT) ")
_WRITES = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')


@dataclass(frozen=True, slots=True)
class Came:
    """What came of a try. `done` and `refused` are the audit's events: action and by.

    `seen` are the ids of whom the audit says that somebody looked at them.
    """

    status: int
    body: bytes
    to: str
    changed: bool
    done: set[tuple[str, str]]
    refused: set[tuple[str, str]]
    seen: frozenset[str] = frozenset()


@cache
def tables() -> list[str]:
    """Return the tables that a refused try must leave as they were."""
    return [
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if FREE.isdisjoint({model._meta.app_label, model._meta.label_lower})
    ]


def digest() -> str:
    """Return a digest of all rows of all tables."""
    found = hashlib.sha256()
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - names of our own
            rows = sorted(repr(row) for row in cursor.fetchall())
            found.update("\n".join([table, *rows]).encode())
    return found.hexdigest()


_BEFORE: list[str] = []


@contextmanager
def ledger() -> Iterator[None]:
    """Read the tables once for all tries within: each is taken back, so they stay."""
    _BEFORE.append(digest())
    yield
    assert _BEFORE.pop() == digest()


@dataclass
class Written:
    """The tables that statements wrote to; '' where a statement does not say."""

    tables: set[str] = field(default_factory=set)

    def __call__(self, execute: Callable[..., Any], sql: Any, *rest: Any) -> Any:
        """Note a statement, and carry it out (a wrapper of Django's)."""
        text = str(sql)
        if not _READS.match(text):
            found = _WRITES.match(text)
            self.tables.add(found[1] if found else "")
        return execute(sql, *rest)


@contextmanager
def taken_back(actor: Actor) -> Iterator[None]:
    """Take back all that is done within, in the database and in the browser."""
    cookies = SimpleCookie()
    cookies.load({name: one.value for name, one in actor.client.cookies.items()})
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    actor.client.cookies = cookies


def tried(way: Way, actor: Actor, address: str, sent: Sent | str) -> Came:
    """Let an actor try a way at an address, and take it back.

    The tables are read only where a statement wrote to one: no other can change them.
    """
    written, after, events = Written(), "", list[Event]()
    about = list[Subject]()
    with taken_back(actor):
        with connection.execute_wrapper(written):
            answer = asked(way, actor, address, sent)
            body = b"".join(answer) if answer.streaming else answer.content
        if written.tables:
            events, about = list(Event.objects.all()), list(Subject.objects.all())
        if not written.tables.isdisjoint({"", *tables()}):
            after = digest()
    seen = set(Event.objects.values_list("authority", "number")) if events else set()
    new = [one for one in events if one.pk not in seen]
    looks = {one.pk for one in new if one.kind == Kind.LOOKED}
    return Came(
        status=answer.status_code,
        body=body,
        to=answer.headers.get("Location", ""),
        changed=bool(after) and after != (_BEFORE[-1] if _BEFORE else digest()),
        done={(one.action, one.by) for one in new if one.kind == Kind.DONE},
        refused={(one.action, one.by) for one in new if one.kind == Kind.REFUSED},
        seen=frozenset(it.subject for it in about if it.pk[:2] in looks),
    )


def asked(way: Way, actor: Actor, address: str, sent: Sent | str) -> Any:
    """Return the answer to a way; what is sent as text is JSON."""
    ask = getattr(actor.client, way.method.lower())
    if isinstance(sent, str):
        return ask(address, sent, content_type="application/json")
    return ask(address, sent)
