"""Invite people, and let those who were invited in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import QuerySet

from keystage.core.errors import UsageError
from keystage_web.accounts import policies
from keystage_web.accounts.actions.standing import NotThere, Unfit, demand
from keystage_web.accounts.models import Invitation, Membership, Person, School
from keystage_web.accounts.models.inviting import Invited
from keystage_web.accounts.models.people import State, clean_email
from keystage_web.accounts.rights import Refused, Right
from keystage_web.accounts.roles import AT_AUTHORITY, Role
from keystage_web.accounts.scopes import Scope
from keystage_web.accounts.signing import throttles, tokens
from keystage_web.accounts.signing.proofs import factors
from keystage_web.accounts.signing.throttles import INVITED, INVITING
from keystage_web.audit import actions as audit
from keystage_web.audit.actions import Change
from keystage_web.notices.actions import mail


class TooMany(UsageError):
    """So many invitations were sent that one has to wait: `seconds` for the next."""

    def __init__(self, seconds: int) -> None:
        super().__init__("Many invitations were sent in a short time.")
        self.seconds = seconds


class Closed(UsageError):
    """A link that lets nobody in: used, withdrawn, too old, or somebody else's."""

    def __init__(self) -> None:
        super().__init__("This invitation is no longer open.")


@dataclass(frozen=True, slots=True)
class To:
    """Who is invited: an address, a name, and the role they are to have."""

    email: str
    name: str
    role: Role


@transaction.atomic
def invite(*, by: Scope, school: str, to: To, now: datetime) -> str:
    """Invite somebody to a school and return the invitation's id.

    Invited again to the same role, they get a new link, and the old one ends. What
    comes back never tells whether the address is known. Raises `NotThere` for a school
    out of scope, `Refused` for a role that one in this role cannot give, and `TooMany`
    where one has to wait, by what one sent oneself or by what the address was sent.
    """
    where = School.within(by).filter(pk=school).first()
    if where is None:
        raise NotThere
    demand(policies.INVITE, by)
    if to.role not in policies.gives(by.role):
        raise Refused(policies.INVITE)
    found = _open(by, where, to, state=Invited.SENT, now=now)
    _send(found, by, now)
    _done(by, policies.INVITE, found, now, invited=str(to.role))
    return found.pk


@transaction.atomic
def ask(*, by: Scope, to: To, now: datetime) -> str:
    """Ask for somebody to be invited to the authority; a second administrator confirms.

    Raises `Unfit` for a role that is not of the authority.
    """
    demand(policies.INVITE_LA, by)
    if to.role not in AT_AUTHORITY:
        raise Unfit("This role is not one of the authority's.")
    found = _open(by, None, to, state=Invited.ASKED, now=now)
    _done(by, policies.INVITE_LA, found, now, asked=str(to.role))
    return found.pk


@transaction.atomic
def confirm(*, by: Scope, invitation: str, now: datetime) -> None:
    """Send what another administrator asked for.

    Raises `Refused` to who asked, and to who is invited; `NotThere` where none waits;
    `TooMany` as `invite` does.
    """
    rows = Invitation.within(by).select_for_update()
    found = rows.filter(pk=invitation, state=Invited.ASKED, school=None).first()
    if found is None:
        raise NotThere
    demand(policies.INVITE_LA, by)
    own = Person.of(by.authority).filter(pk=by.person, email=found.email)
    if found.asked_by_id == by.person or own.exists():
        raise Refused(policies.INVITE_LA)
    found.state, found.confirmed_by_id = Invited.SENT, by.person
    _send(found, by, now)
    _done(by, policies.INVITE_LA, found, now, confirmed=found.role)


@transaction.atomic
def resend(*, by: Scope, invitation: str, now: datetime) -> None:
    """Send a new link; the old one ends.

    Raises `NotThere` where none is open, and `TooMany` as `invite` does.
    """
    found = _mine(by, invitation, (Invited.SENT,))
    _send(found, by, now)
    _done(by, _right(found), found, now, sent="again")


@transaction.atomic
def withdraw(*, by: Scope, invitation: str, now: datetime) -> None:
    """End an invitation; its link lets nobody in. Raises `NotThere` where none is open."""
    found = _mine(by, invitation, Invitation.OPEN)
    _end(found, Invited.WITHDRAWN, now)
    _done(by, _right(found), found, now, withdrawn=found.role)


