"""Give schools the lists of their pupils and results back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from keystage_web import clock
from keystage_web.accounts.entrance import entered
from keystage_web.accounts.scopes import Scope
from keystage_web.authority.desk.forms import ManyForm
from keystage_web.authority.rounds.pages import seen_or_404
from keystage_web.returns import policies
from keystage_web.returns.giving.posting import Ready, post, ready
from keystage_web.ui.pages import drawn, sent


@require_http_methods(["GET", "HEAD", "POST"])
@entered
def page(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Show whose list can be given back and where each mail goes; give them back."""
    seen = seen_or_404(scope, round_id)
    policies.PUBLISH.demand(scope)
    found = ready(scope, round_id)
    fresh = [one for one in found if not one.posted]
    form = ManyForm(
        sent(request),
        choices=[(one.school, _said(one)) for one in fresh],
        label=_("Which schools get their list?"),
    )
    if form.is_valid():
        chosen = form.cleaned_data["schools"]
        count = post(by=scope, round_id=round_id, schools=chosen, now=clock.now())
        told = ngettext(
            "%(count)d school has its list.",
            "%(count)d schools have their lists.",
            count,
        )
        messages.success(request, told % {"count": count})
        return redirect("authority:round", round_id=round_id)
    told_ = {
        "round": seen,
        "fresh": fresh,
        "posted": [one for one in found if one.posted],
        "back": reverse("authority:round", args=[round_id]),
    }
    return drawn(request, "authority/desk/posting.html", form, told_)


def _said(one: Ready) -> str:
    told = {
        "number": one.number,
        "name": one.name,
        "version": one.version,
        "to": one.to,
    }
    if one.to:
        return _("%(number)s %(name)s, version %(version)d: mail to %(to)s") % told
    return _("%(number)s %(name)s, version %(version)d: no address is known") % told
