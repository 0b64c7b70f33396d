"""Change a role, suspend and wake, let go who has left, and who is still here."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from keystage_web import clock
from keystage_web.accounts import policies
from keystage_web.accounts.actions import roles as actions
from keystage_web.accounts.actions import staff as yearly
from keystage_web.accounts.actions.standing import Unfit
from keystage_web.accounts.desk.forms import RoleForm, StaffForm
from keystage_web.accounts.desk.site import Site, done, page, sent, shown, there
from keystage_web.accounts.queries import people, staff
from keystage_web.accounts.queries.people import Wanted
from keystage_web.accounts.rights import Refused, Right
from keystage_web.accounts.roles import Role
from keystage_web.accounts.scopes import Scope


@page("GET", "POST")
def change(
    request: HttpRequest, scope: Scope, site: Site, membership: str
) -> HttpResponse:
    """Give a person another role at the same school."""
    who, held = there(people.role(scope, membership))
    site.demand(policies.CHANGE, scope)
    _not_oneself(policies.CHANGE, scope, who)
    policies.over(policies.CHANGE, scope.role, held.role)
    form = RoleForm(policies.gives(scope.role), sent(request))
    if not form.is_bound:
        form.initial = {"role": held.role}
    elif form.is_valid():
        role = Role(form.cleaned_data["role"])
        try:
            actions.change(by=scope, membership=membership, role=role, now=clock.now())
        except Unfit:
            said = _("This person has this role here already: choose another one")
            form.add_error("role", said)
        else:
            return done(request, _("The role was changed."), site, "person", who.id)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    told = {"site": site, "one": who, "held": held, "form": form}
    return shown(request, "change", status, **told)


@page("GET", "POST")
def suspend(
    request: HttpRequest, scope: Scope, site: Site, person: str
) -> HttpResponse:
    """Ask whether to suspend somebody, and do it."""
    who = _found(scope, site, policies.SUSPEND, person)
    if request.method != "POST":
        return shown(request, "suspend", site=site, one=who)
    try:
        actions.suspend(by=scope, person=person, now=clock.now())
    except Unfit:
        return done(request, _("They were suspended already."), site, "person", person)
    said = _("They are suspended, and signed out where they have no other role.")
    return done(request, said, site, "person", person)


@page("POST")
def wake(request: HttpRequest, scope: Scope, site: Site, person: str) -> HttpResponse:
    """Give somebody's roles back."""
    _found(scope, site, policies.SUSPEND, person)
    try:
        actions.wake(by=scope, person=person, now=clock.now())
    except Unfit:
        return done(request, _("They were not suspended."), site, "person", person)
    return done(request, _("They may come in again."), site, "person", person)


@page("GET", "POST")
def left(request: HttpRequest, scope: Scope, site: Site, person: str) -> HttpResponse:
    """Ask whether somebody has left, and end their roles."""
    who = _found(scope, site, policies.LEAVE, person)
    if request.method != "POST":
        return shown(request, "left", site=site, one=who)
    actions.leave(by=scope, person=person, now=clock.now())
    said = _("They have left: all their roles here have ended.")
    return done(request, said, site, "people")


def _found(scope: Scope, site: Site, right: Right, person: str) -> people.Colleague:
    who = there(people.one(scope, person))
    site.demand(right, scope)
    _not_oneself(right, scope, who)
    for held in who.held:
        policies.over(right, scope.role, held.role)
    return who


def _not_oneself(right: Right, scope: Scope, who: people.Colleague) -> None:
    if who.id == scope.person:
        raise Refused(right)


@page("GET", "POST")
def still_here(request: HttpRequest, scope: Scope, site: Site) -> HttpResponse:
    """Ask the head once a year who still works here, and let go who does not."""
    site.demand(policies.CONFIRM_STAFF, scope)
    rows = [one for one in _all(scope) if one.id != scope.person]
    form = StaffForm([one for one in rows if _mine(scope, one)], sent(request))
    if form.is_bound and form.is_valid():
        others = [one.id for one in rows if not _mine(scope, one)]
        here = [*form.cleaned_data["here"], *others]
        gone = yearly.confirm(by=scope, here=here, now=clock.now())
        said = _("Thank you. This is confirmed; %(left)d have left.")
        return done(request, said % {"left": gone}, site, "people")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    check = staff.check(scope, clock.now())
    return shown(request, "staff", status, site=site, form=form, check=check)


def _mine(scope: Scope, one: people.Colleague) -> bool:
    return all(policies.may(scope.role, held.role) for held in one.held)


def _all(scope: Scope) -> list[people.Colleague]:
    """Return all who hold a role at the school, page after page."""
    first = people.listed(scope, Wanted())
    found = list(first.rows)
    for number in range(2, first.pages + 1):
        found += people.listed(scope, Wanted(), number).rows
    return found
