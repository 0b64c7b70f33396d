"""Accept what a school sent, unlock it, or say that it stays locked."""

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
from keystage_web.authority.desk.door import at, done
from keystage_web.authority.desk.forms import (
    AcceptForm,
    ManyForm,
    ReasonForm,
    UnlockForm,
)
from keystage_web.authority.rounds.pages import seen_or_404
from keystage_web.returns import actions, policies
from keystage_web.returns.desk.accepting import Ready, left, ready
from keystage_web.rolls.looking import looked
from keystage_web.ui.pages import Asked, asking, drawn, sent

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
    form = AcceptForm(sent(request), left=found.any)
    if form.is_valid():
        reason = form.reason_given()

        def do() -> None:
            actions.accept(
                by=scope, round_id=round_id, school=school, reason=reason, now=here.now
            )

        return done(request, here, do, _("The return is accepted."))
    lead = _("Version %(number)d was sent.") % {"number": found.version}
    asked = Asked(here.title(_("Accept")), here.page, _("Accept it"), lead, found.said)
    return asking(request, form, asked)


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
    form = UnlockForm(
        sent(request), pupils=pupils, components=here.components, now=here.now
    )
    if form.is_valid():
        told = form.cleaned_data

        def do() -> None:
            actions.unlock(
                by=scope,
                round_id=round_id,
                school=school,
                pupils=told["pupils"],
                components=told["components"],
                until=form.ends(),
                reason=told["reason"],
                now=here.now,
            )

        return done(request, here, do, _("The return is unlocked."))
    seen = [id_ for id_, _name in pupils]
    looked(by=scope, right=policies.UNLOCK, pupils=seen, school=school, now=here.now)
    lead = _(
        "The version that was sent stays as it is. When the time is over the return "
        "locks itself, and what the school has not sent again is not sent."
    )
    asked = Asked(here.title(_("Unlock")), here.page, _("Unlock it"), lead)
    return asking(request, form, asked)


@_BOTH
@entered
def decline(
    request: HttpRequest, scope: Scope, round_id: str, school: str
) -> HttpResponse:
    """Say to a school that asked that its return stays locked, and why."""
    here = at(scope, round_id, school, policies.UNLOCK)
    form = ReasonForm(sent(request))
    if form.is_valid():
        words = form.cleaned_data["reason"]

        def do() -> None:
            actions.decline_unlock(
                by=scope, round_id=round_id, school=school, words=words, now=here.now
            )

        return done(request, here, do, _("The school is told, and why."))
    title = here.title(_("Leave it locked"))
    return asking(request, form, Asked(title, here.page, _("Tell the school")))


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
