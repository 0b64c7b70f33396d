"""The service's clock, as it is and as a demonstration has it."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import Settings

from keystage_web import clock

JUNE = datetime(2026, 6, 10, 9, tzinfo=UTC)


def test_the_clock_tells_the_time_it_is() -> None:
    before = datetime.fromtimestamp(time.time(), UTC)
    told = clock.now()
    assert before <= told <= before + timedelta(minutes=1)
    assert told.tzinfo is UTC


def test_a_demonstration_begins_at_its_moment_and_runs_on(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CLOCK, settings.BEGAN = JUNE, 1_000_000.0
    monkeypatch.setattr(time, "time", lambda: 1_000_090.0)
    assert clock.now() == JUNE + timedelta(seconds=90)
