"""Anybody does anything with a return, in any order: only what the tables say comes of it."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from hypothesis import settings as how
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from keystage_web.accounts import ids
from keystage_web.audit import verify as audited
from keystage_web.files.models import File
from keystage_web.returns import actions, states
from keystage_web.returns.actions import rounds, writing
from keystage_web.returns.actions.moves import (
    accepting,
    correcting,
    ending,
    files,
    submitting,
    unlocking,
)
from keystage_web.returns.locking.unlocks import Limits
from keystage_web.returns.models import Unlock, Version
from keystage_web.returns.states import (
    ENTERED,
    HELD,
    SHOWN,
    Move,
    NoSuchMove,
    ReturnMove,
    ReturnState,
    RoundState,
)
from keystage_web.returns.versions import verify as sent
from keystage_web.returns.versions.content import content_of
from tests.generative.web.moves.season import Expected, done, later, seen
from tests.integration.web.returns.marks.desk import Desk
from tests.integration.web.returns.marks.desk import states as of
from tests.integration.web.returns.moves import season

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.uncounted]

STEPS = 40
PUPIL, MARK = st.integers(0, 3), st.integers(10, 39).map(str)
SOME = st.frozensets(PUPIL, max_size=2)


class Returns(RuleBasedStateMachine):
    """A school and an officer at one return, and what should stand of it."""

    at: Desk

    @initialize()
    def begin(self) -> None:
        """Begin with a return that is ready to be sent."""
        self.block: Any = transaction.atomic()
        self.block.__enter__()
        self.at.now = self.start = self.at.now.replace(day=10, hour=9)
        self.is_ = Expected(live=season.values(self.at))
        self.head, self.officer = self.at.who(), season.officer(self.at)
        self.own: dict[str, Any] = {"by": self.head, "round_id": self.at.round}
        self.theirs: dict[str, Any] = {
            "by": self.officer,
            "round_id": self.at.round,
            "school": season.school(self.at),
        }
        self.turn = 0

    def tried(self, work: Any, *, when: bool) -> bool:
        """Do something, which is done exactly `when` it may be."""
        came = done(work)
        assert came == when, (work, self.is_)
        return came

    @rule(pupil=PUPIL, value=MARK)
    def save(self, pupil: int, value: str) -> None:
        at, is_ = self.at, self.is_
        id_ = at.pupils[pupil]
        cell = (id_, "mark", value, at.value(id_, "mark")[1])
        told: list[str] = []
        may = is_.state in ENTERED and is_.takes(later(at, 0))
        if self.tried(lambda: told.extend(of(at.save(cell))), when=may):
            within = not is_.pupils or pupil in is_.pupils
            same = is_.live[pupil] == value
            assert told == (["saved"] if within else ["refused"]) or same
            if within:
                is_.live[pupil] = value

    @rule()
    def submit(self) -> None:
        is_, at = self.is_, self.at
        may = is_.may(ReturnMove.SUBMIT) and is_.takes(later(at, 0))
        key = ids.new()
        told: dict[str, Any] = {
            "key": key,
            "seen": at.row.seq,
            "explained": {},
            "now": at.later(),
        }
        if self.tried(lambda: season.submit(at, **told), when=may):
            is_.go(ReturnMove.SUBMIT)
            is_.sent(is_.live)
            assert season.submit(at, **told).again

    @rule()
    def withdraw(self) -> None:
        is_ = self.is_
        may = is_.may(ReturnMove.WITHDRAW) and not is_.received & set(is_.standing)
        may = may and not is_.versions[is_.standing[-1] - 1].file
        told: dict[str, Any] = {**self.own, "reason": "", "now": self.at.later()}
        if self.tried(lambda: actions.withdraw(**told), when=may):
            is_.go(ReturnMove.WITHDRAW)
            is_.standing = []

    @rule(move=st.sampled_from([ReturnMove.RESUME, ReturnMove.INCLUDE]))
    def back(self, move: ReturnMove) -> None:
        told: dict[str, Any] = {**self.own, "now": self.at.later()}
        work = actions.resume if move is ReturnMove.RESUME else actions.include
        open_ = move is ReturnMove.RESUME or self.is_.round is RoundState.OPEN
        if self.tried(lambda: work(**told), when=self.is_.may(move) and open_):
            self.is_.go(move)

    @rule()
    def excuse(self) -> None:
        told: dict[str, Any] = {**self.own, "kind": actions.Kind.NIL, "reason": ""}
        may = self.is_.may(ReturnMove.EXCUSE) and self.is_.round is RoundState.OPEN
        now = self.at.later()
        if self.tried(lambda: actions.excuse(**told, now=now), when=may):
            self.is_.go(ReturnMove.EXCUSE)

    @rule()
    def query(self) -> None:
        is_, found = self.is_, list[str]()
        told: dict[str, Any] = {**self.theirs, "text": "Is it?", "now": self.at.later()}
        queried = is_.state is ReturnState.QUERIED
        work = lambda: found.append(actions.query(**told))  # noqa: E731 - tried below
        if self.tried(work, when=queried or is_.may(ReturnMove.QUERY)):
            is_.queries[found[0]] = "open"
            is_.state = ReturnState.QUERIED

    @rule(data=st.data(), close=st.booleans())
    def settle(self, data: st.DataObject, close: bool) -> None:
        """Answer a question, or close it."""
        is_ = self.is_
        if not is_.queries:
            return
        one = data.draw(st.sampled_from(sorted(is_.queries)))
        told: dict[str, Any] = {"query": one, "now": self.at.later()}
        may = is_.state in HELD and (close or is_.queries[one] != "closed")
        if close:
            work = lambda: actions.close_query(by=self.officer, **told)  # noqa: E731
        else:
            work = lambda: actions.answer(by=self.head, text="Yes", **told)  # noqa: E731
        if self.tried(work, when=may):
            is_.queries[one] = "closed" if close else "answered"
            if is_.state is ReturnState.QUERIED and "open" not in is_.queries.values():
                is_.go(ReturnMove.ANSWER)

    @rule()
    def accept(self) -> None:
        is_ = self.is_
        told: dict[str, Any] = {
            **self.theirs,
            "reason": "All said",
            "now": self.at.later(),
        }
        may = is_.may(ReturnMove.ACCEPT) or is_.state is ReturnState.QUERIED
        if self.tried(lambda: actions.accept(**told), when=may):
            is_.state = ReturnState.ACCEPTED
            is_.queries = dict.fromkeys(is_.queries, "closed")
            self.receives(is_.current)

    def receives(self, number: int) -> None:
        is_ = self.is_
        is_.received.add(number)
        if file := is_.versions[number - 1].file:
            is_.files[file] = "received"

    @rule(data=st.data())
    def receive(self, data: st.DataObject) -> None:
        is_ = self.is_
        if not is_.versions:
            return
        number = data.draw(st.integers(1, len(is_.versions)))
        told: dict[str, Any] = {
            "version": season.version(self.at, number).id,
            "now": self.at.later(),
        }
        work = lambda: actions.received(by=self.officer, **told)  # noqa: E731
        if self.tried(work, when=number in is_.standing):
            self.receives(number)

    @rule(pupils=SOME, hours=st.integers(1, 3))
    def unlock(self, pupils: frozenset[int], hours: int) -> None:
        is_, until = self.is_, later(self.at, hours)
        told: dict[str, Any] = {
            **self.theirs,
            "components": [],
            "until": until,
            "reason": "A slip",
        }
        told |= {"pupils": [self.at.pupils[one] for one in pupils]}
        now = self.at.later()
        may = is_.may(ReturnMove.UNLOCK) and is_.round is RoundState.OPEN
        if self.tried(lambda: actions.unlock(**told, now=now), when=may):
            is_.go(ReturnMove.UNLOCK)
            is_.until, is_.pupils = until, pupils

    @rule(hours=st.integers(0, 2), working=st.booleans())
    def wait(self, hours: int, working: bool) -> None:
        """Let time go by, and the worker look, if it is there."""
        at, is_ = self.at, self.is_
        at.now = later(at, hours)
        if not working:
            return
        authority = at.town.authority.id
        found = unlocking.overdue(authority=authority, now=at.now)
        locks = is_.state is ReturnState.UNLOCKED and is_.until and is_.until < at.now
        assert bool(found) == bool(locks)
        for one in found:
            assert actions.relock(authority=authority, unlock=one, now=at.now)
            is_.go(ReturnMove.LOCK)
            is_.until, is_.pupils = None, frozenset()

    @rule(pupil=PUPIL, value=MARK)
    def send_file(self, pupil: int, value: str) -> None:
        at, is_ = self.at, self.is_
        self.turn += 1
        file = season.file(at, turn=self.turn)
        is_.files[file] = "sent"
        over = is_.state is ReturnState.SUBMITTED
        may = over and is_.current not in is_.received
        may = (may or is_.may(ReturnMove.SUBMIT)) and is_.takes(later(at, 0))
        outside = bool(is_.pupils) and pupil not in is_.pupils
        may = may and not (outside and is_.live[pupil] != value)
        cell = (at.pupils[pupil], "mark", value)
        if self.tried(lambda: season.send_rows(at, file, cell), when=may):
            number = len(is_.versions) + 1
            is_.before[number] = list(is_.live)
            is_.live[pupil] = value
            is_.state = ReturnState.SUBMITTED
            is_.sent(is_.live, file)

    @rule(data=st.data())
    def recall(self, data: st.DataObject) -> None:
        is_ = self.is_
        if not is_.files:
            return
        file = data.draw(st.sampled_from(sorted(is_.files)))
        numbers = [at for at, one in enumerate(is_.versions, 1) if one.file == file]
        number = numbers[-1] if numbers else 0
        fresh = is_.current == number and is_.state is ReturnState.SUBMITTED
        may = is_.files[file] == "sent" and (not number or fresh)
        if self.tried(lambda: season.recall(self.at, file), when=may):
            is_.files[file] = "recalled"
            if number:
                self.recalled(number)

    def recalled(self, number: int) -> None:
        """Keep that a version went with its file: what it changed is as before."""
        is_ = self.is_
        was, now = is_.before[number], is_.versions[number - 1].values
        for pupil, value in enumerate(now):
            if value == is_.live[pupil] and was[pupil] != value:
                is_.live[pupil] = was[pupil]
        is_.standing.remove(number)
        is_.state = ReturnState.SUBMITTED if is_.standing else ReturnState.DRAFT

    @rule(pupil=PUPIL, value=MARK)
    def correct(self, pupil: int, value: str) -> None:
        """Propose a correction and agree to it: a version with that value, and no more."""
        is_, found = self.is_, list[str]()
        told: dict[str, Any] = {
            **self.theirs,
            "pupil": self.at.pupils[pupil],
            "component": "mark",
        }
        told |= {"value": value, "reason": "The paper", "now": self.at.later()}
        shown = is_.state in SHOWN
        held = is_.versions[is_.current - 1].values if shown else ()
        work = lambda: found.append(actions.correct(**told))  # noqa: E731
        if self.tried(work, when=shown and held[pupil] != value):
            now = self.at.later()
            actions.agree(by=self.head, correction=found[0], now=now)
            is_.live[pupil] = value
            is_.sent([value if at == pupil else one for at, one in enumerate(held)])

    @rule(move=st.sampled_from(Move))
    def round(self, move: Move) -> None:
        if move is Move.ARCHIVE:
            return  # there is no way back: the rest would be tried of it alone
        may = (self.is_.round, move) in states.ROUND
        about: dict[str, Any] = {"by": self.at.admin, "round_id": self.at.round}
        try:
            rounds.move(**about, move=move, now=self.at.later())
        except NoSuchMove:
            assert not may
        else:
            assert may
            self.is_.round = states.ROUND[self.is_.round, move]

    @invariant()
    def stands_as_it_should(self) -> None:
        if not hasattr(self, "is_"):
            return
        is_ = self.is_
        found = seen(self.at)
        assert found == {
            "state": is_.state.value,
            "round": is_.round.value,
            "current": is_.current,
            "live": is_.live,
            "versions": [one.values for one in is_.versions],
            "standing": is_.standing,
            "received": is_.received,
            "queries": is_.queries,
            "confirmed": 0,
        }
        assert dict(File.unscoped.values_list("id", "state")) == is_.files
        assert Unlock.unscoped.filter(ended_at=None).count() == bool(is_.until)

    def teardown(self) -> None:
        """See that the audit holds, and what was sent, and forget it all."""
        if not hasattr(self, "block"):
            return
        try:
            found = [*audited.verify(), *sent.verify()]
            assert not [
                one for one in found if isinstance(one, audited.Fault | sent.Fault)
            ]
        finally:
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)


def machine(at: Desk) -> type[Returns]:
    return type("Tried", (Returns,), {"at": at})


def test_in_any_order_only_what_the_tables_say_comes_of_a_return(scale: float) -> None:
    examples = max(3, round(10_000 / STEPS * scale))
    chosen = how(max_examples=examples, stateful_step_count=STEPS)
    run_state_machine_as_test(machine(season.ready()), settings=chosen)
    assert not Version.unscoped.exists()


def _wider(state: ReturnState, move: ReturnMove) -> ReturnState:
    """Let what was queried be withdrawn, which no table does."""
    if (state, move) == (ReturnState.QUERIED, ReturnMove.WITHDRAW):
        return ReturnState.WITHDRAWN
    return states.went(state, move)


def _live(by: Any, row: Any, *_: Any, now: Any) -> Any:
    """Take what was not sent along with a correction."""
    return content_of(by, row, now)


type Deeds = list[tuple[str, dict[str, Any]]]
_UNLOCKED: Deeds = [("submit", {}), ("unlock", {"pupils": frozenset(), "hours": 1})]
_RUN_OUT: Deeds = [*_UNLOCKED, ("save", {"pupil": 1, "value": "15"})]
# Each fault, and what is done by which it is seen.
FAULTS: dict[str, tuple[tuple[Any, str, Any], Deeds]] = {
    "a move too many": (
        (writing, "went", _wider),
        [("submit", {}), ("query", {}), ("withdraw", {})],
    ),
    "received or not": (
        (ending, "received", lambda *_: False),
        [("submit", {}), ("receive", {}), ("withdraw", {})],
    ),
    "time without end": (
        (submitting, "run_out", lambda *_: ""),
        [*_RUN_OUT, ("wait", {"hours": 2, "working": False}), ("submit", {})],
    ),
    "rows that stay": (
        (files, "_as_before", lambda *_: []),
        [("send_file", {"pupil": 0, "value": "12"}), ("recall", {})],
    ),
    "no limits": (
        (Limits, "holds", lambda *_: True),
        [
            ("submit", {}),
            ("unlock", {"pupils": frozenset({0}), "hours": 1}),
            ("save", {"pupil": 1, "value": "15"}),
        ],
    ),
    "what was not sent": (
        (correcting, "content_with", _live),
        [
            *_RUN_OUT,
            ("wait", {"hours": 2, "working": True}),
            ("correct", {"pupil": 0, "value": "20"}),
        ],
    ),
    "questions left open": (
        (accepting, "close_all", lambda _: (0, 0)),
        [("submit", {}), ("query", {}), ("accept", {})],
    ),
    "an unlock for ever": (
        (ending, "end_unlock", lambda _: None),
        [*_UNLOCKED, ("submit", {})],
    ),
}


class Newest:
    """Draws the last of what there is to draw from."""

    def draw(self, of: Any) -> Any:
        return getattr(of, "elements", [1])[-1]


def play(deeds: Deeds) -> None:
    """Do these in order, and see after each that all stands as it should."""
    tried = machine(season.ready())()
    tried.begin()
    try:
        for name, told in deeds:
            drawn = {"data": Newest()} if name in {"receive", "recall"} else {}
            getattr(tried, name)(**told, **drawn)
            tried.stands_as_it_should()
    finally:
        tried.teardown()


@pytest.mark.parametrize("fault", FAULTS)
def test_with_a_fault_planted_this_is_red(
    fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted, deeds = FAULTS[fault]
    with transaction.atomic():
        play(deeds)
        transaction.set_rollback(True)
    monkeypatch.setattr(*planted)
    with pytest.raises((AssertionError, DatabaseError)):
        play(deeds)
