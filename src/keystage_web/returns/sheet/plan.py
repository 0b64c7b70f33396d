"""What a rulebook makes of a sheet on a day: columns, codes, and what is worked out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from django.utils.translation import gettext as _

from keystage import measures, rulebooks
from keystage.checks import vocabulary
from keystage.checks.kinds.results import allowed_values
from keystage.checks.model import Code, Rulebook
from keystage.checks.words import listed
from keystage.marksheet import grid
from keystage.marksheet.template.model import is_entered
from keystage.measures import Situation, Spec
from keystage.measures.given import Given
from keystage.measures.goals import Scale, scale_of
from keystage.rulebooks.entry import Ask, Entry, entry_of
from keystage_web.returns.sheet.model import Accepts, Coded, Column

_GOALS, _CHECK = "goals_met", "mark_met"


@dataclass(frozen=True)
class Plan:
    """One rulebook's sheet on one day. Nobody may change it: it is shared.

    `specs` are the measures as they may be said on the day.
    """

    book: Rulebook
    entry: Entry
    day: date
    specs: tuple[Spec, ...]

    @cached_property
    def typed(self) -> tuple[grid.Column, ...]:
        """The columns that are entered, in order."""
        return tuple(
            column
            for column in grid.columns(self.book)
            if column.kind is grid.Kind.RESULT and is_entered(self.book, column.id)
        )

    @cached_property
    def results(self) -> tuple[str, ...]:
        """The ids of the columns that are entered."""
        return tuple(column.id for column in self.typed)

    @cached_property
    def required(self) -> frozenset[str]:
        """The ids of the results that every pupil needs who is not closed to them."""
        return frozenset(column.id for column in self.typed if column.required)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """All columns: those that are entered, then what is worked out."""
        of = {column.id: name for name, same in self._alike.items() for column in same}
        found = [
            Column(
                *(column.id, column.title, column.short, column.area, column.note),
                accepts=of[column.id],
                required=column.required,
            )
            for column in self.typed
        ]
        derived = (
            one for one in grid.columns(self.book) if one.kind is grid.Kind.DERIVED
        )
        found += [Column(one.id, one.title, one.short, "", one.note) for one in derived]
        return (*found, *self._outcome())

    def _outcome(self) -> list[Column]:
        """Return the column of what follows from a mark, once that may be said."""
        if not self.checks:
            return []
        entered = {column.id for column in self.typed}
        return [
            Column(part.id, part.title, part.short, "", "")
            for part in self.book.components.values()
            if part.id not in entered
        ]

    @cached_property
    def checks(self) -> tuple[Spec, ...]:
        """The measures that say of a mark whether it meets the standard, if they may."""
        return tuple(spec for spec in self._of_kind(_CHECK) if spec.answer)

    @cached_property
    def goals(self) -> Scale | None:
        """How goals are judged, where the results are goals."""
        name = next((spec.id for spec in self._of_kind(_GOALS)), "")
        return scale_of(Given(self.book, name)) if name else None

    @cached_property
    def situation(self) -> Situation:
        """What the measures know: the day, and nothing of other years."""
        return Situation(today=self.day)

    @cached_property
    def derived(self) -> tuple[Spec, ...]:
        """The measures that have a column of their own."""
        columns = {one.id for one in self.columns if one.worked}
        return tuple(spec for spec in self.specs if spec.id in columns)

    @cached_property
    def outcomes(self) -> tuple[str, ...]:
        """The ids of the columns that follow from a mark."""
        return tuple(column.id for column in self._outcome())

    def kind_of(self, spec: Spec) -> str:
        """Return the kind of a measure."""
        name = spec.id.partition(".")[0]
        return Given(self.book, name).text("kind")

    def _of_kind(self, kind: str) -> list[Spec]:
        return [spec for spec in self.specs if self.kind_of(spec) == kind]

    @cached_property
    def _alike(self) -> Mapping[str, list[grid.Column]]:
        """The columns that accept the same, by the id of the first of them."""
        found: dict[object, list[grid.Column]] = {}
        for column in self.typed:
            same = (column.codes, column.minimum, column.maximum)
            found.setdefault(same, []).append(column)
        return {same[0].id: same for same in found.values()}

    @cached_property
    def accepts(self) -> Mapping[str, Accepts]:
        """What may be entered, by the id columns name it with."""
        return {name: self._accepts(same[0]) for name, same in self._alike.items()}

    def _accepts(self, column: grid.Column) -> Accepts:
        codes = [self.book.codes[name] for name in column.codes]
        words = {
            form.casefold(): code.id
            for code in codes
            for form in (*code.synonyms, code.name, code.id)
        }
        return Accepts(
            id=column.id,
            codes=tuple(map(_coded, codes)),
            words=words,
            least=(column.minimum or 0) if column.is_mark else None,
            most=column.maximum,
        )

    @cached_property
    def _takes(self) -> Mapping[str, frozenset[str]]:
        return {column.id: frozenset(column.codes) for column in self.typed}

    def mark(self, component: str, value: str) -> str:
        """Return why a value cannot stand in a component, in a sentence; '' if it can."""
        part = self.book.components[component]
        if not value or value in self._takes.get(component, ()):
            return ""
        if vocabulary.is_mark(value, part):
            return ""
        if value in part.codes:
            told = {"code": value}
            return _("%(code)s is entered by the local authority only.") % told
        allowed = listed(allowed_values(part, self.book, "school"))
        told = {"value": value, "allowed": allowed}
        return _("“%(value)s” is not a result here. Enter %(allowed)s.") % told

    def ask(self, component: str, value: str) -> Ask | None:
        """Return what is asked of who enters a value, if anything is."""
        return next(
            (
                ask
                for ask in self.entry.asks
                if value == ask.value and component in ask.components
            ),
            None,
        )

    @cached_property
    def again(self) -> frozenset[str]:
        """The cohorts that depend on a result of the year before."""
        return frozenset(one.id for one in self.book.cohorts if one.include != "all")


def _coded(code: Code) -> Coded:
    shade = "below" if code.counts == "not_met" else ""
    return Coded(code.id, code.name, code.meaning, shade)


@lru_cache(maxsize=64)
def plan_of(book: str, day: date) -> Plan:
    """Return the plan of a rulebook, by its id, on a day."""
    found = rulebooks.load(book)
    specs = measures.specs(found, Situation(today=day))
    return Plan(found, entry_of(found), day, specs)


@lru_cache(maxsize=64)
def earlier_of(book: str) -> Rulebook | None:
    """Return the rulebook of the year before that has a threshold, or None."""
    found = rulebooks.load(book)
    names = rulebooks.books_for(found.collection, found.year - 1)
    held = (rulebooks.load(name) for name in names)
    return next((one for one in held if one.threshold and one.measures), None)
