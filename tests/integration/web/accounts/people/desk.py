"""People of an invented school and authority at their pages, and what was mailed."""

import re

from django.test import Client

from keystage_web import clock
from keystage_web.accounts.entrance import CHOSEN
from keystage_web.accounts.models import Membership, Person
from keystage_web.accounts.models.people import State
from keystage_web.accounts.roles import AT_SCHOOL, Role
from keystage_web.audit.models import Event, Kind
from keystage_web.notices.letters import drawn
from keystage_web.notices.models import Mail
from tests.integration.web.accounts.town import BEGIN, Town


def at(membership: Membership) -> Client:
    """Return a browser in which this role is signed in, chosen and just proved."""
    client = Client()
    client.force_login(membership.person)
    session = client.session
    session[CHOSEN] = membership.pk
    session["proved"] = clock.now().timestamp()
    session.save()
    return client


def more(town: Town, role: Role, number: str = "", name: str = "More") -> Membership:
    """Make one more person with a role."""
    person = Person.objects.create(
        authority=town.authority,
        email=f"{name}.{role}.{number or 'la'}@x.invalid".lower().replace(" ", ""),
        name=name,
        state=State.ACTIVE,
    )
    return Membership.unscoped.create(
        authority=town.authority,
        school=town.schools[number] if role in AT_SCHOOL else None,
        person=person,
        role=role,
        since=BEGIN,
    )


def token(to: str) -> str:
    """Return the token of the last link that was mailed to an address."""
    mail = Mail.objects.filter(to=to).order_by("made_at", "pk").last()
    assert mail is not None
    found = re.search(r"/sign-in/invitation/(\w+)", drawn(mail).body)
    assert found is not None
    return found[1]


def done(action: str) -> int:
    """Return how many events tell that an action was done."""
    return Event.objects.filter(kind=Kind.DONE, action=action).count()


def refused(action: str) -> int:
    """Return how many events tell that an action was refused."""
    return Event.objects.filter(kind=Kind.REFUSED, action=action).count()


def again(membership: Membership) -> Membership:
    """Return a role as it is now."""
    return Membership.unscoped.get(pk=membership.pk)


def state(membership: Membership) -> State:
    """Return how the account of a role's person stands."""
    return State(Person.objects.get(pk=membership.person_id).state)
