"""What a review says, and what is done once it is answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from keystage_web.rolls.children import Child, Fact, Facts, Stay, Told


class Why(StrEnum):
    """Why a child of the file may be one of the roll, and a person has to say."""

    RENUMBERED = "renumbered"
    """Same name and birth date, another UPN."""
    RENAMED = "renamed"
    """Same UPN, both names others, or one name and the birth date."""
    ALIKE = "alike"
    """Same birth date and one name; neither has another match."""
    RETURNED = "returned"
    """The roll says that the child has left."""


class Answer(StrEnum):
    """What a person says of such a pair."""

    SAME = "same"
    """It is the same child: the file's facts are taken over."""
    OTHER = "other"
    """It is another child, who is taken on besides."""
    LEAVE = "leave"
    """The roll stays as it is."""


ANSWERS: Mapping[Why, tuple[Answer, ...]] = {
    Why.RENUMBERED: (Answer.SAME, Answer.OTHER, Answer.LEAVE),
    Why.RENAMED: (Answer.SAME, Answer.OTHER, Answer.LEAVE),
    Why.ALIKE: (Answer.SAME, Answer.OTHER, Answer.LEAVE),
    Why.RETURNED: (Answer.SAME, Answer.LEAVE),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact of a child before and after."""

    fact: Fact
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A child of the roll of whom the file says something else.

    `former` is the UPN that goes, or one the file says was there before; `earlier` are
    times on the roll that are added to those known.
    """

    child: Child
    told: Told
    differences: tuple[Difference, ...]
    former: tuple[str, ...] = ()
    earlier: tuple[Stay, ...] = ()


@dataclass(frozen=True, slots=True)
class Close:
    """A child of the file who may be one of the roll: `change` is what would change."""

    why: Why
    change: Changed

    @property
    def key(self) -> str:
        """What names the pair in a form: the roll's child is in one pair at most."""
        return self.change.child.id


@dataclass(frozen=True, slots=True)
class Review:
    """A file held against a roll. Every child of either is in exactly one part.

    `same` are as they were, `aside` are on the roll and of year groups the file does
    not tell of, `gone` are on it and the file should tell of them, `past` had left
    before and the file need not.
    """

    new: tuple[Told, ...] = ()
    changed: tuple[Changed, ...] = ()
    close: tuple[Close, ...] = ()
    same: tuple[Child, ...] = ()
    gone: tuple[Child, ...] = ()
    aside: tuple[Child, ...] = ()
    past: tuple[Child, ...] = ()

    @property
    def quiet(self) -> bool:
        """Whether nothing would change and nothing is to be decided."""
        return not (self.new or self.changed or self.close or self.gone)


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person decided: for each close pair, and the last day of who has gone."""

    close: Mapping[str, Answer] = field(default_factory=dict)
    left: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is done to a roll, all of it or nothing: who comes, what changes.

    `left_alone` counts the children of the file of whom, by an answer, nothing is taken.
    """

    add: tuple[tuple[Facts, tuple[Stay, ...], str], ...] = ()
    change: tuple[Changed, ...] = ()
    leave: tuple[tuple[Child, str], ...] = ()
    left_alone: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many children were saved, and how."""

    added: int = 0
    changed: int = 0
    left: int = 0
    left_alone: int = 0
    same: int = 0
