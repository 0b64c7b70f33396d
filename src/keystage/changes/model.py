"""A difference between two files, as values: what, of whom, from what to what."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple

from keystage.core.records import Assessment, Pupil


class Meaning(NamedTuple):
    """What a result says, as somebody who knows the rules reads it.

    `key` is equal for results of the same thing (component, collection, year),
    `value` for results that say the same of it. `title` is what people call the
    component, `about` the collection and year.
    """

    key: tuple[str, ...]
    value: str
    title: str
    about: str = ""


type Reads = Callable[[Assessment], Meaning]
"""Gives a result its meaning; equal assessments must have equal meanings."""


def as_written(part: Assessment) -> Meaning:
    """Return the meaning of a result whose rules nobody knows: its texts."""
    kind = part.kind
    named = (kind.stage, kind.subject, kind.component, kind.qualifier)
    title = " ".join(text for text in named if text) or "Result"
    return Meaning(tuple(kind), part.result, title, kind.year)


class Match(StrEnum):
    """How it is known that two entries are of one pupil."""

    UPN = "upn"
    FORMER_UPN = "former_upn"
    NAME_AND_BIRTH = "name_and_birth"


class Change(NamedTuple):
    """One thing that is not alike. None means that it is not there at all.

    `part` says where it belongs and `name` which it is: a field of the header
    (`source.la`), a field of the pupil (`surname`), a path beneath the pupil or
    the file (`Address/PostCode`), or a result's key, joined by `/`. With `same`
    both sides say the same in other words: case, spaces, a synonym. `aspect` is
    '' for a result's value, `date` for its date and `kind` for how its subject is
    written.
    """

    part: Literal["header", "identity", "details", "result"]
    name: str
    title: str
    old: str | None
    new: str | None
    same: bool = False
    about: str = ""
    aspect: Literal["", "date", "kind"] = ""

    @property
    def mirrored(self) -> "Change":
        """The same change the other way round."""
        return self._replace(old=self.new, new=self.old)


@dataclass(frozen=True, slots=True)
class PupilChange:
    """All that is not alike of one pupil.

    `before` is None for a pupil who was added, `after` for one who is gone; their
    `changes` are all their results, and `how` is None. With `repeated`, the other file has
    the pupil too, only not so often, and says all that this entry does.
    """

    before: Pupil | None
    after: Pupil | None
    how: Match | None
    changes: tuple[Change, ...]
    repeated: bool = False

    @property
    def matters(self) -> bool:
        """Whether anything differs in more than the way it is written."""
        if self.repeated:
            return False
        whole = self.before is None or self.after is None
        return whole or any(not change.same for change in self.changes)

    @property
    def mirrored(self) -> "PupilChange":
        """The same change the other way round."""
        changes = tuple(change.mirrored for change in self.changes)
        return PupilChange(self.after, self.before, self.how, changes, self.repeated)


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs between two files; empty when nothing does.

    `header` is what differs of the file itself, `pupils` those who differ, by
    name; `same` counts the pupils who do not.
    """

    header: tuple[Change, ...]
    pupils: tuple[PupilChange, ...]
    same: int

    @property
    def changed(self) -> tuple[PupilChange, ...]:
        """The pupils in both files of whom something differs in what it says."""
        return tuple(one for one in self._both if one.matters)

    @property
    def noted(self) -> tuple[PupilChange, ...]:
        """The pupils in both files of whom all is the same, otherwise written."""
        return tuple(one for one in self._both if not one.matters)

    @property
    def added(self) -> tuple[PupilChange, ...]:
        """The pupils only the second file has."""
        return tuple(one for one in self._alone if one.before is None)

    @property
    def gone(self) -> tuple[PupilChange, ...]:
        """The pupils only the first file has."""
        return tuple(one for one in self._alone if one.after is None)

    @property
    def repeated(self) -> tuple[PupilChange, ...]:
        """Entries one file has more of a pupil of both, which say nothing more."""
        return tuple(one for one in self.pupils if one.repeated)

    @property
    def matters(self) -> bool:
        """Whether the files say different things, not only in different words."""
        header = any(not change.same for change in self.header)
        return header or any(one.matters for one in self.pupils)

    @property
    def _alone(self) -> tuple[PupilChange, ...]:
        return tuple(one for one in self.pupils if one.how is None and not one.repeated)

    @property
    def _both(self) -> tuple[PupilChange, ...]:
        return tuple(one for one in self.pupils if one.how is not None)
