"""After it was sent: the page that says so, and the headteacher's word apart from it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from keystage_web import clock
from keystage_web.accounts import ids
from keystage_web.accounts.scopes import Scope
from keystage_web.accounts.signing.proofs import proof
from keystage_web.returns import actions
from keystage_web.returns.moments import day_of
from keystage_web.returns.policies import CONFIRM, RECEIPT, RETURN
from keystage_web.returns.queries import Seen
from keystage_web.returns.refusals import Unfinished
from keystage_web.returns.standing import said
from keystage_web.returns.versions import declaring
from keystage_web.returns.versions.facts import Facts, Sent, facts
from keystage_web.school.signing import door
from keystage_web.school.signing.forms import Declare
from keystage_web.school.signing.record.showing import counts_of, people_of
from keystage_web.ui.pages import drawn, sent


@require_safe
@door.on_return
def page(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Say that the return was sent, to whom, and what comes next; as long as it stands."""
    found = door.seen(scope, round_id, RETURN)
    held, one = _standing(scope, found)
    if one is None:
        messages.info(request, _("Nothing of this return is sent at the moment."))
        return redirect("school:return", round_id)
    told = {
        "found": found,
        "trail": door.trail(found, _("Sent")),
        "one": one,
        "awaits": held.awaits,
        "confirm_by": said(day_of(found.confirm_by or found.dates.end)),
        "may_receipt": RECEIPT.held(scope),
        "may_confirm": CONFIRM.held(scope),
    }
    return render(request, "school/signing/sent.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@door.on_return
def confirm(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Take the headteacher's word for what was sent unsigned."""
    found = door.seen(scope, round_id, CONFIRM)
    held, one = _standing(scope, found)
    if one is None or not held.awaits:
        messages.info(request, _("Nothing waits to be confirmed."))
        return redirect("school:return", round_id)
    if proof.fresh(request):
        proof.step_up(request)  # brings back what was typed before it was asked for
    form = Declare(
        declaring.statements_of(found.book, found.declaration),
        sent(request),
        initial={
            "seen": one.number,
            "key": ids.new(),
            "name": str(getattr(request.user, "name", "")),
        },
    )
    if form.is_bound and form.is_valid():
        if asked := proof.step_up(request):
            return asked
        if _confirmed(scope, found, held, form):
            messages.success(request, _("You have confirmed what was sent."))
            return redirect("school:return-sent", round_id)
    told: dict[str, Any] = {
        "found": found,
        "trail": door.trail(found, _("Confirm")),
        "one": one,
        "people": people_of(one),
        "counts": counts_of(one),
        "confirm_by": said(day_of(found.confirm_by or found.dates.end)),
    }
    return drawn(request, "school/signing/confirm.html", form, told)


def _standing(scope: Scope, found: Seen) -> tuple[Facts, Sent | None]:
    held = facts(scope, found.id)
    if held is None:
        raise Http404
    return held, held.current


def _confirmed(scope: Scope, found: Seen, held: Facts, form: Declare) -> bool:
    """Confirm the version the page showed; say so in the form where another stands."""
    seen = form.cleaned_data["seen"]
    one = next((each for each in held.versions if each.number == seen), None)
    if one is None:
        form.add_error(None, _("Another version was sent since: look at it first."))
        return False
    try:
        actions.confirm(
            by=scope,
            round_id=found.id,
            version=one.id,
            declared=form.declared,
            now=clock.now(),
        )
    except Unfinished:
        form.add_error(None, _("Something has changed: look again, then confirm."))
        return False
    return True
