"""What is asked of a school about its return."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keystage_web import clock
from keystage_web.returns.moments import day_of
from keystage_web.returns.versions.declaring import Declared, Statement
from keystage_web.ui.dates import DateField
from keystage_web.ui.forms import Form, Radios

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST = 1000  # characters of a reason, or of a message
NAME = 200  # characters of a name, as the tables hold
_TICK, _WHY = "said_", "why_"


def words(label: "StrOrPromise", *, required: bool = True) -> forms.CharField:
    """Return a field for a few sentences."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=MOST,
        widget=forms.Textarea({"rows": 4}),
        error_messages={
            "max_length": gettext_lazy("Use %(limit_value)d characters or fewer")
        },
    )


class Reason(Form):
    """Why something is asked for."""

    reason = words(gettext_lazy("Reason"))


class Answer(Form):
    """What the school says to a question of the authority."""

    text = words(gettext_lazy("Your answer"))


class Write(Form):
    """What the school writes to the authority, unasked.

    Where questions wait for an answer, it is said first whether it answers one: `to` is
    the question's id then, and `NEW` for anything else.
    """

    NEW = "new"
    to = forms.ChoiceField(label=gettext_lazy("What is it about?"), widget=Radios)
    text = words(gettext_lazy("Your message"))

    def __init__(self, waiting: Sequence[tuple[str, str]], *args: Any) -> None:
        super().__init__(*args)
        if not waiting:
            del self.fields["to"]
            return
        field = cast("forms.ChoiceField", self.fields["to"])
        field.choices = [*waiting, (self.NEW, _("Something else"))]

    @property
    def answers(self) -> str:
        """The id of the question it answers, once the form is valid; '' for none."""
        to = self.cleaned_data.get("to", self.NEW)
        return "" if to == self.NEW else str(to)


class Decline(Form):
    """Why a correction is not right."""

    words = words(gettext_lazy("Why it should stay as it is"))


class Late(Form):
    """By when the return will come, and why not before."""

    day = DateField(label=gettext_lazy("Day you expect to send it"))
    reason = words(gettext_lazy("Reason"))
    moderation = forms.BooleanField(
        label=gettext_lazy("Our moderation visit is late"),
        required=False,
        help_text=gettext_lazy("You are then not reminded until that day."),
    )

    def clean_day(self) -> date:
        """Refuse a day that is over."""
        day: date = self.cleaned_data["day"]
        if day < day_of(clock.now()):
            raise forms.ValidationError(
                _("Day you expect to send it: it is over, give one that is to come")
            )
        return day


class Excuse(Form):
    """Why nothing is returned; `kinds` are those the round allows."""

    kind = forms.ChoiceField(label=gettext_lazy("What is so?"), widget=Radios)
    reason = words(gettext_lazy("Reason"))

    def __init__(self, kinds: dict[str, str], *args: Any) -> None:
        super().__init__(*args)
        field = cast("forms.ChoiceField", self.fields["kind"])
        field.choices = list(kinds.items())


class Day(Form):
    """The day something was done on the national gateway."""

    day = DateField(label=gettext_lazy("Day it was done"))

    def clean_day(self) -> date:
        """Refuse a day that is yet to come."""
        day: date = self.cleaned_data["day"]
        if day > day_of(clock.now()):
            raise forms.ValidationError(_("Day it was done: it is not here yet"))
        return day


class Declare(Form):
    """The statements, each to be ticked, and the name under them.

    `seen` is the return's count of changes as the page was drawn, or the number of the
    version; `key` is the page's own: sent twice, it is taken once.
    """

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=NAME,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, statements: Sequence[Statement], *args: Any, **kw: Any) -> None:
        self.base_fields = {**_ticks(statements), **self.base_fields}  # type: ignore[misc]  # of this form alone
        super().__init__(*args, **kw)
        self.statements = statements
        if not statements:  # nobody declares anything with it
            del self.fields["name"]

    @property
    def ticks(self) -> list[forms.BoundField]:
        """The statements as they are drawn."""
        return [self[_TICK + one.id] for one in self.statements]

    @property
    def declared(self) -> Declared:
        """What was declared, once the form is valid."""
        held = self.cleaned_data
        said = {one.id for one in self.statements if held[_TICK + one.id]}
        return Declared(frozenset(said), held.get("name", ""))


def _ticks(statements: Sequence[Statement]) -> dict[str, forms.Field]:
    said = _("Tick it, or do not send: %(statement)s")
    return {
        _TICK + one.id: forms.BooleanField(
            label=one.text,
            error_messages={"required": said % {"statement": one.text}},
        )
        for one in statements
    }


def _reason(number: int) -> forms.CharField:
    """Return the field for why the errors of a group are left."""
    told = {"n": number}
    field = words(_("Problem %(n)d: why it is right, or cannot be put right") % told)
    missing = _("Problem %(n)d: say why it is right, or cannot be put right")
    field.error_messages["required"] = missing % told
    return field


class Sign(Declare):
    """A declaration, and a reason for each group of errors that are left, by its rule."""

    def __init__(
        self,
        statements: Sequence[Statement],
        rules: Sequence[str],
        *args: Any,
        **kw: Any,
    ) -> None:
        reasons = {_WHY + rule: _reason(at) for at, rule in enumerate(rules, 1)}
        self.base_fields = {**reasons, **self.base_fields}  # type: ignore[misc]  # of this form alone
        super().__init__(statements, *args, **kw)
        self.rules = rules

    def reason(self, rule: str) -> forms.BoundField:
        """Return the field for the reason of a group of errors."""
        return self[_WHY + rule]

    @property
    def explained(self) -> dict[str, str]:
        """The reasons by rule, once the form is valid."""
        return {rule: self.cleaned_data[_WHY + rule] for rule in self.rules}
