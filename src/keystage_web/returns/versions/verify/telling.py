"""What the audit tells under some numbers, as far as it still tells."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from keystage_web.audit import chain, seals
from keystage_web.audit.models import Event, Payload


@dataclass(frozen=True, slots=True)
class Telling:
    """An event: its header, what it says, and the seal of the rows it tells of.

    `said` is None where that was erased, or is not as it was written; the seal of what
    was erased, its erasure tells. '' is none: the event is of no row, or of before.
    """

    event: Event
    said: Mapping[str, Any] | None
    seal: str


def tellings(authority: str, numbers: Collection[Any]) -> dict[int, Telling]:
    """Return what there is under each of these numbers."""
    wanted = [number for number in numbers if chain.whole(number)]
    of = {"authority": authority, "number__in": wanted}
    events = {event.number: event for event in Event.objects.filter(**of)}
    said: dict[int, Mapping[str, Any]] = {}
    for payload in Payload.objects.filter(**of):
        event, words = events.get(payload.number), chain.told(payload).get("said")
        sound = event is not None and chain.salted(payload) == event.payload
        if sound and isinstance(words, dict):
            said[payload.number] = words
    kept = seals.kept(authority, [one for one in events if one not in said])
    return {
        number: Telling(
            event,
            said.get(number),
            str(said.get(number, {}).get(seals.SEAL) or kept.get(number, "")),
        )
        for number, event in events.items()
    }
