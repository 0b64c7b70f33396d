"""Suppliers' keys: asked for, approved, taken once, revoked."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from keystage_web import clock
from keystage_web.accounts import policies
from keystage_web.accounts.actions import keys as actions
from keystage_web.accounts.desk.forms import SupplierForm
from keystage_web.accounts.desk.site import Site, done, page, sent, shown, there
from keystage_web.accounts.queries import keys
from keystage_web.accounts.scopes import Scope
from keystage_web.accounts.signing.proofs import proof


@page("GET")
def listed(request: HttpRequest, scope: Scope, site: Site) -> HttpResponse:
    """List the keys of a school, or of the authority's schools."""
    site.demand(policies.LIST_KEYS, scope)
    return shown(request, "keys", site=site, keys=keys.listed(scope))


@page("GET", "POST")
def ask(request: HttpRequest, scope: Scope, site: Site) -> HttpResponse:
    """Ask for a key."""
    site.demand(policies.REQUEST_KEY, scope)
    form = SupplierForm(sent(request))
    if form.is_bound and form.is_valid():
        supplier = form.cleaned_data["supplier"]
        actions.request(by=scope, supplier=supplier, now=clock.now())
        said = _("The authority was asked. Come back here to take the key.")
        return done(request, said, site, "keys")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return shown(request, "key_ask", status, site=site, form=form)


@page("POST")
def approve(request: HttpRequest, scope: Scope, site: Site, key: str) -> HttpResponse:
    """Approve a key a head asked for."""
    there(keys.one(scope, key))
    site.demand(policies.APPROVE_KEY, scope)
    actions.approve(by=scope, key=key, now=clock.now())
    said = _("Approved. The headteacher takes the key on the school's own page.")
    return done(request, said, site, "keys")


@page("POST")
def take(request: HttpRequest, scope: Scope, site: Site, key: str) -> HttpResponse:
    """Show an approved key, this once."""
    found = there(keys.one(scope, key))
    site.demand(policies.TAKE_KEY, scope)
    if asked := proof.step_up(request):
        return asked
    made = actions.take(by=scope, key=key, now=clock.now())
    return shown(request, "key_taken", site=site, key=made, one=found)


@page("POST")
def revoke(request: HttpRequest, scope: Scope, site: Site, key: str) -> HttpResponse:
    """End a key."""
    there(keys.one(scope, key))
    site.demand(policies.APPROVE_KEY, scope)
    actions.revoke(by=scope, key=key, now=clock.now())
    said = _("The key works no longer.")
    return done(request, said, site, "keys")
