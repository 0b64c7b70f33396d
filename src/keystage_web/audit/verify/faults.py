"""What can be wrong with an audit, in sentences."""

from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """What is wrong, for programs."""

    CHANGED = "changed"
    LINK = "link"
    MISSING = "missing"
    STRAY = "stray"
    PAYLOAD = "payload"
    GONE = "gone"
    RETURNED = "returned"
    FORGED = "forged"
    SUBJECTS = "subjects"
    HEAD = "head"
    EXTRA = "extra"
    GUARD = "guard"
    CHECKPOINT = "checkpoint"


_SENTENCES = {
    Code.CHANGED: "its header was changed after it was written",
    Code.LINK: "does not follow from the one before: one of the two was written anew",
    Code.MISSING: "not there any more",
    Code.STRAY: "there are rows of it, but no event of this number",
    Code.PAYLOAD: "what it tells was changed after it was written",
    Code.GONE: "what it tells was taken away, and under no policy",
    Code.RETURNED: "what it tells was erased, and is there again",
    Code.FORGED: "no erasure stands behind its record of deletion",
    Code.SUBJECTS: "the list of pupils it is found by was changed",
    Code.HEAD: "the head row was changed: it does not say where the chain ends",
    Code.EXTRA: "stands after the end the head row knows: not written by the service",
    Code.GUARD: "the database is not guarded: run keystage setup, and ask who took it off",
    Code.CHECKPOINT: "is not what it was when the checkpoint was taken",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, and with which event, or events up to `last`."""

    authority: str
    code: Code
    number: int | None = None
    last: int | None = None
    name: str = ""  # of a trigger

    @property
    def sentence(self) -> str:
        """Where, and what is wrong."""
        return f"{self._where()}: {_SENTENCES[self.code]}"

    def _where(self) -> str:
        if self.number is None:
            return self.name or f"Authority {self.authority!a}"
        several = self.last is not None and self.last != self.number
        span = f"s {self.number} to {self.last}" if several else f" {self.number}"
        return f"Authority {self.authority!a}, event{span}"
