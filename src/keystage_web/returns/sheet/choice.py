"""What of a marksheet is wanted: a class, a year, a group, and which of their rows."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

_FIRST = "R"  # before the years that have a number


class Show(StrEnum):
    """Which pupils of a class are wanted: all, or those with something left to do."""

    ALL = "all"
    BLANKS = "blanks"
    PROBLEMS = "problems"
    FLAGS = "flags"


NO_CLASS = "none"
"""Stands in a choice for the pupils who are in no class."""
ALL_CLASSES = "all"
"""Stands in a choice for all classes, where somebody asked for them."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What of a marksheet is wanted: a class and a group by id, a year group as it is.

    '' is all of them; of classes, where none was named. Counts and foot are of class,
    year and group, whatever is shown of them.
    """

    klass: str = ""
    group: str = ""
    year: str = ""
    show: Show = Show.ALL

    @property
    def of_class(self) -> str:
        """The class whose pupils alone are wanted, '' where those of all are."""
        return "" if self.klass == ALL_CLASSES else self.klass

    @property
    def named(self) -> bool:
        """Whether anything was asked for: a sheet opens on one class where nothing was."""
        return bool(self.klass or self.group or self.year)


def year_named(year: str) -> str:
    """Return a year group as people call it."""
    if year == _FIRST:
        return _("Reception")
    return _("Year %(year)s") % {"year": year} if year.isdecimal() else year
