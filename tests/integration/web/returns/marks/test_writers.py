"""Two to eight people save at once, and nothing of theirs is lost."""

import random
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection
from django.db.models import QuerySet

from keystage_web.accounts.roles import Role
from keystage_web.accounts.scopes import Scope
from keystage_web.audit.models import Event
from keystage_web.database import questions
from keystage_web.returns.actions import Saved, State, Typed, Via, save
from keystage_web.returns.models import Change, Clash, Result, Return, Save
from tests.conftest import SEED
from tests.integration.web.returns.marks.desk import Desk, desk

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
TURNS = 6
PARTS = ("E01", "E02", "E03")


@pytest.fixture
def at() -> Desk:
    return desk()


def write(at: Desk, by: Scope, number: int) -> list[Saved]:
    """Save over and over, each time what one last saw changed a little."""
    try:
        return [*_written(at, by, number)]
    finally:
        connection.close()


def _written(at: Desk, by: Scope, number: int) -> Iterator[Saved]:
    drawn, seen = random.Random(SEED + number), dict[tuple[str, str], int]()
    for turn in range(TURNS):
        cells = [
            Typed(pupil, part, f"{number}.{turn}", seen.get((pupil, part), 0))
            for pupil in at.pupils[:2]
            for part in drawn.sample(PARTS, 2)
        ]
        key = f"{number}.{turn}"
        told = [_save(at, by, key, cells) for _ in range(drawn.randrange(1, 3))]
        assert len({str(one) for one in told}) == 1
        seen |= {(one.pupil, one.component): one.version for one in told[0].cells}
        yield told[0]


def _save(at: Desk, by: Scope, key: str, cells: Sequence[Typed]) -> Saved:
    return save(
        by=by, round_id=at.round, key=key, cells=cells, via=Via.TYPED, now=at.now
    )


def lost(answers: Sequence[Saved]) -> list[str]:
    """Return the acknowledged values that are nowhere."""
    found = []
    for told in (told for one in answers for told in one.cells):
        cell = {"pupil": told.pupil, "component": told.component}
        if told.state is State.SAVED:
            rows = Change.unscoped.filter(**cell, version=told.version)
            fine = rows.filter(after=told.value).exists()
        else:
            fine = Clash.unscoped.filter(**cell, id=told.clash).exists()
        found += [] if fine else [f"{told}"]
    return found


def every_one_writes(at: Desk, writers: int) -> list[Saved]:
    """Let so many people write at once."""
    people = [at.who(Role.HEAD), at.who(Role.OFFICE), at.who(Role.TEACHER)]
    scopes = [people[number % 3] for number in range(writers)]
    with ThreadPoolExecutor(writers) as pool:
        told = pool.map(lambda one: write(at, one[1], one[0]), enumerate(scopes))
        return [saved for answers in told for saved in answers]


def record_is_whole() -> bool:
    """Return whether each cell's changes lead, one by one, to what is there."""
    for row in Result.unscoped.all():
        changes = Change.unscoped.filter(pupil=row.pupil, component=row.component)
        told = list(changes.order_by("version").values_list("before", "after"))
        if len(told) != row.version or told[-1][1] != row.value:
            return False
        steps = zip(told, [("", ""), *told], strict=False)
        if any(one[0] != before[1] for one, before in steps):
            return False
    return True


@pytest.mark.parametrize("writers", [2, 4, 8])
def test_nothing_of_many_writers_is_lost(at: Desk, writers: int) -> None:
    answers = every_one_writes(at, writers)
    assert len(answers) == writers * TURNS
    assert lost(answers) == []
    assert record_is_whole()
    counts = list(Save.unscoped.exclude(seq=0).values_list("seq", flat=True))
    assert sorted(counts) == list(range(1, len(counts) + 1))
    assert Return.unscoped.get().seq == len(counts)
    events = Event.objects.filter(action="marksheet.edit_cell").count()
    assert events == len(counts)


def test_without_the_lock_it_would_be_seen(
    at: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **_: self)
    monkeypatch.setattr(questions, "_MANY", -1)  # none is sent in the words of before
    at.save((at.pupils[0], "E01", "2", 0))
    options = connection.settings_dict["OPTIONS"]
    if connection.vendor == "sqlite":
        monkeypatch.setitem(options, "transaction_mode", None)
        monkeypatch.setitem(options, "timeout", 0.1)
        connection.close()
    for _ in range(5):
        try:
            answers = every_one_writes(at, 8)
        except DatabaseError:
            return
        if lost(answers) or not record_is_whole():
            return
    pytest.fail("Nothing was seen of writers who do not wait for each other.")
