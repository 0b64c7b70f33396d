"""Two people do two things to one return at once: what comes of it is one, then the other."""

from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.db.models import QuerySet

from keystage.core.errors import KeystageError
from keystage_web.accounts import ids
from keystage_web.accounts.models import School
from keystage_web.accounts.rights import Refused
from keystage_web.accounts.roles import Role
from keystage_web.database import questions
from keystage_web.files.models import File
from keystage_web.returns import actions
from keystage_web.returns.models import Step, Version
from keystage_web.rolls.models import Pupil
from tests.integration.web.returns.marks.desk import Desk, child, states
from tests.integration.web.returns.moves import season

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db(transaction=True),
    pytest.mark.uncounted,
]

TRIALS = 500
BEFORE, AFTER = "30", "12"

type Deed = Callable[[], Any]
type Came = tuple[bool, Any]
"""Whether a deed was done, and what it answered; or why not."""


class Pair:
    """Two deeds that meet at a new school's return, and what may come of them."""

    sent = True  # whether the return was sent before

    def __init__(self, at: Desk, turn: int) -> None:
        self.at, self.turn = at, turn
        _moved_in(at, str(3000 + turn))
        at.save(*((one, "mark", BEFORE, 0) for one in at.pupils))
        self.head, self.officer = at.who(), season.officer(at)
        self.theirs: dict[str, Any] = {
            "by": self.officer,
            "round_id": at.round,
            "school": season.school(at),
        }
        if self.sent:
            season.submit(at)
        self.key, self.seen = ids.new(), at.row.seq
        self.lay()

    def lay(self) -> None:
        """Lay out what else the deeds need."""

    def deeds(self) -> tuple[Deed, Deed]:
        """Return the two deeds."""
        raise NotImplementedError

    def fits(self, one: Came, other: Came) -> bool:
        """Return whether what stands is what the one, then the other, leave."""
        raise NotImplementedError

    def submit(self) -> actions.Sent:
        told: dict[str, Any] = {"key": self.key, "seen": self.seen, "explained": {}}
        return season.submit(self.at, by=self.head, now=self.at.now, **told)

    def save(self) -> str:
        ann = self.at.pupils[0]
        return states(self.at.save((ann, "mark", AFTER, 1), by=self.head))[0]

    def stands(self, state: str, value: str, sent: str = "") -> bool:
        """Return whether the return stands so, with these values of the first pupil."""
        at = self.at
        number = at.row.version
        held = season.sent_values(at)[0] if number else ""
        return (season.state(at), season.values(at)[0], held) == (state, value, sent)


class SubmitAndSave(Pair):
    sent = False

    def deeds(self) -> tuple[Deed, Deed]:
        return self.submit, self.save

    def fits(self, one: Came, other: Came) -> bool:
        if one[0]:
            return not other[0] and self.stands("submitted", BEFORE, BEFORE)
        return other == (True, "saved") and self.stands("draft", AFTER)


class SubmitTwice(Pair):
    sent = False

    def deeds(self) -> tuple[Deed, Deed]:
        return self.submit, self.submit

    def fits(self, one: Came, other: Came) -> bool:
        if not (one[0] and other[0]):
            return False
        one_version = one[1].version == other[1].version
        once = {one[1].again, other[1].again} == {True, False}
        return one_version and once and self.stands("submitted", BEFORE, BEFORE)


class UnlockAndSave(Pair):
    def deeds(self) -> tuple[Deed, Deed]:
        until = self.at.now + timedelta(hours=1)
        told: dict[str, Any] = {
            **self.theirs,
            "pupils": [],
            "components": [],
            "until": until,
        }
        now = self.at.now
        return lambda: actions.unlock(**told, reason="A slip", now=now), self.save

    def fits(self, one: Came, other: Came) -> bool:
        value = AFTER if other == (True, "saved") else BEFORE
        return one[0] and self.stands("unlocked", value, BEFORE)


class AcceptAndWithdraw(Pair):
    def deeds(self) -> tuple[Deed, Deed]:
        now = self.at.now
        own: dict[str, Any] = {"by": self.head, "round_id": self.at.round, "reason": ""}
        return (
            lambda: actions.accept(**self.theirs, now=now, reason="Fine"),
            lambda: actions.withdraw(**own, now=now),
        )

    def fits(self, one: Came, other: Came) -> bool:
        if one[0]:
            return not other[0] and self.stands("accepted", BEFORE, BEFORE)
        return other[0] and self.stands("withdrawn", BEFORE)


