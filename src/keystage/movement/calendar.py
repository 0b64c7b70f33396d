"""The days a season turns on, for all its schools: half-terms and test weeks.

A table of a rulebook knows some of its own; the others an authority knows. Each is
used for its own school year only.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from keystage.core.years import summer_year
from keystage.movement.case import Settings


class Weeks(NamedTuple):
    """The weeks a collection turns on, and the second half of the summer term.

    Of each the first day; `closes` is the last day of the weeks. None is not known.
    """

    opens: date | None = None
    closes: date | None = None
    second_half: date | None = None


NO_WEEKS = Weeks()


@dataclass(frozen=True, slots=True)
class Calendar:
    """What is known of a season's days.

    `general` holds where nothing nearer is known, `own` by collection (`ks2`), and
    `second_half` is that of single schools, by number.
    """

    general: Weeks = NO_WEEKS
    own: Mapping[str, Weeks] = field(default_factory=dict)
    second_half: Mapping[str, date] = field(default_factory=dict)

    def weeks(self, collection: str, year: int, settings: Settings) -> Weeks:
        """Return the days of one collection and year, and none of another year.

        What is told of the collection goes before what its table (`settings`) says.
        Weeks told in general are taken where neither has a first day: they may be
        another collection's. A last day before the first is not known.
        """
        own = _of(self.own.get(collection, NO_WEEKS), year)
        general = _of(self.general, year)
        opens = own.opens or settings.opens
        if opens is None:
            opens, closes = general.opens, own.closes or general.closes
        else:
            closes = own.closes or settings.closes
        if opens and closes and closes < opens:
            closes = None
        return Weeks(opens, closes, own.second_half or general.second_half)

    def halves(self, year: int) -> dict[str, date]:
        """Return the second half of the term of `year`, by school."""
        return {
            school: day for school, day in self.second_half.items() if is_of(day, year)
        }


def is_of(day: date, year: int) -> bool:
    """Return whether a day is of the school year that ends in `year`, or of its autumn."""
    return year in (summer_year(day), day.year)


def _of(weeks: Weeks, year: int) -> Weeks:
    return Weeks(*(day if day and is_of(day, year) else None for day in weeks))
