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


class ReturnState(models.TextChoices):
    """Where a return stands. Results are entered in a draft, and in one unlocked."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Sent")
    QUERIED = "queried", _("Queried")
    ACCEPTED = "accepted", _("Accepted")
    UNLOCKED = "unlocked", _("Unlocked")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXCUSED = "excused", _("Excused")


ENTERED = frozenset({ReturnState.DRAFT, ReturnState.UNLOCKED})
# What a school has sent and is not at work on: the authority sees the pupils of these.
SHOWN = frozenset({ReturnState.SUBMITTED, ReturnState.QUERIED, ReturnState.ACCEPTED})
# What waits for the authority's word, and is accepted or asked about.
TO_DECIDE = frozenset({ReturnState.SUBMITTED, ReturnState.QUERIED})
# A version stands in these, and in no other.
HELD = SHOWN | {ReturnState.UNLOCKED}


class ReturnMove(StrEnum):
    """What takes a return from one state to the next."""

    SUBMIT = "submit"
    QUERY = "query"
    ANSWER = "answer"
    ACCEPT = "accept"
    UNLOCK = "unlock"
    WITHDRAW = "withdraw"
    RESUME = "resume"
    EXCUSE = "excuse"
    INCLUDE = "include"
    LOCK = "lock"  # the time that was given has run out: what was sent stands


RETURN: Mapping[tuple[ReturnState, ReturnMove], ReturnState] = {
    (ReturnState.DRAFT, ReturnMove.SUBMIT): ReturnState.SUBMITTED,
    (ReturnState.UNLOCKED, ReturnMove.SUBMIT): ReturnState.SUBMITTED,
    (ReturnState.UNLOCKED, ReturnMove.LOCK): ReturnState.SUBMITTED,
    (ReturnState.SUBMITTED, ReturnMove.QUERY): ReturnState.QUERIED,
    (ReturnState.QUERIED, ReturnMove.ANSWER): ReturnState.SUBMITTED,
    (ReturnState.SUBMITTED, ReturnMove.ACCEPT): ReturnState.ACCEPTED,
    (ReturnState.SUBMITTED, ReturnMove.UNLOCK): ReturnState.UNLOCKED,
    (ReturnState.QUERIED, ReturnMove.UNLOCK): ReturnState.UNLOCKED,
    (ReturnState.ACCEPTED, ReturnMove.UNLOCK): ReturnState.UNLOCKED,
    (ReturnState.SUBMITTED, ReturnMove.WITHDRAW): ReturnState.WITHDRAWN,
    (ReturnState.WITHDRAWN, ReturnMove.RESUME): ReturnState.DRAFT,
    (ReturnState.DRAFT, ReturnMove.EXCUSE): ReturnState.EXCUSED,
    (ReturnState.EXCUSED, ReturnMove.INCLUDE): ReturnState.DRAFT,
}


class Declaration(models.TextChoices):
    """Who says that a return is right; the authority picks one for each round."""

    SENDER = "sender", _("Whoever sends it, with the headteacher's authority")
    HEAD = "head", _("The headteacher, or somebody the headteacher has named")
    APART = "apart", _("The headteacher, apart from the sending, by a day of its own")


class Route(models.TextChoices):
    """A way in which results come."""

    MARKSHEET = "marksheet", _("On the marksheet")
    TEMPLATE = "template", _("In a template")
    FILE = "file", _("In a file of the school's own system")


def every_route() -> list[str]:
    """Return all ways: what a round takes where nobody said otherwise."""
    return [one.value for one in Route]


class NoSuchMove(Exception):
    """A round, or a return, cannot go this way from where it stands."""


def moved(state: RoundState, move: Move) -> RoundState:
    """Return the state after a move; raises `NoSuchMove` where it cannot be made."""
    try:
        return ROUND[state, move]
    except KeyError:
        raise NoSuchMove(f"{state.value} {move.value}") from None


def went(state: ReturnState, move: ReturnMove) -> ReturnState:
    """Return where a return is after a move; raises `NoSuchMove`."""
    try:
        return RETURN[state, move]
    except KeyError:
        raise NoSuchMove(f"{state.value} {move.value}") from None


def moves(state: RoundState) -> tuple[Move, ...]:
    """Return the moves that can be made from a state."""
    return tuple(move for before, move in ROUND if before is state)
