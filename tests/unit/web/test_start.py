"""What keeps the service from starting, beyond single settings."""

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.core import checks
from django.db import DatabaseError
from pytest_django import Settings

from keystage_web import database, keys, start


@pytest.fixture
def sound(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An installation with nothing wrong, its database only said to be so."""
    data = settings.CONFIG.data
    keys.make(data)
    monkeypatch.setattr(database, "faults", lambda _: [])
    monkeypatch.setattr(database, "pending", lambda _: 0)
    monkeypatch.setattr(checks, "run_checks", lambda **_: [])
    yield
    keys.path(data).unlink()


@pytest.mark.usefixtures("sound")
def test_with_nothing_wrong_it_starts() -> None:
    assert start.faults() == []
    start.refuse()


@pytest.mark.usefixtures("sound")
def test_everything_that_is_wrong_is_told_at_once(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path(keys.path(settings.CONFIG.data)).chmod(0o644)
    monkeypatch.setattr(database, "faults", lambda _: ["SQLite runs with x."])
    monkeypatch.setattr(database, "pending", lambda _: 2)
    loud, hushed = checks.Warning("loud", id="x.W1"), checks.Warning("no", id="x.W2")
    monkeypatch.setattr(checks, "run_checks", lambda **_: [loud, hushed])
    settings.SILENCED_SYSTEM_CHECKS = ["x.W2"]
    with pytest.raises(start.UnsafeStart) as caught:
        start.refuse()
    assert len(caught.value.faults) == 4
    told = str(caught.value)
    for word in ("chmod 600", "x.W1: loud", "SQLite runs", "waits for 2 changes"):
        assert word in told
    assert "x.W2" not in told


@pytest.mark.usefixtures("sound")
def test_a_database_that_does_not_answer_is_told_without_its_address(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def silent(_: object) -> list[str]:
        message = "no route to db.example"
        raise DatabaseError(message)

    monkeypatch.setattr(database, "faults", silent)
    [fault] = start.faults()
    assert "does not answer" in fault
    assert "db.example" not in fault


@pytest.fixture
def entry() -> Iterator[Callable[[], object]]:
    """The server's entry, loaded anew."""
    name = "keystage_web.wsgi"
    yield lambda: import_module(name).application
    sys.modules.pop(name, None)


@pytest.mark.usefixtures("sound")
def test_the_servers_entry_comes_up_where_nothing_is_wrong(
    entry: Callable[[], object],
) -> None:
    assert callable(entry())


@pytest.mark.usefixtures("sound")
def test_the_servers_entry_does_not_come_up_where_anything_is(
    entry: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "pending", lambda _: 1)
    with pytest.raises(start.UnsafeStart, match="waits for 1 changes"):
        entry()
