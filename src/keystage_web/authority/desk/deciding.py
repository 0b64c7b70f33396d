"""Accept what a school sent, unlock it, or say that it stays locked."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from keystage_web import clock
from keystage_web.accounts.entrance import entered
from keystage_web.accounts.scopes import Scope
from keystage_web.authority.desk.door import Act, acted, at, barred, done
from keystage_web.authority.desk.forms import (
    AcceptForm,
    ManyForm,
    ReasonForm,
    UnlockForm,
)
from keystage_web.authority.rounds.pages import seen_or_404
from keystage_web.returns import actions, policies
from keystage_web.returns.desk.accepting import Left, Ready, left, ready
from keystage_web.returns.states import SHOWN, TO_DECIDE
from keystage_web.ui.pages import Asked, drawn, sent

type Ids = list[str]

_BOTH = require_http_methods(["GET", "HEAD", "POST"])


@_BOTH
@entered
def accept(
    request: HttpRequest, scope: Scope, round_id: str, school: str
) -> HttpResponse:
    """Accept a return; where something is left in it, with the reason."""
    here = at(scope, round_id, school, policies.ACCEPT)
    found = left(scope, round_id, school)
    if found is None:
        raise Http404
    if away := barred(request, here, TO_DECIDE):
        return away
    form = AcceptForm(sent(request), left=found.any)
    lead = _("Version %(number)d was sent.") % {"number": found.version}
    title = here.title(_("Accept"))
    act = Act(
        policies.ACCEPT,
        partial(actions.accept, **here.told),
        _accepted(found),
        Asked(title, here.page, _("Accept it"), lead, found.warning),
    )
    return acted(request, here, form, act)


def _accepted(found: Left) -> str:
    """Return what is said once it is accepted: what was closed with it too."""
    if not found.talks:
        return _("The return is accepted.")
    told = ngettext(
        "The return is accepted. %(many)d question or message is closed.",
        "The return is accepted. %(many)d questions and messages are closed.",
        found.talks,
    )
    return told % {"many": found.talks}


@_BOTH
@entered
def many(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Accept the returns of many schools in which nothing is left, once looked through."""
    seen = seen_or_404(scope, round_id)
    policies.ACCEPT.demand(scope)
    found = ready(scope, round_id)
    form = ManyForm(
        sent(request),
        choices=[(one.school, _said(one)) for one in found],
        label=_("Which returns do you accept?"),
    )
    if form.is_valid():
        count = len(
            actions.accept_all(
                by=scope,
                round_id=round_id,
                schools=form.cleaned_data["schools"],
                now=clock.now(),
            )
        )
        told = ngettext(
            "%(count)d return is accepted.", "%(count)d returns are accepted.", count
        )
        messages.success(request, told % {"count": count})
        return redirect("authority:round", round_id=round_id)
    told_ = {
        "round": seen,
        "ready": found,
        "back": reverse("authority:round", args=[round_id]),
    }
    return drawn(request, "authority/desk/many.html", form, told_)


def _said(one: Ready) -> str:
    """Return what the preview says of a return."""
    told = ngettext(
        "%(number)s %(name)s: version %(version)d, %(pupils)d pupil",
        "%(number)s %(name)s: version %(version)d, %(pupils)d pupils",
        one.pupils,
    )
    return told % {
        "number": one.number,
        "name": one.name,
        "version": one.version,
        "pupils": one.pupils,
    }


@_BOTH
@entered
def unlock(
    request: HttpRequest, scope: Scope, round_id: str, school: str
) -> HttpResponse:
    """Unlock a return for a while: all of it, or what is named."""
    here = at(scope, round_id, school, policies.UNLOCK)
    pupils = here.sent().pupils
    if away := barred(request, here, SHOWN):
        return away
    form = UnlockForm(
        sent(request), pupils=pupils, components=here.components, now=here.now
    )

    def do(reason: str, *, pupils: Ids, components: Ids, **_day: object) -> None:
        told: dict[str, Any] = {"pupils": pupils, "components": components}
        actions.unlock(**here.told, **told, until=form.ends(), reason=reason)

    lead = _(
        "The version that was sent stays as it is. When the time is over the return "
        "locks itself, and what the school has not sent again is not sent."
    )
    asked = Asked(here.title(_("Unlock")), here.page, _("Unlock it"), lead)
    said = _("The return is unlocked.")
    act = Act(policies.UNLOCK, do, said, asked, pupils)
    return acted(request, here, form, act)


@_BOTH
@entered
def decline(
    request: HttpRequest, scope: Scope, round_id: str, school: str
) -> HttpResponse:
    """Say to a school that asked that its return stays locked, and why."""
    here = at(scope, round_id, school, policies.UNLOCK)
    form = ReasonForm(sent(request))

    def do(reason: str) -> None:
        actions.decline_unlock(**here.told, words=reason)

    said = _("The school is told, and why.")
    asked = Asked(here.title(_("Leave it locked")), here.page, _("Tell the school"))
    return acted(request, here, form, Act(policies.UNLOCK, do, said, asked))


@require_POST
@entered
def receive(
    request: HttpRequest, scope: Scope, round_id: str, school: str
) -> HttpResponse:
    """Mark a return as received, without looking into it."""
    here = at(scope, round_id, school, policies.RECEIVE)
    version = here.sent().version

    def do() -> None:
        actions.received(by=scope, version=version, now=here.now)

    return done(request, here, do, _("The return is marked as received."))
