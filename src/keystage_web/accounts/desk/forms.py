"""What is asked for on the pages on people."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from keystage_web import clock
from keystage_web.accounts.queries.people import Colleague
from keystage_web.accounts.roles import Role
from keystage_web.ui.dates import DateField
from keystage_web.ui.forms import Email, Form, Radios

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# What each role lets a person do, in the words of whoever gives it.
ALLOWS: "dict[str, StrOrPromise]" = {
    Role.TEACHER: _("Enters and sees results of their own classes."),
    Role.OFFICE: _("Enters and sees all results, keeps the roll, invites teachers."),
    Role.HEAD: _(
        "Does all of this, signs and sends results, and says who may come in."
    ),
    Role.DELEGATE: _(
        "Does what the office does, and signs results for the headteacher."
    ),
    Role.SETTING: _("Enters and sees all results of an early-years setting."),
    Role.TRUST: _("Sees the school's own reports, and changes nothing."),
    Role.OFFICER: _("Runs the season: sees, checks and accepts what schools send."),
    Role.ANALYST: _("Sees totals, with small numbers hidden, and no pupil."),
    Role.ADMINISTRATOR: _("Looks after people, schools and dates, and sees no pupil."),
    Role.PROTECTION: _(
        "Sees the audit and pupils' histories, and decides on deletion."
    ),
}
_LONGEST = 120
_TERMS = 20_000  # characters


def choices(roles: Iterable[Role]) -> "list[tuple[str, StrOrPromise]]":
    """Return roles to choose from, in their own order."""
    wanted = set(roles)
    return [(role.value, role.label) for role in Role if role in wanted]


class RoleForm(Form):
    """A role, of those that may be given."""

    role = forms.ChoiceField(label=_("Role"), widget=Radios)

    def __init__(self, roles: Iterable[Role], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ChoiceField", self.fields["role"])
        field.widget = Radios(hints={str(k): v for k, v in ALLOWS.items()})
        field.choices = choices(roles)


class InviteForm(RoleForm):
    """Who is to be invited, and to what."""

    name = forms.CharField(
        label=_("Name"),
        max_length=_LONGEST,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    email = Email(
        label=_("E-mail address"),
        help_text=_("Their own address at work: a shared mailbox is nobody's."),
        widget=forms.EmailInput({"autocomplete": "off"}),
    )
    field_order = ("name", "email", "role")


class FindForm(Form):
    """What a list of people is narrowed to."""

    find = forms.CharField(
        label=_("Name or e-mail address"),
        required=False,
        max_length=_LONGEST,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Role"), required=False)
    page = forms.IntegerField(
        required=False, min_value=1, max_value=9999, widget=forms.HiddenInput
    )

    def __init__(self, roles: Iterable[Role], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ChoiceField", self.fields["role"])
        field.choices = [("", _("All roles")), *choices(roles)]


class SupplierForm(Form):
    """Whose system is to send files for the school."""

    supplier = forms.CharField(
        label=_("Name of the system or its supplier"),
        max_length=80,
        help_text=_("So that you can tell this key from others later."),
    )


class StaffForm(Form):
    """Who is still here: everybody ticked at first."""

    here = forms.MultipleChoiceField(
        label=_("Who still works here?"),
        help_text=_("Take away the ticks of those who have left."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, colleagues: Iterable[Colleague], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.MultipleChoiceField", self.fields["here"])
        rows = list(colleagues)
        field.choices = [(one.id, _called(one)) for one in rows]
        field.initial = [one.id for one in rows]


def _called(one: Colleague) -> str:
    roles = ", ".join(held.word for held in one.held)
    return f"{one.name} ({roles})"


class TermsForm(Form):
    """The text people agree to, and the date it is of."""

    text = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=_TERMS,
        help_text=_("Leave a line empty where a paragraph ends."),
        widget=forms.Textarea({"rows": 20}),
    )
    dated = DateField(label=_("Date of the terms"), required=False)

    def clean_dated(self) -> date | None:
        """Return the date; complain of one that is yet to come."""
        found: date | None = self.cleaned_data["dated"]
        if found and found > clock.now().date():
            raise ValidationError(_("Date of the terms: give today, or an earlier day"))
        return found

    def clean(self) -> dict[str, Any]:
        """Want a date wherever there is a text."""
        told = super().clean() or {}
        if told.get("text") and not told.get("dated") and "dated" not in self.errors:
            self.add_error("dated", _("Date of the terms is missing: enter it"))
        return told
