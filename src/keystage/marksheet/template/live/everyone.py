"""Measures of a rulebook as formulas: for one pupil, and for all on the sheet.

They are drawn from the same parameters as `keystage.measures`, and come to the same.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from keystage import measures
from keystage.checks.model import Cohort, Rulebook
from keystage.marksheet.template.live import pieces as f
from keystage.marksheet.template.model import Layout, Order
from keystage.measures import Spec, Unit
from keystage.measures.given import Given
from keystage.measures.goals import Scale, scale_of
from keystage.measures.marks import Check, check_of
from keystage.measures.subjects import standard_of


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure of all pupils on the sheet: formulas of its two parts."""

    spec: Spec
    numerator: str
    denominator: str


type Parts = tuple[str, str]


class Working:
    """Writes the formulas of one template."""

    def __init__(self, order: Order, layout: Layout) -> None:
        self._order, self._book, self._layout = order, order.book, layout
        self._cohorts = {cohort.id: cohort for cohort in order.book.cohorts}

    def figures(self) -> Iterator[Figure]:
        """Yield every measure that the sheet alone can answer, in order."""
        for spec in measures.specs(self._book, self._order.situation):
            given = Given(self._book, spec.id.split(".", maxsplit=1)[0])
            kind = given.text("kind")
            if spec.answer is not None and kind in _CLASS:
                yield Figure(spec, *_CLASS[kind](self, given, spec))

    def goal(self, component: str) -> Parts:
        """Return how many of the children assessed met one goal, and how many they are."""
        given = self._first_goals()
        scale = scale_of(given)
        met = f"({self._met(scale, [component])}=1)"
        assessed = self._assessed(scale)
        return f.total(f"{assessed}*{met}"), f.total(f"--{assessed}")

    def _goals_met(self, given: Given, _: Spec) -> Parts:
        goals, scale = given.components(), scale_of(given)
        assessed = self._assessed(scale)
        met = f"({self._met(scale, goals)}={len(goals)})"
        return f.total(f"{assessed}*{met}"), f.total(f"--{assessed}")

    def _points(self, given: Given, spec: Spec) -> Parts:
        goals, scale = given.components(), scale_of(given)
        worth = "+".join(
            f"{points}*{self._count([code], goals)}"
            for code, points in scale.points.items()
        )
        return self._mean(scale, f"({worth})", spec)

    def _mean_goals(self, given: Given, spec: Spec) -> Parts:
        scale = scale_of(given)
        return self._mean(scale, self._met(scale, given.components()), spec)

    def _mean(self, scale: Scale, worth: str, spec: Spec) -> Parts:
        assessed = self._assessed(scale)
        counted = self._known(scale) if spec.beside else assessed
        return f.total(f"{assessed}*{worth}"), f.total(f"--{counted}")

    def _subject(self, given: Given, spec: Spec) -> Parts:
        return self._reached(given, [spec.id.split(".", maxsplit=1)[1]])

    def _subjects(self, given: Given, _: Spec) -> Parts:
        return self._reached(given, given.components())

    def _reached(self, given: Given, subjects: Sequence[str]) -> Parts:
        met, counted = [], []
        for subject in subjects:
            cells, standard = self._layout.column(subject), standard_of(given, subject)
            met.append(f.each(cells, self._forms(subject, standard.met)))
            known = standard.met | standard.others
            counted.append(f.each(cells, self._forms(subject, known)))
        return f.total(_product(met)), f.total(_product(counted))

    def _mark_met(self, given: Given, spec: Spec) -> Parts:
        check, least = check_of(given), self._order.threshold or 0
        high = f.marks(max(least, check.lowest), check.highest)
        all_ = f.marks(check.lowest, check.highest)
        yes = (*high, *self._forms(check.mark, check.met))
        counted = check.met | check.not_met | check.counted
        return self._of_cohort(
            check, spec, (yes, (*all_, *self._forms(check.mark, counted)))
        )

    def _mark_reached(self, given: Given, spec: Spec) -> Parts:
        check = check_of(given)
        high = f.marks(max(given.whole("at_least"), check.lowest), check.highest)
        all_ = f.marks(check.lowest, check.highest)
        return self._of_cohort(check, spec, (high, all_))

    def _mean_mark(self, given: Given, spec: Spec) -> Parts:
        check = check_of(given)
        cells, among = self._layout.column(check.mark), self._in_cohort(spec)
        worth = f.worth(cells, check.lowest, check.highest)
        marked = f.each(cells, f.marks(check.lowest, check.highest))
        return (
            f.total("*".join((*among, worth))),
            f.total("*".join((*among, f"({marked})"))),
        )

    def _of_cohort(
        self, check: Check, spec: Spec, written: tuple[Sequence[str], Sequence[str]]
    ) -> Parts:
        cells, among = self._layout.column(check.mark), self._in_cohort(spec)
        met, counted = (
            f.total("*".join((*among, f"({f.each(cells, one)})"))) for one in written
        )
        return met, counted

    def _in_cohort(self, spec: Spec) -> list[str]:
        cohort = self._cohorts.get(spec.cohort)
        return [cohort_of(cohort, self._layout)] if cohort else []

    def _assessed(self, scale: Scale) -> str:
        judged = self._count(scale.points, scale.goals)
        return f"({judged}={len(scale.goals)})"

    def _known(self, scale: Scale) -> str:
        codes = {*scale.points, *scale.exempt}
        return f"({self._count(codes, scale.goals)}={len(scale.goals)})"

    def _met(self, scale: Scale, goals: Collection[str]) -> str:
        return self._count(scale.met, goals)

    def _count(self, codes: Collection[str], goals: Collection[str]) -> str:
        """Return for each child how many of `goals` have one of `codes`."""
        weights = [int(column.id in goals) for column in self._layout.results]
        written = self._forms(next(iter(goals)), codes)
        return f.across(self._layout.block(), written, weights)

    def _forms(self, component: str, codes: Collection[str]) -> tuple[str, ...]:
        return f.forms(self._book, component, codes)

    def _first_goals(self) -> Given:
        names = self._book.measures
        return next(
            given
            for given in (Given(self._book, name) for name in names)
            if given.text("kind") == GOALS
        )


