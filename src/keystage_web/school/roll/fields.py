"""Fields of a roll's forms: a UPN, another school's number, an answer of some kind."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from keystage.core import identifiers
from keystage.core import upn as numbers
from keystage_web.rolls.children import text
from keystage_web.rolls.queries.child import proposals
from keystage_web.ui.dates import DateField
from keystage_web.ui.forms import Form, Radios


class Number(forms.CharField):
    """A UPN as people type it: judged by the library, with what may have been meant."""

    def __init__(self, **kwargs: Any) -> None:
        self.hint, self.year = "", 0
        shape = forms.TextInput({"autocomplete": "off", "spellcheck": "false"})
        super().__init__(max_length=40, widget=shape, **kwargs)

    def clean(self, value: Any) -> str:
        """Return a sound UPN, or '' for none; raises `ValidationError` with proposals."""
        number = numbers.tidy(super().clean(value))
        if not number or not numbers.faults(number):
            return number
        found = proposals(number, self.year, self.hint)
        said = _("UPN: %(number)s is not one, compare it with the admission papers")
        meant = _("UPN: %(number)s is not one, is it %(meant)s?")
        told = {"number": number, "meant": _(" or ").join(found[:2])}
        raise ValidationError((meant if found else said) % told)


class Estab(forms.CharField):
    """The number of another school, as people write it; '' where nobody knows it."""

    def clean(self, value: Any) -> str:
        """Return seven digits or ''; raises `ValidationError`."""
        typed = super().clean(value)
        found = identifiers.split_laestab(typed) if typed else ("", "")
        if found is None:
            told = {"label": self.label, "typed": typed}
            raise ValidationError(
                _("%(label)s: %(typed)s is not one, as 999/2001") % told
            )
        return "".join(found)


class Reply(Form):
    """The answer to the one question that decides; `ask` says what kind it is."""

    def __init__(
        self, kind: str, among: Iterable[tuple[str, Any]], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        label = _("Answer")
        if kind in {"day", "day_or_still"}:
            self.fields["value"] = DateField(label=label, required=kind == "day")
        elif kind == "whole":
            self.fields["value"] = forms.IntegerField(
                label=label, min_value=0, max_value=366
            )
        else:
            choices = (
                [("yes", _("Yes")), ("no", _("No"))] if kind == "flag" else list(among)
            )
            self.fields["value"] = forms.ChoiceField(
                label=label, choices=choices, widget=Radios()
            )
        if kind == "day_or_still":
            self.fields["still"] = forms.BooleanField(
                label=_("Still on its roll"), required=False
            )

    def clean(self) -> dict[str, Any]:
        """Ask for a day or the tick, not both and not neither."""
        held = super().clean() or self.cleaned_data
        given = [bool(held.get("value")), bool(held.get("still"))]
        if self.kind == "day_or_still" and sum(given) != 1 and not self.errors:
            self.add_error("value", _("Give the day, or tick that it is still so"))
        return held

    def value(self) -> str:
        """Return the answer as a text."""
        held = self.cleaned_data
        if held.get("still"):
            return "still"
        found = held["value"]
        return text(found) if self.kind in {"day", "day_or_still"} else str(found)
