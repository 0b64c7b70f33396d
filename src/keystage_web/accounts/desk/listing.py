"""The list of people, and the page of one of them."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse

from keystage_web import clock
from keystage_web.accounts import policies
from keystage_web.accounts.desk.forms import FindForm
from keystage_web.accounts.desk.site import Site, page, sent, shown, there
from keystage_web.accounts.queries import invitations, people, staff
from keystage_web.accounts.queries.people import Wanted
from keystage_web.accounts.roles import AT_SCHOOL, Role
from keystage_web.accounts.scopes import Scope


@page("GET", "POST")
def everyone(request: HttpRequest, scope: Scope, site: Site) -> HttpResponse:
    """List who holds a role here; what is looked for is sent, never in the address."""
    site.demand(policies.LIST, scope)
    roles = Role if site.whole else AT_SCHOOL
    form = FindForm(roles, sent(request))
    wanted, number = Wanted(), 1
    if form.is_bound:
        if not form.is_valid():
            return shown(
                request,
                "people",
                HTTPStatus.UNPROCESSABLE_ENTITY,
                **_told(scope, site),
                form=form,
                listed=people.Listed((), 0, 1),
            )
        given = form.cleaned_data
        wanted = Wanted(role=given["role"], find=given["find"])
        number = given["page"] or 1
    found = people.listed(scope, wanted, number)
    return shown(request, "people", **_told(scope, site), form=form, listed=found)


def _told(scope: Scope, site: Site) -> dict[str, Any]:
    now = clock.now()
    return {
        "site": site,
        "scope": scope,
        "invitations": [
            (one, one.over(now), policies.may(scope.role, one.role))
            for one in invitations.listed(scope)
        ],
        "resets": people.resets(scope) if site.whole else [],
        "check": None if site.whole else staff.check(scope, now),
        "may": _rights(scope, site),
    }


def _rights(scope: Scope, site: Site) -> dict[str, bool]:
    rights = {
        "invite": policies.INVITE,
        "change": policies.CHANGE,
        "suspend": policies.SUSPEND,
        "leave": policies.LEAVE,
        "staff": policies.CONFIRM_STAFF,
        "reset": policies.RESET,
        "keys": policies.LIST_KEYS,
        "terms": policies.TERMS,
    }
    return {name: site.held(right, scope) for name, right in rights.items()}


@page("GET")
def person(request: HttpRequest, scope: Scope, site: Site, person: str) -> HttpResponse:
    """Show somebody's roles here, and what may be done about them."""
    found = there(people.one(scope, person))
    site.demand(policies.LIST, scope)
    may = _rights(scope, site)
    own = found.id == scope.person
    over = all(policies.may(scope.role, held.role) for held in found.held)
    return shown(
        request,
        "person",
        site=site,
        one=found,
        own=own,
        may={name: right and over and not own for name, right in may.items()},
        stays=not site.whole and any(held.by_authority for held in found.held),
    )
