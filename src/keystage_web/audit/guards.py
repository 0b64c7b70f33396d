"""What keeps the database itself from changing what stands: triggers, on both databases.

Those of the audit, or those of another package that names itself: its folder `sql`
holds them.

Whoever owns the database can take them away: that, and what they change then, is what
`verify` is for.
"""

import re
from importlib.resources import files

from django.db.backends.base.base import BaseDatabaseWrapper

_NAME = re.compile(r"^CREATE .*TRIGGER (?:IF NOT EXISTS )?(\w+)", re.M)
_THERE = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal "
        "AND tgenabled IN ('O', 'A')"
    ),
}


def install(connection: BaseDatabaseWrapper, package: str = __package__) -> None:
    """Put every trigger there that is not. A change that remakes a table runs it again."""
    with connection.cursor() as cursor:
        for statement in _written(connection.vendor, package).split("\n\n"):
            cursor.execute(statement)


def wanted(vendor: str, package: str = __package__) -> list[str]:
    """Return the names of the triggers of one kind of database."""
    return _NAME.findall(_written(vendor, package))


def missing(connection: BaseDatabaseWrapper, package: str = __package__) -> list[str]:
    """Return the names of the triggers that are not there, or are switched off."""
    with connection.cursor() as cursor:
        cursor.execute(_THERE[connection.vendor])
        there = {name for (name,) in cursor.fetchall()}
    names = wanted(connection.vendor, package)
    return [name for name in names if name not in there]


def _written(vendor: str, package: str) -> str:
    return files(package).joinpath("sql", f"{vendor}.sql").read_text("utf-8")
