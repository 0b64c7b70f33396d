"""Eight people save at once, and nobody is told that the database is locked."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection, transaction

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
WRITERS, TURNS = 8, 12
LATER = datetime(2099, 1, 1, tzinfo=UTC)


def write(locking: bool) -> int:
    """Read, then change one row, over and over; return how often it was refused."""
    refused = 0
    rows = Session.objects.select_for_update() if locking else Session.objects.all()
    for _ in range(TURNS):
        try:
            with transaction.atomic():
                row = rows.get(pk="counter")
                row.session_data = str(int(row.session_data) + 1)
                row.save()
        except OperationalError:
            refused += 1
    connection.close()
    return refused


@pytest.fixture
def counter() -> None:
    Session.objects.create(pk="counter", session_data="0", expire_date=LATER)


def all_write(*, locking: bool) -> tuple[int, int]:
    """Return how many saves of eight writers were refused, and how many were lost."""
    with ThreadPoolExecutor(WRITERS) as pool:
        refused = sum(pool.map(write, [locking] * WRITERS))
    kept = int(Session.objects.get(pk="counter").session_data)
    return refused, WRITERS * TURNS - refused - kept


@pytest.mark.usefixtures("counter")
def test_no_save_of_eight_writers_is_refused_or_lost() -> None:
    assert all_write(locking=True) == (0, 0)


@pytest.fixture
def careless() -> Iterator[None]:
    """SQLite's transactions as Django has them by itself, which is the sabotage."""
    options = connection.settings_dict["OPTIONS"]
    kept = dict(options)
    if connection.vendor == "sqlite":
        options |= {"transaction_mode": None, "timeout": 0.1}
    yield
    connection.settings_dict["OPTIONS"] = kept


@pytest.mark.usefixtures("counter", "careless")
def test_done_carelessly_saves_are_refused_or_lost_so_this_test_can_be_red() -> None:
    assert all_write(locking=False) != (0, 0)


def test_nobody_waits_for_another_for_ever() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SHOW lock_timeout")
            assert cursor.fetchone() == ("20s",)
        else:
            cursor.execute("PRAGMA busy_timeout")
            assert cursor.fetchone() == (20_000,)
