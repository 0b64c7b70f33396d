"""Eight people write to one chain at once, and somebody verifies it all the while."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet

from keystage_web.audit.actions import looked
from keystage_web.audit.models import Event, Head
from keystage_web.audit.verify import Fault, verify
from tests.integration.web.audit.story import ASH, BEGIN, faults

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
WRITERS, TURNS = 8, 8


def write(person: int) -> int:
    """Write one event after another; return how many were refused."""
    lost = 0
    for _ in range(TURNS):
        try:
            with transaction.atomic():
                looked(
                    authority=ASH,
                    by=f"person-{person}",
                    action="pupil.view_core",
                    now=BEGIN,
                    about=["pupil-1"],
                )
        except DatabaseError:
            lost += 1
    connection.close()
    return lost


def all_write() -> tuple[int, list[Fault | object]]:
    """Return how many events were refused, and what a verify in between complained of."""
    complaints: list[Fault | object] = []
    with ThreadPoolExecutor(WRITERS) as pool:
        begun = [pool.submit(write, person) for person in range(WRITERS)]
        while not all(one.done() for one in begun):
            complaints += [one for one in verify() if isinstance(one, Fault)]
        return sum(one.result() for one in begun), complaints


def test_eight_writers_make_one_chain_and_a_verify_meanwhile_raises_no_alarm() -> None:
    assert all_write() == (0, [])
    assert faults() == []
    numbers = Event.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, WRITERS * TURNS + 1))
    assert Head.objects.get().number == WRITERS * TURNS


@pytest.fixture
def careless(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nobody locks the head, which is the sabotage."""
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows: rows)
    options = connection.settings_dict["OPTIONS"]
    kept = dict(options)
    if connection.vendor == "sqlite":
        options |= {"transaction_mode": None, "timeout": 0.1}
    yield
    connection.settings_dict["OPTIONS"] = kept


@pytest.mark.usefixtures("careless")
def test_with_the_head_unlocked_events_are_refused_so_this_test_can_be_red() -> None:
    lost, _ = all_write()
    assert lost > 0
