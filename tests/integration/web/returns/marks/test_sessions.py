"""Whatever two people do in whatever order, nothing that was acknowledged is lost."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keystage_web.returns.actions.cells import judging, putting, saving
from keystage_web.returns.actions.cells.judging import Standing
from keystage_web.returns.actions.cells.model import State, Told, Typed
from keystage_web.returns.models import Change, Clash, Save, Via
from tests.conftest import SCALE, SEED
from tests.integration.web.returns.marks.desk import Desk, desk
from tests.integration.web.returns.marks.sessions import KINDS, Session, Step, play

pytestmark = [pytest.mark.database, pytest.mark.django_db]
SESSIONS = max(12, round(200 * SCALE))
NUMBER = st.integers(0, 11)
STEPS = st.lists(st.tuples(NUMBER, NUMBER, NUMBER, NUMBER), min_size=4, max_size=14)


@pytest.fixture
def at() -> Desk:
    return desk()


@contextmanager
def afresh() -> Iterator[None]:
    """Take all back that is done within."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@settings(
    max_examples=SESSIONS,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_what_two_people_were_told_is_current_superseded_or_a_clash(
    at: Desk, steps: list[Step]
) -> None:
    with afresh():
        play(at, steps)


def test_a_session_of_every_kind_of_step_is_played_to_its_end(at: Desk) -> None:
    drawn = random.Random(SEED)
    steps = [
        (drawn.randrange(2), kind, drawn.randrange(4), drawn.randrange(4))
        for _ in range(3)
        for kind in drawn.sample(range(len(KINDS)), len(KINDS))
    ]
    session = play(at, steps)
    assert session.saved
    assert len({row.via for row in Change.unscoped.all()}) > 3


def test_a_save_sent_many_times_in_any_order_changes_once(at: Desk) -> None:
    ann = at.pupils[0]
    requests = [("a", "2", 0), ("b", "1", 1), ("c", "", 0), ("d", "2", 2)]
    first = {
        key: at.save((ann, "E01", value, base), key=key)
        for key, value, base in requests
    }
    held = at.value(ann, "E01"), at.history(ann, "E01"), Clash.unscoped.count()
    drawn = random.Random(SEED)
    for _ in range(5):
        drawn.shuffle(requests)
        for key, value, base in requests:
            assert at.save((ann, "E01", value, base), key=key) == first[key]
    assert held == (
        at.value(ann, "E01"),
        at.history(ann, "E01"),
        Clash.unscoped.count(),
    )
    assert Save.unscoped.count() == 4


def unfollowed(
    typed: Typed, via: Via, there: Standing, *, judged: Any = judging.judged
) -> tuple[Told, str]:
    """Judge as if everybody had seen what is there."""
    _, version = there.of(typed.cell)
    found: tuple[Told, str] = judged(replace(typed, base=version), via, there)
    return found


def unkept(writing: Any, met: Any, *, kept: Any = putting._clashes) -> Any:
    """Keep clashes, and lose them."""
    found = kept(writing, met)
    Clash.unscoped.all().delete()
    return found


def unwritten(*told: Any, write: Any = putting._write) -> None:
    """Write cells without what they were before."""
    write(*told)
    Change.unscoped.filter(seq=told[0].seq).delete()


def forgotten(*told: Any, taken: Any = saving._taken) -> Any:
    """Forget that a save was taken."""
    found = taken(*told)
    Save.unscoped.update(key="forgotten")
    Save.unscoped.all().delete()
    return found


def overriding(
    typed: Typed, via: Via, there: Standing, *, met: Any = judging._met
) -> Told:
    """Let what is undone go over what somebody else has written since."""
    if via in judging.GIVES_WAY:
        return judging.told(typed, there, State.SAVED)
    found: Told = met(typed, via, there)
    return found


SABOTAGED: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "the base is not looked at": lambda patch: patch.setattr(
        putting, "judged", unfollowed
    ),
    "what met a newer value is not kept": lambda patch: patch.setattr(
        putting, "_clashes", unkept
    ),
    "the history is not written": lambda patch: patch.setattr(
        putting, "_write", unwritten
    ),
    "what was sent before is forgotten": lambda patch: patch.setattr(
        saving, "_taken", forgotten
    ),
    "an undo goes over a newer value": lambda patch: patch.setattr(
        judging, "_met", overriding
    ),
}


@pytest.mark.parametrize("name", SABOTAGED)
def test_sabotaged_the_checker_goes_red(
    at: Desk, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    SABOTAGED[name](monkeypatch)
    drawn = random.Random(SEED)
    for _ in range(40):
        steps = [tuple(drawn.randrange(12) for _ in range(4)) for _ in range(14)]
        try:
            with afresh():
                play(at, steps)  # type: ignore[arg-type] # four numbers each
        except (AssertionError, DatabaseError):
            return
    pytest.fail(f"Nothing was seen of it: {name}")


def test_the_checker_sees_a_version_that_was_left_out(at: Desk) -> None:
    session = Session.begin(at)
    session.step((0, 0, 0, 0))
    Change.unscoped.update(version=2)
    with pytest.raises(AssertionError, match="left out"):
        session.check()
