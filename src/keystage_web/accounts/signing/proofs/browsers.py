"""Browsers a person trusts for thirty days: kept by digest, listed, revocable.

One cookie names the browser; which people trust it stands in the database, as a
computer in a staff room has several.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from keystage_web.accounts.models import Person
from keystage_web.accounts.signing import seats, tokens
from keystage_web.accounts.signing.models import Trusted
from keystage_web.accounts.signing.telling import note

LASTS = timedelta(days=30)
_SALT = "keystage.signing.browser"


@dataclass(frozen=True, slots=True)
class Told:
    """A trusted browser as its owner sees it."""

    id: str
    browser: str
    until: datetime
    here: bool


def trusted(request: HttpRequest, person: str, now: datetime) -> bool:
    """Return whether this person trusts the browser that asks."""
    return bool(known(request, person, now))


def known(request: HttpRequest, person: str, now: datetime) -> str:
    """Return the id of the person's trust in this browser, or ''."""
    token = _token(request)
    if not token:
        return ""
    rows = Trusted.unscoped.filter(
        person=person, digest=tokens.digest(token), until__gt=now
    )
    return rows.values_list("pk", flat=True).first() or ""


@transaction.atomic
def trust(
    *, by: Person, request: HttpRequest, response: HttpResponse, now: datetime
) -> None:
    """Let this browser be trusted by this person from now on."""
    token = _token(request) or tokens.new()
    Trusted.unscoped.update_or_create(
        person=by,
        digest=tokens.digest(token),
        defaults={
            "authority_id": by.authority_id,
            "browser": seats.browser(request),
            "made_at": now,
            "until": now + LASTS,
        },
    )
    response.set_cookie(
        settings.BROWSER_COOKIE_NAME,
        TimestampSigner(salt=_SALT).sign(token),
        max_age=LASTS,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    note(by, "profile.browsers", now, said={"trusted": 1})


@transaction.atomic
def revoke(*, by: Person, trust: str, now: datetime) -> bool:
    """Trust one browser no longer; return whether there was such a one."""
    gone, _ = Trusted.unscoped.filter(pk=trust, person=by).delete()
    if gone:
        note(by, "profile.browsers", now, said={"revoked": 1})
    return bool(gone)


def revoke_all(person: str) -> None:
    """Trust none any longer, as part of another action."""
    Trusted.unscoped.filter(person=person).delete()


def of(request: HttpRequest, person: str, now: datetime) -> list[Told]:
    """Return the browsers a person trusts."""
    here = known(request, person, now)
    rows = Trusted.unscoped.filter(person=person, until__gt=now).order_by("-made_at")
    return [Told(row.pk, row.browser, row.until, row.pk == here) for row in rows[:50]]


def forget(now: datetime) -> None:
    """Throw away trust that has ended."""
    Trusted.unscoped.filter(until__lt=now).delete()


def _token(request: HttpRequest) -> str:
    """Return the token of the browser's cookie, if it is one of ours and not too old."""
    signed = request.COOKIES.get(settings.BROWSER_COOKIE_NAME, "")
    try:
        return TimestampSigner(salt=_SALT).unsign(signed, max_age=LASTS)
    except BadSignature:
        return ""
