"""The receipt of a version: as a page, a PDF and a signed file; and the data it is of."""

import json
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.safestring import mark_safe
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_safe

from keystage import rulebooks
from keystage.reports import receipt as drawing
from keystage_web import clock
from keystage_web.accounts.entrance import entered
from keystage_web.accounts.roles import Role
from keystage_web.accounts.scopes import Scope
from keystage_web.accounts.signing.proofs.proof import step_up
from keystage_web.audit.signing import signed
from keystage_web.returns.policies import EXPORT, RECEIPT
from keystage_web.returns.versions import facts, receipts
from keystage_web.returns.versions.receipts import Proof
from keystage_web.rolls.looking import looked
from keystage_web.school.files.words import KINDS
from keystage_web.school.signing.record.showing import statements
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
        "rows": mark_safe(drawing.fragment(told, _words(proof))),  # noqa: S308 - the library escapes it
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
    data = drawing.pdf(_told(proof), _words(proof))
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


def _words(proof: Proof) -> dict[str, str]:
    """Return what the ids in a receipt are called; in English, as all of it is."""
    collection = proof.receipt.collection
    book = collection.book if collection else ""
    with override("en"):
        return {
            **{role.value: str(role.label) for role in Role},
            **{kind.value: str(word) for kind, word in KINDS.items()},
            **{source: said() for source, said in facts.HOW.items()},
            **statements(book),
            **{
                name: part.title
                for name, part in rulebooks.load(book).components.items()
            },
        }


app_name = "returns"
urlpatterns = [
    path("returns/<id:version>/receipt", page, name="receipt"),
    path("returns/<id:version>/receipt.pdf", as_pdf, name="receipt-pdf"),
    path("returns/<id:version>/receipt.json", as_json, name="receipt-json"),
    path("returns/<id:version>/data.json", as_data, name="data"),
]
