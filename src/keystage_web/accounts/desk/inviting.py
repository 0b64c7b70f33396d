"""Invite people, send a link again, take an invitation back."""

from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from keystage_web import clock
from keystage_web.accounts import policies
from keystage_web.accounts.actions import invitations as actions
from keystage_web.accounts.actions.invitations import To, TooMany
from keystage_web.accounts.desk.forms import InviteForm
from keystage_web.accounts.desk.site import Site, done, page, sent, shown, there
from keystage_web.accounts.queries import invitations, staff
from keystage_web.accounts.roles import AT_AUTHORITY, Role
from keystage_web.accounts.scopes import Scope
from keystage_web.ui.problems import Problem, problem

_MINUTE = 60


@page("GET", "POST")
def invite(
    request: HttpRequest, scope: Scope, site: Site, school: str = ""
) -> HttpResponse:
    """Invite somebody to a school: one's own, or one of the authority's."""
    at = school or scope.school
    place = there(staff.name_of(scope, at))
    site.demand(policies.INVITE, scope)
    form = InviteForm(policies.gives(scope.role), sent(request))
    if form.is_bound and form.is_valid():
        try:
            actions.invite(by=scope, school=at, to=_to(form), now=clock.now())
        except TooMany as many:
            form.add_error(None, _when(many))
        else:
            return done(request, _("The invitation was sent."), site, "people")
    return _page(request, site, form, place)


@page("GET", "POST")
def invite_la(request: HttpRequest, scope: Scope, site: Site) -> HttpResponse:
    """Ask for somebody to be invited to the authority."""
    site.demand(policies.INVITE_LA, scope)
    form = InviteForm(AT_AUTHORITY, sent(request))
    if form.is_bound and form.is_valid():
        actions.ask(by=scope, to=_to(form), now=clock.now())
        said = _("Another administrator has to confirm this before it is sent.")
        return done(request, said, site, "people")
    return _page(request, site, form)


def _page(
    request: HttpRequest, site: Site, form: InviteForm, place: str = ""
) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    told = {"form": form, "place": place, "days": settings.CONFIG.invitation_days}
    return shown(request, "invite", status, site=site, **told)


def _to(form: InviteForm) -> To:
    given = form.cleaned_data
    return To(given["email"], given["name"], Role(given["role"]))


@page("POST")
def confirm(
    request: HttpRequest, scope: Scope, site: Site, invitation: str
) -> HttpResponse:
    """Send what another administrator asked for."""
    there(invitations.one(scope, invitation))
    site.demand(policies.INVITE_LA, scope)
    try:
        actions.confirm(by=scope, invitation=invitation, now=clock.now())
    except TooMany as many:
        return _wait(request, many)
    return done(request, _("The invitation was sent."), site, "people")


@page("POST")
def resend(
    request: HttpRequest, scope: Scope, site: Site, invitation: str
) -> HttpResponse:
    """Send a new link in place of the old one."""
    _demand(scope, site, invitation)
    try:
        actions.resend(by=scope, invitation=invitation, now=clock.now())
    except TooMany as many:
        return _wait(request, many)
    said = _("A new link was sent. The one sent before works no longer.")
    return done(request, said, site, "people")


@page("POST")
def withdraw(
    request: HttpRequest, scope: Scope, site: Site, invitation: str
) -> HttpResponse:
    """Take an invitation back."""
    _demand(scope, site, invitation)
    actions.withdraw(by=scope, invitation=invitation, now=clock.now())
    said = _("The invitation was taken back. Its link works no longer.")
    return done(request, said, site, "people")


def _when(many: TooMany) -> str:
    """Return when the next invitation can be sent, in words."""
    minutes = -(-many.seconds // _MINUTE)
    told = ngettext(
        "Many invitations were sent just now: send the next one in %(n)d minute",
        "Many invitations were sent just now: send the next one in %(n)d minutes",
        minutes,
    )
    return told % {"n": minutes}


def _wait(request: HttpRequest, many: TooMany) -> HttpResponse:
    """Return the page that says when to try again."""
    words = Problem(
        gettext_lazy("The invitation was not sent"),
        (
            _when(many),
            gettext_lazy("The link that was sent last still works."),
        ),
    )
    status = HTTPStatus.TOO_MANY_REQUESTS
    return problem(request, status, words=words, retry_after=many.seconds)


def _demand(scope: Scope, site: Site, invitation: str) -> None:
    found = there(invitations.one(scope, invitation))
    site.demand(policies.INVITE if found.school else policies.INVITE_LA, scope)
