"""What the outboxes hold: all of it in a demonstration, troubles anywhere."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from keystage_web.notices import letters, words
from keystage_web.notices.models import Delivery, Mail, State, Subscription

_PAGE = 50


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a mail's text; with a `path` of this service it leads there."""

    text: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A mail in words."""

    id: str
    to: str
    subject: str
    pieces: tuple[Piece, ...]
    made_at: datetime
    waiting: bool


@dataclass(frozen=True, slots=True)
class Trouble:
    """A mail that could not be sent: `failure` is a name of the code."""

    id: str
    to: str
    template: str
    failure: str
    made_at: datetime
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """An event that went to a subscription."""

    event: str
    url: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Hears:
    """A subscription: where to, of what, and whether it is still told."""

    id: str
    url: str
    events: tuple[str, ...]
    contact: str
    made_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Delivered:
    """An event on its way: a name of its `state`, and what came of the last try.

    `answer` is an HTTP status, `failure` a name of the code.
    """

    event: str
    state: str
    answer: int | None
    failure: str
    made_at: datetime
    ended_at: datetime | None


def outbox() -> list[Shown]:
    """Return the newest mails of a demonstration, the newest first."""
    kept = Mail.objects.filter(state__in=(State.WAITING, State.KEPT))
    return [_shown(mail) for mail in kept.order_by("-made_at", "-id")[:_PAGE]]


def told() -> list[Told]:
    """Return the newest events of a demonstration, the newest first."""
    rows = Delivery.objects.select_related("subscription").order_by("-made_at", "-id")
    return [Told(row.event, row.subscription.url, row.made_at) for row in rows[:_PAGE]]


def troubles(*, authority: str) -> list[Trouble]:
    """Return the mails of an authority that could not be sent, newest first."""
    rows = Mail.objects.filter(
        authority=authority, state=State.FAILED, ended_at__isnull=False
    )
    names = ("id", "to", "template", "failure", "made_at", "ended_at")
    found = rows.order_by("-ended_at", "-id").values_list(*names)[:_PAGE]
    return [Trouble(*row) for row in found]


def subscriptions(*, authority: str) -> list[Hears]:
    """Return the subscriptions of an authority, ended ones too, oldest first."""
    rows = Subscription.objects.filter(authority=authority).order_by("made_at", "id")
    return [_hears(row) for row in rows]


def subscription(*, authority: str, id_: str) -> Hears | None:
    """Return one subscription of an authority; None where there is none of this id."""
    row = Subscription.objects.filter(authority=authority, id=id_).first()
    return _hears(row) if row else None


def deliveries(*, authority: str, subscription: str) -> list[Delivered]:
    """Return what a subscription was sent last, the newest first."""
    rows = Delivery.objects.filter(authority=authority, subscription=subscription)
    return [
        Delivered(
            row.event,
            row.state,
            row.answer,
            row.failure,
            row.made_at,
            row.ended_at,
        )
        for row in rows.order_by("-made_at", "-id")[:_PAGE]
    ]


def _hears(row: Subscription) -> Hears:
    return Hears(
        row.id, row.url, tuple(row.events), row.contact, row.made_at, row.ended_at
    )


def _shown(mail: Mail) -> Shown:
    letter = letters.drawn(mail)
    return Shown(
        mail.id,
        mail.to,
        letter.subject,
        tuple(pieces(letter.body)),
        mail.made_at,
        mail.state == State.WAITING,
    )


def pieces(text: str) -> Iterator[Piece]:
    """Yield a text in pieces, each address of this service one that leads there."""
    own = re.escape(words.base())
    for piece in re.split(rf"({own}/[^\s<>]*[^\s<>.,;:!?)])", text):
        path = piece.removeprefix(words.base())
        yield Piece(piece, path if path != piece and path[:1] == "/" else "")
