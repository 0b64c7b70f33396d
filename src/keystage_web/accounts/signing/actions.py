"""What people do at the door and to their own account: each one event in the audit."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from keystage.core.errors import UsageError
from keystage_web.accounts import ids
from keystage_web.accounts.models import Person
from keystage_web.accounts.models.people import State
from keystage_web.accounts.signing import seats, terms
from keystage_web.accounts.signing.models import Link, Purpose
from keystage_web.accounts.signing.proofs import browsers, links
from keystage_web.accounts.signing.telling import note, tell, unused
from keystage_web.audit.actions import Change
from keystage_web.jobs.actions import enqueue
from keystage_web.notices.actions import mail

_PAGES = {
    Purpose.RESET: "accounts:reset",
    Purpose.WAKE: "accounts:wake",
    Purpose.OLD_EMAIL: "accounts:email-left",
    Purpose.NEW_EMAIL: "accounts:email-taken",
}


# What an account moves from by being signed in to; links wake, or change, these alone.
_FROM = {State.INVITED, State.ASLEEP}
USABLE = {State.ACTIVE, State.ASLEEP}


class Spent(UsageError):
    """A link that works no longer: used, too old, or never sent."""


class Barred(Spent):
    """A link that would work, for an account that may not be signed in to."""

    def __init__(self) -> None:
        super().__init__("This account cannot be signed in to.")


class Shut(UsageError):
    """An account that may not be signed in to, or not any more with what was proved."""

    def __init__(self) -> None:
        super().__init__("This account cannot be signed in to.")


def admitted(person: Person) -> None:
    """Lock an account until the transaction ends, and see that it may be let in now.

    What was proved was proved of `person` as it was read then: raises `Shut` where it
    has been suspended, or has another password, since.
    """
    fresh = Person.objects.select_for_update().get(pk=person.pk)
    hashes = fresh.get_session_auth_hash(), person.get_session_auth_hash()
    if not (fresh.is_active and constant_time_compare(*hashes)):
        raise Shut
    person.state = fresh.state


def _to_state(person: Person, state: State) -> list[Change]:
    """Put an account that was invited, or slept, into a state; return what changed."""
    if person.state == state:
        return []
    if person.state not in _FROM:
        raise Shut
    change = Change(person.pk, "state", person.state, str(state))
    person.state = state
    person.save(update_fields=["state"])
    return [change]


@transaction.atomic
def entered(*, by: Person, proofs: Sequence[str], now: datetime) -> None:
    """Note that somebody was let in; who was invited or slept is active from now on.

    Raises `Shut` for an account in any other state.
    """
    changes = _to_state(by, State.ACTIVE)
    said = {"proofs": list(proofs)}
    note(by, "sign_in.submit", now, changes=changes, said=said)


@transaction.atomic
def failed(*, person: str, why: str, now: datetime) -> None:
    """Have a try that failed written down, by the worker.

    The same is written for an address nobody has, so that neither the answer nor the
    time it takes tells which addresses are known.
    """
    enqueue(
        authority="",
        kind="signing.failed",
        values={"person": person or ids.new(), "why": why},
        now=now,
        effect_key=f"signing.failed:{unused()}",
    )


@transaction.atomic
def ask_reset(*, person: str, now: datetime) -> None:
    """Have a link for a new password sent, by the worker; the same for nobody."""
    enqueue(
        authority="",
        kind="signing.reset",
        values={"person": person or ids.new()},
        now=now,
        effect_key=f"signing.reset:{unused()}",
    )


@transaction.atomic
def ask_wake(*, by: Person, now: datetime) -> None:
    """Send the link that wakes an account; its password was right."""
    send(by, Purpose.WAKE, now)
    note(by, "account.wake_asked", now)


@transaction.atomic
def woken(*, link: Link, now: datetime) -> Person:
    """Use a link that wakes; the second factor is still to come. Raises `Spent`."""
    person = _use(link, now)
    note(person, "account.wake", now)
    return person


@transaction.atomic
def reset(*, link: Link, password: str, now: datetime) -> Person:
    """Take a new password by a link: every session and trust ends. Raises `Spent`."""
    person = _use(link, now)
    _password(person, password, now, but="")
    note(person, "password.reset", now)
    return person


@transaction.atomic
def change_password(*, by: Person, password: str, here: str, now: datetime) -> None:
    """Take a new password; every session but the one asked from ends, and all trust."""
    _password(by, password, now, but=here)
    note(by, "password.change", now)


def _password(person: Person, password: str, now: datetime, but: str) -> None:
    person.set_password(password)
    person.save(update_fields=["password"])
    seats.end_all(person=person.pk, now=now, but=but)
    browsers.revoke_all(person.pk)
    for purpose in Purpose:
        links.end(person.pk, purpose)
    tell(person, "password_changed", now)


@transaction.atomic
def agree(*, by: Person, now: datetime) -> None:
    """Agree to the terms as they are now."""
    version = terms.of(by.authority_id).version
    change = Change(by.pk, "terms", by.terms, version)
    by.terms = version
    by.save(update_fields=["terms"])
    note(by, "terms.agree", now, changes=[change])


@transaction.atomic
def begin(*, by: Person, name: str, password: str, now: datetime) -> None:
    """Begin an account that was invited: its name, its password, the terms."""
    version = terms.of(by.authority_id).version
    changes = [
        Change(by.pk, "name", by.name, name),
        Change(by.pk, "terms", by.terms, version),
    ]
    by.name, by.terms = name, version
    by.set_password(password)
    by.save(update_fields=["name", "terms", "password"])
    note(by, "account.begin", now, changes=changes)


@transaction.atomic
def rename(*, by: Person, name: str, now: datetime) -> None:
    """Change the name a person is shown by."""
    change = Change(by.pk, "name", by.name, name)
    by.name = name
    by.save(update_fields=["name"])
    note(by, "profile.edit", now, changes=[change])


@transaction.atomic
def leave(*, by: Person, seat: str, now: datetime) -> None:
    """Sign out: the seat ends."""
    seats.let_go(person=by.pk, seat=seat, now=now)
    note(by, "sign_out.submit", now)


@transaction.atomic
def link(*, by: Person, login: Any, now: datetime) -> None:
    """Link the subject another sign-in service knows a person by, once and for all."""
    login.account.user = login.user = by
    login.account.save()
    note(by, "sign_in.link", now, said={"subject": login.account.uid})


@transaction.atomic
def end_others(*, by: Person, here: str, now: datetime) -> None:
    """End every session of one's own but the one asked from."""
    ended = seats.end_all(person=by.pk, now=now, but=here)
    note(by, "sessions.list_end", now, said={"seats": ended})


def _use(link: Link, now: datetime) -> Person:
    """Use a link up and return whose it is, locked and as the account stands now."""
    person = Person.objects.select_for_update().get(pk=link.person_id)
    if person.state not in USABLE:
        raise Barred
    if not links.use(link, now):
        raise Spent("This link works no longer.")
    return person


def send(
    person: Person,
    purpose: Purpose,
    now: datetime,
    *,
    to: str = "",
    email: str = "",
) -> None:
    """Send the link for a purpose, to another address than the person's if told.

    `email` is the address a change is about. Part of an action, not one itself.
    """
    token = links.make(person, purpose, now, email)
    page = reverse(_PAGES[purpose], args=[token])
    mail(
        authority=person.authority_id,
        to=to or person.email,
        template=f"accounts/{purpose}",
        values={"link": page, "hours": links.minutes(purpose) // 60}
        if email
        else {"link": page, "minutes": links.minutes(purpose)},
        now=now,
        effect_key=f"signing.{purpose}:{unused()}",
    )


def send_reset(*, person: Person, now: datetime) -> None:
    """Send the link for a new password, and note it: the worker's part."""
    send(person, Purpose.RESET, now)
    note(person, "password.reset_request", now)
