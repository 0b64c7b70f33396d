"""The kinds of place a file of results can go to, and the usual one of a collection."""

from dataclasses import dataclass
from enum import StrEnum

from keystage.checks.model import Rulebook
from keystage.core.file_names import GENERAL
from keystage.core.records import School
from keystage.exports import choose


class To(StrEnum):
    """A kind of place, by the word `choose.destination` knows it by."""

    AUTHORITY = "la"
    AGENCY = "naa"
    OWN = "own"
    SCHOOL = "school"
    OUTSIDE = "mmm"
    UNKNOWN = "xxx"


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a file goes. `number` is another school's, its authority's digits first."""

    to: To
    number: str = ""

    def place(self, source: School) -> School | None:
        """Return who that is for a file from `source`; None where nobody can tell."""
        word = f"{self.to}:{self.number}" if self.to is To.SCHOOL else self.to
        return choose.destination(word, source)


def usual(book: Rulebook) -> To:
    """Return where a return of this collection goes."""
    return To(book.ctf.destination)


def offered(book: Rulebook) -> tuple[To, ...]:
    """Return where its results may go, the usual place first.

    The national agency takes those alone that its rulebook sends there.
    """
    first = usual(book)
    return first, *(one for one in To if one not in {first, To.AGENCY})


def tags(book: Rulebook, to: To) -> tuple[str, ...]:
    """Return the kinds such a file may be called by, the one to begin with first.

    A return is called by its collection; what goes elsewhere is a file like any other.
    """
    if to is usual(book):
        return book.ctf.tags
    return GENERAL, *(tag for tag in book.ctf.tags if tag != GENERAL)
