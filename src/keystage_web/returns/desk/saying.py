"""What was said of one return, as values: threads, openings, proposals."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from keystage_web.returns.models import Asked


@dataclass(frozen=True, slots=True)
class Said:
    """One text of a thread: who said it, when, and whether that was the authority."""

    text: str
    by: str
    at: datetime
    ours: bool


@dataclass(frozen=True, slots=True)
class Thread:
    """A question and all that was said of it; `pupil` and `component` are names.

    `about` are the ids of the pupils whose names it tells, as it is of all that was
    said: who is shown it is written down to have looked at them.
    """

    id: str
    state: str
    at: datetime
    pupil: str
    component: str
    said: tuple[Said, ...]
    about: tuple[str, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether the school has not answered it yet."""
        return self.state == Asked.OPEN

    @property
    def unasked(self) -> bool:
        """Whether the school wrote it of itself, and nobody has written back."""
        return not any(one.ours for one in self.said)

    @property
    def question(self) -> str:
        """What the authority asked last; '' where the school wrote of itself."""
        return next((one.text for one in reversed(self.said) if one.ours), "")


@dataclass(frozen=True, slots=True)
class Opening:
    """That a return was to be unlocked, and what came of that."""

    asked_by: str
    asked_at: datetime | None
    asked: str
    granted_by: str
    granted_at: datetime | None
    reason: str
    until: datetime | None
    pupils: tuple[str, ...]
    components: tuple[str, ...]
    declined_at: datetime | None
    words: str
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value the authority wrote, or wants to; what the school said, and how."""

    id: str
    pupil: str
    component: str
    before: str
    after: str
    reason: str
    at_once: bool
    by: str
    at: datetime
    agreed_by: str
    agreed_at: datetime | None
    phone_by: str
    phone_name: str
    phone_at: datetime | None
    declined_by: str
    declined_at: datetime | None
    words: str
    version: int
    person: str
    phone_person: str
    about: tuple[str, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether nobody has said yes or no yet."""
        return not self.version and self.declined_at is None


@dataclass(frozen=True, slots=True)
class Words:
    """All that was said of one return."""

    threads: tuple[Thread, ...] = ()
    opening: Opening | None = None
    declined: Opening | None = None  # the last that was asked for, if it was declined
    proposals: tuple[Proposal, ...] = ()
    late: tuple[date, str, bool, str] | None = None
    excuse: tuple[str, str, str] | None = None
    uploads: tuple[tuple[str, date, str], ...] = ()
    until: tuple[datetime, str, str] | None = None
    routes: tuple[tuple[str, ...], datetime | None, str] | None = None

    @property
    def pupils(self) -> set[str]:
        """The ids of all pupils it was said of."""
        found = [one.about for one in self.threads]
        found += [one.about for one in self.proposals]
        found += [one.about for one in (self.opening, self.declined) if one]
        return {id_ for about in found for id_ in about}

    @property
    def waiting(self) -> "Words":
        """What of it waits for the school: unanswered questions, corrections to agree."""
        return replace(
            self,
            threads=tuple(one for one in self.threads if one.waits),
            proposals=tuple(one for one in self.proposals if one.waits),
        )

    @property
    def open(self) -> int:
        """How many questions the school has not answered, or nobody has closed."""
        return sum(one.state != Asked.CLOSED for one in self.threads)
