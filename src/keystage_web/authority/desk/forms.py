"""What an officer is asked before something is done with a school's return."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from keystage_web.returns.moments import end_of
from keystage_web.ui.dates import DateField
from keystage_web.ui.forms import Form, Radios

TEXT = 1000  # the longest text that is kept of a question, an answer, a reason
if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_WHOLE = _("The return as a whole")
_EVERY = _("The pupil as a whole")

type Choices = Sequence[tuple[str, "StrOrPromise"]]


def _text(label: Any, hint: Any = "", rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=TEXT,
        widget=forms.Textarea({"rows": rows}),
        **more,
    )


def _choices(form: forms.Form, name: str, choices: Choices) -> None:
    cast("forms.ChoiceField", form.fields[name]).choices = list(choices)


def _clock(label: Any, hint: Any, *, required: bool = False) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=required,
        help_text=hint,
        input_formats=["%H:%M", "%H.%M"],
        widget=forms.TextInput({"class": "govuk-input--width-5"}),
        error_messages={"invalid": _("Write a time as 16:00")},
    )


class QueryForm(Form):
    """A question to the school: of a result, a pupil, or the whole return."""

    pupil = forms.ChoiceField(label=_("About whom?"), required=False)
    component = forms.ChoiceField(label=_("About which result?"), required=False)
    text = _text(
        _("What do you want to know?"),
        _("The school reads it on its own pages, and answers there."),
        rows=5,
    )

    def __init__(
        self, *args: Any, pupils: Choices, components: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "pupil", [("", _WHOLE), *pupils])
        _choices(self, "component", [("", _EVERY), *components])

    def clean(self) -> dict[str, Any]:
        """Want a pupil where a result is asked about."""
        told = super().clean() or {}
        if told.get("component") and not told.get("pupil"):
            self.add_error("pupil", _("Choose the pupil whose result you ask about."))
        return told


class AcceptForm(Form):
    """That a return is accepted; with a reason where something is left."""

    reason = _text(_("Why is it accepted as it is?"))

    def __init__(self, *args: Any, left: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not left:
            del self.fields["reason"]


class ManyForm(Form):
    """Which schools something is done for at once; all are ticked to begin with."""

    schools = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one school")},
    )

    def __init__(self, *args: Any, choices: Choices, label: str, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"schools": [id_ for id_, _name in choices]})
        super().__init__(*args, **kwargs)
        self.fields["schools"].label = label
        _choices(self, "schools", choices)


class UnlockForm(Form):
    """For whom, for which results and until when a return is unlocked, and why."""

    pupils = forms.MultipleChoiceField(
        label=_("For which pupils?"),
        help_text=_("Choose none, and all of them can be changed."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    components = forms.MultipleChoiceField(
        label=_("For which results?"),
        help_text=_("Choose none, and all of them can be changed."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    until = DateField(label=_("Until which day?"))
    at = _clock(_("Until what time?"), _("Leave it empty for the end of the day."))
    reason = _text(_("Why?"), _("It is kept, and the school sees it."))

    def __init__(
        self,
        *args: Any,
        pupils: Choices,
        components: Choices,
        now: datetime,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        _choices(self, "pupils", pupils)
        _choices(self, "components", components)

    def clean(self) -> dict[str, Any]:
        """Want a moment that is yet to come."""
        told = super().clean() or {}
        if told.get("until") and not self.errors and self.ends() <= self.now:
            self.add_error("until", _("Choose a time that is yet to come."))
        return told

    def ends(self) -> datetime:
        """Return when the return locks itself again."""
        at: time | None = self.cleaned_data.get("at")
        return end_of(self.cleaned_data["until"], at)


class ReasonForm(Form):
    """A reason, and nothing else."""

    reason = _text(_("Why?"), _("It is kept, and the school sees it."))


class CorrectForm(Form):
    """A value the school is asked to agree to."""

    pupil = forms.ChoiceField(label=_("Whose result?"))
    component = forms.ChoiceField(label=_("Which result?"))
    value = forms.CharField(
        label=_("What should it be?"),
        max_length=40,
        required=False,
        help_text=_(
            "As the rulebook writes it. Leave it empty to take the result away."
        ),
        widget=forms.TextInput({"class": "govuk-input--width-5"}),
    )
    reason = _text(_("Why?"), _("It is kept, and the school sees it."))

    def __init__(
        self, *args: Any, pupils: Choices, components: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "pupil", [("", _("Choose a pupil")), *pupils])
        _choices(self, "component", [("", _("Choose a result")), *components])


class CodeForm(CorrectForm):
    """A code that only an authority enters; it stands at once."""

    value = forms.ChoiceField(  # type: ignore[assignment]  # one of those there are
        label=_("Which code?"), widget=Radios()
    )

    def __init__(self, *args: Any, codes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "value", codes)


class PhoneForm(Form):
    """That somebody at the school agreed by telephone."""

    name = forms.CharField(label=_("Who at the school agreed?"), max_length=200)
    day = DateField(label=_("On which day?"))
    at = _clock(_("At what time?"), _("For example, 14:30."), required=True)

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def clean(self) -> dict[str, Any]:
        """Want a moment that has been."""
        told = super().clean() or {}
        if told.get("day") and told.get("at") and self.when() > self.now:
            self.add_error("day", _("Choose a time that has been."))
        return told

    def when(self) -> datetime:
        """Return when the call was."""
        return end_of(self.cleaned_data["day"], self.cleaned_data["at"])


class OneForm(Form):
    """As what kind of file one return is wanted, and why."""

    form = forms.ChoiceField(
        label=_("As what kind of file?"),
        choices=[
            ("ctf", _("Common Transfer File")),
            ("csv", _("CSV")),
            ("xlsx", _("Excel workbook")),
        ],
        widget=Radios(),
    )
    reason = _text(_("Why do you need it?"))


class ExportForm(Form):
    """As what kind of file all returns are wanted, and why."""

    form = forms.ChoiceField(
        label=_("As what kind of file?"),
        choices=[
            ("ctf", _("Common Transfer Files: a zip with one for each school")),
            ("csv", _("CSV: one table with all pupils")),
            ("xlsx", _("Excel: a zip with a workbook for each school")),
        ],
        widget=Radios(),
    )
    reason = _text(_("Why do you need it?"))
