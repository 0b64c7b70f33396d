"""What runs by the clock: returns whose time ran out are locked, figures made anew."""

from datetime import timedelta
from typing import Any

import pytest

from keystage_web.jobs import registry
from keystage_web.jobs.models import Job
from keystage_web.jobs.models import State as JobState
from keystage_web.jobs.work import Work
from keystage_web.returns.models import Progress
from keystage_web.returns.versions import progress
from keystage_web.rolls.models import Pupil, Roll
from tests.integration.web.returns.marks.desk import Desk
from tests.integration.web.returns.moves.season import ready, state, submit
from tests.integration.web.returns.moves.test_unlocking import unlock

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def work(at: Desk, name: str) -> None:
    """Do a job that runs by the clock, as the worker would."""
    now = at.later()
    row = Job.objects.create(
        kind=name,
        values={},
        made_at=now,
        due_at=now,
        effect_key=f"{name}:{now.isoformat()}",
        state=JobState.RUNNING,
        turn=1,
    )
    found = registry.kind(name)
    assert found
    told = Work(id=row.pk, authority="", values={}, now=now, turn=1)
    found.run(told)
    found.run(told)  # as after a worker was lost: nothing is done twice


def test_a_return_is_locked_when_its_time_has_run_out_and_not_before() -> None:
    at = ready()
    submit(at)
    unlock(at)
    work(at, "returns.relock")
    assert state(at) == "unlocked"
    at.now += timedelta(hours=2)
    work(at, "returns.relock")
    assert state(at) == "submitted"
    work(at, "returns.relock")


def test_figures_follow_the_cells_and_the_roll() -> None:
    at = ready()
    authority = at.town.authority.id
    assert progress.stale(authority) == [at.row.id]
    work(at, "returns.progress")
    row = Progress.unscoped.get()
    assert (row.due, row.complete, row.blanks, row.errors) == (4, 4, 0, 0)
    assert progress.stale(authority) == []
    at.save((at.pupils[0], "mark", "", 1))
    work(at, "returns.progress")
    row = Progress.unscoped.get()
    assert (row.complete, row.blanks, row.seq) == (3, 1, at.row.seq)
    assert (row.given, row.errors) == (3, 0)  # what is blank is still to come
    at.save((at.pupils[0], "mark", "99", 2))
    work(at, "returns.progress")
    row = Progress.unscoped.get()
    assert (row.complete, row.given, row.errors) == (3, 4, 1)
    assert progress.stale(authority) == []
    where: dict[str, Any] = {
        "authority": at.town.authority,
        "school": at.town.schools["2001"],
    }
    Roll.unscoped.create(**where, year=2026, version=3)
    Pupil.unscoped.filter(id=at.pupils[0]).update(year_group="5")
    assert progress.stale(authority) == [at.row.id]
    work(at, "returns.progress")
    assert Progress.unscoped.get().due == 3
    assert progress.stale(authority) == []


def test_what_was_sent_is_not_looked_at_again() -> None:
    at = ready()
    submit(at)
    assert progress.stale(at.town.authority.id) == []
    assert progress.look(at.town.authority.id, "0" * 16, at.now) is None


def test_figures_of_a_return_that_is_gone_are_not_kept() -> None:
    at = ready()
    found = progress.look(at.town.authority.id, at.row.id, at.now)
    assert found
    row, content = found
    progress.keep(row, content, row.seq, at.now)
    progress.keep(row, content, row.seq, at.now)
    assert Progress.unscoped.count() == 1
