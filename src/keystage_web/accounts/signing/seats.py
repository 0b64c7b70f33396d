"""Seats: each signing-in of a person, told to them, and ended at once where it must be.

A session without a living seat is nobody's. So ending a seat ends the session with its
next request, wherever it is kept.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from keystage_web import clock
from keystage_web.accounts.models import Person
from keystage_web.accounts.signing.models import Seat
from keystage_web.accounts.signing.telling import note
from keystage_web.database.questions import Question

SEAT = "seat"  # in the session
LONGEST = timedelta(hours=12)
_MINUTE = timedelta(minutes=1)  # how exactly it is known when somebody was seen
_UNKNOWN = _("A browser")
# What a browser calls itself by, the more telling first.
_BROWSERS = ("Edg", "OPR", "Firefox", "Chrome", "Safari")
_NAMES = {"Edg": "Edge", "OPR": "Opera"}
_SYSTEMS = ("Windows", "iPhone", "iPad", "Android", "Mac OS X", "CrOS", "Linux")
_CALLED = {"Mac OS X": "Mac", "CrOS": "Chromebook"}


@dataclass(frozen=True, slots=True)
class Told:
    """A seat as its owner sees it."""

    id: str
    browser: str
    began_at: datetime
    seen_at: datetime
    here: bool


def idle() -> timedelta:
    """Return how long somebody may do nothing."""
    return timedelta(minutes=settings.CONFIG.idle_minutes)


def browser(request: HttpRequest) -> str:
    """Return a browser's name in words, and no more of what it tells."""
    agent = request.headers.get("User-Agent", "")
    name = next((word for word in _BROWSERS if f"{word}/" in agent), "")
    system = next((word for word in _SYSTEMS if word in agent), "")
    if not name:
        return str(_UNKNOWN)
    name, system = _NAMES.get(name, name), _CALLED.get(system, system)
    return f"{name}, {system}" if system else name


def taken(sender: Any, request: HttpRequest, user: Any, **_: Any) -> None:
    """Give a person who was just let in a seat (a receiver of Django's signal)."""
    del sender
    now = clock.now()
    user.last_login = now
    user.save(update_fields=["last_login"])
    seat = Seat.unscoped.create(
        authority_id=user.authority_id,
        person=user,
        browser=browser(request),
        began_at=now,
        seen_at=now,
    )
    request.session[SEAT] = seat.pk


def held(request: HttpRequest, now: datetime) -> Seat | None:
    """Return the session's seat, if it still holds; one out of time ends here."""
    seat = _HELD.first(None, request.session.get(SEAT) or "", str(request.user.pk))
    if seat is None:
        return None
    late = now - seat.seen_at > idle() + _MINUTE or now - seat.began_at > LONGEST
    if late:
        let_go(person=seat.person_id, seat=seat.pk, now=now)
    return None if late else seat


def _held(_: Hashable, seat: str, person: str) -> QuerySet[Seat]:
    return Seat.unscoped.filter(pk=seat, person=person, ended_at=None)


_HELD = Question(_held)


def seen(seat: Seat, now: datetime) -> None:
    """Note that the person of a seat did something; at most once a minute."""
    if now - seat.seen_at > _MINUTE:
        Seat.unscoped.filter(pk=seat.pk).update(seen_at=now)


def of(person: str, here: str) -> list[Told]:
    """Return the living seats of a person, the one asked from first."""
    rows = Seat.unscoped.filter(person=person, ended_at=None).order_by("-seen_at")[:50]
    told = [
        Told(row.pk, row.browser, row.began_at, row.seen_at, row.pk == here)
        for row in rows
    ]
    return sorted(told, key=lambda seat: not seat.here)


@transaction.atomic
def end(*, by: Person, seat: str, now: datetime) -> bool:
    """End one of a person's own seats; return whether there was such a one."""
    done = let_go(person=by.pk, seat=seat, now=now)
    if done:
        note(by, "sessions.list_end", now, said={"seats": 1})
    return bool(done)


def let_go(*, person: str, seat: str, now: datetime) -> int:
    """End one seat of a person, as part of another action; return how many that were."""
    rows = Seat.unscoped.filter(pk=seat, person=person, ended_at=None)
    return rows.update(ended_at=now)


def end_all(*, person: str, now: datetime, but: str = "") -> int:
    """End every seat of a person but one, as part of another action; return how many."""
    rows = Seat.unscoped.filter(person=person, ended_at=None).exclude(pk=but)
    return rows.update(ended_at=now)


def forget(now: datetime) -> None:
    """Throw away seats that ended, or that nobody came back to, long ago."""
    Seat.unscoped.filter(seen_at__lt=now - timedelta(days=30)).delete()
