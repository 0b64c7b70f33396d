"""What can be wrong with files, in sentences."""

from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """What is wrong, for programs."""

    LOST = "lost"
    ALTERED = "altered"
    STRAY = "stray"
    FACTS = "facts"
    NAME = "name"
    STATE = "state"
    UNTOLD = "untold"
    GONE = "gone"
    STEP = "step"
    COUNT = "count"
    FLAG = "flag"


_SENTENCES = {
    Code.LOST: "its bytes are not there: get them from a backup, or from who sent it",
    Code.ALTERED: "its bytes are not those that were sent",
    Code.STRAY: "lies among the files and is none of them",
    Code.FACTS: "what is written of it was changed after it was sent",
    Code.NAME: "its name was changed after it was sent",
    Code.STATE: "stands where nothing the audit tells of has brought it",
    Code.UNTOLD: "the audit tells of no sending of it",
    Code.GONE: "the audit tells of it, and its row is not there any more",
    Code.STEP: "what was done with it is not what the audit tells",
    Code.COUNT: "the count of files kept for these bytes is wrong",
    Code.FLAG: "is marked as damaged, and is whole: download it once",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: with a file, by its id, or with bytes, by their place.

    `number` is that of the audit's event concerned, where it is one event.
    """

    authority: str
    code: Code
    file: str = ""
    place: str = ""
    number: int | None = None

    @property
    def sentence(self) -> str:
        """Where, and what is wrong."""
        parts = [f"Authority {self.authority!a}"]
        if self.file:
            parts.append(f"file {self.file!a}")
        if self.number is not None:
            parts.append(f"event {self.number}")
        if self.place:
            parts.append(ascii(self.place))
        return f"{', '.join(parts)}: {_SENTENCES[self.code]}"


@dataclass(slots=True)
class Summary:
    """What was seen of an authority's files.

    `left` counts what broken-off sendings left behind; the next start takes it away.
    """

    authority: str
    files: int = 0
    bytes: int = 0
    erased: int = 0
    recalled: int = 0
    left: int = 0
