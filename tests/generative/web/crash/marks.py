"""Two people at one marksheet of a service that is killed, and what they were told.

They type in turn into the same few cells, each after what they last saw, so that values
meet. What was acknowledged is written down here, outside of the service.
"""

import json
import random
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from tests.generative.web.crash.rig import Service
from tests.service.asking import tell_json

SCHOOL = "2003"
PARTS = ("E01", "E02")
VALUES = ("1", "2", "")
_BEFORE = 3  # saves that are taken before one is broken off, at the most
_AT_FIRST = 0.3  # seconds that a save takes, until it is known

type Sent = dict[str, Any]


def laid(place: Any, session: Callable[[Any], str]) -> dict[str, Any]:
    """Have an open round, a class of two and two people; only where Django is up."""
    from keystage_web import clock  # noqa: PLC0415
    from keystage_web.accounts.roles import Role  # noqa: PLC0415
    from keystage_web.returns.actions import rounds  # noqa: PLC0415
    from keystage_web.returns.states import Move  # noqa: PLC0415
    from tests.integration.web.returns.marks.desk import child  # noqa: PLC0415

    now, admin = clock.now(), place.holds(Role.ADMINISTRATOR).scope()
    plan = rounds.Plan(
        opens=(now - timedelta(days=7)).date(), deadline=now + timedelta(days=30)
    )
    found = rounds.create(by=admin, book="eyfsp-2026", plan=plan, now=now)
    rounds.move(by=admin, round_id=found, move=Move.OPEN, now=now)
    where = {"authority": place.authority, "school": place.schools[SCHOOL]}
    pupils = [child(where, name, None) for name in ("Ann", "Bob")]
    people = [session(place.holds(role, SCHOOL)) for role in (Role.HEAD, Role.OFFICE)]
    return {"marks": {"round": found, "pupils": pupils, "people": people}}


def stands() -> dict[str, Any]:
    """Return what there is of the marksheet; only where Django is up."""
    from keystage_web.audit.models import Event, Payload  # noqa: PLC0415
    from keystage_web.returns.models import (  # noqa: PLC0415
        Change,
        Clash,
        Result,
        Save,
    )

    cell = ("pupil_id", "component")
    of = {"school__number": SCHOOL}
    changes = Change.unscoped.filter(**of).order_by("version")
    changes = changes.values_list(*cell, "version", "after", "seq")
    clashes = Clash.unscoped.filter(settled_at=None).values_list("id", *cell, "value")
    results = Result.unscoped.filter(**of)
    bodies = Payload.objects.filter(body__contains=".clash").values_list("body")
    told = [change for (body,) in bodies for change in json.loads(body)["changes"]]
    return {
        "results": list(results.values_list(*cell, "version", "value")),
        "changes": list(changes),
        "clashes": list(clashes),
        "gave_way": [[f"{one['of']}.{one['what']}", one["before"]] for one in told],
        "saves": list(Save.unscoped.values_list("key", "seq")),
        "events": Event.objects.filter(action="marksheet.edit_cell").count(),
    }


