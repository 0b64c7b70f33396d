"""What was sent, downloaded: one return, or all of a round."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from keystage.core.errors import KeystageError, UsageError
from keystage_web import clock
from keystage_web.accounts.entrance import entered
from keystage_web.accounts.scopes import Scope
from keystage_web.accounts.signing.proofs import proof
from keystage_web.authority.desk.door import at
from keystage_web.authority.desk.forms import ExportForm, OneForm
from keystage_web.authority.rounds.pages import seen_or_404
from keystage_web.returns import policies
from keystage_web.returns.giving import bulk, single
from keystage_web.returns.giving.files import TYPES, Form
from keystage_web.returns.refusals import NotThere
from keystage_web.ui.pages import Asked, asking, attached, sent

_BOTH = require_http_methods(["GET", "HEAD", "POST"])
_CANNOT = gettext_lazy(
    "This file cannot be made: a Common Transfer File needs the school's number and a "
    "UPN of every pupil. Take a table instead."
)


@_BOTH
@entered
def one(request: HttpRequest, scope: Scope, round_id: str, school: str) -> HttpResponse:
    """Give a return as a file, which receives it: signed in anew, and with the reason."""
    here = at(scope, round_id, school, policies.EXPORT_ONE)
    found = here.sent()
    if asked := proof.step_up(request):
        return asked
    form = OneForm(sent(request))
    if form.is_valid():
        kind, reason = Form(form.cleaned_data["form"]), form.cleaned_data["reason"]
        of = {"round_id": round_id, "school": school, "reason": reason}
        try:
            made = single.take(by=scope, **of, form=kind, now=here.now)
        except NotThere:
            raise Http404 from None
        except KeystageError:
            form.add_error("form", _CANNOT)
        else:
            return attached(made.data, TYPES[kind], made.name)
    lead = _(
        "Version %(number)d, as the school sent it: the file is read back and compared "
        "before you get it. Why you take it is written down."
    )
    title = here.title(_("Download"))
    told = lead % {"number": found.number}
    return asking(request, form, Asked(title, here.page, _("Download"), told))


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
        headers = {"Content-Disposition": f'attachment; filename="{order.name}"'}
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
