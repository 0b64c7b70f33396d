"""What a supplier's files came to: faults by file of the kit, and a score by heading."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from keystage.core.findings import Severity
from keystage.synth.conformance.likeness import Way
from keystage.synth.conformance.model import Export, Kit

THE_FILE = "the file"
"""What a fault is about that is about no part of a file."""


class Heading(StrEnum):
    """What is scored."""

    FILES = "files"
    CHILDREN = "children"
    RESULTS = "results"
    WRITING = "writing"


class Kind(StrEnum):
    """What became of it."""

    MISSING = "missing"
    ALTERED = "altered"
    UNEXPECTED = "unexpected"
    WRITTEN = "written otherwise"
    UNREAD = "not read"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that did not come through as it was entered.

    `what` is the part of the file it is about, `upn` and `case` whose it is. `way` is
    how a text differs, where one does. `message` and `fix` are our reader's own words,
    where it was the reader who noticed; `rule` is then its code. Without a rule the
    message is what the kit says of the child.
    """

    heading: Heading
    kind: Kind
    what: str
    severity: Severity = Severity.ERROR
    upn: str = ""
    name: str = ""
    case: str = ""
    expected: str = ""
    found: str = ""
    file: str = ""
    line: int | None = None
    way: Way | None = None
    rule: str = ""
    message: str = ""
    fix: str = ""


@dataclass(slots=True)
class Tally:
    """How much came through right, of how much was asked for or is there besides."""

    right: int = 0
    of: int = 0

    @property
    def score(self) -> int | None:
        """Return whole hundredths, 100 only where all is right; None of nothing."""
        return 100 * self.right // self.of if self.of else None


@dataclass(slots=True)
class Part:
    """What became of one file of the kit; `export` is None for what fits none."""

    export: Export | None
    files: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    tallies: dict[Heading, Tally] = field(
        default_factory=lambda: {heading: Tally() for heading in Heading}
    )

    def count(self, heading: Heading, *, right: bool) -> None:
        """Count one thing asked for, or there besides."""
        tally = self.tallies[heading]
        tally.of += 1
        tally.right += right


@dataclass(frozen=True, slots=True)
class Sent:
    """One file that was looked at; `message` says why it was not read."""

    path: str
    supplier: str = ""
    version: str = ""
    exports: tuple[str, ...] = ()
    message: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """All there is to say."""

    kit: Kit
    parts: tuple[Part, ...]
    files: tuple[Sent, ...]
    skipped: tuple[tuple[str, str], ...] = ()

    @property
    def faults(self) -> Iterator[Fault]:
        """Yield every fault, file of the kit by file."""
        for part in self.parts:
            yield from part.faults

    @property
    def tallies(self) -> dict[Heading, Tally]:
        """Return the score of everything by heading."""
        found = {heading: Tally() for heading in Heading}
        for part in self.parts:
            for heading, tally in part.tallies.items():
                found[heading].right += tally.right
                found[heading].of += tally.of
        return found

    @property
    def weights(self) -> Counter[Severity]:
        """Return how many faults there are of each weight."""
        return Counter(fault.severity for fault in self.faults)

    @property
    def unread(self) -> int:
        """Return how many files could not be read."""
        return sum(bool(one.message) for one in self.files)
