"""A measure ready to be worked out: how one pupil counts, and what it is called."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from keystage.measures.book import Book
from keystage.measures.pupils import Pupil

type Answer = int | str
"""What one pupil adds to the numerator, or why the pupil is left out.

A reason is `incomplete`, `in doubt`, or the code that takes the pupil out.
"""


class Unit(StrEnum):
    """What numerator and denominator come to.

    A share is some of the pupils, a mean a sum over them, a total the sum itself.
    """

    SHARE = "share"
    MEAN = "mean"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known besides this year's results.

    `today` decides whether a threshold may be shown. `prior` says that results of
    last year are known, `roll` that it is known who is at the school now;
    `earlier` is last year's rulebook, by whose threshold last year's marks count.
    """

    today: date | None = None
    prior: bool = False
    roll: bool = False
    earlier: Book | None = None


@dataclass(frozen=True, slots=True)
class Spec:
    """One measure of a rulebook.

    `answer` is None where the measure cannot be given, and `unsaid` says why.
    `lowest` and `highest` bound one pupil's part. `everyone` takes in pupils who
    are not in the return. `demands` are the codes wanted in each component: who
    meets more demands is among those who meet fewer. Measures `joined` by the
    same word give one another away; `beside` is the measure that the difference
    from tells how many are exempt, or have no mark.
    """

    id: str
    title: str
    short: str
    unit: Unit
    answer: Callable[[Pupil], Answer] | None
    lowest: int = 0
    highest: int = 1
    cohort: str = ""
    note: str = ""
    source: str = ""
    verified: bool = True
    national: bool = True
    unsaid: str = ""
    everyone: bool = False
    demands: Mapping[str, frozenset[str]] = field(default_factory=dict)
    joined: str = ""
    beside: str = ""

    def within(self, other: "Spec") -> bool:
        """Return whether everybody this share counts as met, `other` does too."""
        if not self.demands or not other.demands or self.cohort != other.cohort:
            return False
        return all(
            name in self.demands and self.demands[name] <= wanted
            for name, wanted in other.demands.items()
        )
