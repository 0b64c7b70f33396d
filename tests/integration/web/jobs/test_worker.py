"""A worker: what it does with jobs, with a database that goes away, and when told to stop."""

import logging
import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError
from pytest_django import Settings

from keystage.core import upn
from keystage.core.errors import UsageError
from keystage_web.audit.models import Event
from keystage_web.jobs import beat, queries, queue, registry, schedule, worker
from keystage_web.jobs.actions import again, enqueue
from keystage_web.jobs.models import Job, Lease, State, Worker
from keystage_web.jobs.work import Hopeless, Work
from keystage_web.logs import Line
from tests.integration.web.jobs.kinds import (
    ASH,
    NOW,
    STEPS,
    TAKES,
    asked,
    found,
    named,
    steps,
)

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
CANARY = f"Mateus Costa {upn.check_letter('004999920001')}004999920001 2019-03-14"


@pytest.fixture(autouse=True)
def told(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """All that is logged."""
    caplog.set_level(logging.INFO)
    return caplog


def works() -> worker.Worker:
    """Let a worker do what there is to do, and return it."""
    one = worker.Worker()
    one.run(until_idle=True)
    return one


def test_a_worker_does_what_is_there_and_leaves_nothing_of_itself() -> None:
    with named(steps, takes=TAKES):
        jobs = [asked(f"job-{number}", number=number) for number in range(3)]
        works()
    for job in jobs:
        row = found(job)
        assert (row.state, row.done, row.total) == (State.DONE, STEPS, STEPS)
        assert row.leased_until is None
    assert not Worker.objects.exists()


def test_outside_a_transaction_no_job_is_written() -> None:
    with named(steps, takes=TAKES), pytest.raises(UsageError, match="transaction"):
        enqueue(
            authority=ASH,
            kind="trial.it",
            values={"number": 1},
            now=NOW,
            effect_key="k",
        )
    assert not Job.objects.exists()


def test_what_the_installation_itself_wants_is_put_back_without_an_audit() -> None:
    def broken(_: Work) -> None:
        reason = "Gone"
        raise Hopeless(reason)

    with named(broken, every=timedelta(days=1)):
        works()
        [given_up] = queries.given_up()
        again(by="operator", job=given_up.id, now=NOW)
    assert found(given_up.id).state == State.WAITING
    assert not Event.objects.exists()


def test_what_an_error_says_reaches_neither_the_log_nor_the_table(
    told: pytest.LogCaptureFixture,
) -> None:
    def broken(_: Work) -> None:
        raise ValueError(CANARY)

    with named(broken):
        job = asked()
        works()
    row = found(job)
    assert (row.state, row.failure, row.tries) == (State.WAITING, "ValueError", 1)
    lines = [Line().format(record) for record in told.records]
    assert any("ValueError" in line and "broken" in line for line in lines)
    for piece in CANARY.split():
        assert not any(piece in line for line in lines)
    assert not any(piece in str(vars(row)) for piece in CANARY.split())


@pytest.mark.parametrize(
    ("error", "failure"), [(Hopeless("Gone"), "Gone"), (None, "UnknownKind")]
)
def test_what_cannot_be_done_is_told_by_a_name(
    error: Exception | None, failure: str
) -> None:
    def broken(_: Work) -> None:
        if error:
            raise error

    with named(broken):
        job = asked()
        if error is None:
            registry.forget("trial.it")
        works()
    assert found(job).failure == failure


def test_a_job_that_another_worker_took_over_is_left_to_it(
    told: pytest.LogCaptureFixture,
) -> None:
    def slow(work: Work) -> None:
        Job.objects.filter(id=work.id).update(turn=work.turn + 1)
        work.progress(1, 2)

    with named(slow):
        job = asked()
        works()
    assert found(job).state == State.RUNNING
    assert "another worker has it" in told.text


def test_told_to_stop_it_gives_a_long_job_back_and_ends() -> None:
    one = worker.Worker()
    begun: list[int] = []

    def long(work: Work) -> None:
        for step in range(100):
            begun.append(step)
            if step == 2:
                one.stop()
            work.progress(step, 100)

    with named(long):
        job = asked()
        one.run()
    row = found(job)
    assert begun == [0, 1, 2]
    assert (row.state, row.tries, row.done) == (State.WAITING, 0, 2)


def test_a_database_that_goes_away_is_waited_for(
    monkeypatch: pytest.MonkeyPatch, told: pytest.LogCaptureFixture
) -> None:
    one = worker.Worker()
    claim, turns = queue.claim, []

    def away(**more: Any) -> Job | None:
        turns.append(1)
        if len(turns) == 1:
            raise DatabaseError(CANARY)
        one.stop()
        return claim(**more)

    monkeypatch.setattr(queue, "claim", away)
    monkeypatch.setattr(worker, "_IDLE", timedelta(0))
    with named(steps, takes=TAKES):
        job = asked(number=1)
        one.run()
    assert found(job).state == State.DONE or len(turns) > 1
    assert "no database, DatabaseError" in told.text
    assert "Mateus" not in told.text


def test_a_worker_not_heard_of_in_the_first_minute_is_starting(
    settings: Settings,
) -> None:
    began = datetime(2026, 6, 10, 9, tzinfo=UTC)
    settings.BEGAN = began.timestamp()
    assert queries.silent(began + timedelta(seconds=2)) == ""
    assert queries.silent(began + timedelta(seconds=59)) == ""
    assert "run keystage work" in queries.silent(began + timedelta(seconds=61))


def test_a_beat_says_that_the_worker_is_there_and_holds_its_job(
    settings: Settings,
) -> None:
    settings.BEGAN = time.time() - 3600
    assert "No worker" in queries.beating.ask()
    held: list[Any] = []
    until = time.monotonic() + 60

    def slow(work: Work) -> None:
        first = found(work.id).leased_until
        while found(work.id).leased_until == first and time.monotonic() < until:
            time.sleep(0.02)
        held.append((first, found(work.id).leased_until, queries.beating.ask()))

    with named(slow), pytest.MonkeyPatch.context() as patch:
        patch.setattr(queue, "lease", lambda: timedelta(seconds=0.4))
        asked()
        works()
    [(first, then, well)] = held
    assert then > first
    assert well == ""


def test_a_database_that_does_not_answer_is_unwell_and_keeps_no_beat(
    monkeypatch: pytest.MonkeyPatch, told: pytest.LogCaptureFixture
) -> None:
    def away(*_: Any, **__: Any) -> None:
        raise DatabaseError(CANARY)

    monkeypatch.setattr(Worker.objects, "filter", away)
    monkeypatch.setattr(Worker.objects, "update_or_create", away)
    assert "DatabaseError" in queries.beating.ask()
    works()
    assert "no beat: DatabaseError" in told.text
    assert "Mateus" not in told.text + queries.beating.ask()


def test_a_job_that_takes_too_long_ends_its_worker(
    monkeypatch: pytest.MonkeyPatch, told: pytest.LogCaptureFixture
) -> None:
    codes: list[int] = []
    monkeypatch.setattr(os, "_exit", codes.append)
    one = beat.Beat("w1", print)
    one.hold("job-1", 1, timedelta(seconds=-1))
    one.start()
    one.end()
    assert codes[0] == beat.OVERDUE
    assert "took too long" in told.text


def test_a_worker_whose_server_is_gone_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    one = worker.Worker(parent=os.getppid())
    monkeypatch.setattr(os, "getppid", lambda: 1)
    one.run()
    assert not Worker.objects.exists()


@pytest.fixture
def daily() -> Iterator[list[Work]]:
    """A kind that runs by the clock, and how often it ran."""
    ran: list[Work] = []
    with named(ran.append, every=timedelta(days=1)):
        yield ran


def test_what_runs_by_the_clock_runs_once_a_day_however_many_workers_there_are(
    daily: list[Work],
) -> None:
    one, two = schedule.Schedule("w1"), schedule.Schedule("w2")
    assert one.tick(now=NOW, wall=NOW)
    assert not one.tick(now=NOW, wall=NOW)  # not so often
    assert not two.tick(now=NOW, wall=NOW)  # the other has the lease
    later = NOW + 2 * queue.lease()
    assert two.tick(now=later, wall=later)  # the first was not heard of again
    assert Lease.objects.get().holder == "w2"
    own = Job.objects.filter(kind="trial.it")
    assert own.count() == 1
    tomorrow = NOW + timedelta(days=1)
    assert two.tick(now=tomorrow, wall=tomorrow)
    assert own.count() == 2
    works()  # by the clock as it is, which is another day
    assert len(daily) == own.count() == 3


def test_what_was_done_long_ago_is_forgotten_and_what_was_given_up_is_not() -> None:
    with named(steps, takes=TAKES):
        jobs = [asked(f"job-{number}", number=number) for number in range(2)]
    for job, state in zip(jobs, (State.DONE, State.FAILED), strict=True):
        Job.objects.filter(id=job).update(state=state, ended_at=NOW)
    Worker.objects.create(id="gone", begun_at=NOW, beat_at=NOW)
    much_later = NOW + timedelta(days=500)
    schedule.Schedule("w1").tick(now=much_later, wall=much_later)
    assert not Job.objects.filter(id=jobs[0]).exists()
    assert found(jobs[1]).state == State.FAILED
    assert not Worker.objects.exists()
