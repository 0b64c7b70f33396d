"""Every measure of a return, worked out in one place.

    measures.of(book, measures.of_rows(return_.rows), Situation(today=day))

What is counted, and what of, stands in the rulebook's tables under `measures`; each
names a `kind` from the list below.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from keystage.core.errors import RulebookError
from keystage.measures import goals, marks, subjects
from keystage.measures.book import Book
from keystage.measures.given import COMMON, Given
from keystage.measures.pupils import Pupil
from keystage.measures.ratio import Ratio
from keystage.measures.spec import Situation, Spec, Unit

type Maker = Callable[[Given, Spec, Situation], list[Spec]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One way of counting: what makes it, and the parameters it takes."""

    make: Maker
    params: frozenset[str]


def _kind(make: Maker, params: str) -> Kind:
    return Kind(make, frozenset(params.split()) | COMMON)


_MARK = "mark outcome met not_met denominator out"
KINDS: Mapping[str, Kind] = {
    "goals_met": _kind(goals.share_specs, "components met out"),
    "points": _kind(goals.total_specs, "components out lowest highest"),
    "mean_points": _kind(goals.points_specs, "components out"),
    "mean_goals_met": _kind(goals.met_specs, "components met out"),
    "subject_met": _kind(subjects.subject_specs, "components met denominator out"),
    "subjects_met": _kind(subjects.subjects_specs, "components met denominator out"),
    "mark_met": _kind(marks.met_specs, _MARK),
    "mark_met_either_year": _kind(marks.either_specs, f"{_MARK} on_roll_in_year_2"),
    "mean_mark": _kind(marks.mean_specs, _MARK),
    "mark_reached": _kind(marks.reached_specs, f"{_MARK} at_least"),
}


@dataclass(frozen=True, slots=True)
class Measure:
    """What a measure comes to for some pupils.

    `ratio` is None where it cannot be given; `note` then says why. `left_out`
    counts the pupils who are not in the denominator, by reason.
    """

    spec: Spec
    ratio: Ratio | None
    left_out: Mapping[str, int]

    @property
    def id(self) -> str:
        """What the rulebook calls it, with the subject: `expected.REA`."""
        return self.spec.id

    @property
    def title(self) -> str:
        """The rulebook's words for it."""
        return self.spec.title

    @property
    def numerator(self) -> int | None:
        """How many met it, or the sum over all who count."""
        return self.ratio.numerator if self.ratio else None

    @property
    def denominator(self) -> int | None:
        """How many pupils count."""
        return self.ratio.denominator if self.ratio else None

    @property
    def rate(self) -> float | None:
        """The share, 0 to 1; None where this is none, or nobody counts."""
        return self._each(Unit.SHARE)

    @property
    def mean(self) -> float | None:
        """The mean for one pupil; None where this is none, or nobody counts."""
        return self._each(Unit.MEAN)

    @property
    def note(self) -> str:
        """Why it cannot be given, else what the rulebook says besides."""
        return self.spec.unsaid or self.spec.note

    @property
    def source(self) -> str:
        """Who says that it is counted this way."""
        return self.spec.source

    def _each(self, unit: Unit) -> float | None:
        return self.ratio.rate if self.ratio and self.spec.unit is unit else None


def of(
    book: Book, pupils: Iterable[Pupil], situation: Situation | None = None
) -> tuple[Measure, ...]:
    """Return every measure of `book` for `pupils`, in the rulebook's order.

    The same book and situation give the same measures in the same places for any
    pupils, so that groups and schools can be laid side by side. Raises
    `RulebookError` for parameters `complaints` would complain of.
    """
    return measured(specs(book, situation), pupils)


def measured(found: Iterable[Spec], pupils: Iterable[Pupil]) -> tuple[Measure, ...]:
    """Return each of some measures that were made ready by `specs`, for `pupils`."""
    everyone = list(pupils)
    return tuple(_measure(spec, everyone) for spec in found)


def specs(book: Book, situation: Situation | None = None) -> tuple[Spec, ...]:
    """Return the measures of `book` ready to be worked out; raises as `of`."""
    known = situation or Situation()
    return tuple(spec for name in book.measures for spec in _specs(book, name, known))


def complaints(book: Book) -> list[str]:
    """Return what is wrong with the measures of `book`, each as 'gld: met: …'."""
    found = []
    for name in book.measures:
        try:
            _specs(book, name, Situation())
        except RulebookError as fault:
            found.append(str(fault))
    return found


def _specs(book: Book, name: str, situation: Situation) -> list[Spec]:
    given = Given(book, name)
    kind = KINDS.get(given.text("kind"))
    if kind is None:
        raise given.fault("kind", f"there is no kind {given.text('kind')!r}")
    for key in sorted(given.keys() - kind.params):
        raise given.fault(key, f"a measure of the kind {given.text('kind')} has none")
    source = given.text("source", "")
    if source and source not in book.sources:
        raise given.fault("source", f"there is no source {source!r}")
    title = given.text("title", name.replace("_", " ").capitalize())
    spec = Spec(
        id=name,
        title=title,
        short=given.text("short", title),
        unit=Unit.SHARE,
        answer=None,
        cohort=given.cohort(),
        note=given.text("note", ""),
        source=book.sources.get(source, ""),
        verified=given.flag("verified", default=True),
        national=given.flag("national", default=True),
    )
    return kind.make(given, spec, situation)


def _measure(spec: Spec, pupils: Iterable[Pupil]) -> Measure:
    if spec.answer is None:
        return Measure(spec, None, {})
    total, counted, reasons = 0, 0, Counter[str]()
    for pupil in pupils:
        if not (pupil.here or spec.everyone) or spec.cohort not in {"", pupil.cohort}:
            continue
        answer = spec.answer(pupil)
        if isinstance(answer, int):
            total, counted = total + answer, counted + 1
        else:
            reasons[answer] += 1
    return Measure(spec, Ratio(total, counted), dict(sorted(reasons.items())))
