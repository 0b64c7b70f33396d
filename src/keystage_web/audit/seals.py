"""What outlives the telling of an event: its seal, which an erasure carries on.

An action that makes something which stays puts the digest of what never changes of it
into what it says, as `facts`. What is erased is told no more; by the seal, which the
erasure tells and which is nothing personal, what was made is still held to be itself.
"""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from keystage_web.audit import chain
from keystage_web.audit.models import Deletion, Event, Payload

SEAL = "facts"
SEALS = "seals"  # of an erasure: by the number of the event each was taken from

type Holds = Callable[[str, int, int], bool]

_HOLDERS: list[Holds] = []


def holds(asks: Holds) -> None:
    """Have an app say whether it still needs what some events tell, seal or none.

    `asks` takes an authority and a run of numbers, its first and its last.
    """
    if asks not in _HOLDERS:
        _HOLDERS.append(asks)


def needed(authority: str, spans: Iterable[Iterable[int]]) -> bool:
    """Return whether anything is still held against what one of these events tells."""
    return any(asks(authority, *span) for span in spans for asks in _HOLDERS)


def carried(authority: str, spans: Iterable[Iterable[int]]) -> dict[str, str]:
    """Return the seals in what these events tell, to be told on by their erasure."""
    found = {}
    for first, last in spans:
        rows = Payload.objects.filter(authority=authority, number__range=(first, last))
        for payload in rows.order_by("number").iterator():
            seal = _said(payload).get(SEAL)
            if isinstance(seal, str):
                found[str(payload.number)] = seal
    return found


def kept(authority: str, numbers: Collection[int]) -> dict[int, str]:
    """Return the seals of events whose telling was erased, as their erasures tell them.

    An erasure that is not as it was written says nothing: the audit names it.
    """
    gone = Deletion.objects.filter(authority=authority, number__in=numbers)
    of = {row.number: row.erasure for row in gone if chain.whole(row.erasure)}
    own = {"authority": authority, "number__in": set(of.values())}
    digests = {one.number: one.payload for one in Event.objects.filter(**own)}
    seals: dict[int, Any] = {
        one.number: _said(one).get(SEALS)
        for one in Payload.objects.filter(**own)
        if chain.salted(one) == digests.get(one.number)
    }
    found = {}
    for number, erasure in of.items():
        told = seals.get(erasure)
        if isinstance(told, dict) and str(number) in told:
            found[number] = str(told[str(number)])
    return found


def _said(payload: Payload) -> dict[str, Any]:
    said = chain.told(payload).get("said")
    return said if isinstance(said, dict) else {}
