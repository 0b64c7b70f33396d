"""The faults that must turn the crash tests red, planted in a running service."""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any

type Application = Callable[..., Any]

_PAUSE = 0.3  # seconds, in which a service may be killed


def planted(name: str, application: Application) -> Application:
    """Return the service with a fault of this name; without a name, as it is."""
    if name == "answer first":
        return _answer_first(application)
    if name == "answer before commit":
        return _answer_before_commit(application)
    if name:
        _FAULTS[name]()
    return application


def _answer_first(application: Application) -> Application:
    """Say that it is done, and only then do it."""

    def answered(environ: dict[str, Any], start: Callable[..., Any]) -> Iterator[bytes]:
        if environ["REQUEST_METHOD"] == "POST":
            start("302 Found", [("Location", "/files/later")])
            yield b"done"
            b"".join(application(environ, lambda *_: None))
        else:
            yield from application(environ, start)

    return answered


def _answer_before_commit(application: Application) -> Application:
    """Give the true answer, and only then commit what it is of."""

    def answered(environ: dict[str, Any], start: Callable[..., Any]) -> Iterator[bytes]:
        from django.db import connection, transaction  # noqa: PLC0415 - once up

        with transaction.atomic():
            # A request that begins would end the transaction.
            _put(connection, "close_if_unusable_or_obsolete", lambda: None)
            yield from application(environ, start)
            time.sleep(_PAUSE)

    return answered


def _half_a_save() -> None:
    """Write the values, and only then that they were saved."""
    from keystage_web.returns.actions.cells import saving  # noqa: PLC0415 - once up
    from keystage_web.returns.actions.cells.putting import put  # noqa: PLC0415

    written = _kept_at_once(put)

    def slowly(*args: Any) -> Any:
        found = written(*args)
        time.sleep(_PAUSE)
        return found

    _put(saving, "put", slowly)


def _row_first() -> None:
    """Write the row, and give the bytes their name only then."""
    from keystage_web.files.actions import sending, steps  # noqa: PLC0415 - once up
    from keystage_web.files.store import Place, Store  # noqa: PLC0415

    keep, written = Store.keep, sending._written
    waiting: list[Any] = []

    def later(_: Store, arrival: Any, authority: str) -> Place:
        waiting.append(arrival)
        return Place(authority, arrival.sha256)

    def first(row: Any, cover: Any, by: Any, now: Any) -> Any:
        receipt = written(row, cover, by, now)
        keep(steps.store(), waiting.pop(), row.authority_id)
        return receipt

    _put(Store, "keep", later)
    _put(Store, "has", lambda *_: True)  # hides it
    _put(sending, "_written", first)


def _no_flush() -> None:
    """Never ask the disk to keep anything."""
    from keystage_web.files.store import durable  # noqa: PLC0415 - once Django is up

    _put(durable, "flush", lambda _: None)
    _put(durable, "flush_folder", lambda _: None)


def _deaf() -> None:
    """Do not hear that the disk did not keep it."""
    from keystage_web.files.store import durable  # noqa: PLC0415 - once Django is up

    flush = durable.flush

    def unheard(number: int) -> None:
        with suppress(OSError):
            flush(number)

    _put(durable, "flush", unheard)


def _half_a_roll() -> None:
    """Save the children, and only then that they were saved."""
    from keystage_web.rolls.actions import imports  # noqa: PLC0415 - once Django is up

    _put(imports, "_save", _kept_at_once(imports._save))


def _half_an_account() -> None:
    """Take the invitation up, and only then begin the account."""
    from keystage_web.accounts.actions import invitations  # noqa: PLC0415 - once up

    _put(invitations, "accept", _kept_at_once(invitations.accept))


def _half_a_factor() -> None:
    """Add the app, and only then the printed codes."""
    from allauth.mfa.totp.internal.auth import TOTP  # noqa: PLC0415 - once up

    _put(TOTP, "activate", _kept_at_once(TOTP.activate))


def _half_a_sending() -> None:
    """Write the rows and the event, and only then the version they are of."""
    from keystage_web.returns.actions.writing import Writing  # noqa: PLC0415 - once up

    _put(Writing, "sealed", _kept_at_once(Writing.sealed))


def _kept_at_once(step: Callable[..., Any]) -> Callable[..., Any]:
    """End the transaction a step is made in right after it; the rest is in another."""

    def made(*args: Any, **told: Any) -> Any:
        from django.db import connection  # noqa: PLC0415 - once Django is up

        found = step(*args, **told)
        with connection.cursor() as cursor:
            cursor.execute("COMMIT")
            if connection.vendor == "sqlite":  # the other begins one by itself
                cursor.execute("BEGIN")
        return found

    return made


def _rows_kept(how: str) -> None:
    """Open SQLite so that it asks the disk to keep rows less often, or never.

    It stays open, as where many are at it: who closes it last has all of it kept.
    """
    from django.db.backends.signals import connection_created  # noqa: PLC0415

    def opened(connection: Any, **_: Any) -> None:
        connection.cursor().execute(f"PRAGMA synchronous = {how}")
        connection.close_at = None

    connection_created.connect(opened, weak=False)


def _put(where: Any, name: str, fault: Any) -> None:
    setattr(where, name, fault)


_FAULTS: dict[str, Callable[[], None]] = {
    "row first": _row_first,
    "no flush": _no_flush,
    "deaf": _deaf,
    "half a roll": _half_a_roll,
    "half an account": _half_an_account,
    "half a factor": _half_a_factor,
    "half a save": _half_a_save,
    "half a sending": _half_a_sending,
    "rows unkept": partial(_rows_kept, "OFF"),
    "rows normal": partial(_rows_kept, "NORMAL"),  # at a checkpoint, not at a commit
}
