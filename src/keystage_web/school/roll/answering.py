"""The review as a form: an answer for each close pair, a tick and a day for who has gone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from keystage_web.rolls.children import Child, Told, day
from keystage_web.rolls.queries.drafts import Waiting
from keystage_web.rolls.reading.model import Concern
from keystage_web.rolls.reviewing.model import Answer, Answers, Changed, Close, Review
from keystage_web.rolls.shown import Shown, in_words, shown
from keystage_web.rolls.words import ANSWERS, FACTS, WHY
from keystage_web.ui.dates import DateField
from keystage_web.ui.forms import Form, Radios

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def name(one: Child | Told) -> str:
    """Return surname and forename, as a list of pupils shows them."""
    return f"{one.get('surname')}, {one.get('forename')}"


class Decide(Form):
    """What a person has to say of a review before it can be saved."""

    def __init__(self, review: Review, *args: Any, **kwargs: Any) -> None:
        self.review = review
        super().__init__(*args, **kwargs)
        for pair in review.close:
            self.fields[f"close-{pair.key}"] = _choice(pair)
        for child in review.gone:
            self.fields[f"gone-{child.id}"] = forms.BooleanField(
                label=_("%(name)s has left") % {"name": name(child)}, required=False
            )
            self.fields[f"day-{child.id}"] = DateField(
                label=_("Last day of %(name)s") % {"name": name(child)}, required=False
            )

    def clean(self) -> dict[str, Any]:
        """Ask for the day of each who is said to have left, after the day they came."""
        held = super().clean() or self.cleaned_data
        for child in self.review.gone:
            ticked, left = held.get(f"gone-{child.id}"), held.get(f"day-{child.id}")
            field = f"day-{child.id}"
            if ticked and left is None and field not in self.errors:
                self.add_error(
                    field,
                    _("%(name)s: give the last day on the roll")
                    % {"name": name(child)},
                )
            if left and not ticked:
                said = _(
                    "%(name)s: tick that this child has left, or take the day away"
                )
                self.add_error(field, said % {"name": name(child)})
            joined = day(child.get("joined"))
            if ticked and left and joined and left < joined:
                said = _("%(name)s: the last day is before the first, %(day)s")
                told = {"name": name(child), "day": joined.strftime("%d/%m/%Y")}
                self.add_error(field, said % told)
        return held

    def answers(self) -> Answers:
        """Return what was decided."""
        held = self.cleaned_data
        close = {one.key: Answer(held[f"close-{one.key}"]) for one in self.review.close}
        left: dict[str, str] = {}
        for child in self.review.gone:
            found: date | None = held[f"day-{child.id}"]
            if held[f"gone-{child.id}"] and found:
                left[child.id] = found.isoformat()
        return Answers(close, left)


def _choice(pair: Close) -> forms.ChoiceField:
    who = name(pair.change.told)
    return forms.ChoiceField(
        label=_("Who is %(name)s?") % {"name": who},
        choices=[(answer.value, words) for answer, words in ANSWERS[pair.why].items()],
        widget=Radios(),
        error_messages={
            "required": _("%(name)s: say who this child is") % {"name": who}
        },
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A fact before and after, as the page shows it."""

    label: "StrOrPromise"
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """A child of the roll and what the file says otherwise."""

    name: str
    told: Shown
    here: Shown
    lines: tuple[Line, ...]
    concerns: tuple[Concern, ...] = ()
    why: "StrOrPromise" = ""
    field: BoundField | None = None


@dataclass(frozen=True, slots=True)
class Away:
    """A child of the roll whom the file does not tell of: its tick and its day."""

    child: Shown
    tick: BoundField
    day: BoundField


@dataclass(frozen=True, slots=True)
class Comer:
    """A child the roll does not have, and what the library finds about it."""

    child: Shown
    concerns: tuple[Concern, ...]


def parts(found: Waiting, form: Decide) -> dict[str, Any]:
    """Return the parts of a review's page."""
    reading, review = found.reading, found.review
    if reading is None or review is None:
        return {}
    by_place: dict[int, list[Concern]] = {}
    for one in reading.concerns:
        by_place.setdefault(one.place, []).append(one)

    def about(told: Told) -> tuple[Concern, ...]:
        return tuple(by_place.get(told.place, ()))

    changed = [_changed(one, about(one.told)) for one in review.changed]
    spoken = {one.told.place for one in review.changed}
    spoken |= {one.place for one in review.new}
    spoken |= {one.change.told.place for one in review.close}
    return {
        "new": [Comer(shown(one), about(one)) for one in review.new],
        "changed": changed,
        "close": [_close(one, form, about(one.change.told)) for one in review.close],
        "gone": list(_gone(review, form)),
        "others": [one for one in reading.concerns if one.place not in spoken],
        "errors": sum(one.severity == "error" for one in reading.concerns),
    }


def _changed(one: Changed, concerns: tuple[Concern, ...]) -> Change:
    return Change(
        name(one.child), shown(one.told), shown(one.child), _lines(one), concerns
    )


def _close(pair: Close, form: Decide, concerns: tuple[Concern, ...]) -> Change:
    one = pair.change
    field = form[f"close-{pair.key}"]
    return Change(
        name(one.told),
        shown(one.told),
        shown(one.child),
        _lines(one),
        concerns,
        WHY[pair.why],
        field,
    )


def _lines(one: Changed) -> tuple[Line, ...]:
    found = [
        Line(
            FACTS[each.fact],
            in_words(each.before, each.fact),
            in_words(each.after, each.fact),
        )
        for each in one.differences
    ]
    kept = [upn for upn in one.former if upn != one.child.get("upn")]
    found += [Line(_("Former UPN"), "", upn) for upn in kept]
    for joined, left in one.earlier:
        stay = f"{in_words(joined, 'joined')} – {in_words(left, 'left')}"  # noqa: RUF001 - as shown
        found.append(Line(_("Was on the roll before"), "", stay))
    return tuple(found)


def _gone(review: Review, form: Decide) -> Iterator[Away]:
    for child in review.gone:
        yield Away(shown(child), form[f"gone-{child.id}"], form[f"day-{child.id}"])
