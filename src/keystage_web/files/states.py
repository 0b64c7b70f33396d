"""What may become of a file: this table, and nothing else.

A file is received or recalled, never both: from either there is no way to the other.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class State(models.TextChoices):
    """Where a file stands."""

    SENT = "sent"
    RECEIVED = "received"
    RECALLED = "recalled"
    SUPERSEDED = "superseded"


# What each is called on pages; no choice of the table, whose form has no words.
CALLED: Mapping[State, "StrOrPromise"] = {
    State.SENT: _("Sent"),
    State.RECEIVED: _("Received"),
    State.RECALLED: _("Recalled"),
    State.SUPERSEDED: _("Superseded"),
}


class Act(models.TextChoices):
    """What is done with a file; each is one event of the audit."""

    SEND = "send"
    RECALL = "recall"
    RECEIVE = "receive"  # an officer marked it so
    OPEN = "open"  # an officer downloaded it, which is receiving it
    FETCH = "fetch"  # the school took a copy of what it sent
    SUPERSEDE = "supersede"
    ERASE = "erase"  # its bytes and name went under a policy of retention


_MOVES: dict[tuple[State | None, Act], State] = {
    (None, Act.SEND): State.SENT,
    (State.SENT, Act.RECALL): State.RECALLED,
    (State.SENT, Act.RECEIVE): State.RECEIVED,
    (State.SENT, Act.OPEN): State.RECEIVED,
    (State.RECEIVED, Act.OPEN): State.RECEIVED,
    (State.SENT, Act.FETCH): State.SENT,
    (State.RECEIVED, Act.FETCH): State.RECEIVED,
    (State.SENT, Act.SUPERSEDE): State.SUPERSEDED,
    (State.RECEIVED, Act.SUPERSEDE): State.SUPERSEDED,
    (State.RECEIVED, Act.ERASE): State.RECEIVED,
    (State.SUPERSEDED, Act.ERASE): State.SUPERSEDED,
    (State.RECALLED, Act.ERASE): State.RECALLED,
}
_OF_BYTES = {Act.OPEN, Act.FETCH, Act.ERASE}  # not once they are erased


class Impossible(Exception):
    """This cannot be done with a file that stands where this one does."""

    def __init__(self, state: State | None, act: Act) -> None:
        super().__init__(
            f"{act.value} of what is {state.value if state else 'not there'}"
        )
        self.state, self.act = state, act


def after(state: State | None, act: Act, *, erased: bool = False) -> State:
    """Return where a file stands after an act; raises `Impossible`."""
    to = _MOVES.get((state, act))
    if to is None or (erased and act in _OF_BYTES):
        raise Impossible(state, act)
    return to


def holds(state: State, *, erased: bool) -> bool:
    """Return whether the bytes of a file are kept for it."""
    return state is not State.RECALLED and not erased
