"""The queue, one move at a time: taken, held, tried again, given up, done."""

import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction

from keystage.core.errors import UsageError
from keystage_web.audit.models import Event
from keystage_web.jobs import queries, queue, registry
from keystage_web.jobs.actions import again, enqueue
from keystage_web.jobs.models import Effect, Job, State
from keystage_web.jobs.values import Form
from keystage_web.jobs.work import Ended, LeaseLost, Work
from tests.integration.web.jobs.kinds import ASH, NOW, asked, found, named

pytestmark = [pytest.mark.database, pytest.mark.django_db]
SOON = NOW + timedelta(seconds=1)
LATER = NOW + queue.lease() + timedelta(seconds=1)
GIVEN_UP: list[Ended] = []


def nothing(_: Work) -> None:
    """Do nothing."""


@pytest.fixture(autouse=True)
def kind() -> Iterator[registry.Kind]:
    """A kind that is tried three times, and tells when it is given up."""
    GIVEN_UP.clear()
    with named(nothing, tries=3, failed=GIVEN_UP.append) as one:
        yield one


def taken() -> Job:
    """Take what there is to be taken."""
    job = queue.claim(worker="w1", now=SOON, wall=NOW)
    assert job is not None
    return job


def work(job: Job) -> Work:
    """Return a job as its function gets it."""
    return Work(id=job.id, authority=ASH, values=job.values, now=NOW, turn=job.turn)


def test_a_job_is_taken_once_when_it_is_due_and_held() -> None:
    asked()
    assert queue.claim(worker="w1", now=NOW - timedelta(hours=1), wall=NOW) is None
    taken()
    assert queue.claim(worker="w2", now=SOON, wall=NOW) is None


def test_the_one_that_has_been_due_longest_is_taken_first() -> None:
    later, first = asked("later"), asked("first")
    Job.objects.filter(id=first).update(due_at=NOW - timedelta(hours=1))
    assert [taken().id, taken().id] == [first, later]


def test_the_same_key_is_the_same_job_for_one_authority_alone() -> None:
    assert asked("same") == asked("same")
    with transaction.atomic():
        other = enqueue(
            authority="elm-998", kind="trial.it", values={}, now=NOW, effect_key="same"
        )
    assert other != asked("same")


def test_a_job_goes_with_the_transaction_it_was_asked_in() -> None:
    with transaction.atomic():
        asked()
        transaction.set_rollback(True)
    assert not Job.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "trial.other"},
        {"authority": "Ash Council"},
        {"values": {"name": "Mateus"}},
        {"effect_key": "invite mateus@example.org"},
    ],
)
def test_what_is_not_in_form_is_refused_and_nothing_is_written(
    wrong: dict[str, object],
) -> None:
    told = {"authority": ASH, "kind": "trial.it", "values": {}, "effect_key": "k"}
    with pytest.raises(UsageError), transaction.atomic():
        enqueue(**{**told, "now": NOW, **wrong})  # type: ignore[arg-type]  # wrong on purpose
    assert not Job.objects.exists()


def test_one_that_fails_waits_longer_each_time_and_is_then_given_up() -> None:
    job = asked()
    pauses = []
    for _ in range(2):
        held = taken()
        queue.failed(job=job, turn=held.turn, failure="OSError", now=NOW)
        row = found(job)
        assert (row.state, row.failure) == (State.WAITING, "OSError")
        pauses.append(row.due_at - NOW)
        Job.objects.update(due_at=NOW)
    assert pauses == [timedelta(seconds=30), timedelta(minutes=2)]
    held = taken()
    queue.failed(job=job, turn=held.turn, failure="OSError", now=NOW)
    [given_up] = queries.given_up(authority=ASH)
    assert (given_up.id, given_up.failure, given_up.tries) == (job, "OSError", 3)
    assert [one.failure for one in GIVEN_UP] == ["OSError"]
    assert queue.claim(worker="w1", now=LATER, wall=LATER) is None


def test_pauses_grow_to_six_hours_and_no_more() -> None:
    told = [queue.pause(tries) for tries in range(1, 100)]
    assert told == sorted(told)
    assert (told[0], told[-1]) == (timedelta(seconds=30), timedelta(hours=6))
    assert sum(told[: registry.TRIES - 1], timedelta()) > timedelta(hours=12)


def test_what_need_not_be_tried_again_is_given_up_at_once() -> None:
    job = asked()
    turn = taken().turn
    queue.failed(job=job, turn=turn, failure="Gone", now=NOW, hopeless=True)
    assert found(job).state == State.FAILED


