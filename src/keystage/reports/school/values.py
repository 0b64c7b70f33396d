"""What each pupil has: one text for each column, and what is missing."""

from collections.abc import Sequence
from functools import cached_property

from keystage.checks.model import Code, Cohort, Component
from keystage.measures.book import threshold_on
from keystage.reports.school.model import Given, Person

NONE = "\N{EN DASH}"
DOUBT = "?"
NOT_YET = "\N{HORIZONTAL ELLIPSIS}"
NOBODYS = "Other year groups"
_DECIDED = frozenset({"met", "not_met"})


class Values:
    """The results of a school's pupils as they are shown.

    While the threshold of a check may not be shown, neither may an outcome that
    tells on which side of it a mark is: `NOT_YET` stands in its place.
    """

    def __init__(self, given: Given) -> None:
        self.book = given.book
        self.people = given.people
        self.pupil = given.book.words.get("pupil", "pupil")
        self.pupils = given.book.words.get("pupils", "pupils")
        day = given.situation.today
        self.secret = (
            given.book.threshold is not None and threshold_on(given.book, day) is None
        )

    def of(self, person: Person, part: Component) -> str:
        """Return what the pupil has for `part`: a code, a mark, or why there is none."""
        if part.id in person.pupil.doubt:
            return DOUBT
        value = person.pupil.results.get(part.id, "")
        code = self.book.codes.get(value)
        if self.secret and code is not None and code.counts in _DECIDED:
            return NOT_YET
        return value or NONE

    def all_of(self, part: Component) -> list[str]:
        """Return what each pupil has for `part`."""
        return [self.of(person, part) for person in self.people]

    def is_used(self, part: Component) -> bool:
        """Whether every pupil needs a result of `part`, or some pupil has one."""
        return part.required or any(said != NONE for said in self.all_of(part))

    def is_mark(self, part: Component, said: str) -> bool:
        """Whether `said` is a mark there is, in plain digits."""
        if not (said.isascii() and said.isdigit()) or part.maximum is None:
            return False
        return (part.minimum or 0) <= int(said) <= part.maximum

    def in_place_of(self, person: Person, part: Component) -> str:
        """Return the mark, else what another column of its area says instead."""
        said = [self.of(person, part)]
        said += [self.of(person, one) for one in self._instead(part)]
        return next((one for one in said if one != NONE), NONE)

    def missing(self, person: Person) -> list[Component]:
        """Return what the pupil should have a result for, and has none."""
        return [
            part
            for part in self.book.components.values()
            if part.required and self._answer(person, part) == NONE
        ]

    def strange(self, person: Person) -> list[Component]:
        """Return where the pupil has what is neither a code nor a mark there is."""
        return [
            part
            for part in self.book.components.values()
            if not self._is_known(part, self.of(person, part))
        ]

    @cached_property
    def cohorts(self) -> Sequence[tuple[str, Sequence[Person]]]:
        """The pupils by year group, each with its name; '' where there is only one."""
        groups: dict[str, tuple[str, list[Person]]]
        groups = {one.id: (_called(one), []) for one in self.book.cohorts}
        rest: list[Person] = []
        for person in self.people:
            group = groups.get(person.pupil.cohort)
            (group[1] if group else rest).append(person)
        found = [pair for pair in groups.values() if pair[1]]
        if len(groups) > 1 or rest:
            return [*found, *([(NOBODYS, rest)] if rest else [])]
        return [("", people) for _, people in found]

    def codes(self) -> list[Code]:
        """Return the codes that some pupil has, in the rulebook's order."""
        parts = self.book.components.values()
        given = {said for part in parts for said in self.all_of(part)}
        return [code for code in self.book.codes.values() if code.id in given]

    def _answer(self, person: Person, part: Component) -> str:
        return self.in_place_of(person, part) if part.is_mark else self.of(person, part)

    def _instead(self, part: Component) -> list[Component]:
        return [
            one
            for one in self.book.components.values()
            if one.area == part.area and one.id != part.id
        ]

    def _is_known(self, part: Component, said: str) -> bool:
        if said in {NONE, DOUBT, NOT_YET} or said in part.codes:
            return True
        return self.is_mark(part, said)


def _called(cohort: Cohort) -> str:
    years = [name for name in cohort.nc_years if name.isdigit()]
    return f"Year {years[0]}" if len(years) == 1 else cohort.title
