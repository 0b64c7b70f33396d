"""The world of the matrix, made once for all ways and taken back after each."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from keystage_web import clock
from keystage_web.accounts.signing.models import Seat
from keystage_web.accounts.signing.proofs import proof
from tests.integration.web.authz.world import World, world


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Everybody everywhere, signed in, for as long as the tests of a module take."""
    del django_db_setup
    with django_db_blocker.unblock(), transaction.atomic():
        found = world()
        found.settled()
        yield found
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def proved(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who gave the second factor once need not again: that is tried elsewhere."""
    monkeypatch.setattr(proof, "LASTS", timedelta(days=99_999))


@pytest.fixture
def everyone(made: World, db: None) -> World:
    """The same world for each way, as if it were new; all have just been seen."""
    del db  # within whose transaction the way is tried
    Seat.unscoped.update(seen_at=clock.now())
    return made
