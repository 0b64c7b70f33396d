"""Links by mail that work once: made, looked at without using them up, and used."""

from datetime import datetime, timedelta

from keystage_web.accounts.models import Person
from keystage_web.accounts.signing import tokens
from keystage_web.accounts.signing.models import Link, Purpose

_LAST = {
    Purpose.RESET: timedelta(minutes=60),
    Purpose.WAKE: timedelta(minutes=60),
    Purpose.OLD_EMAIL: timedelta(days=2),
    Purpose.NEW_EMAIL: timedelta(days=2),
}


def make(person: Person, purpose: Purpose, now: datetime, email: str = "") -> str:
    """Return the token of a new link, which takes the place of one still open."""
    end(person.pk, purpose)
    token = tokens.new()
    Link.unscoped.create(
        authority_id=person.authority_id,
        person=person,
        purpose=purpose,
        digest=tokens.digest(token),
        email=email,
        made_at=now,
        until=now + _LAST[purpose],
    )
    return token


def minutes(purpose: Purpose) -> int:
    """Return how long a link works."""
    return int(_LAST[purpose].total_seconds() // 60)


def opened(token: str, purpose: Purpose, now: datetime) -> Link | None:
    """Return the link of a token as long as it works; None for any other."""
    return (
        Link.unscoped.select_related("person")
        .filter(
            digest=tokens.digest(token), purpose=purpose, used_at=None, until__gt=now
        )
        .first()
    )


def use(link: Link, now: datetime) -> bool:
    """Use a link up; return whether it still was there to be used."""
    row = Link.unscoped.filter(pk=link.pk, used_at=None, until__gt=now)
    return bool(row.update(used_at=now))


def end(person: str, purpose: Purpose) -> None:
    """Let a person's links of a kind work no longer."""
    Link.unscoped.filter(person=person, purpose=purpose).delete()


def used(person: str, purpose: Purpose, email: str, now: datetime) -> bool:
    """Return whether a link about this address was used, and still counts."""
    return Link.unscoped.filter(
        person=person,
        purpose=purpose,
        email=email,
        used_at__isnull=False,
        until__gt=now,
    ).exists()


def forget(now: datetime) -> None:
    """Throw away links that no longer work."""
    Link.unscoped.filter(until__lt=now).delete()
