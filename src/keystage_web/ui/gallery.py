"""A page that shows each part pages are made of, in a demonstration alone.

Who builds a page takes its parts from here; who changes a part sees all of them.
"""

from datetime import date
from http import HTTPStatus

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from keystage_web.ui.dates import DateField
from keystage_web.ui.forms import Email, Form, Radios
from keystage_web.ui.parts import Header, Link, State, Task, Timeout, Tone

_IDLE, _WARN = 30 * 60, 2 * 60  # seconds
_FILE_KINDS = ".xml,.csv,.xlsx"


class Example(Form):
    """One field of every kind; nothing in it is kept."""

    child = forms.CharField(
        label=_("Child's surname"), help_text=_("As on the birth certificate.")
    )
    born = DateField(label=_("Date of birth"), help_text=_("For example, 27 3 2021."))
    left = forms.ChoiceField(
        label=_("Where is this child now?"),
        choices=[
            ("here", _("At this school")),
            (_("Elsewhere"), [("left", _("At another school"))]),
            (_("Not found"), [("gone", _("Nobody knows"))]),
        ],
        widget=Radios(hints={"left": _("We ask which one on the next page.")}),
    )
    needs = forms.MultipleChoiceField(
        label=_("Which of these are known?"),
        required=False,
        choices=[
            (_("Of the child"), [("upn", _("UPN")), ("address", _("Address"))]),
            (_("Of the school"), [("sen", _("SEN support"))]),
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    group = forms.ChoiceField(
        label=_("Class"),
        choices=[("", _("Choose a class")), ("maple", "Maple"), ("oak", "Oak")],
    )
    file = forms.FileField(
        label=_("Results file"),
        required=False,
        help_text=_("XML, CSV or a workbook, up to 3 MB."),
        widget=forms.FileInput({"accept": _FILE_KINDS}),
    )
    email = Email(
        label=_("E-mail address"),
        required=False,
        widget=forms.EmailInput({"autocomplete": "username"}),
    )
    word = forms.CharField(
        label=_("Password"),
        required=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    reason = forms.CharField(
        label=_("Why is it so?"), required=False, widget=forms.Textarea({"rows": 3})
    )
    sure = forms.BooleanField(
        label=_("I have asked the class teacher"),
        help_text=_("Who knows the child best."),
    )
    number = forms.CharField(
        label=_("School number"),
        required=False,
        widget=forms.TextInput({"class": "govuk-input--width-5"}),
    )
    version = forms.CharField(required=False, initial="1", widget=forms.HiddenInput)


STATES = (
    State(_("Not started")),
    State(_("In progress"), Tone.BEGUN),
    State(_("Sent"), Tone.SENT),
    State(_("Accepted"), Tone.DONE),
    State(_("Queried"), Tone.QUERY),
    State(_("Extension to 30 June"), Tone.WAITING),
    State(_("Problems"), Tone.PROBLEM),
    State(_("Late"), Tone.LATE),
)
TASKS = (
    Task(_("Early years foundation stage profile"), STATES[3], "#tables"),
    Task(
        _("Phonics screening check"), STATES[6], "#cards", _("Two things to put right")
    ),
    Task(
        _("Key stage 1 (optional)"),
        STATES[1],
        "#forms",
        _("27 of 37 pupils"),
        (Link(_("What changed this year"), "#cards"),),
    ),
    Task(_("Key stage 2 teacher assessment"), State(_("Opens on 15 May"))),
)
SCHOOLS = (
    ("Ashdown Infant", 2014, STATES[3], 53, 53),
    ("Beech Hill Academy", 2027, STATES[6], 49, 51),
    ("Eastfield Primary", 2048, STATES[1], 41, 51),
    ("Harbour View", 2066, STATES[7], 0, 20),
)
PAGE = {"number": 2, "pages": 5}
TERM = {
    "begins": date(2026, 4, 13),
    "half_term": date(2026, 5, 25),
    "second_half": date(2026, 6, 1),
    "ends": date(2026, 7, 22),
}


def _shown() -> None:
    if not settings.CONFIG.demonstration:
        message = "shown in a demonstration alone"
        raise Http404(message)


def page(request: HttpRequest) -> HttpResponse:
    """Show every part; sent here, the example is judged and thrown away."""
    _shown()
    sent = request.method == "POST"
    form = Example(request.POST, request.FILES) if sent else Example()
    if sent and form.is_valid():
        messages.success(request, _("This form has no problem. Nothing was kept."))
        return redirect("ui:gallery")
    here = reverse("ui:gallery")
    told = {
        "form": form,
        "states": STATES,
        "tasks": TASKS,
        "schools": SCHOOLS,
        "page": PAGE,
        "term": TERM,
        "header": Header(
            (
                Link(_("Home"), reverse("ui:start")),
                Link(_("Gallery"), here, current=True),
            ),
            "Priya Nair · teacher · St Aidan's Primary",
            here,
            leave=reverse("ui:still-here"),
        ),
        "timeout": Timeout(_IDLE, _WARN, reverse("ui:still-here"), f"{here}?left"),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if sent else HTTPStatus.OK
    return render(request, "ui/gallery.html", told, status=status)


@require_POST
def still_here(request: HttpRequest) -> HttpResponse:
    """Answer the example of the time-out; signing in has one of its own."""
    del request
    _shown()
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@require_safe
def confirmation(request: HttpRequest) -> HttpResponse:
    """Show how a page confirms what was sent."""
    _shown()
    return render(request, "ui/confirmed.html")
