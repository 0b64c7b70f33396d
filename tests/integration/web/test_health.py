"""The health page, well and unwell, for people and for what watches."""

import json
import logging
import tempfile
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from pytest_django import Settings

from keystage_web import database

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db,
    pytest.mark.usefixtures("spared"),
]


def test_all_is_well(client: Client, settings: Settings) -> None:
    page = client.get("/health")
    assert page.status_code == 200
    assert b"The service is well" in page.content
    told = client.get("/health", headers={"accept": "application/json"}).json()
    assert told["well"] is True
    assert len(told["checks"]) == len(settings.HEALTH)
    assert all(told["checks"].values())


def test_a_folder_that_takes_no_files_is_unwell_and_its_reason_is_logged(
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(tempfile, "TemporaryFile", broken_folder)
    page = client.get("/health")
    assert page.status_code == 503
    assert b"The service is not well" in page.content
    assert page.content.count(b"state--problem") == 1
    assert "FileNotFoundError" in caplog.text
    assert str(tmp_path).encode() not in page.content


def broken_folder(**_: object) -> None:
    """Be a disk that is gone."""
    raise FileNotFoundError


@pytest.mark.parametrize(
    ("name", "told"),
    [("faults", ["SQLite runs with x."]), ("pending", 3)],
)
def test_a_database_that_may_lose_or_is_out_of_date_is_unwell(
    client: Client, monkeypatch: pytest.MonkeyPatch, name: str, told: object
) -> None:
    monkeypatch.setattr(database, name, lambda _: told)
    assert client.get("/health").status_code == 503


def test_a_database_that_does_not_answer_is_unwell_and_tells_no_more(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def silent(_: object) -> list[str]:
        message = "password of host db.example"
        raise DatabaseError(message)

    monkeypatch.setattr(database, "faults", silent)
    caplog.set_level(logging.ERROR)
    page = client.get("/health", headers={"accept": "application/json"})
    assert page.status_code == 503
    assert json.loads(page.content)["well"] is False
    assert "db.example" not in caplog.text + page.content.decode()


def test_the_page_does_not_tell_which_version_runs(
    client: Client, settings: Settings
) -> None:
    page = client.get("/health")
    assert settings.DEBUG is False
    assert not {"server", "x-powered-by"} & {name.lower() for name in page.headers}


def test_only_looking_is_allowed(client: Client) -> None:
    assert client.post("/health").status_code == 405


def test_the_database_of_the_tests_is_as_production_has_it() -> None:
    if connection.vendor == "postgresql":
        told = database.durable.faults(connection)
        assert [fault.split(" = ")[0].split()[-1] for fault in told] == [
            *("fsync", "full_page_writes", "synchronous_commit"),
        ]
    else:
        assert database.durable.faults(connection) == []
    assert database.durable.pending(connection) == 0
