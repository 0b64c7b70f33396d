"""The second step: whom the file is for. A return's own place is set beforehand."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from keystage.exports.outgoing import Destination, To, offered, tags, usual
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.outgoing.model import Outgoing
from keystage_web.school.out import door
from keystage_web.school.out.keeping import Choice, keep, kept
from keystage_web.school.roll.door import at_school
from keystage_web.ui.forms import Form, Radios
from keystage_web.ui.pages import drawn, sent

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

NUMBER = re.compile(r"([0-9]{3})[ /-]?([0-9]{4})")
PLACES: "dict[To, StrOrPromise]" = {
    To.AUTHORITY: gettext_lazy("Our local authority (%(la)s)"),
    To.AGENCY: gettext_lazy("The national agency"),
    To.OWN: gettext_lazy("Our own system"),
    To.SCHOOL: gettext_lazy("Another school, by its number"),
    To.OUTSIDE: gettext_lazy("A school outside the maintained sector, or abroad"),
    To.UNKNOWN: gettext_lazy("A school nobody knows yet"),
}
_HINTS: "dict[To, StrOrPromise]" = {
    To.AUTHORITY: gettext_lazy(
        "No other authority can be chosen: it follows from your school."
    ),
    To.OWN: gettext_lazy("To read the results into the system your school uses."),
    To.OUTSIDE: gettext_lazy("For children who go on there."),
    To.UNKNOWN: gettext_lazy("For children whose next school is not known."),
}
_HERE = gettext_lazy("%(collection)s results go here.")


class Where(Form):
    """Whom the file is for, and that one means it where that is not the usual place."""

    number = forms.CharField(
        label=gettext_lazy("Number of the other school"),
        help_text=gettext_lazy(
            "For another school alone: three digits of its local authority and four of "
            "its own, as 999/2001."
        ),
        required=False,
        max_length=12,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    sure = forms.BooleanField(
        label=gettext_lazy("Yes, this file is for somebody else"),
        help_text=gettext_lazy("Asked only where results usually go elsewhere."),
        required=False,
    )
    field_order = ("to", "number", "sure")

    def __init__(self, out: Outgoing, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._out = out
        places = offered(out.book)
        hints = {one.value: _HINTS.get(one, "") for one in places}
        told = {"collection": out.book.words["title"]}
        first = usual(out.book)
        hints[first.value] = " ".join((str(_HERE) % told, str(hints.get(first, ""))))
        self.fields["to"] = forms.ChoiceField(
            label=_("Whom is the file for?"),
            choices=[(one.value, place_of(out, one)) for one in places],
            widget=Radios(hints),
            error_messages={"required": _("Choose whom the file is for")},
        )
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """Demand the number of another school, and a word where it goes elsewhere."""
        held = super().clean() or self.cleaned_data
        to = held.get("to")
        if to == To.SCHOOL:
            self._school(held)
        if to and to != usual(self._out.book) and not held.get("sure"):
            told = {"place": place_of(self._out, usual(self._out.book))}
            said = _("These results usually go to: %(place)s. Tick that you mean it.")
            self.add_error("sure", said % told)
        return held

    def _school(self, held: dict[str, Any]) -> None:
        found = NUMBER.fullmatch(held.get("number", "").strip())
        if found is None:
            said = _("Number of the other school: seven digits, as 999/2001")
            self.add_error("number", said)
        elif found[1] + found[2] == self._out.number:
            said = _("This is your own school's number: choose “Our own system”.")
            self.add_error("number", said)
        else:
            held["number"] = found[1] + found[2]


def place_of(out: Outgoing, to: To, number: str = "") -> str:
    """Return where a file goes, in words."""
    if to is To.SCHOOL and number:
        return _("School %(la)s/%(own)s") % {"la": number[:3], "own": number[3:]}
    return str(PLACES[to]) % {"la": out.school.la}


def destination(out: Outgoing, choice: Choice) -> Destination:
    """Return where the file goes: the usual place until another was chosen."""
    to = To(choice.to) if choice.to in offered(out.book) else usual(out.book)
    return Destination(to, choice.number if to is To.SCHOOL else "")


@require_http_methods(["GET", "HEAD", "POST"])
@at_school
def page(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Ask whom the file is for."""
    out = door.out_of(scope, round_id)
    choice = kept(request, round_id)
    if not choice.people(out):
        return redirect(door.at(out))
    to = destination(out, choice)
    first = {"to": to.to.value, "number": to.number, "sure": to.to != usual(out.book)}
    form = Where(out, sent(request), initial=first)
    if form.is_bound and form.is_valid():
        held = form.cleaned_data
        tag = choice.tag if choice.tag in tags(out.book, To(held["to"])) else ""
        same = choice.to == held["to"]
        chosen = replace(
            choice,
            to=held["to"],
            number=held["number"] if held["to"] == To.SCHOOL else "",
            tag=tag if same else "",
        )
        keep(request, round_id, chosen)
        return redirect(door.at(out, "kind"))
    told = {
        "out": out,
        "trail": door.trail(out, _("Take results out")),
        "standing": door.standing(out),
        "chosen": len(choice.people(out)),
        "back": door.at(out),
    }
    return drawn(request, "school/out/where.html", form, told)