@transaction.atomic
def accept(*, token: str, now: datetime, person: str = "") -> str:
    """Take up an invitation, once, and return the person's id.

    `person` is who is signed in. An address without an account gets one, which has no
    password yet; one with an account must be signed in to it. Raises `Closed` where
    the link is no good, or is not for who is signed in.
    """
    rows = Invitation.by_link(tokens.digest(token)).select_for_update()
    found = rows.filter(until__gt=now).first()
    if found is None:
        raise Closed
    who = _who(found, person)
    if not _holds(found, who).exists():
        Membership.of(found.authority_id).create(
            authority_id=found.authority_id,
            school_id=found.school_id,
            person=who,
            role=found.role,
            since=now,
        )
    _end(found, Invited.ACCEPTED, now)
    audit.record(
        authority=found.authority_id,
        by=who.pk,
        action="users.accept",
        now=now,
        school=found.school_id or "",
        changes=[Change(who.pk, "role", "", found.role)],
        said={"invitation": found.pk},
    )
    return who.pk


def _who(found: Invitation, person: str) -> Person:
    """Return whose invitation it is: the account of its address, made if there is none."""
    made, fresh = Person.objects.get_or_create(
        email=found.email,
        defaults={
            "authority_id": found.authority_id,
            "name": found.name,
            "password": make_password(None),
        },
    )
    if fresh and not person:
        return made
    known = Person.objects.select_for_update().get(pk=made.pk)
    if known.state in {State.INVITED, State.GONE} and not (person or fresh):
        _anew(known)
    elif known.pk != person or not known.is_active:
        raise Closed
    return known


def _anew(known: Person) -> None:
    """Let somebody who had left, or never finished, begin as if they were new."""
    known.state = State.INVITED
    known.set_unusable_password()
    known.save(update_fields=["state", "password"])
    factors.clear(known.pk)


def _holds(found: Invitation, who: Person) -> QuerySet[Membership]:
    return Membership.of(found.authority_id).filter(
        person=who, role=found.role, school=found.school_id, until=None
    )


def _open(
    by: Scope, school: School | None, to: To, *, state: Invited, now: datetime
) -> Invitation:
    """Return the open invitation to this role there, made if there is none."""
    found, _ = Invitation.of(by.authority).get_or_create(
        authority_id=by.authority,
        school=school,
        email=clean_email(to.email),
        role=to.role,
        ended_at=None,
        defaults={
            "name": to.name,
            "state": state,
            "asked_by_id": by.person,
            "made_at": now,
        },
    )
    return found


def _mine(by: Scope, invitation: str, states: tuple[Invited, ...]) -> Invitation:
    """Return an open invitation that one in this role could have sent."""
    rows = Invitation.within(by).select_for_update()
    found = rows.filter(pk=invitation, state__in=states, ended_at=None).first()
    if found is None:
        raise NotThere
    demand(_right(found), by)
    policies.over(_right(found), by.role, Role(found.role))
    return found


def _right(found: Invitation) -> Right:
    return policies.INVITE if found.school_id else policies.INVITE_LA


def _end(found: Invitation, state: Invited, now: datetime) -> None:
    found.state, found.ended_at, found.digest = state, now, ""
    found.save(update_fields=["state", "ended_at", "digest"])


def _send(found: Invitation, by: Scope, now: datetime) -> None:
    """Make a link and write the mail that has it; the link before works no longer.

    Raises `TooMany`, and sends nothing, where many mails have gone out already.
    """
    if seconds := throttles.take(INVITING, by.person, now):
        raise TooMany(seconds)
    if seconds := throttles.take(INVITED, found.email, now):
        raise TooMany(seconds)
    token, days = tokens.new(), settings.CONFIG.invitation_days
    found.digest, found.until = tokens.digest(token), now + timedelta(days=days)
    found.save()
    mail(
        authority=found.authority_id,
        to=found.email,
        template="accounts/invitation",
        values={
            "link": f"/sign-in/invitation/{token}",
            "invitation": found.pk,
            "days": days,
        },
        now=now,
        effect_key=f"invitation:{found.digest[:24]}",
    )


def _done(
    by: Scope, right: Right, found: Invitation, now: datetime, **said: str
) -> None:
    told = {"invitation": found.pk, **said}
    right.done(by, now, school=found.school_id or "", said=told)
