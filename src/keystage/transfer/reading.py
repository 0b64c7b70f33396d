"""Read a receipt back from plain values, and nothing that only looks like one.

Keys nobody knows are passed over: a form may gain keys, and an older Keystage still
verifies what a newer one signed, since the signature is over all of them.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from keystage.transfer.receipt import (
    Audit,
    Body,
    Collection,
    Confirmed,
    Counts,
    Declared,
    File,
    Findings,
    Kind,
    Receipt,
    Sent,
)

_DIGEST = re.compile(r"[0-9a-f]{64}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", re.ASCII)


class NotOne(ValueError):
    """These values are no receipt of this form."""


type Read[T] = Callable[[Any], T]


def from_dict(told: object) -> Receipt:
    """Return the receipt that `to_dict` gave these values; raises `NotOne`."""
    return _part(
        Receipt,
        kind=_kind,
        reference=_text,
        installation=_text,
        authority=_body,
        school=_body,
        collection=_maybe(_collection),
        version=_maybe(_count),
        sent=_sent,
        declaration=_maybe(_declared),
        confirmed=_maybe(_confirmed),
        counts=_maybe(_counts),
        findings=_maybe(_findings),
        data=_maybe(_data),
        file=_maybe(_file),
        audit=_audit,
    )(told)


def _part[T](made: Callable[..., T], **reads: Read[Any]) -> Read[T]:
    """Return what reads an object with at least these keys into `made`."""

    def read(told: Any) -> T:
        if not isinstance(told, dict) or not reads.keys() <= told.keys():
            raise NotOne
        return made(**{name: one(told[name]) for name, one in reads.items()})

    return read


def _maybe[T](read: Read[T]) -> Read[T | None]:
    return lambda told: None if told is None else read(told)


def _text(told: Any) -> str:
    if not isinstance(told, str):
        raise NotOne
    return told


def _truth(told: Any) -> bool:
    if not isinstance(told, bool):
        raise NotOne
    return told


def _count(told: Any) -> int:
    if not isinstance(told, int) or isinstance(told, bool) or told < 0:
        raise NotOne
    return told


def _kind(told: Any) -> Kind:
    if told not in set(Kind):
        raise NotOne
    return Kind(told)


def _digest(told: Any) -> str:
    if not _DIGEST.fullmatch(_text(told)):
        raise NotOne
    return _text(told)


def _moment(told: Any) -> datetime:
    if not _MOMENT.fullmatch(_text(told)):
        raise NotOne
    try:
        return datetime.fromisoformat(told)
    except ValueError:
        raise NotOne from None


def _list(told: Any) -> tuple[str, ...]:
    if not isinstance(told, list):
        raise NotOne
    return tuple(map(_text, told))


def _each[T](read: Read[T]) -> Read[Mapping[str, T]]:
    def each(told: Any) -> Mapping[str, T]:
        if not isinstance(told, dict):
            raise NotOne
        return {name: read(one) for name, one in told.items()}

    return each


def _sha256(sha256: str) -> str:
    return sha256


_body = _part(Body, number=_text, name=_text)
_collection = _part(
    Collection, book=_text, title=_text, revision=_count, digest=_digest
)
_sent = _part(
    Sent, at=_moment, by=_text, role=_text, source=_text, on_time=_maybe(_truth)
)
_declared = _part(Declared, kind=_text, statements=_list, name=_text)
_confirmed = _part(Confirmed, at=_moment, by=_text, role=_text, statements=_list)
_counts = _part(Counts, pupils=_count, complete=_count, components=_each(_each(_count)))
_findings = _part(Findings, errors=_count, queries=_count)
_data = _part(_sha256, sha256=_digest)
_file = _part(File, name=_text, kind=_text, length=_count, sha256=_digest)
_audit = _part(Audit, authority=_text, number=_count, digest=_digest)
