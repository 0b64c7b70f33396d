"""All schools of an authority with what each owes, in two questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from keystage.checks.model import Rulebook
from keystage_web.accounts.models import Duty, School
from keystage_web.accounts.register.facts import Facts, facts_of
from keystage_web.accounts.register.owing import owed
from keystage_web.accounts.scopes import Scope

type Said = Mapping[tuple[str, str], bool]
"""Whether a school owes a collection, by both, where a person said so."""


@dataclass(frozen=True, slots=True)
class Owing:
    """A school, and which of some rulebooks it owes, in their order."""

    id: str
    facts: Facts
    owes: tuple[bool, ...]

    @property
    def number(self) -> str:
        """The number it is known by, or the URN of a setting."""
        return self.facts.number or self.facts.urn


def owings(
    scope: Scope, summer: int, books: Sequence[tuple[Rulebook, date]]
) -> list[Owing]:
    """Return the schools a scope sees, by name, with what each owes on a day.

    All `books` are of the `summer`.
    """
    rows = Duty.within(scope).filter(summer=summer)
    told = rows.values_list("school", "collection", "owes")
    said = {(school, collection): owes for school, collection, owes in told}
    return [
        Owing(row.id, facts, _owes(said, row.id, facts, books))
        for row in School.within(scope).order_by("name", "number", "id")
        for facts in [facts_of(row)]
    ]


def _owes(
    said: Said, school: str, facts: Facts, books: Sequence[tuple[Rulebook, date]]
) -> tuple[bool, ...]:
    found = []
    for book, day in books:
        by_hand = said.get((school, book.collection))
        found.append(owed(facts, book, day).owes if by_hand is None else by_hand)
    return tuple(found)
