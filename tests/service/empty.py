"""A database with every table and no row, made by all migrations: run as a program."""

import os
import subprocess
import sys
from pathlib import Path

from tests.service.once import ROOT, once

NAME = "empty.sqlite3"
_PATIENCE = 600  # seconds, on a busy machine


def empty() -> Path:
    """Return the file of such a database, for SQLite; to be copied."""
    return once("empty", _made) / NAME


def _made(folder: Path) -> None:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    subprocess.run(
        [sys.executable, "-m", "tests.service.empty", str(folder / NAME)],
        check=True,
        cwd=ROOT,
        env={**kept, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")])},
        timeout=_PATIENCE,
    )


def main(file: str) -> None:
    """Make it, as it is at the beginning of a run of tests."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.service.settings"
    import django  # noqa: PLC0415 - as the others: only in a process of its own

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from tests.service.unguarded import let_tests_forget  # noqa: PLC0415

    let_tests_forget()
    connection.settings_dict["NAME"] = file
    call_command("migrate", verbosity=0, run_syncdb=True)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


if __name__ == "__main__":
    main(sys.argv[1])
