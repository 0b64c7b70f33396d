"""What a reading gives, as plain values that go through JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, cast

from keystage_web.rolls.children import Fact, Stay, Told


@dataclass(frozen=True, slots=True)
class Question:
    """A column of a table nobody knows yet: its heading, a guess, why, and examples."""

    heading: str
    guess: str
    why: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Concern:
    """A finding of the library about one child, or about the file where `place` is 0."""

    place: int
    rule: str
    severity: str
    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as it was read. Exactly one of `told`, `questions` and `faults` says much.

    `told` are its children in an order that is not the file's, `tells` the facts it
    says anything of, `twice` the places of rows that say of a child what another row
    said, `empty` those of rows without a child, `others` how many are of another
    school. `questions` are its columns where one that is needed is not known. `faults`
    are the sentences for which nothing of it is taken.
    """

    kind: str
    told: tuple[Told, ...] = ()
    tells: tuple[Fact, ...] = ()
    concerns: tuple[Concern, ...] = ()
    twice: tuple[int, ...] = ()
    empty: tuple[int, ...] = ()
    others: int = 0
    questions: tuple[Question, ...] = ()
    faults: tuple[str, ...] = ()


def to_plain(reading: Reading) -> dict[str, Any]:
    """Return a reading as values JSON has."""
    return asdict(reading)


def from_plain(plain: Mapping[str, Any]) -> Reading:
    """Return the reading that `to_plain` was given."""
    held = dict(plain)
    held["told"] = tuple(map(_told, plain["told"]))
    held["concerns"] = tuple(Concern(**one) for one in plain["concerns"])
    held["questions"] = tuple(
        Question(**{**one, "examples": tuple(one["examples"])})
        for one in plain["questions"]
    )
    for name in ("tells", "twice", "empty", "faults"):
        held[name] = tuple(plain[name])
    return Reading(**held)


def _told(plain: Mapping[str, Any]) -> Told:
    earlier = tuple(cast(Stay, tuple(one)) for one in plain["earlier"])
    return Told(**{**plain, "earlier": earlier})
