"""A child of a roll as plain facts, each a text: what reviews compare and events tell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, get_args

from keystage.checks.fold import folded

type Fact = Literal[
    "upn",
    "surname",
    "forename",
    "middle",
    "born",
    "sex",
    "year_group",
    "group",
    "joined",
    "left",
    "below",
    "premium",
    "sen",
    "language",
    "postcode",
]
type Facts = Mapping[Fact, str]
type Stay = tuple[str, str]
"""The first and the last day on a roll, each as YYYY-MM-DD or '' where nobody says."""

FACTS: Final[tuple[Fact, ...]] = get_args(Fact.__value__)
OPTIONAL: Final[tuple[Fact, ...]] = ("premium", "sen", "language", "postcode")
"""Kept only where the authority asks for it."""
DAYS: Final[tuple[Fact, ...]] = ("born", "joined", "left")
KEY: Final = 520
"""The most characters kept of a name as it is found by: folded, one may become eighteen."""
LONGEST: Final[Mapping[Fact, int]] = {
    "upn": 20,
    "surname": 128,
    "forename": 128,
    "middle": 128,
    "sex": 2,
    "year_group": 3,
    "group": 60,
    "premium": 1,
    "sen": 4,
    "language": 4,
    "postcode": 10,
}


@dataclass(frozen=True, slots=True)
class Child:
    """A child on a roll: a random id, facts, and the stays that ended before this one.

    `former` are the UPNs the child had before. In `facts` a missing key is ''.
    """

    id: str
    facts: Facts
    earlier: tuple[Stay, ...] = ()
    former: tuple[str, ...] = ()

    def get(self, fact: Fact) -> str:
        """Return a fact, or ''."""
        return self.facts.get(fact, "")

    @property
    def here(self) -> bool:
        """Whether the roll knows of no last day."""
        return not self.get("left")


@dataclass(frozen=True, slots=True)
class Told:
    """A child as a file tells of it. `place` is where (a row, a pupil's number)."""

    place: int
    facts: Facts
    earlier: tuple[Stay, ...] = ()
    former: str = ""

    def get(self, fact: Fact) -> str:
        """Return a fact, or ''."""
        return self.facts.get(fact, "")


def name_of(one: Child | Told) -> tuple[str, str]:
    """Return surname and forename for comparing: without case and accents."""
    return folded(one.get("surname")), folded(one.get("forename"))


def order(one: Child | Told) -> tuple[str, ...]:
    """Return what children are put in order by: by name, then by all else."""
    return (*name_of(one), *(one.get(fact) for fact in FACTS))


def said(facts: Mapping[Fact, str]) -> dict[str, str]:
    """Return the facts that say something, for an event."""
    return {fact: facts[fact] for fact in FACTS if facts.get(fact)}


def subjects(text: str) -> list[str]:
    """Return the subjects in a text of them."""
    return text.split()


def of_subjects(ids: Iterable[str]) -> str:
    """Return subjects as one text, always in the same order."""
    return " ".join(sorted(set(ids)))


def day(text: str) -> date | None:
    """Return the day of a text, or None for ''."""
    return date.fromisoformat(text) if text else None


def text(found: date | None) -> str:
    """Return a day as its text, or ''."""
    return found.isoformat() if found else ""
