"""What a receipt says: who sent what, when, by which rules. No pupil is in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

FORMAT = "keystage-receipt-1"
"""The name of the form; `schema/receipt-1.json` binds it."""


class Kind(StrEnum):
    """What was sent: results signed on a marksheet (or read in), or a file as it came."""

    RETURN = "return"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Body:
    """An authority or a school: its number in digits (`999`, `9991234`) and its name."""

    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Collection:
    """The rules it was sent under: id, title, revision and digest of the rulebook."""

    book: str
    title: str
    revision: int
    digest: str


@dataclass(frozen=True, slots=True)
class Sent:
    """The moment of the last byte (kept to the second), and who sent it, in what role.

    `source` is how (`marksheet`, `file`, `behalf`, `correction`); `on_time` is None
    where nothing was due.
    """

    at: datetime
    by: str
    role: str
    source: str
    on_time: bool | None


@dataclass(frozen=True, slots=True)
class Declared:
    """What was declared as it was sent: the round's kind, the statements, the name."""

    kind: str
    statements: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Who confirmed it afterwards, in what role, when and what."""

    at: datetime
    by: str
    role: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many pupils, how many of them complete, and per component how many a code."""

    pupils: int
    complete: int
    components: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Findings:
    """How many errors and queries were left as it was sent."""

    errors: int
    queries: int


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was sent: name, kind, length in bytes, SHA-256 in hexadecimal."""

    name: str
    kind: str
    length: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Audit:
    """The event that wrote it down: the authority's id, its number, its digest."""

    authority: str
    number: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """All that a receipt says; what is not known of this sending is None.

    `data` is the SHA-256 of the canonical data of a return, in hexadecimal.
    `installation` is the fingerprint of the key: `sign` fills it in.
    """

    kind: Kind
    reference: str
    authority: Body
    school: Body
    sent: Sent
    audit: Audit
    collection: Collection | None = None
    version: int | None = None
    declaration: Declared | None = None
    confirmed: Confirmed | None = None
    counts: Counts | None = None
    findings: Findings | None = None
    data: str | None = None
    file: File | None = None
    installation: str = ""


def to_dict(receipt: Receipt) -> dict[str, Any]:
    """Return the receipt as plain values, as they stand in its JSON."""
    sent, declared, confirmed = receipt.sent, receipt.declaration, receipt.confirmed
    return {
        "format": FORMAT,
        "kind": receipt.kind.value,
        "reference": receipt.reference,
        "installation": receipt.installation,
        "authority": _plain(receipt.authority),
        "school": _plain(receipt.school),
        "collection": _plain(receipt.collection),
        "version": receipt.version,
        "sent": {**_fields(sent), "at": _moment(sent.at)},
        "declaration": declared and _listed(declared),
        "confirmed": confirmed and {**_listed(confirmed), "at": _moment(confirmed.at)},
        "counts": receipt.counts and _counted(receipt.counts),
        "findings": _plain(receipt.findings),
        "data": None if receipt.data is None else {"sha256": receipt.data},
        "file": _plain(receipt.file),
        "audit": _plain(receipt.audit),
    }


def _plain(part: Body | Collection | Findings | File | Audit | None) -> Any:
    return None if part is None else _fields(part)


def _fields(part: Any) -> dict[str, Any]:
    return {name: getattr(part, name) for name in type(part).__slots__}


def _listed(part: Declared | Confirmed) -> dict[str, Any]:
    return {**_fields(part), "statements": list(part.statements)}


def _counted(counts: Counts) -> dict[str, Any]:
    components = {name: dict(codes) for name, codes in counts.components.items()}
    return {**_fields(counts), "components": components}


def _moment(at: datetime) -> str:
    told = at.astimezone(UTC).replace(tzinfo=None)
    return f"{told.isoformat(timespec='seconds')}Z"
