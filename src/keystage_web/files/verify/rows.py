"""Judge the rows of files against what the audit tells of each."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import batched
from typing import Any

from django.db.models import Exists, OuterRef

from keystage.core.errors import UsageError
from keystage_web.audit import chain, seals
from keystage_web.audit.models import Event, Kind, Payload
from keystage_web.files.actions.steps import ACTIONS
from keystage_web.files.models import File, Step
from keystage_web.files.states import Act, Impossible, State, after
from keystage_web.files.verify.faults import Code, Fault, Summary

ACTED = sorted(set(ACTIONS.values()))
_CHUNK = 2000  # rows held at once
_BATCH = 200  # files judged at once


@dataclass(frozen=True, slots=True)
class Telling:
    """What the audit tells under some numbers: headers, and what the payloads say.

    `seals` are of payloads that were erased: all that is told of them still.
    """

    events: dict[Any, Event]
    said: dict[Any, dict[str, Any]]
    seals: dict[int, str]

    def seal(self, number: Any) -> str | None:
        """Return what a file's facts were sealed with; nothing if the audit is at fault."""
        if number in self.said:
            return str(self.said[number].get(seals.SEAL))
        return self.seals.get(number)


def told(authority: str, summary: Summary) -> Iterator[Fault]:
    """Yield what is wrong with the rows of files; count them in `summary`."""
    files = File.of(authority).order_by("id")
    for some in batched(files.iterator(_CHUNK), _BATCH):
        steps = _steps(authority, [row.id for row in some])
        telling = _telling(authority, [s.number for own in steps.values() for s in own])
        for row in some:
            summary.files += 1
            summary.erased += row.erased is True
            summary.recalled += row.state == State.RECALLED
            yield from _judged(row, steps[row.id], telling)
    file = File.of(authority).filter(id=OuterRef("file"))
    lone = Step.objects.filter(~Exists(file), authority=authority)
    for step in lone.order_by("number").iterator(_CHUNK):
        yield Fault(authority, Code.GONE, file=str(step.file), number=step.number)


def untold(authority: str) -> Iterator[Fault]:
    """Yield the events of files that no step points to."""
    step = Step.objects.filter(authority=authority, number=OuterRef("number"))
    events = Event.objects.filter(
        ~Exists(step), authority=authority, action__in=ACTED, kind=Kind.DONE
    )
    numbers = events.order_by("number").values_list("number", flat=True)
    for some in batched(numbers.iterator(_CHUNK), _BATCH):
        telling = _telling(authority, some)
        for number in some:
            file = str(telling.said.get(number, {}).get("file", ""))
            yield Fault(authority, Code.STEP, file=file, number=number)


def _steps(authority: str, ids: list[str]) -> dict[str, list[Step]]:
    found: dict[str, list[Step]] = defaultdict(list)
    rows = Step.objects.filter(authority=authority, file__in=ids).order_by("number")
    for step in rows:
        found[step.file].append(step)
    return found


def _telling(authority: str, numbers: Sequence[Any]) -> Telling:
    whole = [number for number in numbers if chain.whole(number)]
    of = {"authority": authority, "number__in": whole}
    events = {event.number: event for event in Event.objects.filter(**of)}
    said = {}
    for payload in Payload.objects.filter(**of):
        event, words = events.get(payload.number), chain.told(payload).get("said")
        sound = event is not None and chain.salted(payload) == event.payload
        if sound and isinstance(words, dict):
            said[payload.number] = words
    erased = seals.kept(authority, [one for one in whole if one not in said])
    return Telling(events, said, erased)


def _judged(row: File, steps: list[Step], telling: Telling) -> Iterator[Fault]:
    """Judge one file: each of its steps, where they lead, and what was sealed."""
    authority, file = row.authority_id, str(row.id)
    for step in steps:
        if not _stands(step, telling):
            yield Fault(authority, Code.STEP, file=file, number=step.number)
    if not steps or steps[0].act != Act.SEND:
        yield Fault(authority, Code.UNTOLD, file=file)
        return
    if _led(steps) != (row.state, row.erased):
        yield Fault(authority, Code.STATE, file=file)
    number = steps[0].number
    seal = telling.seal(number)
    if seal is not None and _digest(row, "facts") != seal:
        yield Fault(authority, Code.FACTS, file=file)
    if not _named(row, telling.said.get(number)):
        yield Fault(authority, Code.NAME, file=file)


def _named(row: File, sealed: Mapping[str, Any] | None) -> bool:
    """Return whether a file has its name, or none where that was erased."""
    if row.erased:
        return row.name == ""
    if sealed is None:  # erased from the audit under a policy, or a fault of the audit
        return True
    return _digest(row, "called") == sealed.get("called")


def _stands(step: Step, telling: Telling) -> bool:
    """Return whether the audit tells of this step, as far as it still tells."""
    event = telling.events.get(step.number)
    if event is None or step.act not in Act.values:
        return False
    if (event.digest, event.action) != (step.digest, ACTIONS[Act(step.act)]):
        return False
    said = telling.said.get(step.number)
    return said is None or (said.get("file"), said.get("act")) == (step.file, step.act)


def _led(steps: list[Step]) -> tuple[State | None, bool]:
    """Return where these steps lead, and whether the file was erased on the way."""
    state, erased = None, False
    for step in steps:
        try:
            act = Act(step.act)
            state = after(state, act, erased=erased)
        except (Impossible, ValueError):
            return None, erased
        erased = erased or act is Act.ERASE
    return state, erased


def _digest(row: File, name: str) -> str:
    """Return one of a row's digests; '' where a column holds what has none."""
    try:
        return str(getattr(row, name))
    except UsageError:
        return ""
