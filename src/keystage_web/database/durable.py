"""Does the database keep what it said it took? Asked of itself, at each start."""

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

_SQLITE = {
    "journal_mode": ("wal", "a crash could leave it half written"),
    "synchronous": ("2", "a power cut would lose results already received"),
    "foreign_keys": ("1", "rows could be left without what they belong to"),
}
_POSTGRES = {
    "fsync": "a power cut would lose results already received",
    "full_page_writes": "a power cut could leave pages half written",
    "synchronous_commit": "a power cut would lose results already received",
}
_KEPT = {"on", "remote_apply", "remote_write", "local"}


def faults(connection: BaseDatabaseWrapper) -> list[str]:
    """Return a sentence for each way in which the database may lose what it took.

    Opens the connection; raises Django's `OperationalError` where there is none.
    """
    if connection.vendor == "postgresql":
        return [
            f"PostgreSQL runs with {name} = {found}: {why}. Set it to on, restart "
            "PostgreSQL, then start again."
            for name, why in _POSTGRES.items()
            if (found := _ask(connection, f"SHOW {name}")) not in _KEPT
        ]
    return [
        f"SQLite runs with {name} = {found}: {why}. Move the data folder to a disk of "
        "this machine, then start again."
        for name, (wanted, why) in _SQLITE.items()
        if (found := _ask(connection, f"PRAGMA {name}")) != wanted
    ]


def pending(connection: BaseDatabaseWrapper) -> int:
    """Return how many changes to the tables are still to be made."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _ask(connection: BaseDatabaseWrapper, question: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(question)
        row = cursor.fetchone()
    return str(row[0]) if row else ""
