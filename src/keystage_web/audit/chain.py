"""How an event is sealed: what is hashed, in which form, and what follows on what."""

import hashlib
import json
import re
from datetime import UTC, datetime
from typing import Any

from keystage.core import canonical
from keystage_web.audit.models import Event, Kind, Payload

ID_FORM = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
ACTION_FORM = re.compile(r"[a-z_]{1,30}\.[a-z_]{1,30}")
_AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00", re.ASCII)
_HEX = re.compile(r"[0-9a-f]{64}")
_FORMS = {
    "authority": ID_FORM,
    "at": _AT,
    "kind": re.compile("|".join(Kind.values)),
    "action": ACTION_FORM,
    "by": ID_FORM,
    "school": re.compile(f"(?:{ID_FORM.pattern})?"),
    "payload": _HEX,
    "previous": _HEX,
}


def moment(now: datetime) -> str:
    """Return a moment as headers hold it: UTC, always as long, so that text sorts."""
    return now.astimezone(UTC).isoformat(timespec="microseconds")


def beginning(authority: str) -> str:
    """Return what the first event of an authority follows on."""
    return canonical.digest({"authority": authority})


def sealed(event: Event) -> str:
    """Return the digest a header must have; '' where it is not of the form written.

    Only plain letters are taken, as other signs could stand for the same once
    brought into canonical form.
    """
    if not all(_formed(event, name) for name in _FORMS):
        return ""
    told = {name: getattr(event, name) for name in (*_FORMS, "number")}
    return canonical.digest(told)


def salted(payload: Payload) -> str:
    """Return the digest of a payload, from the very text that is stored."""
    held: tuple[object, object] = payload.salt, payload.body
    if not all(isinstance(one, str) for one in held):
        return ""
    if not _HEX.fullmatch(payload.salt):
        return ""
    text = f"{payload.salt}\n{payload.body}"
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def told(payload: Payload) -> dict[str, Any]:
    """Return what a payload says; nothing where it is not as the service writes it."""
    try:
        found = json.loads(payload.body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def whole(number: object) -> bool:
    """Return whether a column holds a number: SQLite takes anything in any."""
    return isinstance(number, int)


def _formed(event: Event, name: str) -> bool:
    value = getattr(event, name)
    return isinstance(value, str) and bool(_FORMS[name].fullmatch(value))
