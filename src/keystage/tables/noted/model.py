"""What is written into a person's own workbook before it goes back."""

from dataclasses import dataclass

from keystage.core.findings import Severity


@dataclass(frozen=True, slots=True)
class Noted:
    """A cell with something to say about it: how bad it is, and the words of the note.

    `sheet` is the sheet's name as it was read; row and column are counted from 1.
    """

    sheet: str
    row: int
    column: int
    severity: Severity
    text: str


@dataclass(frozen=True, slots=True)
class Returned:
    """A workbook to give back.

    `whole` says that it is the person's own, with its looks; otherwise the same cells
    stand at the same places of a new one.
    """

    data: bytes
    whole: bool
