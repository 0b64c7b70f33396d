"""Ask for a return to be unlocked, take it back before it is received, start it again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keystage_web import clock
from keystage_web.accounts.scopes import Scope
from keystage_web.returns import actions
from keystage_web.returns.policies import REQUEST_UNLOCK, WITHDRAW
from keystage_web.school.signing import door
from keystage_web.school.signing.forms import Reason
from keystage_web.ui.brand import brand_of
from keystage_web.ui.pages import asking, sent

_BOTH = require_http_methods(["GET", "HEAD", "POST"])


@_BOTH
@door.on_return
def ask(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Ask the authority to unlock a return that was sent, and say why."""
    found = door.seen(scope, round_id, REQUEST_UNLOCK)
    form = Reason(sent(request))
    authority = {"authority": brand_of(request).organisation}
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.ask_unlock(by=scope, round_id=round_id, reason=reason, now=clock.now())
        said = _("%(authority)s was asked to unlock this return.") % authority
        messages.success(request, said)
        return redirect("school:return", round_id)
    asked = door.asked(
        found,
        _("Ask to unlock this return"),
        button=_("Ask"),
        lead=_(
            "%(title)s was sent, and is locked. Say what is to be changed, and why: "
            "%(authority)s decides, and the page of this return tells you."
        )
        % {"title": found.title, **authority},
    )
    return asking(request, form, asked)


@_BOTH
@door.on_return
def withdraw(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Take back what was sent, as long as nobody at the authority has received it."""
    found = door.seen(scope, round_id, WITHDRAW)
    form = Reason(sent(request))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.withdraw(by=scope, round_id=round_id, reason=reason, now=clock.now())
        messages.success(request, _("The return was taken back."))
        return redirect("school:return", round_id)
    asked = door.asked(
        found,
        _("Take this return back"),
        button=_("Take it back"),
        lead=found.title,
        warning=_(
            "It then counts as not sent. You start it again and send it once more. What "
            "was sent stays in its history."
        ),
    )
    return asking(request, form, asked)


@require_POST
@door.on_return
def resume(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Start a return again that was taken back."""
    door.seen(scope, round_id, WITHDRAW)
    actions.resume(by=scope, round_id=round_id, now=clock.now())
    messages.success(request, _("Results can be entered again."))
    return redirect("school:return", round_id)
