"""Read as of one moment, while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def snapshot() -> Iterator[None]:
    """Hold one view of the database; within a transaction, that one's.

    In SQLite this must not be Django's transaction, which would keep writers out; and
    text that is none (a bit of the file turned over) is read, so that its row can be
    named.
    """
    if connection.vendor != "sqlite":
        with transaction.atomic():
            yield from _repeatable()
        return
    connection.ensure_connection()
    line = connection.connection
    kept, line.text_factory = line.text_factory, _lenient
    own = not connection.in_atomic_block
    try:
        if own:
            line.execute("BEGIN DEFERRED")
        yield
    finally:
        line.text_factory = kept
        if own:
            line.execute("ROLLBACK")


def _repeatable() -> Iterator[None]:
    if not connection.savepoint_ids:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    yield


def _lenient(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")
