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


def test_nothing_made_today_is_of_a_time_to_come(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = datetime(2026, 11, 22, 21, 46, tzinfo=UTC)
    monkeypatch.setattr(time, "time", real.timestamp)
    settings.CLOCK, settings.BEGAN = JUNE, real.timestamp()
    assert (clock.now(), clock.latest()) == (JUNE, real)
    settings.CLOCK = datetime(2027, 6, 1, tzinfo=UTC)
    assert clock.latest() == settings.CLOCK