class RecallAndReceive(Pair):
    sent = False

    def lay(self) -> None:
        self.file = season.file(self.at, turn=self.turn)
        cell = (self.at.pupils[0], "mark", AFTER)
        self.version = season.send_rows(self.at, self.file, cell).version
        self.office = self.at.who(Role.OFFICE)

    def deeds(self) -> tuple[Deed, Deed]:
        told: dict[str, Any] = {"version": self.version, "now": self.at.now}
        return (
            lambda: season.recall(self.at, self.file, by=self.office),
            lambda: actions.received(by=self.officer, **told),
        )

    def fits(self, one: Came, other: Came) -> bool:
        file = File.unscoped.get(id=self.file).state
        acts = {row.act for row in Step.unscoped.filter(version=self.version)}
        if one[0]:
            gone = not other[0] and (file, acts) == ("recalled", {"recalled"})
            return gone and self.stands("draft", BEFORE)
        there = other[0] and (file, acts) == ("received", {"received"})
        return there and self.stands("submitted", AFTER, AFTER)


class SendAndRecall(Pair):
    sent = False

    def lay(self) -> None:
        self.file = season.file(self.at, turn=self.turn)
        self.office = self.at.who(Role.OFFICE)

    def deeds(self) -> tuple[Deed, Deed]:
        cell = (self.at.pupils[0], "mark", AFTER)
        return (
            lambda: season.send_rows(self.at, self.file, cell, by=self.office),
            lambda: season.recall(self.at, self.file, by=self.office),
        )

    def fits(self, one: Came, other: Came) -> bool:
        file = File.unscoped.get(id=self.file).state
        if other[0]:
            return file == "recalled" and self.stands("draft", BEFORE)
        return one[0] and file == "sent" and self.stands("submitted", AFTER, AFTER)


PAIRS = (
    *(SubmitAndSave, SubmitTwice, UnlockAndSave),
    *(AcceptAndWithdraw, RecallAndReceive, SendAndRecall),
)


def _moved_in(at: Desk, number: str) -> None:
    """Have another school in the town, with a child of its own, and sit down there."""
    authority = at.town.authority
    made = School.unscoped.create(authority=authority, number=number, name=number)
    at.town.schools[number], at.number = made, number
    at.pupils = [child({"authority": authority, "school": made}, "Ann", None, "1")]
    upn = season.number_of(number)
    Pupil.unscoped.filter(id=at.pupils[0]).update(upn=upn, sex="F", born="2019-11-01")


def _tried(deed: Deed, ready: Barrier) -> Came:
    try:
        ready.wait()
        return True, deed()
    except (KeystageError, Refused) as stop:
        return False, stop
    finally:
        connection.close()


def meet(pair: Pair) -> tuple[Came, Came]:
    """Let two deeds be done at once, each by a thread of its own."""
    ready = Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(lambda deed: _tried(deed, ready), pair.deeds())
    return one, other


def wrong(at: Desk, kind: type[Pair], turns: range, counts: Counter[str]) -> list[str]:
    """Return what does not fit of so many meetings of a kind."""
    found = []
    for turn in turns:
        pair = kind(at, turn)
        one, other = meet(pair)
        counts[f"{one[0]:d}{other[0]:d}"] += 1
        if not pair.fits(one, other):
            found.append(f"{kind.__name__} {turn}: {one} and {other}: {_told(at)}")
    return found


def _told(at: Desk) -> Mapping[str, Any]:
    numbers = Version.unscoped.filter(of_return=at.row).values_list("number", flat=True)
    return {"state": season.state(at), "live": season.values(at), "sent": [*numbers]}


@pytest.mark.parametrize("kind", PAIRS, ids=lambda one: one.__name__)
def test_of_two_deeds_at_once_one_is_first(
    kind: type[Pair], scale: float, tell: Callable[[str], None]
) -> None:
    turns = range(max(4, round(TRIALS * scale / len(PAIRS))))
    counts = Counter[str]()
    found = wrong(season.ready(), kind, turns, counts)
    tell(f"{kind.__name__}: {len(turns)} meetings, {dict(counts)}, {len(found)} wrong")
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "kind", [SubmitTwice, AcceptAndWithdraw], ids=lambda one: one.__name__
)
def test_without_the_lock_this_is_red(
    kind: type[Pair], monkeypatch: pytest.MonkeyPatch
) -> None:
    at = season.ready()
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **_: self)
    monkeypatch.setattr(questions, "_MANY", -1)  # none is sent in the words of before
    options = connection.settings_dict["OPTIONS"]
    if connection.vendor == "sqlite":
        monkeypatch.setitem(options, "transaction_mode", None)
        monkeypatch.setitem(options, "timeout", 0.1)
        connection.close()
    try:
        assert wrong(at, kind, range(20), Counter())
    except DatabaseError:
        return
