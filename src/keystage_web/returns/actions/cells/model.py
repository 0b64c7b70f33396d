"""What is asked of cells, and what is answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

type Cell = tuple[str, str]
"""A cell by the ids of its pupil and its component."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A value for a cell, by somebody who saw its version `base` (0: never a value).

    `sure` says that what the value asks was answered.
    """

    pupil: str
    component: str
    value: str
    base: int
    sure: bool = False

    @property
    def cell(self) -> Cell:
        """Which cell it is for."""
        return self.pupil, self.component


class State(StrEnum):
    """What became of a value: `ASK` wants an answer first, and nothing was written."""

    SAVED = "saved"
    CONFLICT = "conflict"
    REFUSED = "refused"
    ASK = "ask"


class Why(StrEnum):
    """Why a value was not written."""

    CLOSED = "closed"
    LONG = "long"
    NEWER = "newer"
    AHEAD = "ahead"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Theirs:
    """The value that was there: of a person (id and name), since a moment."""

    value: str
    person: str
    at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one cell: `value` and `version` are what stands there now.

    `said` is why it was not saved, in a sentence. With `CONFLICT`, `theirs` met the
    value that was sent, which is kept as the clash. `ask` is what is asked with `ASK`.
    """

    pupil: str
    component: str
    value: str
    version: int
    state: State
    said: str = ""
    ask: str = ""
    clash: str = ""
    theirs: Theirs | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a save, and the return's count of changes after it."""

    seq: int
    at: datetime
    cells: tuple[Told, ...]

    def count(self, state: State = State.SAVED) -> int:
        """Return how many cells became of this state."""
        return sum(cell.state is state for cell in self.cells)


def plain(saved: Saved) -> dict[str, Any]:
    """Return an answer as it is kept: ids, codes and sentences, and no names."""
    return {
        "seq": saved.seq,
        "at": saved.at.isoformat(),
        "cells": [_plain(cell) for cell in saved.cells],
    }


def kept(found: Mapping[str, Any], names: Mapping[str, str]) -> Saved:
    """Return an answer that was kept, with the names of people by their ids."""
    cells = (_cell(one, names) for one in found["cells"])
    return Saved(found["seq"], datetime.fromisoformat(found["at"]), tuple(cells))


def people(found: Mapping[str, Any]) -> set[str]:
    """Return the ids of the people an answer tells of."""
    return {cell["theirs"][1] for cell in found["cells"] if "theirs" in cell}


def _plain(told: Told) -> dict[str, Any]:
    names = ("pupil", "component", "value", "version", "said", "ask", "clash")
    found: dict[str, Any] = {name: getattr(told, name) for name in names}
    found["state"] = told.state.value
    if told.theirs is not None:
        one = told.theirs
        found["theirs"] = [one.value, one.person, one.at.isoformat()]
    return found


def _cell(found: Mapping[str, Any], names: Mapping[str, str]) -> Told:
    rest = {name: value for name, value in found.items() if name != "theirs"}
    rest["state"] = State(found["state"])
    if "theirs" not in found:
        return Told(**rest)
    value, person, at = found["theirs"]
    by = names.get(person) or _("Somebody else")
    return Told(**rest, theirs=Theirs(value, person, datetime.fromisoformat(at), by=by))


def sentence(why: Why) -> str:
    """Return why a value was not written, in a sentence."""
    return {
        Why.LONG: _("That is too long for a result. Type a code or a mark."),
        Why.NEWER: _("Somebody has changed this since. Their value stays."),
        Why.GONE: _("Left as it was: it is of a pupil who is no longer on this sheet."),
        Why.AHEAD: _("This was not saved. Reload the page and type it again."),
    }[why]
