"""Which column of a table is which: asked of a person, whatever the table holds."""

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

from keystage_web.rolls.reading.model import Question
from keystage_web.ui.forms import Form

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Columns(Form):
    """What stands in each column of a table nobody knows yet.

    `labels` are what a column can be, by id; `needed` what the table cannot do without,
    in words, each with the ids of which one will do.
    """

    def __init__(
        self,
        questions: Iterable[Question],
        labels: Mapping[str, "StrOrPromise"],
        needed: Mapping[str, Collection[str]],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = tuple(questions)
        self._labels, self._needed = labels, needed
        choices = [("", _("Leave this column alone")), *labels.items()]
        for at, one in enumerate(self.questions):
            self.fields[f"column-{at}"] = forms.ChoiceField(
                label=_("Column “%(heading)s”") % {"heading": one.heading},
                help_text=_hint(one),
                choices=choices,
                initial=one.guess,
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        """Ask for the columns the table cannot do without, each once."""
        held = super().clean() or self.cleaned_data
        given = [to for to in held.values() if to]
        for to in sorted({to for to in given if given.count(to) > 1}):
            told = {"label": self._labels[to]}
            self.add_error(None, _("%(label)s: two columns say they hold it") % told)
        for label, ways in self._needed.items():
            if not set(ways) & set(given):
                told = {"label": label}
                self.add_error(None, _("%(label)s: say which column holds it") % told)
        return held

    def mapping(self) -> dict[str, str]:
        """Return each heading and what stands beneath it."""
        return {
            one.heading: self.cleaned_data[f"column-{at}"]
            for at, one in enumerate(self.questions)
        }


def _hint(one: Question) -> str:
    held = _("For example: %(values)s") % {"values": ", ".join(one.examples)}
    return held if one.examples else _("This column is empty.")
