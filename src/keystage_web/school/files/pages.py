"""Send a file, see what was sent, download, recall, receive; and the receipt."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from keystage.core.errors import Refused
from keystage.core.years import summer_year
from keystage_web import clock
from keystage_web.accounts.entrance import entered
from keystage_web.accounts.scopes import Scope
from keystage_web.config.figures import whole
from keystage_web.files import actions, queries
from keystage_web.school.files.forms import FileForm
from keystage_web.school.files.words import FILTERS, KINDS, STATES
from keystage_web.ui.problems import Problem, problem

_HOUR = 3600
_YEARS, _DIGITS = 5, 4  # school years to choose from; digits of a year
_DAMAGED = Problem(
    gettext_lazy("This file is not what was sent"),
    (
        gettext_lazy(
            "Its bytes on the disk were changed or lost, so it is not given out."
        ),
        gettext_lazy(
            "Ask who looks after the service to bring it back from a backup, or the "
            "school to send it again."
        ),
    ),
    tell=True,
)


@require_http_methods(["GET", "HEAD", "POST"])
@entered
def sent(request: HttpRequest, scope: Scope, school: str) -> HttpResponse:
    """List what a school sent; by POST take one more file."""
    if request.method == "POST":
        return _send(request, scope, school)
    return _listed(request, scope, school, FileForm())


def _send(request: HttpRequest, scope: Scope, school: str) -> HttpResponse:
    form = FileForm(request.POST, request.FILES)
    queries.may_send(by=scope, school=school)
    if not form.is_valid():
        return _listed(request, scope, school, form)
    try:
        receipt = actions.send(
            by=scope,
            school=school,
            arrival=form.upload.arrival,
            name=form.upload.name or "",
            key=form.cleaned_data["key"],
            now=clock.now(),
        )
    except Refused as refused:
        if refused.code == "RATE":
            return problem(request, HTTPStatus.TOO_MANY_REQUESTS, retry_after=_HOUR)
        form.refuse(refused)
        return _listed(request, scope, school, form)
    except actions.Swept:
        return problem(request, HTTPStatus.SERVICE_UNAVAILABLE, retry_after=1)
    if receipt.again:
        messages.info(request, _("This file had been received already: its receipt."))
    else:
        messages.success(request, _("The file was received. This is its receipt."))
    return redirect("files:receipt", receipt.file)


def _listed(
    request: HttpRequest, scope: Scope, school: str, form: FileForm
) -> HttpResponse:
    now, state = clock.now(), request.GET.get("state", "")
    this = summer_year(timezone.localdate(now))
    years = range(this, this - _YEARS, -1)
    year = whole(request.GET.get("year", ""), _DIGITS) or 0
    shown = state if state in FILTERS else ""
    found = queries.of_school(
        by=scope,
        school=school,
        before=request.GET.get("before", ""),
        state=shown,
        summer=year if year in years else 0,
    )
    kept = {"state": shown, "year": year if year in years else ""}
    told = {
        "filters": [(one, word, one == shown) for one, word in FILTERS.items()],
        "years": [(f"{one - 1}/{one % 100:02}", one, one == year) for one in years],
        "kept": urlencode({name: one for name, one in kept.items() if one}),
        "school": school,
        "lines": [(one, KINDS[one.kind], STATES[one.state]) for one in found],
        "more": found[-1].id if len(found) == queries.PAGE else "",
        "form": form if queries.sends(scope) else None,
        "whole": scope.whole,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "school/files/sent.html", told, status=status)


@require_safe
@entered
def receipt(request: HttpRequest, scope: Scope, file: str) -> HttpResponse:
    """Show what proves that a file was received: nothing of any pupil."""
    proof = queries.proof(by=scope, file=file)
    told = {
        "proof": proof,
        "kind": KINDS[proof.sent.kind],
        "state": STATES[proof.sent.state],
        "lists": queries.lists(scope),
    }
    return render(request, "school/files/receipt.html", told)


@require_GET  # no HEAD: it would count as having received what nobody got
@entered
def original(request: HttpRequest, scope: Scope, file: str) -> HttpResponse:
    """Give the file as it was sent; an officer has received it then."""
    try:
        found = actions.fetch(by=scope, file=file, now=clock.now())
    except actions.Damaged:
        return problem(request, HTTPStatus.SERVICE_UNAVAILABLE, words=_DAMAGED)
    answer = StreamingHttpResponse(found.pieces, content_type=found.type)
    answer.headers["Content-Length"] = str(found.length)
    answer.headers["Content-Disposition"] = found.disposition
    return answer  # type: ignore[return-value]  # a response as any other to Django


@require_POST
@entered
def recall(request: HttpRequest, scope: Scope, file: str) -> HttpResponse:
    """Take a file back that nobody has received."""
    said = _("The file was recalled.")
    return _moved(request, scope, file, act=actions.recall, said=said)


@require_POST
@entered
def received(request: HttpRequest, scope: Scope, file: str) -> HttpResponse:
    """Say that the authority has a file."""
    said = _("The file was marked as received.")
    return _moved(request, scope, file, act=actions.mark_received, said=said)


def _moved(
    request: HttpRequest,
    scope: Scope,
    file: str,
    *,
    act: Callable[..., None],
    said: str,
) -> HttpResponse:
    act(by=scope, file=file, now=clock.now())
    messages.success(request, said)
    return redirect("files:receipt", file)
