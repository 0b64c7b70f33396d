"""What keeps the database itself from changing what stands: triggers, on both databases.

Those of the audit, or those of another package that names itself: its folder `sql`
holds them.

Whoever owns the database can take them away: that, and what they change then, is what
`verify` is for.
"""

import re
from importlib.resources import files

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

_NAME = re.compile(r"^CREATE .*TRIGGER (?:IF NOT EXISTS )?(\w+) .* ON (\w+)", re.M)
# Each with its table: one of that name on another table guards nothing.
_THERE = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
        "WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') "
        "AND pg_table_is_visible(tgrelid)"
    ),
}


def install(connection: BaseDatabaseWrapper, package: str = __package__) -> None:
    """Put every trigger there that is not. A change that remakes a table runs it again.

    In SQLite a name is there once: one that went along with another table makes way.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            named = {name for name, _ in _there(cursor, connection.vendor)}
            for name in named.intersection(missing(connection, package)):
                cursor.execute(f"DROP TRIGGER {name}")
        for statement in _written(connection.vendor, package).split("\n\n"):
            cursor.execute(statement)


def wanted(vendor: str, package: str = __package__) -> list[str]:
    """Return the names of the triggers of one kind of database."""
    return [name for name, _ in _placed(vendor, package)]


def missing(connection: BaseDatabaseWrapper, package: str = __package__) -> list[str]:
    """Return the names of the triggers that are not on their table, or are switched off."""
    with connection.cursor() as cursor:
        there = _there(cursor, connection.vendor)
    placed = _placed(connection.vendor, package)
    return [name for name, table in placed if (name, table) not in there]


def _there(cursor: CursorWrapper, vendor: str) -> set[tuple[str, str]]:
    cursor.execute(_THERE[vendor])
    return {(name, table) for name, table in cursor.fetchall()}


def _placed(vendor: str, package: str) -> list[tuple[str, str]]:
    """Return the triggers of one kind of database, each with its table."""
    return _NAME.findall(_written(vendor, package))


def _written(vendor: str, package: str) -> str:
    return files(package).joinpath("sql", f"{vendor}.sql").read_text("utf-8")
