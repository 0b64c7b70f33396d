"""A finding: which rule, where, what is wrong, what to do, and a repair."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Severity(StrEnum):
    """How much a finding weighs.

    An error must be put right, a query investigated and then put right or
    explained, a note is information.
    """

    ERROR = "error"
    QUERY = "query"
    NOTE = "note"


@dataclass(slots=True)
class Place:
    """Where something stands: line and path in XML, or sheet, row and column."""

    line: int | None = None
    path: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None


@dataclass(slots=True)
class PupilRef:
    """How a person would recognise the pupil a finding is about, as sent."""

    upn: str = ""
    surname: str = ""
    forename: str = ""
    dob: str = ""


@dataclass(slots=True)
class Repair:
    """One change a program can make to the file that was read.

    `target` says what is changed: a header field (`destination.la`), a field of
    the pupil at `pupil` (1-based position in the file), the result numbered
    `result` (1-based among that pupil's assessments), or the file's name. `old`
    must still be there for the repair to apply. Applied, the finding goes and no
    error is added.
    """

    action: Literal["set", "remove"]
    target: Literal["header", "pupil", "result", "file_name"]
    field: str
    old: str
    new: str = ""
    pupil: int | None = None
    result: int | None = None


@dataclass(slots=True)
class Finding:
    """One thing to put right, look at or know.

    `rule` is stable. `message` says what is wrong, `fix` what to do. `subject`
    is the component's id (`E05`, `REA`). `consequences` are findings that would
    go away with this one, kept beneath it rather than beside it. `held` says why a
    repair a check knows is not offered: something else in the file would be lost.
    """

    rule: str
    severity: Severity
    message: str
    fix: str = ""
    official_rule: str | None = None
    collection: str | None = None
    pupil: PupilRef | None = None
    subject: str | None = None
    value: str | None = None
    allowed: tuple[str, ...] = ()
    place: Place | None = None
    repair: Repair | None = None
    consequences: tuple["Finding", ...] = ()
    held: str = ""
