"""Second factors: an authenticator app, passkeys, printed codes. Kept in allauth's table.

The key of an app and the seed of the codes are encrypted there (`adapter.Factors`).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction

from keystage.core.errors import UsageError
from keystage_web.accounts.models import Person
from keystage_web.accounts.signing import throttles
from keystage_web.accounts.signing.proofs import browsers
from keystage_web.accounts.signing.telling import note, tell

APP, PASSKEY, CODES = "totp", "webauthn", "recovery_codes"
_REAL = (APP, PASSKEY)  # printed codes are for when these are not at hand


@dataclass(frozen=True, slots=True)
class Key:
    """A passkey as its owner sees it."""

    id: int
    name: str
    made_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Held:
    """The second factors of a person."""

    app: bool
    passkeys: tuple[Key, ...]
    codes_left: int

    @property
    def several(self) -> bool:
        """Whether one may be taken away, and one is left."""
        return self.app + len(self.passkeys) > 1


def has(person: str) -> bool:
    """Return whether a person has a second factor."""
    rows = Authenticator.objects.filter(user_id=person, type__in=_REAL)
    return bool(rows.exists())


def held(person: str) -> Held:
    """Return a person's second factors."""
    rows = list(Authenticator.objects.filter(user_id=person).order_by("pk"))
    keys = tuple(
        Key(row.pk, row.wrap().name, row.created_at, row.last_used_at)
        for row in rows
        if row.type == PASSKEY
    )
    codes = [row.wrap().get_unused_codes() for row in rows if row.type == CODES]
    return Held(any(row.type == APP for row in rows), keys, sum(map(len, codes)))


def proved(person: Person, code: str, now: datetime) -> Any:
    """Return what a code is proof of, as the person's app or printed codes; or None.

    A code of an app is taken once, by whichever process is asked, and however it is
    spelled: allauth passes over signs and spaces between its figures.
    """
    kinds = Authenticator.objects.filter(user=person).exclude(type=PASSKEY)
    for row in kinds.order_by("-type"):
        if row.wrap().validate_code(code):
            figures = "".join(sign for sign in code if sign.isdecimal())
            used = throttles.take(throttles.SAME_CODE, f"{person.pk}:{figures}", now)
            return None if used else row
    return None


def note_use(row: Any, now: datetime) -> None:
    """Note when a second factor was used, by the service's clock."""
    Authenticator.objects.filter(pk=row.pk).update(last_used_at=now)


@transaction.atomic
def add_app(*, by: Person, secret: str, now: datetime) -> None:
    """Take an authenticator app as a second factor, and make printed codes if first."""
    Authenticator.objects.filter(user=by, type=APP).delete()
    _date(TOTP.activate(by, secret), now)
    RecoveryCodes.activate(by)
    tell(by, "factor_added", now)
    note(by, "profile.mfa_enrol", now, said={"kind": APP})


@transaction.atomic
def add_passkey(*, by: Person, name: str, credential: Any, now: datetime) -> None:
    """Take a passkey as a second factor, and make printed codes if first."""
    _date(WebAuthn.add(by, name, credential), now)
    RecoveryCodes.activate(by)
    tell(by, "factor_added", now)
    note(by, "profile.mfa_enrol", now, said={"kind": PASSKEY})


@transaction.atomic
def remove(*, by: Person, kind: str, number: int | None = None, now: datetime) -> None:
    """Take a second factor away; trust in browsers goes with it.

    Raises `UsageError` for the last one, and for one that is not there.
    """
    Person.objects.select_for_update().get(pk=by.pk)
    rows = Authenticator.objects.filter(user=by, type__in=_REAL)
    found = (
        rows.filter(type=kind) if number is None else rows.filter(type=kind, pk=number)
    )
    if not found.exists() or rows.count() < 2:  # noqa: PLR2004 - one is to be left
        raise UsageError("A second factor goes only where another one is left.")
    found.delete()
    browsers.revoke_all(by.pk)
    tell(by, "factor_removed", now)
    note(by, "profile.mfa_remove", now, said={"kind": kind})


@transaction.atomic
def new_codes(*, by: Person, now: datetime) -> list[str]:
    """Make new printed codes in place of the old ones, and return them."""
    Authenticator.objects.filter(user=by, type=CODES).delete()
    codes: list[str] = RecoveryCodes.activate(by).get_unused_codes()
    tell(by, "codes_made", now)
    note(by, "profile.mfa_enrol", now, said={"kind": CODES})
    return codes


def codes(person: str) -> list[str]:
    """Return the printed codes not used yet, for the page that shows them once."""
    row = Authenticator.objects.filter(user_id=person, type=CODES).first()
    return list(row.wrap().get_unused_codes()) if row else []


def clear(person: str) -> None:
    """Take every second factor away, as part of another action (a reset by a head)."""
    Authenticator.objects.filter(user_id=person).delete()
    browsers.revoke_all(person)


def _date(made: Any, now: datetime) -> None:
    Authenticator.objects.filter(pk=made.instance.pk).update(created_at=now)
