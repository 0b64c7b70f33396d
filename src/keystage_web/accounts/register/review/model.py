"""The values a review is made of. Nothing here asks the database."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from keystage.core import canonical
from keystage_web.accounts.register.facts import Facts


@dataclass(frozen=True, slots=True)
class Problem:
    """A line of the file that cannot be taken, and why; `number` as far as it is known."""

    line: int
    sentence: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class New:
    """A school we do not have."""

    line: int
    facts: Facts


@dataclass(frozen=True, slots=True)
class Shift:
    """One fact before and after; `fact` is its name in `Facts`."""

    fact: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Changed:
    """A school of ours that the file tells otherwise of; `note` says what to know."""

    line: int
    school: str
    name: str
    shifts: tuple[Shift, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Alike:
    """A school of the file that may be one of ours under another number.

    A person says whether it is: it is not guessed.
    """

    line: int
    facts: Facts
    school: str
    name: str
    number: str
    reason: str
    shifts: tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class Gone:
    """An open school of ours that the file does not tell of. It stays as it is."""

    school: str
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Link:
    """That the school of `number` and `urn` went before the one at a line of the file.

    Either of the two may be ''; `how` is in the register's words. `school` is the id of
    the later one, where it is here already.
    """

    line: int
    name: str
    number: str
    urn: str
    how: str
    since: date | None = None
    school: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """Everything a file would do.

    `same` counts the schools that stay as they are. `others` counts rows of other
    authorities, `closed` schools that closed long ago, `idle` those that no collection
    is about; none of these is taken.
    """

    new: tuple[New, ...] = ()
    changed: tuple[Changed, ...] = ()
    alike: tuple[Alike, ...] = ()
    gone: tuple[Gone, ...] = ()
    links: tuple[Link, ...] = ()
    problems: tuple[Problem, ...] = ()
    same: int = 0
    others: int = 0
    closed: int = 0
    idle: int = 0
    digest: str = field(default="", compare=False)

    @property
    def does(self) -> bool:
        """Whether there is anything to save."""
        return bool(self.new or self.changed or self.alike or self.links)


def sealed(review: Review) -> str:
    """Return the digest of a review: equal ones would do the same."""
    return canonical.digest(review)
