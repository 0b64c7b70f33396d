"""The values the parts of a page are drawn from: bar, states, tasks.

A context processor of the app that knows the person puts a `Header` into the context
as `header`; without one the bar holds the names alone.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Tone(StrEnum):
    """How a state looks. Its word says the same, so that colour is never needed."""

    QUIET = "quiet"
    BEGUN = "begun"
    SENT = "sent"
    DONE = "done"
    QUERY = "query"
    WAITING = "waiting"
    PROBLEM = "problem"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class State:
    """A word, and how it looks."""

    word: "StrOrPromise"
    tone: Tone = Tone.QUIET


@dataclass(frozen=True, slots=True)
class Link:
    """A place to go; `current` where one is in it."""

    label: "StrOrPromise"
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """The links of the bar, and at its end the person, with a link of their own.

    `leave` is posted to, to sign out.
    """

    links: tuple[Link, ...] = ()
    person: str = ""
    person_url: str = ""
    leave: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """A line of a task list; without a `url` it cannot be begun yet.

    `links` are what else one may do about it, beneath the hint.
    """

    label: "StrOrPromise"
    state: State
    url: str = ""
    hint: "StrOrPromise" = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Timeout:
    """When the service lets go of a person who does nothing, in seconds.

    `warn` is how long before the end it warns. `keep` is posted to, to stay; `leave`
    is where the page goes at the end.
    """

    seconds: int
    warn: int
    keep: str
    leave: str

    @property
    def minutes(self) -> int:
        """The whole time in minutes, for the sentence that tells it."""
        return round(self.seconds / 60)
