"""What may have become of an account or a session since a person came in."""

from collections.abc import Callable

from django.contrib.sessions.models import Session

from keystage_web import clock
from keystage_web.accounts.models import Membership, Person
from keystage_web.accounts.models.people import State, Stopped
from keystage_web.accounts.signing.models import Seat
from tests.integration.web.authz.world import Actor


def _suspended(actor: Actor) -> None:
    Person.objects.filter(pk=actor.person).update(state=State.SUSPENDED)


def _role_suspended(actor: Actor) -> None:
    rows = Membership.unscoped.filter(person=actor.person)
    rows.update(suspended=Stopped.AUTHORITY)


def _role_ended(actor: Actor) -> None:
    Membership.unscoped.filter(person=actor.person).update(until=clock.now())


def _session_gone(actor: Actor) -> None:
    Session.objects.filter(session_key=actor.client.session.session_key).delete()


def _ended_elsewhere(actor: Actor) -> None:
    Seat.unscoped.filter(person=actor.person).update(ended_at=clock.now())


def _no_second_factor(actor: Actor) -> None:
    session = actor.client.session
    session["steps"] = ["factor"]
    session.save()


# What ends every page; without a role, or a second factor, one's own account is left.
OWN: dict[str, Callable[[Actor], None]] = {
    "suspended": _suspended,
    "session gone": _session_gone,
    "ended elsewhere": _ended_elsewhere,
}
VARIANTS: dict[str, Callable[[Actor], None]] = {
    **OWN,
    "role suspended": _role_suspended,
    "role ended one request ago": _role_ended,
    "second factor not done": _no_second_factor,
}
