"""What the erasures of a chain say was erased, and whether a deletion is one of them."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from keystage_web.audit import chain
from keystage_web.audit.models import Deletion, Event, Head, Kind, Payload

type Spans = list[list[int]]


class Erasures:
    """The erasures of one authority, read before the chain they speak of.

    One that cannot be trusted is held to say everything: it is named itself, and what
    it erased need not be.
    """

    def __init__(self, authority: str, head: Head | None) -> None:
        self.authority = authority
        self.end = head.number if head else 0
        self.policies: dict[int, tuple[str, Spans]] = {}
        self.broken: set[Any] = set()
        for number in sorted(_erasing(authority)):
            self._read(number)
        every = (spans for _, spans in self.policies.values())
        self.spans: Spans = sorted(span for spans in every for span in spans)

    def backs(self, deletion: Deletion) -> bool:
        """Return whether the erasure a deletion names says so too."""
        if deletion.erasure in self.broken:
            return True
        _, spans = self.policies.get(deletion.erasure, ("", []))
        return _within(deletion.number, spans)

    def tell(self, number: int) -> bool:
        """Return whether any erasure says that this event's payload was erased."""
        return _within(number, self.spans)

    def told(self) -> Iterator[tuple[int, str, int]]:
        """Yield each erasure: its number, its policy, how many payloads it took."""
        for number, (policy, spans) in self.policies.items():
            yield number, policy, sum(last - first + 1 for first, last in spans)

    def _read(self, number: int) -> None:
        of = {"authority": self.authority, "number": number}
        event = Event.objects.filter(**of).first()
        payload = Payload.objects.filter(**of).first()
        if event is None:
            if 0 < number <= self.end:
                self.broken.add(number)
        elif (
            payload is None
            or chain.sealed(event) != event.digest
            or chain.salted(payload) != event.payload
        ):
            self.broken.add(number)
        elif event.kind == Kind.ERASED:
            self.policies[number] = _said(payload)


def _erasing(authority: str) -> set[int]:
    named = Deletion.objects.filter(authority=authority).order_by()
    found = set(named.values_list("erasure", flat=True).distinct())
    events = Event.objects.filter(authority=authority, kind=Kind.ERASED)
    found |= set(events.values_list("number", flat=True))
    return {number for number in found if chain.whole(number)}


def _said(payload: Payload) -> tuple[str, Spans]:
    """Return policy and runs an erasure tells of; none where they are none."""
    said = chain.told(payload).get("said")
    if not isinstance(said, dict):
        return "", []
    spans = said.get("erased")
    if not isinstance(spans, list) or not all(map(_run, spans)):
        return "", []
    return str(said.get("policy")), spans


def _run(span: object) -> bool:
    """Return whether a span is a first and a last number."""
    return (
        isinstance(span, list)
        and [type(end) for end in span] == [int, int]
        and span[0] <= span[1]
    )


def _within(number: Any, spans: Spans) -> bool:
    """Return whether a number is in one of some runs, which are in order."""
    at = bisect_right(spans, number, key=lambda span: span[0])
    return at > 0 and spans[at - 1][1] >= int(number)
