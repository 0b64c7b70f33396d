"""A school's results as they may go out: plain values, no rows of a database."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from keystage.checks.model import Rulebook
from keystage.core.records import Return, Row, School
from keystage_web.returns.sheet.facts import Child


@dataclass(frozen=True, slots=True)
class Person:
    """A pupil: who it is, the results as a row, and how far they are.

    `why` says in a sentence what is to be said of the pupil: who reports it, or why
    nothing is due. `filled` of `due` results are there. `postcode` is '' where none is
    kept, or the round asks for none.
    """

    child: Child
    row: Row
    due: int
    filled: int
    why: str = ""
    postcode: str = ""

    @property
    def id(self) -> str:
        """The id of the pupil."""
        return self.child.id

    @property
    def owed(self) -> bool:
        """Whether the school returns this pupil: something is due, or was entered."""
        return bool(self.due or self.row.results)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What a school can take out of a round.

    `owed` are the pupils it returns, in order of the names, `others` those of the year
    group it does not. `version` is the number of the one that was sent and stands, 0
    where this is what stands on the marksheet; `changed` says that another was sent
    before. `gateway` says that schools upload to the national gateway themselves,
    `addresses` that the round asks for addresses.
    """

    round: str
    book: Rulebook
    school: School
    owed: tuple[Person, ...]
    others: tuple[Person, ...]
    version: int = 0
    changed: bool = False
    gateway: bool = False
    addresses: bool = False

    @property
    def number(self) -> str:
        """The seven digits of the school, '' for one without."""
        return f"{self.school.la}{self.school.estab}" if self.school.estab else ""

    @property
    def sent(self) -> bool:
        """Whether this is what was sent."""
        return bool(self.version)

    def those(self, pupils: Collection[str]) -> list[Person]:
        """Return the pupils it owes of these ids, in its order."""
        return [one for one in self.owed if one.id in pupils]

    def of_class(self, klass: str) -> list[Person]:
        """Return the pupils it owes of a class, by its id; of all for ''."""
        return [one for one in self.owed if klass in {"", one.child.klass}]

    def return_of(self, people: Sequence[Person]) -> Return:
        """Return the results of some pupils as a return."""
        rows = [one.row for one in people]
        book, school = self.book, self.school
        return Return(book.collection, book.year, self.number, school.urn, rows)
