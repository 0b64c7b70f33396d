"""A page that asks for something: one form, drawn the same way everywhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_NOTHING: Mapping[str, Any] = {}
_SAVE = _("Save")


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of such a page: what its heading says, its button, and where back is.

    `lead` stands above the form; `warning` is told before the button.
    """

    title: "StrOrPromise"
    back: str
    button: "StrOrPromise" = _SAVE
    lead: "StrOrPromise" = ""
    warning: "StrOrPromise" = ""


def asking(request: HttpRequest, form: forms.Form, asked: Asked) -> HttpResponse:
    """Draw a page of one form; with problems, as 422."""
    return drawn(request, "ui/asking.html", form, {"asked": asked})


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
