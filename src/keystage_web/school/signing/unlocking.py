"""Ask for a return to be unlocked, take it back before it is received, start it again."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keystage_web import clock
from keystage_web.accounts.scopes import Scope
from keystage_web.returns import actions
from keystage_web.returns.policies import REQUEST_UNLOCK, WITHDRAW
from keystage_web.school.signing import door
from keystage_web.school.signing.forms import Reason
from keystage_web.ui.brand import brand_of
from keystage_web.ui.pages import sent

_BOTH = require_http_methods(["GET", "HEAD", "POST"])


@_BOTH
@door.on_return
def ask(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Ask the authority to unlock a return that was sent, and say why."""
    found, form = door.seen(scope, round_id, REQUEST_UNLOCK), Reason(sent(request))
    authority = {"authority": brand_of(request).organisation}
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
    told = _("%(authority)s was asked to unlock this return.") % authority
    do = partial(actions.ask_unlock, by=scope, round_id=round_id, now=clock.now())
    return door.asking(request, found, form, do=do, told=told, words=asked)


@_BOTH
@door.on_return
def withdraw(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Take back what was sent, as long as nobody at the authority has received it."""
    found, form = door.seen(scope, round_id, WITHDRAW), Reason(sent(request))
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
    told = _("The return was taken back.")
    do = partial(actions.withdraw, by=scope, round_id=round_id, now=clock.now())
    return door.asking(request, found, form, do=do, told=told, words=asked)


@require_POST
@door.on_return
def resume(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Start a return again that was taken back."""
    found = door.seen(scope, round_id, WITHDRAW)
    actions.resume(by=scope, round_id=round_id, now=clock.now())
    return door.done(found, request, _("Results can be entered again."))
