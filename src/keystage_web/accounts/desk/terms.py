"""The authority's own terms of use."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from keystage_web import clock
from keystage_web.accounts import policies
from keystage_web.accounts.actions import terms as actions
from keystage_web.accounts.desk.forms import TermsForm
from keystage_web.accounts.desk.site import Site, page
from keystage_web.accounts.scopes import Scope
from keystage_web.accounts.signing import terms
from keystage_web.ui.pages import Asked, asking, sent


@page("GET", "POST")
def edit(request: HttpRequest, scope: Scope, site: Site) -> HttpResponse:
    """Write the text and its date."""
    site.demand(policies.TERMS, scope)
    held = terms.of(scope.authority)
    form = TermsForm(sent(request), initial={"text": held.text, "dated": held.day})
    if not form.is_valid():
        return asking(request, form, _asked(site))
    told = form.cleaned_data
    actions.write(by=scope, text=told["text"], dated=told["dated"], now=clock.now())
    if terms.of(scope.authority).version == held.version:
        messages.success(request, _("Saved. Nobody is asked to agree again."))
    else:
        said = _("Saved. Everybody is asked to agree when they next sign in.")
        messages.success(request, said)
    return redirect(site.url("people"))


def _asked(site: Site) -> Asked:
    return Asked(
        _("Terms of use"),
        site.url("people"),
        lead=_(
            "What people of your authority and its schools agree to. Without a text of "
            "your own, the service's own terms are shown."
        ),
        warning=_(
            "With another date, everybody is asked to agree when they next sign in. "
            "With the same one, nobody is: keep it where you only mend a word."
        ),
    )
