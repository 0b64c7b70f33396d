"""People at the door, and a clock to turn."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache

from keystage_web import clock
from tests.integration.web.accounts.signing.visitor import Visitor, visitor


@dataclass
class Hands:
    """The service's clock, in a test's hands."""

    moment: datetime

    def on(self, **by: int) -> datetime:
        """Turn the clock on; return the moment it then is."""
        self.moment += timedelta(**by)
        return self.moment


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    """A clock that goes on only when it is turned."""
    made = Hands(datetime(2026, 6, 10, 9, tzinfo=UTC))
    monkeypatch.setattr(clock, "now", lambda: made.moment)
    return made


@pytest.fixture(autouse=True)
def unused() -> None:
    """No code has been used yet: allauth notes them in the cache."""
    cache.clear()


@pytest.fixture
def head(hands: Hands) -> Visitor:
    """A head at the door."""
    return visitor()


@pytest.fixture
def inside(head: Visitor) -> Visitor:
    """A head who is signed in."""
    head.enters()
    return head
