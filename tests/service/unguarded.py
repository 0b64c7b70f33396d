"""What nobody but the owner of the database can do: take the triggers off."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.contrib.contenttypes.management import create_contenttypes
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.models.signals import post_migrate

from keystage_web.audit import guards
from keystage_web.audit.models import Deletion, Event, Head, Payload, Subject
from keystage_web.returns.versions import guards as versions

_PERMISSIONS = "django.contrib.auth.management.create_permissions"
TABLES = (Event, Payload, Subject, Deletion, Head)


def lift() -> None:
    """Take off every trigger: of the audit, and of versions of returns."""
    vendor = connection.vendor
    with connection.cursor() as cursor:
        for name in (*guards.wanted(vendor), *versions.wanted(vendor)):
            table = name.rpartition("_")[0]
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


@contextmanager
def unguarded() -> Iterator[None]:
    """Take them off, and put them back."""
    lift()
    try:
        yield
    finally:
        guards.install(connection)
        versions.install(connection)


def let_tests_forget() -> None:
    """Let Django empty the tables after a test that committed, the audit's too."""
    # Nobody asks for these, and each emptying would write hundreds of them anew.
    post_migrate.disconnect(create_contenttypes)
    post_migrate.disconnect(dispatch_uid=_PERMISSIONS)
    kind: type[BaseDatabaseOperations] = type(connection.ops)
    flush = kind.execute_sql_flush

    def flushed(self: BaseDatabaseOperations, sql_list: Iterable[str]) -> None:
        with unguarded():
            flush(self, sql_list)

    kind.execute_sql_flush = flushed  # type: ignore[method-assign]  # for tests alone
