"""A second factor is taken away: one administrator asks, another one does it."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from keystage_web import clock
from keystage_web.accounts import policies
from keystage_web.accounts.actions import resets as actions
from keystage_web.accounts.desk.site import Site, done, page, shown, there
from keystage_web.accounts.queries import people
from keystage_web.accounts.rights import Refused
from keystage_web.accounts.scopes import Scope
from keystage_web.accounts.signing.proofs import proof


@page("GET", "POST")
def ask(request: HttpRequest, scope: Scope, site: Site, person: str) -> HttpResponse:
    """Ask for it."""
    who = there(people.one(scope, person))
    site.demand(policies.RESET, scope)
    if who.id == scope.person:
        raise Refused(policies.RESET)
    if again := proof.step_up(request):
        return again
    if request.method != "POST":
        return shown(request, "reset", site=site, one=who)
    actions.ask(by=scope, person=person, now=clock.now())
    said = _("Another administrator has to agree. The person was told by mail.")
    return done(request, said, site, "people")


@page("POST")
def do(request: HttpRequest, scope: Scope, site: Site, reset: str) -> HttpResponse:
    """Do what another one asked for."""
    there(people.reset(scope, reset))
    site.demand(policies.RESET, scope)
    if again := proof.step_up(request):
        return again
    actions.do(by=scope, reset=reset, now=clock.now())
    said = _("It is done. They sign in with their password and make a new second step.")
    return done(request, said, site, "people")


@page("POST")
def drop(request: HttpRequest, scope: Scope, site: Site, reset: str) -> HttpResponse:
    """Let it be."""
    there(people.reset(scope, reset))
    site.demand(policies.RESET, scope)
    actions.drop(by=scope, reset=reset, now=clock.now())
    return done(request, _("Nothing was taken away."), site, "people")
