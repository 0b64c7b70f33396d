"""Of a thousand tamperings a thousand are found and named; of what is whole, nothing is.

The kinds are listed by name in `kinds`; each is tried as often as any other. A hundred
are made in `dev.py test`, a thousand in `--long`.
"""

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from keystage_web.audit.verify import Checkpoint, Code, verify
from keystage_web.audit.verify import Fault as AuditFault
from keystage_web.audit.verify import Summary as AuditSummary
from keystage_web.files.verify import Fault as FileFault
from keystage_web.files.verify import disk
from keystage_web.files.verify import verify as filed
from tests.generative.web.tampering.kinds import KINDS, Fault, tampered
from tests.generative.web.tampering.season import (
    Season,
    alarms,
    erased,
    let_go,
    numbers,
)
from tests.integration.web.files.desk import chosen, desk
from tests.service.unguarded import unguarded

pytestmark = [pytest.mark.database, pytest.mark.django_db]
CLEAN = 100


@pytest.fixture
def begun(tmp_path: Path, settings: Settings, seed: int) -> Season:
    """A season in which nothing has happened yet."""
    settings.CONFIG = chosen(data=tmp_path)
    return Season(desk(tmp_path), random.Random(seed))


@pytest.fixture
def season(begun: Season) -> Season:
    """A season at its end: forty doings, some of them erasures."""
    for _ in range(40):
        begun.goes_on()
    let_go()
    return begun


def judged(*checkpoints: Checkpoint) -> list[Fault]:
    """Return what verify finds wrong, but for the triggers this test took off."""
    found = [*verify(checkpoints=checkpoints), *filed()]
    faults = [one for one in found if isinstance(one, (AuditFault, FileFault))]
    return [one for one in faults if one.code is not Code.GUARD]


def kept() -> Checkpoint:
    """Return the checkpoint somebody kept of the longest chain."""
    ends = [one.checkpoint for one in verify() if isinstance(one, AuditSummary)]
    return max((one for one in ends if one), key=lambda one: one.number)


def missed(season: Season, turns: int) -> tuple[list[str], Counter[str]]:
    """Return the tamperings not named, or for which others were; and how many of each."""
    store, there, end = season.desks[0].store, numbers(), kept()
    lost, tried = [], Counter[str]()
    for turn in range(turns):
        kind = list(KINDS)[turn % len(KINDS)]
        with tampered(season.lot, store, KINDS[kind]) as done:
            found = judged(end)
        tried[kind] += 1
        if not done.named(found, end) or done.innocent(found, there):
            told = [fault.sentence for fault in found]
            lost.append(f"{kind}: {done.audit or done.files or done.cut}: {told}")
    return lost, tried


def test_every_tampering_is_found_and_named_and_nothing_else_is(
    season: Season, scale: float, tell: Callable[[str], None]
) -> None:
    turns = max(100, round(1000 * scale))
    with unguarded():
        lost, tried = missed(season, turns)
    assert judged() == []
    told = f"{turns - len(lost)} of {turns} found and named, of {len(tried)} kinds"
    tell(f"Tamperings: {told}")
    assert not lost, "\n".join(lost)
    assert set(tried) == set(KINDS)


def test_what_is_whole_raises_no_alarm_and_what_was_erased_is_told_apart(
    begun: Season, tell: Callable[[str], None]
) -> None:
    false = []
    for _ in range(CLEAN):
        begun.goes_on()
        let_go()
        false += alarms()
    tell(
        f"False alarms: {len(false)} over {CLEAN} clean runs, in which "
        f"{begun.files} files and {begun.payloads} tellings were erased by policy"
    )
    assert false == []
    assert min(begun.files, begun.payloads) > 0
    assert erased() == (begun.files, begun.payloads)


def test_a_verify_that_does_not_read_the_bytes_misses_some_so_this_can_be_red(
    season: Season, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "_bytes", lambda *_: iter(()))
    lost, _ = missed(season, 6)
    assert len(lost) == 5  # a file that was put in has no row to be held against
