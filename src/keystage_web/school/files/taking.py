"""What is asked before a file's results are sent: the way, who is new, who signs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from keystage_web.accounts import ids
from keystage_web.returns.refusals import Unfinished
from keystage_web.returns.sending.actions import Wish
from keystage_web.returns.sending.reviewing import Comer, Way
from keystage_web.returns.versions.declaring import Declared, Statement
from keystage_web.school.files.findings import Group
from keystage_web.ui.forms import Form, Radios

_NOW, _LATER = "now", "later"
_TICK, _WHY, OF = "said_", "why_", "of_"
_NAME, _REASON = 200, 1000
_UNEXPLAINED = gettext_lazy("Say why this is right, or sign later")


@dataclass(frozen=True, slots=True)
class Asking:
    """What there is to ask: statements where one may sign, reasons, who is new.

    `more` are errors the file says nothing of, as of a child it leaves out: they show
    once it is to be signed.
    """

    statements: Sequence[Statement]
    of_file: Sequence[Group]
    comers: Sequence[Comer]
    stands: bool
    more: Sequence[Group] = ()

    @property
    def errors(self) -> tuple[Group, ...]:
        """All errors a reason is asked for, each rule once."""
        found = {one.rule: one for one in (*self.of_file, *self.more)}
        return tuple(found.values())


class Take(Form):
    """How a file's results are taken. `seen` is what stood as the page was drawn."""

    way = forms.ChoiceField(
        label=gettext_lazy("There are results already. What is to become of them?"),
        widget=Radios(
            {
                Way.ADD.value: gettext_lazy(
                    "What the file says is taken. What it says nothing of stays, such as "
                    "another year group, or a pupil it leaves out."
                ),
                Way.REPLACE.value: gettext_lazy(
                    "Afterwards there are the results of this file and no others."
                ),
            }
        ),
        choices=(
            (Way.ADD.value, gettext_lazy("Add the file to them")),
            (Way.REPLACE.value, gettext_lazy("Replace them by the file")),
        ),
        error_messages={
            "required": gettext_lazy("Choose whether the file is added or replaces")
        },
    )
    add = forms.MultipleChoiceField(
        label=gettext_lazy("Not on your list of pupils: who is to be put on it?"),
        help_text=gettext_lazy(
            "Their results are sent with the others. Whoever is not ticked is left out, "
            "and you are told so again."
        ),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    sign = forms.ChoiceField(
        label=gettext_lazy("Who signs these results?"),
        widget=Radios,
        choices=(
            (_NOW, gettext_lazy("I sign them now")),
            (_LATER, gettext_lazy("They are sent now and signed later")),
        ),
        error_messages={"required": gettext_lazy("Choose who signs the results")},
    )
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=_NAME,
        widget=forms.TextInput({"autocomplete": "name"}),
        required=False,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, asking: Asking, *args: Any, **kwargs: Any) -> None:
        extra = {**_ticks(asking.statements), **_reasons(asking.errors)}
        super().__init__(*args, **kwargs)
        self.fields.update(extra)
        self.asking = asking
        comers = [(str(one.at), _comer(one)) for one in asking.comers]
        self.fields["add"].choices = comers  # type: ignore[attr-defined]  # of its own kind
        self.fields["key"].initial = ids.new()
        if not asking.stands:
            del self.fields["way"]
        if not comers:
            del self.fields["add"]
        if not asking.statements:
            for name in ("sign", "name", *extra):
                if name in self.fields and not name.startswith(_WHY):
                    del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Want all that is declared, and a reason for each group, where one signs."""
        held = super().clean() or self.cleaned_data
        if held.get("sign") != _NOW:
            return held
        for one in self.asking.statements:
            if not held.get(_TICK + one.id):
                self.add_error(_TICK + one.id, _("Tick it to sign, or sign later"))
        if not held.get("name", "").strip():
            self.add_error("name", _("Your name is missing: enter it"))
        for group in self.asking.errors:
            if not held.get(_WHY + group.rule, "").strip():
                self.add_error(_WHY + group.rule, _UNEXPLAINED)
        return held

    @property
    def wish(self) -> Wish:
        """What was asked for, once the form is valid."""
        held = self.cleaned_data
        reasons: Mapping[str, str] = {
            name.removeprefix(_WHY): text.strip()
            for name, text in held.items()
            if name.startswith(_WHY) and text.strip()
        }
        ticked = {
            name.removeprefix(_TICK)
            for name, on in held.items()
            if name.startswith(_TICK) and on
        }
        signs = held.get("sign") == _NOW
        return Wish(
            Way(held.get("way") or Way.ADD.value),
            held["key"],
            held["seen"],
            add=frozenset(map(int, held.get("add", ()))),
            declared=Declared(frozenset(ticked), held["name"]) if signs else None,
            explained=reasons,
        )

    def unfinished(self, why: Unfinished) -> None:
        """Say what is still to be explained or declared."""
        for rule in dict.fromkeys(one.rule for one in why.findings):
            if _WHY + rule not in self.errors:
                self.add_error(_WHY + rule, _UNEXPLAINED)
        if why.statements:
            self.add_error("sign", _("Tick every statement to sign, or sign later"))

    @staticmethod
    def left_out(count: int) -> str:
        """Return that so many children of the file were not sent."""
        said = ngettext(
            "%(n)d pupil of the file is not on your list, and was left out.",
            "%(n)d pupils of the file are not on your list, and were left out.",
            count,
        )
        return said % {"n": count}

    def reasons(self) -> Iterator[tuple[Group, BoundField]]:
        """Yield each group of errors with the field for its reason."""
        for group in self.asking.errors:
            yield group, self[_WHY + group.rule]

    def ticks(self) -> Iterator[BoundField]:
        """Yield the statements to be ticked."""
        for one in self.asking.statements:
            yield self[_TICK + one.id]


def _ticks(statements: Sequence[Statement]) -> dict[str, forms.Field]:
    return {
        _TICK + one.id: forms.BooleanField(label=one.text, required=False)
        for one in statements
    }


def _reasons(errors: Sequence[Group]) -> dict[str, forms.Field]:
    label = gettext_lazy("Why it is right all the same (optional, unless you sign now)")
    return {
        _WHY + group.rule: forms.CharField(
            label=label,
            required=False,
            max_length=_REASON,
            widget=forms.Textarea({"rows": 2}),
        )
        for group in errors
    }


def _comer(one: Comer) -> str:
    parts = [one.name, one.upn, one.born, one.group or one.year_group]
    return " · ".join(filter(None, parts))
