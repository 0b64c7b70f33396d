"""The first thing there is: an authority, and the way in for its first administrator."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from keystage_web.accounts.models import Authority, Invitation, Person
from keystage_web.accounts.models.inviting import Invited
from keystage_web.accounts.models.people import clean_email
from keystage_web.accounts.roles import Role
from keystage_web.accounts.signing import tokens
from keystage_web.audit import actions as audit

FOUND = "users.found"  # done on the machine itself, by whoever runs the service


class Founded(Exception):
    """There is an authority of this number already."""


def found(*, number: str, name: str, administrator: str, now: datetime) -> str:
    """Make an authority and invite its first administrator; return the link's path.

    The link works once, as long as any invitation. Raises `Founded`, and makes nothing.
    """
    with transaction.atomic():
        if number in Authority.numbers():
            raise Founded(number)
        authority = Authority.found(number, name)
        person = Person.of(authority.id).create(
            authority=authority,
            email=clean_email(administrator),
            name=str(Role.ADMINISTRATOR.label),
            password=make_password(None),
        )
        token = tokens.new()
        invitation = Invitation.of(authority.id).create(
            authority=authority,
            email=person.email,
            name=person.name,
            role=Role.ADMINISTRATOR,
            state=Invited.SENT,
            digest=tokens.digest(token),
            asked_by=person,
            made_at=now,
            until=now + timedelta(days=settings.CONFIG.invitation_days),
        )
        audit.record(
            authority=authority.id,
            by=person.id,
            action=FOUND,
            now=now,
            changes=[audit.Change(authority.id, "authority", None, number)],
            said={"invitation": invitation.id},
        )
    return f"/sign-in/invitation/{token}"
