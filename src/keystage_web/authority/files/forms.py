"""What is asked of an authority about tags, and about the files it asks for."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keystage_web import clock
from keystage_web.accounts.register import queries as register
from keystage_web.accounts.scopes import Scope
from keystage_web.files.kinds import Expected
from keystage_web.files.names import TAG, TITLE, WORDS
from keystage_web.files.requests.actions import Plan
from keystage_web.files.tags.queries import collections
from keystage_web.returns.moments import day_of, end_of
from keystage_web.ui.dates import DateField
from keystage_web.ui.forms import Form, Radios

_MOST = 4000  # characters of a list of numbers


class TagForm(Form):
    """A tag of the authority's own."""

    name = forms.CharField(label=gettext_lazy("Name of the tag"), max_length=TAG)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        checked = [
            (key, _("results for %(title)s, checked by its rules") % {"title": title})
            for key, title in collections().items()
        ]
        looked = ("", gettext_lazy("for an officer to look at; nobody checks them"))
        self.fields["collection"] = forms.ChoiceField(
            label=gettext_lazy("Files under it are"),
            widget=Radios,
            required=False,
            choices=[looked, *checked],
            initial="",
        )


class RequestForm(Form):
    """What is asked of schools, of which, and until when."""

    title = forms.CharField(label=gettext_lazy("What you ask for"), max_length=TITLE)
    description = forms.CharField(
        label=gettext_lazy("What schools should know (optional)"),
        widget=forms.Textarea({"rows": 4}),
        max_length=WORDS,
        required=False,
    )
    deadline = DateField(
        label=gettext_lazy("Deadline"),
        help_text=gettext_lazy("The end of this day."),
    )
    expected = forms.ChoiceField(
        label=gettext_lazy("Kind of file"),
        widget=Radios,
        choices=(
            (Expected.ANY.value, gettext_lazy("Any")),
            (Expected.RESULTS.value, gettext_lazy("A CTF, a workbook or a CSV")),
            (Expected.DOCUMENT.value, gettext_lazy("A document")),
        ),
        initial=Expected.ANY.value,
    )
    several = forms.BooleanField(
        label=gettext_lazy("A school may send several files, or a zip"), required=False
    )
    schools = forms.CharField(
        label=gettext_lazy("Schools, by number or URN (leave empty for all)"),
        help_text=gettext_lazy("As many as you like, with blanks between them."),
        widget=forms.Textarea({"rows": 3, "spellcheck": "false"}),
        max_length=_MOST,
        required=False,
    )

    def __init__(self, scope: Scope, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._scope = scope

    def clean_deadline(self) -> date:
        """Refuse a day that is over."""
        day: date = self.cleaned_data["deadline"]
        if day < day_of(clock.now()):
            raise forms.ValidationError(
                _("Deadline: this day is over, give one that is to come")
            )
        return day

    def clean_schools(self) -> tuple[str, ...]:
        """Return the schools' ids; refuse a number nobody has."""
        words = self.cleaned_data["schools"].upper().split()
        found = register.numbered(self._scope, words, "")
        strange = [word for word in words if word not in found]
        if strange:
            told = {"numbers": ", ".join(strange[:10])}
            said = _("Schools: none of your schools has the number %(numbers)s")
            raise forms.ValidationError(said % told)
        return tuple(dict.fromkeys(found[word] for word in words))

    @property
    def plan(self) -> Plan:
        """What was asked for, once the form is valid."""
        held = self.cleaned_data
        return Plan(
            held["title"],
            held["description"],
            end_of(held["deadline"]),
            Expected(held["expected"]),
            held["several"],
            held["schools"],
        )
