"""A service as the script's contract has it, in memory: what a browser is tried on.

It holds values, versions, clashes and the answers under their keys, as the real one does,
and no rule but what a test gives it.
"""

import json
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

CLOCK = "10:42:07"


@dataclass(frozen=True, slots=True)
class Answer:
    """A status and what goes with it."""

    status: int
    body: dict[str, Any]
    tag: str = ""


@dataclass
class Cell:
    """What stands in a cell, who wrote it, and at which turn of the whole."""

    value: str = ""
    version: int = 0
    by: str = ""
    seq: int = 0
    clash: str = ""


@dataclass
class Model:
    """The results of one round and school. `asks` is value -> kind of question."""

    cells: dict[str, Cell]
    asks: dict[str, str] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    locked: str = ""
    seq: int = 0
    saves: list[dict[str, Any]] = field(default_factory=list)
    clashes: dict[str, dict[str, Any]] = field(default_factory=dict)
    present: list[str] = field(default_factory=list)
    exempted: list[dict[str, Any]] = field(default_factory=list)
    _keys: dict[str, tuple[str, Answer]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    @property
    def values(self) -> dict[str, str]:
        """What stands in each cell that is not blank."""
        with self._lock:
            return {id_: one.value for id_, one in self.cells.items() if one.value}

    def save(self, person: str, told: dict[str, Any]) -> Answer:
        """Take a save; the same key again gives the same answer."""
        return self._once(person, told, lambda: self._saved(person, told))

    def exempt(self, person: str, told: dict[str, Any]) -> Answer:
        """Take an exemption, and fill the row."""

        def run() -> Answer:
            self.exempted.append(told)
            row = [id_ for id_ in self.cells if id_.startswith(f"{told['pupil']}.")]
            self.seq += 1
            done = [self._written(id_, told["value"], person) for id_ in row]
            return self._answered(done)

        return self._once(person, told, run)

    def settle(self, person: str, told: dict[str, Any]) -> Answer:
        """Take the choice between two values."""

        def run() -> Answer:
            clash = self.clashes.pop(told["clash"], None)
            if clash is None:
                return Answer(404, {"said": "That is not here."})
            id_ = clash["cell"]
            self.seq += 1
            self.cells[id_].clash = ""
            self.cells[id_].seq = self.seq
            if told["keep"] == "mine":
                self._written(id_, clash["mine"], person)
            return self._answered([self._shown(id_, "saved")])

        return self._once(person, told, run)

    def changes(self, since: int, tag: str) -> Answer:
        """Tell what is new since a turn; 304 where nothing is."""
        with self._lock:
            mark = f'"{self.seq}-{self.locked}-{"".join(self.present)}"'
            if tag == mark:
                return Answer(304, {}, mark)
            new = [id_ for id_, one in self.cells.items() if one.seq > since]
            told = self._answered([self._shown(id_, "saved") for id_ in new])
            beside = {
                "present": self.present,
                "locked": self.locked,
                "clashes": list(self.clashes.values()),
            }
            return Answer(200, {**told.body, **beside}, mark)

    def write(self, id_: str, value: str, person: str) -> None:
        """Let somebody else write into a cell."""
        with self._lock:
            self.seq += 1
            self._written(id_, value, person)

    def _once(self, person: str, told: dict[str, Any], run: Any) -> Answer:
        digest = json.dumps([person, told], sort_keys=True)
        with self._lock:
            if self.locked:
                return Answer(409, {"said": self.locked})
            before = self._keys.get(told["key"])
            if before and before[0] != digest:
                return Answer(409, {"said": "This key was used."})
            answer: Answer = before[1] if before else run()
            if answer.status == 200:
                self._keys[told["key"]] = (digest, answer)
            return answer

    def _saved(self, person: str, told: dict[str, Any]) -> Answer:
        if any(one["cell"] not in self.cells for one in told["cells"]):
            return Answer(404, {"said": "A pupil is not on your list.", "some": True})
        self.saves.append(told)
        self.seq += 1
        return self._answered(
            [self._one(one, person, told["via"]) for one in told["cells"]]
        )

    def _one(self, told: dict[str, Any], person: str, via: str) -> dict[str, Any]:
        id_, value = told["cell"], told["value"]
        there = self.cells[id_]
        if id_ in self.closed:
            return self._shown(id_, "refused", said="This cell is closed.")
        kind = self.asks.get(value)
        if kind and not told.get("sure"):
            return {**self._shown(id_, "ask"), "ask": kind}
        if there.value == value or told["base"] == there.version:
            return self._written(id_, value, person)
        if told["base"] > there.version:
            return self._shown(id_, "refused", said="Load the page again.")
        theirs = {"value": there.value, "by": there.by, "at": CLOCK}
        if via in {"undone", "redone"}:
            return {**self._shown(id_, "refused"), "theirs": theirs}
        clash = f"clash-{len(self.clashes) + self.seq}"
        there.clash, there.seq = clash, self.seq
        self.clashes[clash] = {
            "cell": id_,
            "id": clash,
            "mine": value,
            "theirs": theirs,
        }
        return {**self._shown(id_, "conflict"), "clash": clash, "theirs": theirs}

    def _written(self, id_: str, value: str, person: str) -> dict[str, Any]:
        there = self.cells[id_]
        if there.value != value:
            there.value, there.by, there.seq = value, person, self.seq
            there.version += 1
        return self._shown(id_, "saved")

    def _shown(self, id_: str, state: str, said: str = "") -> dict[str, Any]:
        one = self.cells[id_]
        told = {"cell": id_, "value": one.value, "version": one.version}
        return {**told, "state": state, "said": said, "mark": "", "clash": one.clash}

    def _answered(self, cells: list[dict[str, Any]]) -> Answer:
        blanks = sum(not one.value for one in self.cells.values())
        counts = {"pupils": 1, "complete": 0, "blanks": blanks, "problems": 0}
        return Answer(
            200,
            {
                "seq": self.seq,
                "at": CLOCK,
                "cells": cells,
                "rows": {},
                "foot": {},
                "counts": {**counts, "flags": 0},
            },
        )