def test_a_job_whose_worker_was_lost_is_taken_over_and_the_first_is_too_late() -> None:
    job = asked()
    first = taken()
    second = queue.claim(worker="w2", now=LATER, wall=LATER)
    assert second is not None
    assert (second.id, second.tries, second.failure) == (job, 1, queue.LOST)
    queue.renew(job=job, turn=first.turn, wall=LATER + timedelta(days=1))
    assert found(job).leased_until == LATER + queue.lease()
    for late in (
        lambda: queue.finish(job=job, turn=first.turn, now=LATER),
        lambda: queue.hand_back(job=job, turn=first.turn, now=LATER),
        lambda: queue.failed(job=job, turn=first.turn, failure="X", now=LATER),
        lambda: work(first).progress(1, 2),
        lambda: work(first).once("sent").__enter__(),
    ):
        with pytest.raises(LeaseLost), transaction.atomic():
            late()
    queue.finish(job=job, turn=second.turn, now=LATER)
    assert (found(job).state, found(job).failure) == (State.DONE, "")
    assert not Effect.objects.exists()


def test_a_job_that_is_held_on_is_not_taken_over() -> None:
    job = asked()
    queue.renew(job=job, turn=taken().turn, wall=LATER)
    assert queue.claim(worker="w2", now=LATER, wall=LATER) is None


def test_a_beat_that_was_held_up_lets_a_job_go_no_earlier() -> None:
    job = asked()
    queue.renew(job=job, turn=taken().turn, wall=NOW - timedelta(seconds=30))
    assert found(job).leased_until == NOW + queue.lease()


def test_a_job_that_ends_its_worker_each_time_is_given_up() -> None:
    job = asked()
    moment = NOW
    for _ in range(3):
        assert queue.claim(worker="w", now=moment + timedelta(1), wall=moment)
        moment += 2 * queue.lease()
    assert queue.claim(worker="w", now=moment + timedelta(1), wall=moment) is None
    assert (found(job).state, found(job).failure) == (State.FAILED, queue.LOST)


def test_who_cannot_be_told_does_not_keep_a_job_from_its_end(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(_: Ended) -> None:
        message = "Mateus Costa"
        raise ValueError(message)

    registry.forget("trial.it")
    with named(nothing, tries=1, failed=broken):
        job = asked()
        queue.failed(job=job, turn=taken().turn, failure="OSError", now=NOW)
    registry.register(registry.Kind(name="trial.it", run=nothing))
    assert found(job).state == State.FAILED
    assert "nobody could be told" in caplog.text


def test_a_job_of_a_kind_that_is_gone_can_still_be_given_up() -> None:
    job = asked()
    turn = taken().turn
    registry.forget("trial.it")
    queue.failed(job=job, turn=turn, failure="X", now=NOW, hopeless=True)
    registry.register(registry.Kind(name="trial.it", run=nothing))
    assert found(job).state == State.FAILED


def test_one_that_was_given_up_can_be_put_back_and_that_is_on_record() -> None:
    job = asked()
    with pytest.raises(UsageError):
        again(by="operator", job=job, now=NOW)
    turn = taken().turn
    queue.failed(job=job, turn=turn, failure="X", now=NOW, hopeless=True)
    again(by="operator", job=job, now=LATER)
    assert (found(job).state, found(job).tries) == (State.WAITING, 0)
    assert Event.objects.get().action == "job.again"


def test_a_step_is_done_once_and_undone_with_its_transaction() -> None:
    asked()
    it = work(taken())
    with pytest.raises(ZeroDivisionError), it.once("a"):
        raise ZeroDivisionError
    told = []
    for _ in range(2):
        with it.once("a") as fresh:
            told.append(fresh)
    assert told == [True, False]


def test_progress_is_told_to_who_asks() -> None:
    asked("long")
    assert queries.progress(authority=ASH, effect_key="short") is None
    work(taken()).progress(3, 10)
    told = queries.progress(authority=ASH, effect_key="long")
    assert told == queries.Progress(State.RUNNING, 3, 10)
    assert queries.progress(authority="elm-998", effect_key="long") is None


def test_a_kind_is_named_once_and_in_form() -> None:
    for wrong in ("trial.it", "Trial", "trial"):
        with pytest.raises(UsageError):
            registry.job(wrong)(nothing)
    with pytest.raises(UsageError):
        registry.register(
            registry.Kind(
                name="trial.two",
                run=nothing,
                every=timedelta(1),
                takes={"a": Form("x", bool)},
            )
        )


def test_an_error_in_the_log_names_the_job_and_no_values(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    job = asked()
    queue.failed(job=job, turn=taken().turn, failure="X", now=NOW, hopeless=True)
    assert f"job trial.it {job}: given up, X" in caplog.text
