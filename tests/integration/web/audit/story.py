"""An audit of invented doings to try things on, and what verify says of it."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction

from keystage_web.audit.actions import Change, erase, looked, record, refused
from keystage_web.audit.verify import Checkpoint, Code, Fault, Summary, verify

BEGIN = datetime(2026, 6, 10, 9, tzinfo=UTC)
ASH, ELM = "ash-999", "elm-998"
PUPILS = tuple(f"pupil-{number}" for number in range(6))


def told(authority: str, turn: int, lot: random.Random) -> Checkpoint:
    """Let one of the things happen that happen in a season."""
    now = BEGIN + timedelta(minutes=turn)
    about = lot.sample(PUPILS, lot.randint(1, 3))
    who: dict[str, Any] = {
        "authority": authority,
        "by": f"person-{turn % 4}",
        "now": now,
    }
    sort = lot.randrange(4)
    with transaction.atomic():
        if sort == 0:
            return looked(**who, action="marksheet.view", about=about, school="oak-1")
        if sort == 1:
            return refused(**who, action="return.unlock", said={"why": "not theirs"})
        changes = [Change(one, "result.LIT", None, "GDS") for one in about]
        return record(
            **who,
            action="marksheet.edit_cell",
            school="oak-1",
            about=about,
            changes=changes,
            said={"reason": "Éloïse came back"},
        )


def a_season(authority: str, lot: random.Random, events: int = 10) -> None:
    """Write a chain in which three payloads were erased under a policy."""
    for turn in range(events):
        told(authority, turn, lot)
    with transaction.atomic():
        erase(
            authority=authority,
            by="officer-1",
            now=BEGIN + timedelta(days=1100),
            policy="results-3-years",
            numbers=[2, 3, 5],
        )
    told(authority, events + 1, lot)


def faults(*checkpoints: Checkpoint) -> list[Fault]:
    """Return what is wrong with everything there is, but for triggers taken off."""
    found = verify(checkpoints=checkpoints)
    return [
        one for one in found if isinstance(one, Fault) and one.code is not Code.GUARD
    ]


def summaries() -> dict[str, Summary]:
    """Return the summary of each authority."""
    return {one.authority: one for one in verify() if isinstance(one, Summary)}
