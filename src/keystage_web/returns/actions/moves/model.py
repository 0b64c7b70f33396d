"""What is asked of a sending, and what is answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from keystage_web.returns.actions.cells.model import Typed
from keystage_web.returns.models import Version
from keystage_web.returns.versions.reference import reference


class Mode(StrEnum):
    """What the rows of a file do to those that are there."""

    REPLACE = "replace"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class Rows:
    """The cells a file changes, as they were reviewed with the return at `seen`."""

    mode: Mode
    cells: Sequence[Typed]
    seen: int


@dataclass(frozen=True, slots=True)
class Sent:
    """A version that was sent: its id, its number, and what people call it.

    `again` says that it had been sent before with the same key.
    """

    version: str
    number: int
    reference: str
    again: bool = False


def sent(row: Version, *, again: bool = False) -> Sent:
    """Return what is answered of a version."""
    return Sent(row.id, row.number, reference(row.id), again)
