"""Changing the address one signs in with: it is confirmed at the old and at the new."""

from datetime import datetime

from django.db import transaction

from keystage_web.accounts.models import Person
from keystage_web.accounts.signing.actions import USABLE, Spent, send
from keystage_web.accounts.signing.models import Link, Purpose
from keystage_web.accounts.signing.proofs import links
from keystage_web.accounts.signing.telling import note, tell
from keystage_web.audit.actions import Change

_OTHER = {
    Purpose.OLD_EMAIL: Purpose.NEW_EMAIL,
    Purpose.NEW_EMAIL: Purpose.OLD_EMAIL,
}


@transaction.atomic
def ask(*, by: Person, email: str, now: datetime) -> None:
    """Send a link to both addresses; the new one gets none if somebody has it.

    Nothing on the page tells which of the two it was.
    """
    links.end(by.pk, Purpose.OLD_EMAIL)
    links.end(by.pk, Purpose.NEW_EMAIL)
    send(by, Purpose.OLD_EMAIL, now, email=email)
    if not Person.objects.filter(email=email).exists():
        send(by, Purpose.NEW_EMAIL, now, to=email, email=email)
    note(by, "profile.email_ask", now)


@transaction.atomic
def confirm(*, link: Link, now: datetime) -> bool:
    """Take one of the two links; return whether the address is changed by it.

    Raises `Spent` for a link that works no longer, for an account that may not be
    signed in to, and where the address was taken by somebody else meanwhile.
    """
    person = Person.objects.select_for_update().get(pk=link.person_id)
    if person.state not in USABLE or not links.use(link, now):
        raise Spent("This link works no longer.")
    purpose = Purpose(link.purpose)
    if not links.used(person.pk, _OTHER[purpose], link.email, now):
        return False
    if Person.objects.filter(email=link.email).exists():
        raise Spent("This address is somebody's already.")
    change = Change(person.pk, "email", person.email, link.email)
    old, person.email = person.email, link.email
    person.save(update_fields=["email"])
    tell(person, "email_changed", now, to=old)
    tell(person, "email_changed", now)
    note(person, "profile.email_confirm", now, changes=[change])
    return True
