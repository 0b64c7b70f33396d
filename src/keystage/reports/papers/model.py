"""A paper as it is shown: leaves of texts, nothing left to work out."""

from dataclasses import dataclass
from datetime import date

from keystage.reports.school.model import Grid


@dataclass(frozen=True, slots=True)
class Leaf:
    """What begins a new page: a heading, sentences, tables, and sentences at the end.

    `lead` stands above the tables. A `wide` leaf lies on its side.
    """

    title: str
    lead: tuple[str, ...] = ()
    tables: tuple[Grid, ...] = ()
    says: tuple[str, ...] = ()
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of one school, dated `made`. `kind` is what it is, as `Pupil list`.

    `mark` is said at the head of every leaf, where it is not for good. `own` says that
    the title stands on each leaf, because each goes to another reader.
    """

    kind: str
    title: str
    school: str
    made: date
    leaves: tuple[Leaf, ...]
    mark: str = ""
    own: bool = False
