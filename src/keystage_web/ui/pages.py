"""Pages that belong to no concern: where one begins, any that asks one thing, a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from keystage_web.config.mark import TO_SEND

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_NOTHING: Mapping[str, Any] = {}
_SAVE = _("Save")


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Say what the service is for; in a demonstration, also whom to try it as."""
    people = import_string(settings.FRONT)() if settings.CONFIG.demonstration else []
    files = settings.CONFIG.data / TO_SEND if people else ""
    return render(request, "ui/start.html", {"people": people, "files": files})


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of a page with one form: its heading, its button, the address of back.

    `lead` stands above the form; `warning` is told before the button. `tab` is the title
    of the page where that of its heading names a pupil, whom no browser's history keeps.
    """

    title: "StrOrPromise"
    back: str
    button: "StrOrPromise" = _SAVE
    lead: "StrOrPromise" = ""
    warning: "StrOrPromise" = ""
    tab: "StrOrPromise" = ""


def sent(request: HttpRequest) -> QueryDict | None:
    """Return what was sent to a form, be it nothing at all; None where it is asked for."""
    return request.POST if request.method == "POST" else None


def asking(request: HttpRequest, form: forms.Form, asked: Asked) -> HttpResponse:
    """Draw a page of one form; with problems, as 422."""
    return drawn(request, "ui/asking.html", form, {"asked": asked})


def attached(data: bytes, type_: str, name: str) -> HttpResponse:
    """Answer with a file to keep; `name` is the service's own, of no person."""
    answer = HttpResponse(data, content_type=type_)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def drawn(
    request: HttpRequest,
    template: str,
    form: forms.Form,
    told: Mapping[str, Any] = _NOTHING,
) -> HttpResponse:
    """Draw a template that holds a form; where the form has problems, as 422."""
    wrong = form.is_bound and not form.is_valid()
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, template, {**told, "form": form}, status=status)
