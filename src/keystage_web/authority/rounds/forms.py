"""What is asked about a round."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from keystage.checks.model import Deadline, Rulebook
from keystage.rulebooks.deadlines import questions
from keystage_web.accounts.register.calendar import Summer
from keystage_web.returns.actions.rounds import Plan
from keystage_web.returns.moments import day_of, end_of, time_of
from keystage_web.returns.queries import Seen
from keystage_web.returns.standing import said
from keystage_web.returns.states import Declaration
from keystage_web.returns.versions.declaring import statements_of
from keystage_web.ui.dates import DateField
from keystage_web.ui.forms import Form, Radios

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Around:
    """What a day is judged by: the rulebook, the term, and the days off."""

    book: Rulebook
    term: Summer
    off: Sequence[date]


_PROVISIONAL = _("Carried forward from the year before, not yet confirmed.")


class BookForm(Form):
    """Of which collection a round is."""

    book = forms.ChoiceField(label=_("Which collection?"), widget=Radios())

    def __init__(
        self, *args: Any, books: Iterable[Rulebook], summer: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ChoiceField", self.fields["book"])
        these: list[tuple[str, str]] = []
        others: list[tuple[str, str]] = []
        hints: dict[str, StrOrPromise] = {}
        for book in books:
            among = these if book.year == summer else others
            among.append((book.id, book.title))
            if book.provisional:
                hints[book.id] = _PROVISIONAL
        cast("Radios", field.widget).hints = hints
        title = str(_("This summer, %(year)d") % {"year": summer})
        groups = ((title, these), (str(_("Other years")), others))
        field.choices = [one for one in groups if one[1]]

    def chosen(self) -> str:
        """Return the rulebook that was chosen, once it is valid."""
        return str(self.cleaned_data["book"])


class PlanForm(Form):
    """The days of a round, and who declares."""

    opens = DateField(
        label=_("Schools can begin on"), help_text=_("For example, 1 6 2026.")
    )
    deadline = DateField(label=_("Returns are due on"))
    at = forms.TimeField(
        label=_("By what time?"),
        required=False,
        help_text=_("Leave it empty for the end of the day."),
        input_formats=["%H:%M", "%H.%M"],
        widget=forms.TextInput({"class": "govuk-input--width-5"}),
        error_messages={"invalid": _("Write a time as 16:00")},
    )
    declaration = forms.ChoiceField(
        label=_("Who says that a return is right?"),
        choices=Declaration.choices,
        widget=Radios(),
    )
    confirm_by = DateField(
        label=_("The headteacher's word is due on"),
        required=False,
        help_text=_("Only where it is given apart from the sending."),
    )
    meant = forms.BooleanField(
        label=_("These days are meant as they are"),
        required=False,
        help_text=_(
            "Tick it where a day at a weekend, a day off or outside the term is meant."
        ),
    )

    def __init__(
        self, *args: Any, around: Around, seen: Seen | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, initial=_told(seen), **kwargs)
        self.around = around
        self._declared()
        for one in around.book.deadlines:
            if one.verified and one.day and not around.book.provisional:
                continue
            confirmed = seen.confirmed.get(one.id) if seen else None
            self.fields[_field(one)] = DateField(
                label=one.title,
                required=False,
                initial=confirmed or "",
                help_text=_(
                    "Nobody has verified this national day. Schools see it only once you give it."
                ),
            )
        self.order_fields([*(name for name in self.fields if name != "meant"), "meant"])

    def _declared(self) -> None:
        """Show what is declared, before it is chosen by whom."""
        field, book = self.fields["declaration"], self.around.book.id
        said = {one.value: statements_of(book, one) for one in Declaration}
        *every, _as_whom = said[Declaration.HEAD]
        texts = " ".join(each.text for each in every)
        field.help_text = _("It is declared: %(texts)s") % {"texts": texts}
        cast("Radios", field.widget).hints = {
            kind: each[-1].text for kind, each in said.items()
        }

    def clean(self) -> dict[str, Any]:
        """Want the days in order, and ask about those that look unmeant."""
        told = super().clean() or {}
        opens, deadline = told.get("opens"), told.get("deadline")
        if opens and deadline and deadline < opens:
            self.add_error("deadline", _("Returns cannot be due before schools begin."))
        apart = told.get("declaration") == Declaration.APART
        if apart and not told.get("confirm_by"):
            self.add_error("confirm_by", _("Give the day by which it is due."))
        if not told.get("meant"):
            for name in ("opens", "deadline", *(["confirm_by"] if apart else [])):
                label = self.fields[name].label
                for question in self._asked(told.get(name)):
                    self.add_error(name, f"{label}: {question}")
        return told

    def _asked(self, day: date | None) -> list[str]:
        """Return what to ask about a day."""
        if day is None:
            return []
        term = self.around.term
        both = (term.begins, term.ends) if term.begins and term.ends else None
        asked = questions(day, both, self.around.book.year)
        if day in self.around.off:
            told = _("%(day)s is a day off. Is that meant?") % {"day": said(day)}
            asked.append(str(told))
        return asked

    def plan(self) -> Plan:
        """Return what was entered, once it is valid."""
        told = self.cleaned_data
        at: time | None = told["at"]
        apart = told["declaration"] == Declaration.APART
        confirmed = {
            one.id: told[_field(one)]
            for one in self.around.book.deadlines
            if told.get(_field(one))
        }
        return Plan(
            opens=told["opens"],
            deadline=end_of(told["deadline"], at),
            confirm_by=end_of(told["confirm_by"], at) if apart else None,
            declaration=Declaration(told["declaration"]),
            confirmed=confirmed,
        )


class ExtendForm(Form):
    """More time, for some schools."""

    schools = forms.MultipleChoiceField(
        label=_("Which schools?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one school")},
    )
    until = DateField(label=_("Until which day?"))
    reason = forms.CharField(
        label=_("Why?"),
        max_length=400,
        help_text=_("It is kept, and the school sees it."),
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(
        self,
        *args: Any,
        seen: Seen,
        choices: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.seen = seen
        field = cast("forms.MultipleChoiceField", self.fields["schools"])
        field.choices = list(choices)

    def clean_until(self) -> date:
        """Want a day after the deadline of all."""
        day: date = self.cleaned_data["until"]
        if day <= day_of(self.seen.dates.deadline):
            raise forms.ValidationError(_("Choose a day after the deadline of all."))
        return day


def _field(one: Deadline) -> str:
    return f"national_{one.id}"


def _told(seen: Seen | None) -> dict[str, Any]:
    """Return what a round's form begins with."""
    if seen is None:
        return {"declaration": Declaration.HEAD}
    at = time_of(seen.dates.deadline)
    return {
        "opens": seen.dates.opens,
        "deadline": day_of(seen.dates.deadline),
        "at": f"{at:%H:%M}" if at else "",
        "declaration": seen.declaration,
        "confirm_by": day_of(seen.confirm_by) if seen.confirm_by else None,
    }
