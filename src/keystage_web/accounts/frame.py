"""The bar of every page: where this person may go, who they are, and in which role.

A link is shown to the roles it names. An app adds its line here.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from keystage_web.accounts import policies
from keystage_web.accounts.entrance import CHOSEN
from keystage_web.accounts.models import Membership, Person
from keystage_web.accounts.roles import AT_AUTHORITY, AT_SCHOOL, Role
from keystage_web.accounts.signing import seats
from keystage_web.accounts.signing.proofs import proof
from keystage_web.ui.parts import Header, Link, Timeout

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

_WARN = 120  # seconds before the end


@dataclass(frozen=True, slots=True)
class Place:
    """A link of the bar: its words, the name of its address, and who sees it."""

    label: "StrPromise"
    name: str
    roles: frozenset[Role]


PLACES = (
    Place(_("Home"), "school:home", AT_SCHOOL),
    Place(_("Pupils"), "school:roll", AT_SCHOOL - {Role.TRUST}),
    Place(_("People"), "school:people", policies.LIST.roles & AT_SCHOOL),
    Place(_("Home"), "authority:home", AT_AUTHORITY),
    Place(_("Returns"), "authority:board", AT_AUTHORITY - {Role.PROTECTION}),
    Place(_("Schools"), "authority:schools", AT_AUTHORITY),
    Place(_("Rounds"), "authority:rounds", AT_AUTHORITY),
    Place(_("People"), "authority:people", policies.LIST.roles & AT_AUTHORITY),
    Place(_("Find a pupil"), "authority:pupils", frozenset({Role.OFFICER})),
)


def context(request: HttpRequest) -> dict[str, Any]:
    """Return the bar and the time-out of a person's page (a context processor)."""
    person = getattr(request, "user", None)
    if not isinstance(person, Person):
        return {}
    path = request.get_full_path() if request.method == "GET" else ""
    leave = reverse("accounts:leave")
    return {
        "header": _header(request, person),
        "timeout": Timeout(
            seconds=int(seats.idle().total_seconds()),
            warn=_WARN,
            keep=reverse("accounts:stay"),
            leave=f"{leave}?{urlencode({'next': path})}" if path else leave,
        ),
    }


def _header(request: HttpRequest, person: Person) -> Header:
    out = reverse("accounts:sign-out")
    if proof.to_do(request):
        return Header((), person.name, "", out)
    held = Membership.chosen_from(person.pk)
    chosen = request.session.get(CHOSEN)
    role = next((one for one in held if one.pk == chosen or len(held) == 1), None)
    links = [] if role is None else _links(request, Role(role.role))
    if len(held) > 1:
        links.append(_link(request, _("Change role"), reverse("accounts:choose")))
    told = person.name if role is None else f"{person.name} · {shown(role)}"
    return Header(tuple(links), told, reverse("accounts:profile"), out)


def roles_of(person: Person) -> list[str]:
    """Return the roles a person holds, in words."""
    held = Membership.chosen_from(person.pk)
    return [shown(role) for role in held]


def shown(role: Membership) -> str:
    """Return a role in words: what it is, and where."""
    place = role.authority.name if role.school is None else role.school.name
    return f"{Role(role.role).label} · {place}"


def _links(request: HttpRequest, role: Role) -> list[Link]:
    found = []
    for place in PLACES:
        if role in place.roles:
            try:
                url = reverse(place.name)
            except NoReverseMatch:
                continue  # its app is not installed
            found.append(_link(request, place.label, url))
    return found


def _link(request: HttpRequest, label: "StrPromise", url: str) -> Link:
    return Link(label, url, current=request.path == url)