@dataclass
class Sitting:
    """What two people sent and were told, since the data were laid."""

    one: Service
    lot: random.Random
    seen: list[dict[str, int]] = field(default_factory=lambda: [{}, {}])
    told: list[tuple[Sent, list[Any]]] = field(default_factory=list)
    open: list[tuple[int, Sent]] = field(default_factory=list)
    took: float = _AT_FIRST

    @property
    def _place(self) -> Any:
        return self.one.told["marks"]

    def types(self) -> None:
        """Let one of the two change a cell or some, and hear what came of it."""
        who = self.lot.randrange(2)
        cells = [f"{pupil}.{part}" for pupil in self._place["pupils"] for part in PARTS]
        chosen = self.lot.sample(cells, self.lot.randint(1, 3))
        asked = [
            {
                "cell": cell,
                "value": self.lot.choice(VALUES),
                "base": self.seen[who].get(cell, 0),
            }
            for cell in chosen
        ]
        key = str(uuid.UUID(int=self.lot.getrandbits(128)))
        sent = {"key": key, "via": "typed", "cells": asked}
        if self._send(who, sent) is None:
            self.open.append((who, sent))

    def _send(self, who: int, sent: Sent) -> list[Any] | None:
        """Send a save; keep what was acknowledged, or return nothing."""
        path = f"/school/results/{self._place['round']}/save"
        status, body = tell_json(
            self.one.told["port"], path, self._place["people"][who], sent
        )
        if not status:
            return None
        assert status == 200, (status, body)
        try:
            cells: list[Any] = json.loads(body)["cells"]
        except ValueError:  # killed when no more than the head of it was out
            return None
        self.told.append((sent, cells))
        for cell in cells:
            self.seen[who][cell["cell"]] = cell["version"]
        return cells

    def cut(self) -> Iterator[str]:
        """Type until the service is killed, and send again what had no answer, twice.

        Yield what does not hold afterwards.
        """

        def kill() -> None:
            self.one.kill()
            self.one.begin("many")  # what was not taken yet waits for this one

        self.one.begin("many")
        for _ in range(self.lot.randint(1, _BEFORE)):
            began = time.monotonic()
            self.types()
            self.took = (self.took + time.monotonic() - began) / 2
        killer = threading.Timer(self.lot.uniform(0, self.took), kill)
        killer.start()
        self.types()
        killer.join()
        for who, sent in self.open:
            first, second = (self._send(who, sent) for _ in range(2))
            if first is None or _plain(first) != _plain(second or []):
                yield f"{sent['key']} was answered {first}, then {second}"
        self.open.clear()
        self.one.kill()
        found = self.one.ask("check")
        yield from map(str, found["wrong"])
        yield from self._wrong(found["standing"]["marks"])

    def _wrong(self, found: dict[str, Any]) -> Iterator[str]:
        """Yield what was acknowledged and is neither on the record nor a clash."""
        record = dict[str, list[str]]()
        for pupil, part, _, after, _ in found["changes"]:
            record.setdefault(f"{pupil}.{part}", []).append(after)
        clashes = {id_: (f"{p}.{c}", value) for id_, p, c, value in found["clashes"]}
        gave_way = [
            (name.removesuffix(".clash"), old) for name, old in found["gave_way"]
        ]
        keys = [key for key, _ in found["saves"]]
        for sent, cells in self.told:
            if keys.count(sent["key"]) != 1:
                yield f"{sent['key']} is there {keys.count(sent['key'])} times"
            for asked, told in zip(sent["cells"], cells, strict=True):
                one = asked["cell"], asked["value"]
                if told["state"] == "conflict" and one in gave_way:
                    continue  # to what the same person typed there next: it is told
                if not _kept(asked, told, record, clashes):
                    yield f"{sent['key']}: lost {asked}, told as {told}"
        yield from _led(found, record)
        yield from _whole(found)


def _led(found: dict[str, Any], record: dict[str, list[str]]) -> Iterator[str]:
    """Yield the cells whose record has a hole, or does not lead to what is there."""
    for pupil, part, version, value in found["results"]:
        line = record.get(f"{pupil}.{part}", [])
        if len(line) != version or line[-1:] != [value]:
            yield f"{pupil}.{part}: {line} does not lead to {value} ({version})"
    if len(record) != len(found["results"]):
        yield f"{len(record)} cells were changed, {len(found['results'])} are there"


def _plain(cells: list[Any]) -> list[Any]:
    """Return what an answer says of its own save: `mark` is of what stands now."""
    return [(one["cell"], one["value"], one["version"], one["state"]) for one in cells]


def _kept(
    asked: Sent, told: Sent, record: dict[str, list[str]], clashes: dict[str, Any]
) -> bool:
    """Return whether a value that was acknowledged is where it was said to be."""
    cell, value = asked["cell"], asked["value"]
    if told["state"] == "conflict":
        return bool(clashes.get(told["clash"]) == (cell, value))
    if told["state"] != "saved":
        return False
    versions = ["", *record.get(cell, [])]
    return bool(versions[told["version"] :][:1] == [value])


def _whole(found: dict[str, Any]) -> Iterator[str]:
    """Yield what was saved by half: each change has its save, each save its event."""
    saves = [seq for _, seq in found["saves"] if seq]
    if {row[-1] for row in found["changes"]} - set(saves):
        yield "there are values of no save"
    if len(saves) != len(set(saves)) or len(saves) != found["events"]:
        yield f"{len(saves)} saves changed something, {found['events']} are on record"


def trials(one: Service, lot: random.Random, kills: int) -> tuple[int, list[str]]:
    """Kill a service so often in saves; return how many were told, and what is wrong.

    The data are laid anew after 25 kills, and after anything that went wrong.
    """
    told, wrong, sitting = 0, list[str](), None
    for turn in range(kills):
        if sitting is None or turn % 25 == 0:
            one.lay()
            sitting = Sitting(one, lot)
        before = len(sitting.told)
        found = list(sitting.cut())
        told += len(sitting.told) - before
        if found:
            wrong += [f"kill {turn}: {line}" for line in found]
            sitting = None
    return told, wrong
