"""A pupil's registrations in order, answering only what the facts can answer.

Every question is a method; one that needs a fact nobody gave raises `Unknown` with
that fact. The engine tries what the answer could be (`keystage.movement.search`).
"""

from collections.abc import Sequence
from datetime import date, timedelta

from keystage.core.years import summer_year
from keystage.movement.facts import (
    FORMER_SCHOOL,
    NEXT_SCHOOL,
    STILL,
    Facts,
    Missing,
    Place,
    Stay,
)

DAY = timedelta(days=1)


class Unknown(Exception):
    """Raised where a rule turns on a fact that is not known."""

    def __init__(self, fact: str, school: str = "", among: Sequence[str] = ()) -> None:
        super().__init__(fact)
        self.missing = Missing(fact, school, tuple(among))


class Timeline:
    """The registrations of one pupil.

    On a day on which one school is left and another joined the pupil counts as the
    new school's. What is joined and left again while the pupil stays on another
    roll does not make a new school.
    """

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        stays = list(facts.stays)
        named = {stay.school for stay in stays}
        if facts.gone_to is Place.ANOTHER_SCHOOL and NEXT_SCHOOL not in named:
            stays.append(Stay(NEXT_SCHOOL, left=STILL))
        if facts.came_from is Place.ANOTHER_SCHOOL and FORMER_SCHOOL not in named:
            stays.append(Stay(FORMER_SCHOOL))
        # one order whatever the order told: the same question is asked first
        self.stays = tuple(sorted(stays, key=lambda s: (s.school, str(s.joined))))
        self.schools = facts.schools
        self._last: dict[Stay, date] = {}
        self._in_order: list[Stay] = []

    def joined(self, stay: Stay) -> date:
        """Return the first day on the roll; `date.min` for the school left first.

        Where nobody says since when the pupil was there, it was before all of this.
        """
        if stay.joined is not None:
            return stay.joined
        if stay.school == FORMER_SCHOOL or self._is_left_first(stay):
            return date.min
        raise Unknown("joined", stay.school)

    def _is_left_first(self, stay: Stay) -> bool:
        others = [other for other in self.stays if other != stay]
        if any(other.school == FORMER_SCHOOL for other in others):
            return False
        ends = [other.left for other in others if isinstance(other.left, date)]
        return isinstance(stay.left, date) and all(stay.left < end for end in ends)

    def last(self, stay: Stay) -> date:
        """Return the last day on the roll; `date.max` for a pupil who is still there.

        The day another school is joined belongs to that school.
        """
        if stay not in self._last:
            self._last[stay] = self._find_last(stay)
        return self._last[stay]

    def _find_last(self, stay: Stay) -> date:
        left = self._left(stay)
        if left == date.max or left == self.joined(stay):
            return left
        others = (other for other in self.stays if other.school != stay.school)
        if any(self.joined(other) == left for other in others):
            return left - DAY
        return left

    def _left(self, stay: Stay) -> date:
        if isinstance(stay.left, date):
            return stay.left
        if stay.left is STILL or self._is_latest_open(stay):
            return date.max
        if stay.school == FORMER_SCHOOL:
            return (
                min(self.joined(other) for other in self.stays if other != stay) - DAY
            )
        raise Unknown("left", stay.school)

    def _is_latest_open(self, stay: Stay) -> bool:
        """Whether leaving `left` out meant that the pupil is still there."""
        if self.facts.gone_to is not None or stay.school == FORMER_SCHOOL:
            return False
        open_ = [other for other in self.stays if other.left is None]
        open_ = [other for other in open_ if other.school != FORMER_SCHOOL]
        if len(open_) == 1:
            return True
        return self.joined(stay) == max(self.joined(other) for other in open_)

    def in_order(self) -> list[Stay]:
        """Return the stays by their end, then their beginning: the last is the new."""
        if len(self.stays) == 1:
            return list(self.stays)
        if not self._in_order:
            self._in_order = sorted(
                self.stays, key=lambda s: (self.last(s), self.joined(s), s.school)
            )
        return self._in_order

    def newest(self) -> Stay:
        """Return the stay at the new school; the only one of a pupil with one."""
        return self.in_order()[-1]

    def on(self, day: date) -> list[str]:
        """Return the schools on whose roll the pupil is on `day`, in order."""
        return self.between(day, day)

    def between(self, first: date, last: date) -> list[str]:
        """Return the schools with the pupil on the roll on any of these days."""
        return sorted({stay.school for stay in self.stays_between(first, last)})

    def stays_between(self, first: date, last: date) -> list[Stay]:
        """Return the stays that cover any of these days."""
        return [
            stay
            for stay in self.stays
            if self.joined(stay) <= last and self.last(stay) >= first
        ]

    def together(self, first: date, last: date) -> bool:
        """Whether on any of these days the pupil is on two schools' rolls."""
        stays = self.stays_between(first, last)
        starts = {max(first, self.joined(stay)) for stay in stays}
        return any(len(self.on(day)) > 1 for day in starts)

    def days(self, first: date, last: date) -> dict[str, int]:
        """Return the days on each school's roll between two days, both counted."""
        found: dict[str, int] = {}
        for stay in self.stays_between(first, last):
            span = min(last, self.last(stay)) - max(first, self.joined(stay)) + DAY
            found[stay.school] = found.get(stay.school, 0) + span.days
        return found

    def opens(self) -> date:
        """Return the first day of the weeks the collection turns on."""
        if self.facts.opens is None:
            raise Unknown("opens")
        return self.facts.opens

    def closes(self) -> date:
        """Return the last day of the weeks the collection turns on."""
        if self.facts.closes is None:
            raise Unknown("closes")
        return self.facts.closes

    def second_half(self, stay: Stay) -> date:
        """Return the first day of the second half of the summer term at a school."""
        found = stay.second_half or self.facts.second_half
        if found is None:
            raise Unknown("second_half", stay.school)
        return found

    def came_from(self) -> Place | None:
        """Return what the pupil came to the new school from; None for a school told."""
        told = self.facts.came_from
        if told is Place.ANOTHER_SCHOOL or (told is None and len(self.schools) > 1):
            return None
        if told is None:
            raise Unknown("came_from")
        return told

    def gone_to(self) -> Place | None:
        """Return where the pupil is who is on no roll; None for one who is."""
        if any(self._left(stay) == date.max for stay in self.stays):
            return None
        if self.facts.gone_to is None:
            raise Unknown("gone_to")
        return self.facts.gone_to

    def may(self) -> tuple[date, date]:
        """Return the first and last day of May of the school year."""
        year = summer_year(self.opens())
        return date(year, 5, 1), date(year, 5, 31)
