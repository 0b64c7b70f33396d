"""Whose service it is: name, colour and logo of the installation, or of an authority.

A request whose person belongs to an authority may carry another `Brand` as
`request.brand`; without one the installation's own is shown.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

_FOREVER = "public, max-age=31536000, immutable"  # the address changes with the content
_TYPES = {".png": "image/png", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Brand:
    """What the frame shows; `colour` is dark enough for white letters."""

    organisation: str
    service: str
    colour: str
    logo: Path | None = None
    help_email: str = ""
    help_telephone: str = ""
    demonstration: bool = False

    @property
    def version(self) -> str:
        """What changes when colour or logo do, for the addresses of both."""
        logo = self.logo.read_bytes() if self.logo else b""
        return hashlib.sha256(self.colour.encode() + logo).hexdigest()[:12]


def brand_of(request: HttpRequest | None) -> Brand:
    """Return the brand a page of this request is framed in."""
    found = getattr(request, "brand", None)
    return found if isinstance(found, Brand) else _own()


def _own() -> Brand:
    config = settings.CONFIG
    return Brand(
        organisation=config.organisation,
        service=config.service,
        colour=config.colour,
        logo=config.logo,
        help_email=config.help_email,
        help_telephone=config.help_telephone,
        demonstration=config.demonstration,
    )


def context(request: HttpRequest) -> dict[str, Any]:
    """Return what every template may use (a context processor)."""
    return {"brand": brand_of(request)}


@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """Answer with the style sheet of the brand: a file, as the policy allows no style."""
    text = f":root {{ --brand: {brand_of(request).colour}; }}\n"
    return _kept(text.encode(), "text/css")


@require_safe
def logo(request: HttpRequest) -> HttpResponse:
    """Answer with the logo; 404 where there is none."""
    path = brand_of(request).logo
    if path is None:
        message = "no logo"
        raise Http404(message)
    return _kept(path.read_bytes(), _TYPES[path.suffix.lower()])


def _kept(data: bytes, kind: str) -> HttpResponse:
    return HttpResponse(data, kind, headers={"Cache-Control": _FOREVER})
