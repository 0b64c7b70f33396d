"""What an authority has been sent for one collection and year, all schools."""

from dataclasses import dataclass

from keystage.checks.model import RollEntry
from keystage.core.records import Return


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as bytes: its name, the SHA-256 of its bytes, and whose it is."""

    name: str
    digest: str
    school: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """All returns of one collection and year, and what is known besides.

    `expected` are the schools a return is due from, by 7-digit number or URN;
    `rolls` is what schools' lists hold, all together. None where nobody said.
    """

    returns: tuple[Return, ...]
    files: tuple[SentFile, ...] = ()
    expected: tuple[str, ...] | None = None
    rolls: tuple[RollEntry, ...] | None = None

    @property
    def schools(self) -> dict[str, list[Return]]:
        """The returns by school, the schools in order."""
        found: dict[str, list[Return]] = {}
        for return_ in sorted(self.returns, key=school_of):
            found.setdefault(school_of(return_), []).append(return_)
        return found


def school_of(return_: Return) -> str:
    """Return the number a return's school is known by, or ''."""
    return return_.school or return_.urn
