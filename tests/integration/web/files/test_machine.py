"""Anybody does anything with files, in any order: only what is listed becomes of them."""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import settings as how
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    rule,
    run_state_machine_as_test,
)

from keystage_web.accounts import rights
from keystage_web.accounts.roles import Role
from keystage_web.files import actions
from keystage_web.files.models import File, Stored
from keystage_web.files.states import Impossible, State
from tests.integration.web.files.desk import Desk, ctf, later, wrong

pytestmark = [pytest.mark.database, pytest.mark.django_db]
TURNS = 5  # different contents, so that some are sent twice


class Files(RuleBasedStateMachine):
    """What should be of each file: its state, whether it was erased, its content."""

    ours: Desk
    files = Bundle("files")

    @initialize()
    def begin(self) -> None:
        """Begin with nothing."""
        self.block: Any = transaction.atomic()
        self.block.__enter__()
        self.minute = 0
        self.known: dict[str, tuple[State, bool, bytes]] = {}
        self.people = {
            "office": self.ours.office,
            "head": self.ours.who(Role.HEAD, "2002"),
            "officer": self.ours.officer,
        }

    def now(self) -> Any:
        self.minute += 40  # so that nobody sends too many in an hour
        return later(self.minute)

    @rule(
        target=files, turn=st.integers(0, TURNS), by=st.sampled_from(["office", "head"])
    )
    def send(self, turn: int, by: str) -> str:
        """Send something; what is there and not taken back is no second file."""
        who = self.people[by]
        live = [
            file
            for file, (state, erased, content) in self.known.items()
            if content == ctf(turn)
            and not erased
            and state in {State.SENT, State.RECEIVED}
            and File.unscoped.get(id=file).school_id == who.school
        ]
        receipt = self.ours.send(ctf(turn), by=who, now=self.now())
        assert ([receipt.file] if receipt.again else []) == live
        if not receipt.again:
            self.known[receipt.file] = (State.SENT, False, ctf(turn))
        return receipt.file

    @rule(file=files)
    def recall(self, file: str) -> None:
        state, erased, content = self.known[file]
        done = self._tried(actions.recall, self._sender(file), file)
        assert done == (state is State.SENT)
        if done:
            self.known[file] = (State.RECALLED, erased, content)

    @rule(file=files)
    def receive(self, file: str) -> None:
        state, erased, content = self.known[file]
        done = self._tried(actions.mark_received, self.people["officer"], file)
        assert done == (state is State.SENT)
        if done:
            self.known[file] = (State.RECEIVED, erased, content)

    @rule(file=files, officer=st.booleans())
    def fetch(self, file: str, officer: bool) -> None:
        state, erased, content = self.known[file]
        who = self.people["officer"] if officer else self._sender(file)
        try:
            got = actions.fetch(by=who, file=file, now=self.now())
        except rights.Refused:
            assert erased or state not in {State.SENT, State.RECEIVED}
            return
        assert b"".join(got.pieces) == content
        assert not erased
        assert state in {State.SENT, State.RECEIVED}
        if officer:
            self.known[file] = (State.RECEIVED, erased, content)

    @rule(file=files)
    def supersede(self, file: str) -> None:
        state, erased, content = self.known[file]
        if self._done_by_others(actions.supersede, file):
            assert state in {State.SENT, State.RECEIVED}
            self.known[file] = (State.SUPERSEDED, erased, content)
        else:
            assert state not in {State.SENT, State.RECEIVED}

    @rule(file=consumes(files))
    def erase(self, file: str) -> None:
        state, erased, content = self.known[file]
        done = self._done_by_others(actions.erase, file, policy="p-1")
        assert done == (state is not State.SENT and not erased)
        if done:
            self.known[file] = (state, True, content)

    def teardown(self) -> None:
        """See that everything stands as it should, and forget it."""
        if not hasattr(self, "block"):
            return
        try:
            rows = {row.id: (row.state, row.erased) for row in File.unscoped.all()}
            assert rows == {
                file: (state.value, erased)
                for file, (state, erased, _) in self.known.items()
            }
            held = [row for row in File.unscoped.all() if row.held]
            assert sum(row.count for row in Stored.objects.all()) == len(held)
            assert wrong() == []
        finally:
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)

    def _sender(self, file: str) -> Any:
        of = File.unscoped.get(id=file).school_id
        return next(who for who in self.people.values() if who.school == of)

    def _tried(self, act: Any, who: Any, file: str) -> bool:
        try:
            with transaction.atomic():
                act(by=who, file=file, now=self.now())
        except rights.Refused:
            return False
        return True

    def _done_by_others(self, act: Any, file: str, **more: str) -> bool:
        officer = self.people["officer"]
        told = {"by": officer.person, "authority": officer.authority, **more}
        try:
            with transaction.atomic():
                act(**told, file=file, now=self.now())
        except Impossible:
            return False
        return True


def test_in_any_order_only_what_is_listed_becomes_of_a_file(
    ours: Desk, scale: float
) -> None:
    machine = type("Ours", (Files,), {"ours": ours})
    chosen = how(max_examples=max(10, round(200 * scale)), stateful_step_count=15)
    run_state_machine_as_test(machine, settings=chosen)
    assert wrong() == []
