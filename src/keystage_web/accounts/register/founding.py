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

# Done on the machine itself, by whoever runs the service.
FOUND = "users.found"
AGAIN = "users.found_again"
_PAGE = "/sign-in/invitation/{}"


class Founded(Exception):
    """There is an authority of this number already."""


class NotAwaited(Exception):
    """Nobody of this address is a first administrator who has yet to come in."""


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
    return _PAGE.format(token)


def again(*, administrator: str, now: datetime) -> str:
    """Return the path of a new link for a first administrator; the old works no more.

    Raises `NotAwaited` for anybody but one who was invited as the authority was made,
    and has not come in.
    """
    email = clean_email(administrator)
    with transaction.atomic():
        for authority in Authority.objects.values_list("id", flat=True):
            awaited = Invitation.of(authority).select_for_update()
            row = awaited.filter(
                email=email, asked_by__email=email, state=Invited.SENT, ended_at=None
            ).first()
            if row is not None:
                return _renewed(row, now)
    raise NotAwaited


def _renewed(row: Invitation, now: datetime) -> str:
    token = tokens.new()
    row.digest = tokens.digest(token)
    row.until = now + timedelta(days=settings.CONFIG.invitation_days)
    row.save(update_fields=["digest", "until"])
    audit.record(
        authority=row.authority_id,
        by=row.asked_by_id,
        action=AGAIN,
        now=now,
        said={"invitation": row.id},
    )
    return _PAGE.format(token)
