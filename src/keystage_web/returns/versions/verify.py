"""Is every version what was sent, as the audit told it then? If not, which, and how."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import batched

from django.db import connection

from keystage_web.audit import chain
from keystage_web.audit.models import Event, Payload
from keystage_web.audit.verify.snapshot import snapshot
from keystage_web.returns.models import Version
from keystage_web.returns.versions import guards

_AT_ONCE = 20  # versions that are held at a time; a large one is some 100 kB
_ASKED = ("authority_id", "id", "content", "digest", "event", "event_digest")


class Code(StrEnum):
    """What is wrong, for programs."""

    GUARD = "guard"
    CONTENT = "content"
    EVENT = "event"


_SENTENCES = {
    Code.GUARD: "the database lacks a trigger, and would let what was sent be changed",
    Code.CONTENT: "what it holds was changed after it was sent",
    Code.EVENT: "the audit tells of no such sending",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: with a version, by its id, or a trigger, by its name."""

    authority: str
    code: Code
    version: str = ""
    number: int | None = None

    @property
    def sentence(self) -> str:
        """Where, and what is wrong."""
        if self.code is Code.GUARD:
            return f"Trigger {self.version!a}: {_SENTENCES[self.code]}"
        place = f"Authority {self.authority!a}, version {self.version!a}"
        return f"{place}, event {self.number}: {_SENTENCES[self.code]}"


@dataclass(slots=True)
class Summary:
    """How many versions an authority has."""

    authority: str
    versions: int = 0


def verify(*, authority: str = "") -> Iterator[Fault | Summary]:
    """Yield everything that is wrong, and a summary of each authority with versions."""
    found: dict[str, Summary] = {}
    with snapshot():
        for name in guards.missing(connection):
            yield Fault("", Code.GUARD, name)
        rows = Version.of(authority) if authority else Version.unscoped.all()
        told = rows.order_by("authority", "id").values_list(*_ASKED)
        for some in batched(told.iterator(chunk_size=_AT_ONCE), _AT_ONCE):
            known = _known({(row[0], row[4]) for row in some})
            for whose, id_, content, digest, number, event in some:
                found.setdefault(whose, Summary(whose)).versions += 1
                sent = {(event, digest), (event, "")}
                if _sha256(content) != digest:
                    yield Fault(whose, Code.CONTENT, id_, number)
                elif known.get((whose, number)) not in sent:
                    yield Fault(whose, Code.EVENT, id_, number)
        yield from found.values()


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def _known(wanted: set[tuple[str, int]]) -> dict[tuple[str, int], tuple[str, str]]:
    """Return the digest of each event, and that of the content it told of.

    The second is '' where the event's payload was erased under a policy.
    """
    of = {
        "authority__in": {whose for whose, _ in wanted},
        "number__in": {number for _, number in wanted},
    }
    contents = {
        (row.authority, row.number): chain.told(row).get("said", {}).get("content", "-")
        for row in Payload.objects.filter(**of)
    }
    events = Event.objects.filter(**of).values_list("authority", "number", "digest")
    return {
        (whose, number): (digest, contents.get((whose, number), ""))
        for whose, number, digest in events
    }
