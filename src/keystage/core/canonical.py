"""One byte string for one value, whatever order or form it came in.

Digests of rulebooks, returns and receipts are taken of these bytes: equal values
give equal bytes on every machine and in every version of Python.
"""

import dataclasses
import hashlib
import json
import math
import unicodedata
from collections.abc import Mapping, Sequence, Set
from datetime import date
from typing import Any

from keystage.core.errors import UsageError


def canonical_bytes(value: object) -> bytes:
    """Return `value` as canonical JSON in UTF-8: keys sorted, no spaces, text NFC.

    Takes None, booleans, integers, finite floats, text, dates and times (ISO
    form), dataclass instances (by field name), mappings with text keys, sequences
    and sets (sorted by their own canonical bytes). Anything else, and two keys
    that become one in NFC, raise `UsageError`.
    """
    return _encode(_plain(value))


def digest(value: object) -> str:
    """Return the SHA-256 of the canonical bytes of `value`, in hexadecimal."""
    return hashlib.sha256(canonical_bytes(value)).hexdigest()


def _encode(plain: object) -> bytes:
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise UsageError("A text holds half a character and has no bytes.") from None


def _plain(value: object) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, float) and math.isfinite(value):
        return value
    if isinstance(value, date):
        return value.isoformat()
    return _plain_container(value)


def _plain_container(value: object) -> Any:
    if isinstance(value, Mapping):
        return _plain_mapping(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = (field.name for field in dataclasses.fields(value))
        return {name: _plain(getattr(value, name)) for name in names}
    if isinstance(value, Set):
        return sorted(map(_plain, value), key=_encode)
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [_plain(item) for item in value]
    raise UsageError(f"A value of type {type(value).__name__} has no canonical form.")


def _plain_mapping(mapping: Mapping[object, object]) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for key, value in mapping.items():
        if not isinstance(key, str):
            raise UsageError(
                "A mapping has a canonical form only if its keys are text."
            )
        plain[unicodedata.normalize("NFC", key)] = _plain(value)
    if len(plain) != len(mapping):
        raise UsageError("Two keys of a mapping are the same text.")
    return plain
