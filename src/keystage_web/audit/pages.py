"""Pages for whoever holds a receipt: the keys it may be signed with, and verifying it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from keystage.transfer.page import tool
from keystage_web.audit import signing


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """List every public key, with its fingerprint and when it signed."""
    return render(request, "audit/keys.html", {"keys": signing.public_keys()})


@require_safe
def keys_as_text(_request: HttpRequest) -> HttpResponse:
    """Give the public keys as a file that `keystage verify --key` takes."""
    lines = (
        f"# {one.fingerprint}, since {one.since:%Y-%m-%d}\n{one.key}\n"
        for one in signing.public_keys()
    )
    return HttpResponse("".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Verify a receipt in the browser alone: nothing of it comes here."""
    # The tool is a file of the library, in which no one's words stand.
    return render(request, "audit/verify.html", {"tool": SafeString(tool())})
