"""The receipt of a version: as a page, a PDF and a signed file; and the data it is of."""

import json
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_safe

from keystage.reports import receipt as drawing
from keystage_web import clock
from keystage_web.accounts.entrance import entered
from keystage_web.accounts.scopes import Scope
from keystage_web.accounts.signing.proofs.proof import step_up
from keystage_web.audit.signing import signed
from keystage_web.returns.policies import EXPORT, RECEIPT
from keystage_web.returns.versions import receipts
from keystage_web.returns.versions.receipts import Proof
from keystage_web.rolls.looking import looked
from keystage_web.ui.pages import attached


@require_safe
@entered
def page(request: HttpRequest, scope: Scope, version: str) -> HttpResponse:
    """Show what proves that a return was sent: nothing of any pupil."""
    proof = _proof(scope, version)
    told = _told(proof)
    shown = {
        "version": version,
        "receipt": told,
        "rows": mark_safe(drawing.fragment(told, drawing.words_of(told))),  # noqa: S308 - the library escapes it
        "how": drawing.HOW,
        "back": "" if scope.whole else proof.round,
        "may_export": EXPORT.held(scope),
    }
    return render(request, "school/signing/receipt.html", shown)


@require_safe
@entered
def as_pdf(request: HttpRequest, scope: Scope, version: str) -> HttpResponse:
    """Give the receipt as a PDF."""
    del request
    proof = _proof(scope, version)
    told = _told(proof)
    data = drawing.pdf(told, drawing.words_of(told))
    return attached(data, "application/pdf", f"receipt-{proof.receipt.reference}.pdf")


@require_safe
@entered
def as_json(request: HttpRequest, scope: Scope, version: str) -> HttpResponse:
    """Give the receipt as it is signed, for `keystage verify`."""
    del request
    proof = _proof(scope, version)
    data = signed(proof.receipt)
    return attached(data, "application/json", f"receipt-{proof.receipt.reference}.json")


@require_GET
@entered
def as_data(request: HttpRequest, scope: Scope, version: str) -> HttpResponse:
    """Give the data a receipt is of, for `keystage verify --data`: on the record."""
    found = receipts.data(scope, version)
    if found is None:
        raise Http404
    EXPORT.demand(scope)
    if asked := step_up(request):
        return asked
    seen, school = found.pupils, found.school
    looked(by=scope, right=EXPORT, pupils=seen, school=school, now=clock.now())
    return attached(found.content, "application/json", f"data-{found.reference}.json")


def _proof(scope: Scope, version: str) -> Proof:
    found = receipts.proof(scope, version)
    if found is None:
        raise Http404
    RECEIPT.demand(scope)
    return found


def _told(proof: Proof) -> Mapping[str, Any]:
    """Return the receipt as plain values, with the key it is signed by."""
    found: Mapping[str, Any] = json.loads(signed(proof.receipt))["receipt"]
    return found


app_name = "returns"
urlpatterns = [
    path("returns/<id:version>/receipt", page, name="receipt"),
    path("returns/<id:version>/receipt.pdf", as_pdf, name="receipt-pdf"),
    path("returns/<id:version>/receipt.json", as_json, name="receipt-json"),
    path("returns/<id:version>/data.json", as_data, name="data"),
]
