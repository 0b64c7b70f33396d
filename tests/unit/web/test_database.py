"""How the databases are opened, and what is asked of each."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper

from keystage.core.errors import MissingExtra
from keystage_web import database
from keystage_web.database import engines

GOOD = {
    "SHOW fsync": "on",
    "SHOW full_page_writes": "on",
    "SHOW synchronous_commit": "on",
    "PRAGMA journal_mode": "wal",
    "PRAGMA synchronous": "2",
    "PRAGMA foreign_keys": "1",
}


class Answers:
    """A connection that answers questions from a table."""

    def __init__(self, vendor: str, **changed: str) -> None:
        self.vendor = vendor
        self.table = {**GOOD, **{k.replace("_", " ", 1): v for k, v in changed.items()}}
        self.row: tuple[str] | None = None

    def cursor(self) -> "Answers":
        return self

    def __enter__(self) -> "Answers":
        return self

    def __exit__(self, *_: object) -> None:
        self.row = None

    def execute(self, question: str) -> None:
        found = self.table[question]
        self.row = (found,) if found else None

    def fetchone(self) -> tuple[str] | None:
        return self.row


def faults(vendor: str, **changed: str) -> list[str]:
    return database.faults(cast("BaseDatabaseWrapper", Answers(vendor, **changed)))


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_a_database_that_keeps_what_it_takes_has_no_fault(vendor: str) -> None:
    assert faults(vendor) == []


@pytest.mark.parametrize(
    ("vendor", "changed", "said"),
    [
        ("sqlite", {"PRAGMA_journal_mode": "delete"}, "journal_mode = delete"),
        ("sqlite", {"PRAGMA_synchronous": "1"}, "synchronous = 1"),
        ("sqlite", {"PRAGMA_foreign_keys": ""}, "foreign_keys = "),
        ("postgresql", {"SHOW_fsync": "off"}, "fsync = off"),
        ("postgresql", {"SHOW_full_page_writes": "off"}, "full_page_writes = off"),
        ("postgresql", {"SHOW_synchronous_commit": "off"}, "synchronous_commit = off"),
    ],
)
def test_a_database_that_may_lose_what_it_took_is_named(
    vendor: str, changed: dict[str, str], said: str
) -> None:
    [fault] = faults(vendor, **changed)
    assert said in fault
    assert "then start again" in fault


def test_without_an_address_the_database_is_a_file_beneath_the_data_folder(
    tmp_path: Path,
) -> None:
    entry = database.opened("", tmp_path)
    assert entry["NAME"] == str(tmp_path / "db" / "keystage.sqlite3")
    assert entry["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in entry["OPTIONS"]["init_command"]


def test_another_file_may_be_named(tmp_path: Path) -> None:
    entry = database.opened(f"sqlite:///{tmp_path}/other.sqlite3", tmp_path)
    assert entry["NAME"] == f"{tmp_path}/other.sqlite3"
    assert entry["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_postgresql_is_opened_by_its_address(tmp_path: Path) -> None:
    url = "postgres://me:pw@db.example:5433/results?sslmode=verify-full"
    entry = database.opened(url, tmp_path)
    assert entry["ENGINE"] == "django.db.backends.postgresql"
    assert (entry["HOST"], entry["PORT"], entry["NAME"]) == (
        *("db.example", 5433),
        "results",
    )
    assert entry["OPTIONS"] == {
        "connect_timeout": 5,
        "options": "-c lock_timeout=20s",
        "sslmode": "verify-full",
    }
    assert entry["CONN_HEALTH_CHECKS"] is True


def test_postgresql_without_its_driver_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    none: Any = SimpleNamespace(find_spec=lambda _: None)
    monkeypatch.setattr(engines, "find_spec", none.find_spec)
    with pytest.raises(MissingExtra, match=r"keystage\[postgres\]"):
        database.opened("postgres://a/b", tmp_path)
