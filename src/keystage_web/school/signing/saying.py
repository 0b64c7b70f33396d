"""What a school says instead of sending: late, nothing to return, done on the gateway."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keystage import rulebooks
from keystage_web import clock
from keystage_web.accounts.scopes import Scope
from keystage_web.returns import actions
from keystage_web.returns.policies import EXCUSE, LATE, UPLOADED
from keystage_web.returns.queries import Seen
from keystage_web.returns.standing import due
from keystage_web.school.signing import door
from keystage_web.school.signing.forms import Day, Excuse, Late
from keystage_web.ui.brand import brand_of
from keystage_web.ui.pages import sent

_BOTH = require_http_methods(["GET", "HEAD", "POST"])


@_BOTH
@door.on_return
def late(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Say by when the return will come, and why not before."""
    found, form = door.seen(scope, round_id, LATE), Late(sent(request))
    asked = door.asked(
        found,
        _("We will be late"),
        button=_("Tell %(authority)s") % {"authority": brand_of(request).organisation},
        lead=_("%(title)s. %(due)s. This does not move the deadline.")
        % {"title": found.title, "due": due(found.dates)},
    )
    do = partial(actions.late, by=scope, round_id=round_id, now=clock.now())
    return door.asking(request, found, form, do=do, told=_told(), words=asked)


@require_POST
@door.on_return
def not_late(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Take that back."""
    found = door.seen(scope, round_id, LATE)
    actions.not_late(by=scope, round_id=round_id, now=clock.now())
    return door.done(found, request, _("Taken back: you will not be late."))


@_BOTH
@door.on_return
def excuse(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Say that nothing is returned, and why; only what the collection allows."""
    found = door.seen(scope, round_id, EXCUSE)
    form = Excuse(kinds(found), sent(request))
    asked = door.asked(
        found, _("Nothing to return"), button=_("Say so"), lead=found.title
    )
    do = partial(actions.excuse, by=scope, round_id=round_id, now=clock.now())
    return door.asking(request, found, form, do=do, told=_told(), words=asked)


@require_POST
@door.on_return
def include(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Take that back: there is something to return after all."""
    found = door.seen(scope, round_id, EXCUSE)
    actions.include(by=scope, round_id=round_id, now=clock.now())
    return door.done(found, request, _("Results can be entered again."))


@_BOTH
@door.on_return
def uploaded(
    request: HttpRequest, scope: Scope, round_id: str, kind: str
) -> HttpResponse:
    """Say that something was done on the national gateway, and on which day."""
    done = next((one for one in gateway() if one.value == kind), None)
    if done is None:
        raise Http404
    found, form = door.seen(scope, round_id, UPLOADED), Day(sent(request))
    asked = door.asked(found, gateway()[done], button=_("Say so"), lead=found.title)
    of: dict[str, Any] = {"round_id": round_id, "kind": done}
    do = partial(actions.uploaded, by=scope, **of, now=clock.now())
    return door.asking(request, found, form, do=do, told=_told(), words=asked)


def _told() -> str:
    return _("Your local authority now knows.")


def kinds(found: Seen) -> dict[str, str]:
    """Return what may be said where nothing is returned."""
    labels = {
        actions.Kind.NIL: _("We have no pupil to return: it is a nil return"),
        actions.Kind.ABSENT: _("Our school does not take part in this collection"),
    }
    may = actions.excuses(rulebooks.load(found.book))
    return {kind.value: labels[kind] for kind in may}


def gateway() -> dict[actions.Ticked, str]:
    """Return what a school does on the national gateway itself."""
    return {
        actions.Ticked.UPLOADED: _("The file was uploaded to the national gateway"),
        actions.Ticked.DECLARED: _(
            "The headteacher declared it on the national gateway"
        ),
    }
