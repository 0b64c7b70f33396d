"""Is every version what was sent, as the audit told it then? If not, which, and how."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import batched

from django.db import connection

from keystage_web.audit import chain, seals
from keystage_web.audit.models import Event, Payload
from keystage_web.audit.verify.snapshot import snapshot
from keystage_web.returns.models import Version
from keystage_web.returns.versions import guards

_AT_ONCE = 20  # versions that are held at a time; a large one is some 100 kB


class Code(StrEnum):
    """What is wrong, for programs."""

    GUARD = "guard"
    CONTENT = "content"
    EVENT = "event"
    FACTS = "facts"


_SENTENCES = {
    Code.GUARD: "the database lacks a trigger, and would let what was sent be changed",
    Code.CONTENT: "what it holds was changed after it was sent",
    Code.EVENT: "the audit tells of no such sending",
    Code.FACTS: "what is said of it is not as it was sent",
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


@dataclass(frozen=True, slots=True)
class _Told:
    """What the audit holds of a sending; `content` and `facts` are '' where it tells no more."""

    event: str
    content: str
    facts: str


def verify(*, authority: str = "") -> Iterator[Fault | Summary]:
    """Yield everything that is wrong, and a summary of each authority with versions."""
    found: dict[str, Summary] = {}
    with snapshot():
        for name in guards.missing(connection):
            yield Fault("", Code.GUARD, name)
        rows = Version.of(authority) if authority else Version.unscoped.all()
        told = rows.order_by("authority", "id")
        for some in batched(told.iterator(chunk_size=_AT_ONCE), _AT_ONCE):
            known = _known({(row.authority_id, row.event) for row in some})
            for row in some:
                whose = row.authority_id
                found.setdefault(whose, Summary(whose)).versions += 1
                if code := _wrong(row, known.get((whose, row.event))):
                    yield Fault(whose, code, row.id, row.event)
        yield from found.values()


def _wrong(row: Version, told: _Told | None) -> Code | None:
    """Return what is wrong with a version, by what the audit told of it."""
    if _sha256(row.content) != row.digest:
        return Code.CONTENT
    if told is None or told.event != row.event_digest:
        return Code.EVENT
    if told.content not in {row.digest, ""}:
        return Code.EVENT
    return Code.FACTS if told.facts not in {row.facts, ""} else None


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def _known(wanted: set[tuple[str, int]]) -> dict[tuple[str, int], _Told]:
    """Return what the audit told of each sending, by its authority and number."""
    of = {
        "authority__in": {whose for whose, _ in wanted},
        "number__in": {number for _, number in wanted},
    }
    said = {
        (row.authority, row.number): chain.told(row).get("said", {})
        for row in Payload.objects.filter(**of)
    }
    events = list(
        Event.objects.filter(**of).values_list("authority", "number", "digest")
    )
    erased: dict[str, list[int]] = defaultdict(list)
    for whose, number, _ in events:
        if (whose, number) not in said:
            erased[whose].append(number)
    kept = {
        (whose, number): seal
        for whose, numbers in erased.items()
        for number, seal in seals.kept(whose, numbers).items()
    }
    return {
        (whose, number): _Told(
            digest,
            said[whose, number].get("content", "-") if (whose, number) in said else "",
            said.get((whose, number), {}).get(
                seals.SEAL, kept.get((whose, number), "")
            ),
        )
        for whose, number, digest in events
    }
