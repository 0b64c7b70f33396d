"""Receipts to sign, invented throughout, and keys nobody else has."""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from keystage.transfer import (
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
    fingerprint,
    public_key,
)

KEY, OTHER = bytes(range(32)), bytes(range(32, 64))
NAMED, STRANGE = (fingerprint(public_key(key)) for key in (KEY, OTHER))
DATA, SENT = b'[{"pupil":"p1"}]', b"<CTfile/>"
_FILE = sha256(SENT).hexdigest()
JUNE = datetime(2026, 6, 10, 9, 0, 5, tzinfo=UTC)


def receipt(**changed: Any) -> Receipt:
    """Return the receipt of a return, with a file, a declaration and a confirmation."""
    told: dict[str, Any] = {
        "kind": Kind.RETURN,
        "reference": "7KQ2-94XH",
        "authority": Body("999", "Anyshire County Council"),
        "school": Body("9991234", "Zoë's Primary School"),
        "collection": Collection("phonics-2026", "Phonics 2026", 3, "a" * 64),
        "version": 2,
        "sent": Sent(JUNE, "Ada Quill", "head", "file", on_time=True),
        "declaration": Declared("apart", ("agreed", "moderated"), "Ada Quill"),
        "confirmed": Confirmed(JUNE, "Ada Quill", "head", ("agreed",)),
        "counts": Counts(31, 30, {"phonics": {"Wa": 28, "10": 1, "2": 1}}),
        "findings": Findings(0, 1),
        "data": sha256(DATA).hexdigest(),
        "file": File("9991234_PHO_999LLLL_001.xml", "ctf", len(SENT), _FILE),
        "audit": Audit("k3v9x2m7q1p5t8w4", 812, "d" * 64),
    }
    return Receipt(**{**told, **changed})


def untagged() -> Receipt:
    """Return the receipt of a file nobody knows anything about."""
    names = ("collection", "version", "declaration", "confirmed", "counts")
    nothing = dict.fromkeys((*names, "findings", "data"))
    sent = Sent(JUNE, "Bo Reed", "office", "file", on_time=None)
    return receipt(kind=Kind.FILE, sent=sent, **nothing)
