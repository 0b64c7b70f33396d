"""What a measure asks of a rulebook: less than a rulebook is, and no more.

`keystage.checks.model.Rulebook` is one; anything with these attributes will do.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Protocol


class Code(Protocol):
    """An outcome: its points, and whether it `counts` as met or not_met."""

    @property
    def points(self) -> int | None:
        """Points of a judgement; None for any other code."""

    @property
    def counts(self) -> str:
        """`met`, `not_met`, `denominator` or `out`."""


class Component(Protocol):
    """A goal, a subject or a mark, and the codes it takes."""

    @property
    def title(self) -> str:
        """What people call it."""

    @property
    def codes(self) -> tuple[str, ...]:
        """Ids of the codes it takes."""

    @property
    def minimum(self) -> int | None:
        """The lowest mark; None where there are none."""

    @property
    def maximum(self) -> int | None:
        """The highest mark; None where there are none."""


class Cohort(Protocol):
    """Some of the pupils, by id."""

    @property
    def id(self) -> str:
        """Its name among the cohorts."""


class Threshold(Protocol):
    """The mark that meets the standard, and the day it may first be shown."""

    @property
    def mark(self) -> int:
        """The lowest mark that meets the standard."""

    @property
    def visible_from(self) -> date | None:
        """The day from which it may be shown; None for no day yet."""


class Book(Protocol):
    """A collection in a year. `measures` holds one table of parameters for each."""

    @property
    def year(self) -> int:
        """The summer the school year ends in."""

    @property
    def codes(self) -> Mapping[str, Code]:
        """The codes by id."""

    @property
    def components(self) -> Mapping[str, Component]:
        """Goals, subjects and marks by id, in order."""

    @property
    def cohorts(self) -> Sequence[Cohort]:
        """The cohorts, in order."""

    @property
    def sets(self) -> Mapping[str, tuple[str, ...]]:
        """Named lists of ids, which parameters may use as `@name`."""

    @property
    def measures(self) -> Mapping[str, Any]:
        """Tables of parameters by measure, in order."""

    @property
    def threshold(self) -> Threshold | None:
        """The threshold, of collections that have one."""

    @property
    def sources(self) -> Mapping[str, str]:
        """Names of sources by key."""


def threshold_on(book: Book, today: date | None) -> int | None:
    """Return the threshold if it may be shown on `today`, else None.

    Without a day nothing may be shown, nor while the rulebook names none.
    """
    threshold = book.threshold
    if threshold is None or threshold.visible_from is None or today is None:
        return None
    return threshold.mark if today >= threshold.visible_from else None
