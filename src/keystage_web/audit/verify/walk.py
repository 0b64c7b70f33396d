"""Walk one authority's chain from its beginning to its head, and name what is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from keystage_web.audit import chain
from keystage_web.audit.append import Checkpoint
from keystage_web.audit.models import Event, Head, Kind, Payload
from keystage_web.audit.verify.beads import Bead, beads
from keystage_web.audit.verify.erasures import Erasures
from keystage_web.audit.verify.faults import Code, Fault


@dataclass(slots=True)
class Summary:
    """What was seen of a chain: `erased` payloads are gone under a policy."""

    authority: str
    events: int = 0
    erased: int = 0
    erasures: list[tuple[int, str, int]] = field(default_factory=list)
    checkpoint: Checkpoint | None = None


class Walk:
    """The way along one chain. `ends` are the digests its next event may follow on."""

    def __init__(self, authority: str) -> None:
        self.authority = authority
        self.head = Head.objects.filter(authority=authority).first()
        self.erasures = Erasures(authority, self.head)
        self.summary = Summary(authority, erasures=list(self.erasures.told()))
        self.last = 0
        self.ends: set[str] | None = {chain.beginning(authority)}

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong, in order; afterwards `summary` is whole."""
        for bead in beads(self.authority):
            if bead.event is None or not chain.whole(bead.number):
                yield self._fault(Code.STRAY, bead.number)
                continue
            self.summary.events += 1
            yield from self._header(bead.event)
            yield from self._told(bead, bead.event)
        yield from self._end()
        if self.head is not None:
            self.summary.checkpoint = Checkpoint(
                self.authority, self.head.number, self.head.digest
            )

    def _fault(self, code: Code, number: int, last: int | None = None) -> Fault:
        return Fault(self.authority, code, number, last)

    def _header(self, event: Event) -> Iterator[Fault]:
        number = event.number
        if number > self.last + 1:
            yield self._fault(Code.MISSING, self.last + 1, number - 1)
            self.ends = None
        sealed = chain.sealed(event)
        if sealed != event.digest:
            yield self._fault(Code.CHANGED, number)
        if self.ends is not None and event.previous not in self.ends:
            yield self._fault(Code.LINK, number)
        self.last, self.ends = number, {sealed, event.digest}

    def _told(self, bead: Bead, event: Event) -> Iterator[Fault]:
        """Judge payload, subjects and deletion of one event."""
        listed = self.erasures.tell(event.number)
        if bead.deletion is not None and not self.erasures.backs(bead.deletion):
            yield self._fault(Code.FORGED, event.number)
        elif bead.deletion is None and listed:
            yield self._fault(Code.GONE, event.number)
        if bead.payload is not None:
            if bead.deletion is not None or listed:
                yield self._fault(Code.RETURNED, event.number)
            yield from self._payload(bead, event, bead.payload)
        elif bead.deletion is None or event.kind == Kind.ERASED:
            yield self._fault(Code.GONE, event.number)
        else:
            self.summary.erased += 1
            if bead.subjects:
                yield self._fault(Code.SUBJECTS, event.number)

    def _payload(self, bead: Bead, event: Event, payload: Payload) -> Iterator[Fault]:
        if chain.salted(payload) != event.payload:
            yield self._fault(Code.PAYLOAD, event.number)
        elif sorted(bead.subjects) != chain.told(payload).get("about"):
            yield self._fault(Code.SUBJECTS, event.number)

    def _end(self) -> Iterator[Fault]:
        """Judge the head row against the last event there was."""
        head, ends = self.head, self.ends or set()
        if head is None:
            if self.summary.events:
                yield Fault(self.authority, Code.HEAD)
        elif head.number == self.last or head.digest in ends:
            if head.number != self.last or head.digest not in ends:
                yield Fault(self.authority, Code.HEAD)
        elif not chain.whole(head.number):
            yield Fault(self.authority, Code.HEAD)
        elif head.number > self.last:
            yield self._fault(Code.MISSING, self.last + 1, head.number)
        else:
            yield self._fault(Code.EXTRA, head.number + 1, self.last)
