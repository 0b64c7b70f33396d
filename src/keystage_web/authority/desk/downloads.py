"""What was sent, downloaded: one return, or all of a round."""

from typing import cast

from django.contrib import messages
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    StreamingHttpResponse,
)
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_safe,
)

from keystage.core.errors import KeystageError, UsageError
from keystage_web import clock
from keystage_web.accounts.entrance import entered
from keystage_web.accounts.scopes import Scope
from keystage_web.accounts.signing.proofs import proof
from keystage_web.authority.desk.door import at
from keystage_web.authority.desk.forms import ExportForm
from keystage_web.authority.rounds.pages import seen_or_404
from keystage_web.returns import actions, policies
from keystage_web.returns.giving import bulk
from keystage_web.returns.giving.files import TYPES, Form, file_of
from keystage_web.returns.giving.versions import standing
from keystage_web.rolls.looking import looked
from keystage_web.ui.pages import Asked, asking, sent

_BOTH = require_http_methods(["GET", "HEAD", "POST"])
_KEPT_BY_NOBODY = "no-store"


@require_safe
@entered
def choose(
    request: HttpRequest, scope: Scope, round_id: str, school: str
) -> HttpResponse:
    """Ask as what kind of file a return is wanted."""
    here = at(scope, round_id, school, policies.RETURN)
    found = here.sent()
    told = {
        "round": here.seen,
        "school": here.school,
        "number": found.number,
        "back": here.page,
    }
    return render(request, "authority/desk/download.html", told)


@require_GET  # no HEAD: it would receive what nobody got
@entered
def one(
    request: HttpRequest, scope: Scope, *, round_id: str, school: str, form: str
) -> HttpResponse:
    """Give a return as a file, which receives it; each pupil is written down as seen."""
    here = at(scope, round_id, school, policies.RETURN, there=form in set(Form))
    given = next(standing(scope, round_id, [school]), None)
    if given is None:
        raise Http404
    try:
        made = file_of(given, Form(form), here.now)
    except KeystageError:
        messages.warning(
            request,
            _(
                "This file cannot be made: a Common Transfer File needs the school's "
                "number and a UPN of every pupil. Take a table instead."
            ),
        )
        return redirect("authority:download", round_id=round_id, school=school)
    actions.received(by=scope, version=given.id, now=here.now)
    looked(
        by=scope,
        right=policies.RETURN,
        pupils=[line.id for line in given.lines],
        school=school,
        now=here.now,
    )
    headers = {
        "Content-Disposition": f'attachment; filename="{made.name}"',
        "Cache-Control": _KEPT_BY_NOBODY,
    }
    return HttpResponse(made.data, TYPES[Form(form)], headers=headers)


@_BOTH
@entered
def every(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Give all returns of a round as one file: signed in anew, and with the reason."""
    seen = seen_or_404(scope, round_id)
    policies.EXPORT_ALL.demand(scope)
    if asked := proof.step_up(request):
        return asked
    form = ExportForm(sent(request))
    if form.is_valid():
        try:
            order = bulk.order(
                by=scope,
                round_id=round_id,
                form=Form(form.cleaned_data["form"]),
                reason=form.cleaned_data["reason"],
                now=clock.now(),
            )
        except UsageError:
            messages.warning(request, _("No school has sent its return yet."))
            return redirect("authority:round", round_id=round_id)
        kind = TYPES[Form.CSV] if order.form is Form.CSV else "application/zip"
        headers = {
            "Content-Disposition": f'attachment; filename="{order.name}"',
            "Cache-Control": _KEPT_BY_NOBODY,
        }
        # Streamed: Django calls that a response of another sort.
        answer = StreamingHttpResponse(bulk.pieces(order), kind, headers=headers)
        return cast("HttpResponse", answer)
    lead = _(
        "It holds the results of every pupil whose school has sent its return. Why you "
        "take it is written down, and the administrators are told by mail."
    )
    title = _("Download all: %(round)s") % {"round": seen.title}
    back = reverse("authority:round", args=[round_id])
    return asking(request, form, Asked(title, back, _("Download"), lead))
