"""What can be wrong with what was sent, in sentences."""

from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """What is wrong, for programs."""

    GUARD = "guard"
    CONTENT = "content"
    EVENT = "event"
    FACTS = "facts"
    CONFIRMED = "confirmed"
    STEP = "step"
    GONE = "gone"
    STANDS = "stands"


_SENTENCES = {
    Code.GUARD: "the database lacks a trigger, and would let what was sent be changed",
    Code.CONTENT: "what it holds was changed after it was sent",
    Code.EVENT: "the audit tells of no such sending",
    Code.FACTS: "what is said of it is not as it was sent",
    Code.CONFIRMED: "who confirmed it is not what the audit tells",
    Code.STEP: "what became of it is not what the audit tells",
    Code.GONE: "tells of what was sent, confirmed or taken back, and that is not there",
    Code.STANDS: "what stands is not what was sent last and not taken back",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: with a version or a return, by its id, or a trigger's name.

    `number` is that of the audit's event concerned, where it is one event.
    """

    authority: str
    code: Code
    version: str = ""
    number: int | None = None
    of_return: str = ""

    @property
    def sentence(self) -> str:
        """Where, and what is wrong."""
        if self.code is Code.GUARD:
            return f"Trigger {self.version!a}: {_SENTENCES[self.code]}"
        parts = [f"Authority {self.authority!a}"]
        if self.of_return:
            parts.append(f"return {self.of_return!a}")
        if self.version:
            parts.append(f"version {self.version!a}")
        if self.number is not None:
            parts.append(f"event {self.number}")
        return f"{', '.join(parts)}: {_SENTENCES[self.code]}"


@dataclass(slots=True)
class Summary:
    """How many versions an authority has."""

    authority: str
    versions: int = 0
