"""The fingerprint of a public key: short enough to read out over the telephone."""

import base64
import binascii
import hashlib
import re

from keystage.core.errors import UsageError

_KEY = 32  # bytes of an Ed25519 public key
_DIGITS = 40  # hexadecimal, of the 64 that SHA-256 gives: 160 bits
_GROUP = 4
_BETWEEN = re.compile(r"[\s:.-]+")


def fingerprint(public: bytes) -> str:
    """Return the fingerprint of a raw public key: ten groups of four digits."""
    return _grouped(hashlib.sha256(public).hexdigest()[:_DIGITS])


def read_fingerprint(text: str) -> str:
    """Return a fingerprint as a person typed it, in the form `fingerprint` gives.

    Capitals, and spaces, colons or hyphens anywhere, make no difference. Raises
    `UsageError` for what is no fingerprint.
    """
    plain = _BETWEEN.sub("", text).lower()
    if not re.fullmatch(f"[0-9a-f]{{{_DIGITS}}}", plain):
        raise UsageError(
            f"{text!r} is no fingerprint: write its {_DIGITS} digits and letters a to f, "
            "as they stand in the letter."
        )
    return _grouped(plain)


def read_keys(text: str) -> tuple[str, ...]:
    """Return the fingerprints of public keys, one in base64 on each line of `text`.

    Empty lines and lines that begin with # are passed over. Raises `UsageError` where
    a line is no key, or there is none.
    """
    lines = [line.strip() for line in text.splitlines()]
    told = [line for line in lines if line and not line.startswith("#")]
    keys = [unpacked(line, _KEY) for line in told]
    if not keys or None in keys:
        raise UsageError(
            "This is no list of public keys: each line holds one, in 44 characters, as "
            "the service shows it on its page of keys."
        )
    return tuple(fingerprint(key) for key in keys if key is not None)


def packed(raw: bytes) -> str:
    """Return bytes as base64."""
    return base64.b64encode(raw).decode("ascii")


def unpacked(text: str, length: int) -> bytes | None:
    """Return the bytes of a base64 text; None where it is not what `packed` gives."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw if len(raw) == length and packed(raw) == text else None


def _grouped(digits: str) -> str:
    starts = range(0, _DIGITS, _GROUP)
    return " ".join(digits[at : at + _GROUP] for at in starts)
