"""The forms of a roll: a file, its columns, a child, a UPN, a day of leaving."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keystage.intake.interpret import tidy_name
from keystage.movement.facts import CAME_FROM, GONE_TO
from keystage_web.rolls.children import LONGEST, Fact, text
from keystage_web.rolls.words import PLACES
from keystage_web.school.roll.fields import Estab, Number
from keystage_web.ui.dates import DateField
from keystage_web.ui.forms import Form, Radios

_KINDS = ".xml,.csv,.xlsx,.ods,.tsv,.txt"
_GROUPS = ("N1", "N2", "R", *map(str, range(1, 7)))
_SCHOOL = gettext_lazy("Seven digits, as 999/2001, where you know them.")


class Upload(Form):
    """A file of pupils."""

    file = forms.FileField(
        label=gettext_lazy("Roll file"),
        help_text=gettext_lazy(
            "A Common Transfer File (.xml), a CSV or a workbook (.xlsx)."
        ),
        widget=forms.FileInput({"accept": _KINDS}),
        error_messages={
            "empty": gettext_lazy("Roll file: it is empty, export it again"),
        },
        max_length=255,
    )

    def clean_file(self) -> Any:
        """Refuse a file that is larger than any may be."""
        file, most = self.cleaned_data["file"], settings.CONFIG.upload_limit
        if file.size > most:
            told = {"most": filesizeformat(most)}
            raise ValidationError(_("Roll file: it is larger than %(most)s") % told)
        return file


class Identity(Form):
    """Who a child is."""

    surname = forms.CharField(
        label=gettext_lazy("Surname"), max_length=LONGEST["surname"], strip=True
    )
    forename = forms.CharField(
        label=gettext_lazy("Forename"), max_length=LONGEST["forename"]
    )
    middle = forms.CharField(
        label=gettext_lazy("Middle names"), max_length=LONGEST["middle"], required=False
    )
    born = DateField(
        label=gettext_lazy("Date of birth"),
        help_text=gettext_lazy("For example, 27 3 2021."),
    )
    sex = forms.ChoiceField(
        label=gettext_lazy("Sex"),
        choices=[("F", gettext_lazy("Female")), ("M", gettext_lazy("Male"))],
        widget=Radios(),
    )
    year_group = forms.ChoiceField(
        label=gettext_lazy("Year group"),
        choices=[
            ("", gettext_lazy("Choose a year group")),
            *((one, one) for one in _GROUPS),
        ],
    )
    joined = DateField(label=gettext_lazy("First day on the roll"))

    def clean_surname(self) -> str:
        """Return the surname without what cannot be seen."""
        return tidy_name(self.cleaned_data["surname"])

    def clean_forename(self) -> str:
        """Return the forename without what cannot be seen."""
        return tidy_name(self.cleaned_data["forename"])

    def facts(self) -> dict[Fact, str]:
        """Return the facts, each a text."""
        held = self.cleaned_data
        return {
            "surname": held["surname"],
            "forename": held["forename"],
            "middle": tidy_name(held["middle"]),
            "born": text(held["born"]),
            "sex": held["sex"],
            "year_group": held["year_group"],
            "joined": text(held["joined"]),
        }


class Renumber(Form):
    """A UPN that is put right."""

    upn = Number(label=gettext_lazy("UPN"))


def _places(of: Iterable[str]) -> list[tuple[str, Any]]:
    return [(one, PLACES[one]) for one in of]


class Add(Identity):
    """A child who comes: who it is, and what decides who reports it."""

    upn = Number(
        label=gettext_lazy("UPN"),
        required=False,
        help_text=gettext_lazy("Leave it empty where you do not have it yet."),
    )
    group = forms.ChoiceField(label=gettext_lazy("Class"), required=False)
    came_from = forms.ChoiceField(
        label=gettext_lazy("Where was this child before?"),
        choices=lambda: _places(CAME_FROM),
        widget=Radios(),
    )
    from_school = Estab(
        label=gettext_lazy("Number of the school before"),
        help_text=_SCHOOL,
        required=False,
    )
    also_at = Estab(
        label=gettext_lazy("Number of a school whose roll this child is on too"),
        help_text=gettext_lazy("Only for a child registered at two schools."),
        required=False,
    )
    sure = forms.BooleanField(
        label=gettext_lazy("This is another child than the one on the roll"),
        required=False,
    )
    key = forms.CharField(widget=forms.HiddenInput)

    field_order = ("surname", "forename", "middle", "upn", "born", "sex", "year_group")

    def __init__(self, classes: Iterable[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        group = self.fields["group"]
        group.choices = [("", _("No class yet")), *((one, one) for one in classes)]  # type: ignore[attr-defined]  # of a choice

    def facts(self) -> dict[Fact, str]:
        """Return the facts, each a text."""
        held = self.cleaned_data
        return {**super().facts(), "upn": held["upn"], "group": held["group"]}


class Leave(Form):
    """A child who leaves."""

    day = DateField(label=gettext_lazy("Last day on the roll"))
    gone_to = forms.ChoiceField(
        label=gettext_lazy("Where does this child go?"),
        choices=lambda: _places(GONE_TO),
        widget=Radios(),
    )
    to_school = Estab(
        label=gettext_lazy("Number of the next school"),
        help_text=_SCHOOL,
        required=False,
    )


class Named(Form):
    """The name of a class or a group."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=LONGEST["group"])
