"""What is asked about schools."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from keystage_web.accounts.register.facts import LABELS, NAMES, Facts, Unreadable, read
from keystage_web.ui.dates import DateField
from keystage_web.ui.forms import Form, Radios

_SEVEN = 7
_NARROW = {"number", "urn", "lowest", "highest"}


class FactsForm(Form):
    """Every fact of a school."""

    number = forms.CharField(
        label=LABELS["number"],
        required=False,
        help_text=_("Four digits. An early-years setting has none."),
    )
    urn = forms.CharField(
        label=LABELS["urn"],
        required=False,
        help_text=_("Six digits, or EY and six digits for a setting."),
    )
    name = forms.CharField(label=LABELS["name"])
    kind = forms.CharField(label=LABELS["kind"], required=False)
    phase = forms.CharField(
        label=LABELS["phase"], required=False, help_text=_("For example, Primary.")
    )
    lowest = forms.CharField(
        label=LABELS["lowest"],
        required=False,
        help_text=_("The ages say which collections the school owes."),
    )
    highest = forms.CharField(label=LABELS["highest"], required=False)
    address = forms.CharField(
        label=LABELS["address"],
        required=False,
        help_text=_("A line for each line of a letter, the postcode last."),
        widget=forms.Textarea({"rows": 5}),
    )
    email = forms.CharField(label=LABELS["email"], required=False)
    ward = forms.CharField(label=LABELS["ward"], required=False)
    cluster = forms.CharField(label=LABELS["cluster"], required=False)
    opened = DateField(label=LABELS["opened"], required=False)
    closed = DateField(label=LABELS["closed"], required=False)

    def __init__(self, *args: Any, facts: Facts | None = None, **kwargs: Any) -> None:
        told = {name: getattr(facts, name) for name in NAMES} if facts else {}
        super().__init__(*args, initial=told, **kwargs)
        for name in _NARROW:
            self.fields[name].widget.attrs["class"] = "govuk-input--width-5"

    def clean(self) -> dict[str, Any]:
        """Judge each fact as the register's own file would be judged."""
        told = super().clean() or {}
        for name in NAMES:
            if isinstance(text := told.get(name), str):
                try:
                    told[name] = read(name, text.replace("\r", ""))
                except Unreadable as wrong:
                    self.add_error(name, str(wrong))
        if not self.errors and not (told["number"] or told["urn"]):
            self.add_error("number", _("A school needs a number or a URN."))
        opened, closed = told.get("opened"), told.get("closed")
        if opened and closed and closed < opened:
            self.add_error("closed", _("It cannot close before it opens."))
        return told

    def facts(self) -> Facts:
        """Return what was entered, once it is valid."""
        return Facts(**{name: self.cleaned_data[name] for name in NAMES})


class CloseForm(Form):
    """On which day a school closed."""

    day = DateField(
        label=_("Last day"), help_text=_("For example, 31 8 2026. It may be to come.")
    )


class MergeForm(Form):
    """Which schools became this one, and when."""

    earlier = forms.CharField(
        label=_("Numbers of the schools that became it"),
        help_text=_("Their four digits, or URNs, with commas between: 2014, 2015."),
    )
    day = DateField(label=_("First day of the school as it is now"))

    def __init__(
        self, *args: Any, known: Callable[[list[str]], dict[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known = known

    def clean_earlier(self) -> list[str]:
        """Return the ids of the schools; all of them must be others that are here."""
        text = str(self.cleaned_data["earlier"]).replace(",", " ")
        words = list(dict.fromkeys(text.upper().split()))
        found = self.known(words)
        missing = [word for word in words if word not in found]
        if missing:
            told = _("There is no other school %(missing)s here.")
            raise ValidationError(told % {"missing": ", ".join(missing)})
        return [found[word] for word in words]


class BeforeForm(Form):
    """A school that went before, by its number."""

    number = forms.CharField(
        label=_("Number of the earlier school"),
        help_text=_("Seven digits: the authority's three, then the school's four."),
        widget=forms.TextInput({"class": "govuk-input--width-10"}),
    )
    since = DateField(label=_("First day of the later school"), required=False)

    def clean_number(self) -> str:
        """Return seven digits."""
        number = str(self.cleaned_data["number"]).replace("/", "").replace(" ", "")
        plain = number.isascii() and number.isdecimal()
        if not plain or len(number) != _SEVEN:
            raise ValidationError(_("Write seven digits, as 9992014"))
        return number


class OwesForm(Form):
    """Whether a school owes a collection, as a person says."""

    owes = forms.ChoiceField(
        label=_("Does this school owe the collection?"),
        choices=[
            ("ages", _("As its ages say")),
            ("yes", _("Yes")),
            ("no", _("No")),
        ],
        widget=Radios(),
    )
    reason = forms.CharField(
        label=_("Why?"),
        required=False,
        max_length=400,
        help_text=_("The school sees it. Leave it empty where its ages decide."),
        widget=forms.Textarea({"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        """Want a reason of whoever decides otherwise."""
        told = super().clean() or {}
        if told.get("owes") in {"yes", "no"} and not told.get("reason"):
            self.add_error("reason", _("Say why, so that others understand it later"))
        return told

    def said(self) -> bool | None:
        """Return what was said; None for the ages."""
        told: bool | None = {"yes": True, "no": False}.get(self.cleaned_data["owes"])
        return told


class DayOffForm(Form):
    """A day that is no working day."""

    day = DateField(label=_("Day"))
    name = forms.CharField(
        label=_("What it is"), max_length=80, help_text=_("For example, bank holiday.")
    )


class TermForm(Form):
    """The days of a summer term."""

    begins = DateField(label=_("First day of the summer term"), required=False)
    half_term = DateField(label=_("First day of the half-term holiday"), required=False)
    second_half = DateField(label=_("First day after half-term"))
    ends = DateField(label=_("Last day of the summer term"), required=False)

    def __init__(self, *args: Any, summer: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.summer = summer

    def clean(self) -> dict[str, Any]:
        """Want the days in their order, and in their year."""
        told = super().clean() or {}
        before: date | None = None
        for name in self.fields:
            day = told.get(name)
            if not isinstance(day, date):
                continue
            if day.year != self.summer:
                wrong = _("This day is not in %(summer)d.") % {"summer": self.summer}
                self.add_error(name, wrong)
            elif before and day <= before:
                self.add_error(name, _("This day must be after the one above it."))
            before = day
        return told
