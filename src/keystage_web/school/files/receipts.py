"""A file's receipt, in all its forms; the copy of the file; recalled, received."""

import json
from collections.abc import Callable
from contextlib import ExitStack
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from keystage.reports import receipt as reports
from keystage_web import clock
from keystage_web.accounts.entrance import entered
from keystage_web.accounts.rights import Refused
from keystage_web.accounts.scopes import Scope
from keystage_web.accounts.signing.proofs.proof import step_up
from keystage_web.audit.signing import signed
from keystage_web.files import actions, queries
from keystage_web.files.policies import DOWNLOAD, RECALL, REPORT
from keystage_web.files.states import State
from keystage_web.returns import queries as returns
from keystage_web.returns.actions import received as version_received
from keystage_web.returns.giving.telling import counted
from keystage_web.returns.refusals import Locked, NotThere
from keystage_web.returns.sending.actions import recall as take_back
from keystage_web.returns.sending.receipts import receipt_of
from keystage_web.returns.sending.taken import became, undone
from keystage_web.school.files.forms import Why
from keystage_web.school.files.words import KINDS, RECEIPT, standing
from keystage_web.ui.pages import Asked, asking, attached, sent
from keystage_web.ui.problems import Problem, problem

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
_OVER = Problem(
    gettext_lazy("The copy of this file for the school is no longer given out"),
    (
        gettext_lazy("It was there for a while after the authority received the file."),
        gettext_lazy("Use the copy you kept, or ask the authority for theirs."),
    ),
)


@require_safe
@entered
def receipt(request: HttpRequest, scope: Scope, file: str) -> HttpResponse:
    """Show what proves that a file was received: nothing of any pupil."""
    proof = queries.proof(by=scope, file=file, now=clock.now())
    version = became(scope, file)
    told = {
        "proof": proof,
        "made": receipt_of(by=scope, file=file),
        "kind": KINDS[proof.sent.kind],
        "state": standing(proof.sent, in_return=version is not None),
        "lists": queries.lists(scope),
        "sends": queries.sends(scope),
        "version": version,
        "may_see": REPORT.held(scope),
        "whole": scope.whole,
    }
    return render(request, "school/files/receipt.html", told)


@require_safe
@entered
def as_json(request: HttpRequest, scope: Scope, file: str) -> HttpResponse:
    """Give the signed receipt, which can be checked without this service."""
    del request
    data = _signed(scope, file)
    return attached(data, "application/json", f"receipt-{file}.json")


@require_safe
@entered
def as_pdf(request: HttpRequest, scope: Scope, file: str) -> HttpResponse:
    """Give the receipt as a document."""
    del request
    plain = json.loads(_signed(scope, file))["receipt"]
    data = reports.pdf(plain, {key: str(word) for key, word in RECEIPT.items()})
    return attached(data, "application/pdf", f"receipt-{file}.pdf")


def _signed(scope: Scope, file: str) -> bytes:
    return signed(receipt_of(by=scope, file=file))


@require_http_methods(["GET", "POST"])  # no HEAD: it would receive what nobody got
@entered
def original(request: HttpRequest, scope: Scope, file: str) -> HttpResponse:
    """Give the file as it was sent; an officer says why, and has received it then."""
    if not scope.whole:
        return _given(request, scope, file)
    of = queries.proof(by=scope, file=file, now=clock.now(), right=DOWNLOAD).sent
    if not of.may_download:
        raise Refused(DOWNLOAD)
    if asked := step_up(request):
        return asked
    form = Why(sent(request))
    if form.is_valid():
        return _given(request, scope, file, form.cleaned_data["reason"])
    lead = _("%(name)s, as it was sent. Why you take it is written down.")
    words = Asked(
        _("Download the file"),
        reverse("files:receipt", args=[file]),
        _("Download"),
        lead % {"name": of.name},
    )
    return asking(request, form, words)


def _given(
    request: HttpRequest, scope: Scope, file: str, reason: str = ""
) -> HttpResponse:
    """Give the file; what an officer takes is received, and counted."""
    now = clock.now()
    try:
        found = actions.fetch(by=scope, file=file, now=now, reason=reason)
    except actions.Damaged:
        return damaged(request)
    except actions.Over:
        return problem(request, HTTPStatus.GONE, words=_OVER)
    with ExitStack() as held:
        held.callback(found.pieces.close)
        _received(scope, file)
        if scope.whole:
            counted(scope, now)
        held.pop_all()
    answer = StreamingHttpResponse(found.pieces, content_type=found.type)
    answer.headers["Content-Length"] = str(found.length)
    answer.headers["Content-Disposition"] = found.disposition
    return answer  # type: ignore[return-value]  # a response as any other to Django


def damaged(request: HttpRequest) -> HttpResponse:
    """Return the page for a file that is not what was sent."""
    return problem(request, HTTPStatus.SERVICE_UNAVAILABLE, words=_DAMAGED)


def _received(scope: Scope, file: str) -> None:
    """Say of the results a file brought that the authority has them, as it has the file."""
    version = became(scope, file) if scope.whole else None
    if version is not None:
        version_received(by=scope, version=version.version, now=clock.now())


@require_http_methods(["GET", "HEAD", "POST"])
@entered
def recall(request: HttpRequest, scope: Scope, file: str) -> HttpResponse:
    """Say what a recall does; by POST take back a file nobody has received."""
    if request.method == "POST":
        said = _("The file was recalled. The copy that was kept here is deleted.")
        return _moved(request, scope, file, act=take_back, said=said)
    of = queries.proof(by=scope, file=file, now=clock.now(), right=RECALL).sent
    if of.state is not State.SENT:
        return redirect("files:receipt", file)
    told = {
        "file": of,
        "kind": KINDS[of.kind],
        "authority": queries.authority_of(scope),
        "undone": undone(scope, file),
        "seen": returns.one(scope, of.round) if of.round else None,
    }
    return render(request, "school/files/recall.html", told)


@require_POST
@entered
def received(request: HttpRequest, scope: Scope, file: str) -> HttpResponse:
    """Say that the authority has a file."""
    said = _("The file was marked as received.")
    answer = _moved(request, scope, file, act=actions.mark_received, said=said)
    _received(scope, file)
    return answer


def _moved(
    request: HttpRequest,
    scope: Scope,
    file: str,
    *,
    act: Callable[..., Any],
    said: str,
) -> HttpResponse:
    try:
        act(by=scope, file=file, now=clock.now())
    except NotThere:
        raise Http404 from None
    except Locked as locked:
        messages.warning(request, locked.said)
    else:
        messages.success(request, said)
    return redirect("files:receipt", file)