def cohort_of(cohort: Cohort, layout: Layout) -> str:
    """Return what is 1 for each pupil of `cohort`, by year group, else by birth."""
    year, born = layout.column("nc_year"), layout.column("dob")
    first, last = (
        f"DATE({day.year},{day.month},{day.day})"
        for day in (cohort.born_from, cohort.born_to)
    )
    by_year = f.among(year, [name.upper() for name in cohort.nc_years])
    by_birth = f"{f.empty(year)}*ISNUMBER({born})*({born}>={first})*({born}<={last})"
    return f"({by_year}+{by_birth})"


def nobody(layout: Layout) -> str:
    """Return what is 1 for each row where no pupil stands."""
    who = ("surname", "forename", "upn")
    return "*".join(f.empty(layout.column(name)) for name in who)


def share_of(component: str, order: Order) -> str:
    """Return the id of the first share that is of `component` alone, or ''."""
    shares = (
        spec.id
        for spec in measures.specs(order.book, order.situation)
        if spec.unit is Unit.SHARE and spec.id.endswith(f".{component}")
    )
    return next(shares, "")


def has_goals(book: Rulebook) -> bool:
    """Whether the results are goals, all of which make a pupil's measures."""
    return any(part.get("kind") == GOALS for part in book.measures.values())


def _product(parts: Sequence[str]) -> str:
    return "*".join(f"({part})" for part in parts)


GOALS = "goals_met"
_CLASS: Mapping[str, Callable[[Working, Given, Spec], Parts]] = {
    GOALS: Working._goals_met,
    "points": Working._points,
    "mean_points": Working._points,
    "mean_goals_met": Working._mean_goals,
    "subject_met": Working._subject,
    "subjects_met": Working._subjects,
    "mark_met": Working._mark_met,
    "mark_reached": Working._mark_reached,
    "mean_mark": Working._mean_mark,
}
