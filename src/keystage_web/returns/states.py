"""The states there are, and which may follow which. There are no others.

All else a page says (opens soon, due today, late, extended) is worked out from dates.
"""

from collections.abc import Mapping
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoundState(models.TextChoices):
    """Where a round stands. A draft is for the authority alone; schools see the rest."""

    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    ARCHIVED = "archived", _("Archived")


class Move(StrEnum):
    """What takes a round from one state to the next."""

    OPEN = "open"
    CLOSE = "close"
    REOPEN = "reopen"
    ARCHIVE = "archive"


ROUND: Mapping[tuple[RoundState, Move], RoundState] = {
    (RoundState.DRAFT, Move.OPEN): RoundState.OPEN,
    (RoundState.OPEN, Move.CLOSE): RoundState.CLOSED,
    (RoundState.CLOSED, Move.REOPEN): RoundState.OPEN,
    (RoundState.CLOSED, Move.ARCHIVE): RoundState.ARCHIVED,
}


class Declaration(models.TextChoices):
    """Who says that a return is right; the authority picks one for each round."""

    SENDER = "sender", _("Whoever sends it, with the headteacher's authority")
    HEAD = "head", _("The headteacher, or somebody the headteacher has named")
    APART = "apart", _("The headteacher, apart from the sending, by the same day")


class NoSuchMove(Exception):
    """A round cannot go this way from where it stands."""


def moved(state: RoundState, move: Move) -> RoundState:
    """Return the state after a move; raises `NoSuchMove` where it cannot be made."""
    try:
        return ROUND[state, move]
    except KeyError:
        raise NoSuchMove(f"{state.value} {move.value}") from None


def moves(state: RoundState) -> tuple[Move, ...]:
    """Return the moves that can be made from a state."""
    return tuple(move for before, move in ROUND if before is state)
