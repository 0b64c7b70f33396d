"""Workers come, die, stop and are late in any order: no job is lost, no step is done twice."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from hypothesis import Phase
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from keystage_web.jobs import queue
from keystage_web.jobs.models import Job, State
from keystage_web.jobs.work import LeaseLost, Work
from tests.integration.web.jobs.kinds import (
    NOW,
    STEPS,
    TAKES,
    asked,
    count,
    counted,
    named,
    steps,
)

# Committed each time: PostgreSQL sweeps up after nobody within one transaction.
pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
TRIES = 4


class Season(RuleBasedStateMachine):
    """Jobs of a few steps, workers that hold some, and a clock that only goes on."""

    guarded = True

    def __init__(self) -> None:
        super().__init__()
        Job.objects.all().delete()
        Session.objects.all().delete()
        self.moment: datetime = NOW
        self.held: list[tuple[Work, list[int]]] = []  # and the steps still to do
        self.jobs: list[str] = []

    @rule()
    def ask(self) -> None:
        self.jobs.append(asked(f"job-{len(self.jobs)}", number=len(self.jobs)))

    @rule()
    def ask_again(self) -> None:
        if self.jobs:
            asked("job-0", number=0)

    @rule(seconds=st.sampled_from((1, 40, 70, 4000)))
    def time_goes_on(self, seconds: int) -> None:
        self.moment += timedelta(seconds=seconds)

    @rule()
    def take(self) -> None:
        job = queue.claim(worker="w", now=self.moment, wall=self.moment)
        if job is not None:
            work = Work(
                id=job.id,
                authority=job.authority,
                values=job.values,
                now=self.moment,
                turn=job.turn,
            )
            self.held.append((work, list(range(STEPS))))

    @precondition(lambda self: self.held)
    @rule(which=st.integers(0, 9))
    def do_a_step(self, which: int) -> None:
        work, left = self.held[which % len(self.held)]
        name = f"{work.values['number']}-{left[0]}" if left else ""
        try:
            if left and self.guarded:
                with work.once(f"step-{left[0]}") as fresh:
                    if fresh:
                        count(name)
            elif left:
                count(name)
            else:
                queue.finish(job=work.id, turn=work.turn, now=self.moment)
                self.held.remove((work, left))
            left[:1] = []
        except LeaseLost:
            self.held.remove((work, left))

    @precondition(lambda self: self.held)
    @rule(which=st.integers(0, 9), how=st.sampled_from(("fail", "back", "beat")))
    def end_otherwise(self, which: int, how: str) -> None:
        work, _ = self.held[which % len(self.held)]
        own: dict[str, Any] = {"job": work.id, "turn": work.turn}
        try:
            if how == "beat":
                queue.renew(**own, wall=self.moment)
                return
            if how == "fail":
                queue.failed(**own, failure="OSError", now=self.moment)
            else:
                queue.hand_back(**own, now=self.moment)
        except LeaseLost:
            pass
        self.held.pop(which % len(self.held))

    @precondition(lambda self: self.held)
    @rule(which=st.integers(0, 9))
    def be_killed(self, which: int) -> None:
        self.held.pop(which % len(self.held))

    @invariant()
    def nothing_was_done_twice(self) -> None:
        assert all(times == 1 for times in counted().values())

    def teardown(self) -> None:
        """Let one good worker come at last: everything is done, or was given up."""
        for _ in range(6 * (len(self.jobs) + 1)):
            self.moment += timedelta(hours=7)
            job = queue.claim(worker="w", now=self.moment, wall=self.moment)
            if job is not None:
                work = Work(
                    id=job.id,
                    authority=job.authority,
                    values=job.values,
                    now=self.moment,
                    turn=job.turn,
                )
                steps(work)
                queue.finish(job=job.id, turn=job.turn, now=self.moment)
        ends = dict(Job.objects.values_list("values__number", "state"))
        assert len(ends) == len(self.jobs)
        done = {number for number, state in ends.items() if state == State.DONE}
        assert set(ends.values()) <= {State.DONE, State.FAILED}
        told = counted()
        for number in done:
            assert [told[f"{number}-{step}"] for step in range(STEPS)] == [1] * STEPS


class Careless(Season):
    """The same without the note that a step is done: the sabotage."""

    guarded = False


def tried(machine: type[Season], examples: int) -> None:
    """Run a machine with the made-up kind there."""
    with named(steps, takes=TAKES, tries=TRIES):
        run_state_machine_as_test(
            machine,
            settings=hypothesis_settings(
                max_examples=examples,
                stateful_step_count=25,
                phases=[Phase.generate],  # a shorter story is not worth the wait
            ),
        )


def test_in_any_order_of_deaths_no_job_is_lost_and_no_step_is_done_twice(
    scale: float,
) -> None:
    tried(Season, max(15, round(250 * scale)))


def test_without_its_note_a_step_is_done_twice_so_this_test_can_be_red() -> None:
    with pytest.raises(AssertionError):
        tried(Careless, 60)
