"""A signed receipt as a file: the receipt, the signature, and only these very bytes.

The signature is over the canonical bytes of the receipt (`keystage.core.canonical`).
The file around it is the same values, sorted and indented so that people can read it.
Another spacing or order of the same values is refused, so that not one byte of a file
that verifies can be other than it was written.
"""

import json
from dataclasses import dataclass, replace
from typing import Any

from keystage.core.canonical import canonical_bytes
from keystage.core.errors import UsageError
from keystage.transfer.fingerprints import fingerprint, packed, unpacked
from keystage.transfer.reading import NotOne, from_dict
from keystage.transfer.receipt import FORMAT, Receipt, to_dict
from keystage.transfer.signature import LENGTH, PUBLIC, public_key, signature

ALGORITHM = "Ed25519"
_MOST = 1024 * 1024  # bytes of a file; real ones are a few thousand
_FIGURES = 15  # of a whole number: what every reader of JSON takes exactly
_FAMILY = "keystage-receipt-"
_TOP = {"receipt", "signature"}
_PROOF = {"algorithm", "key", "fingerprint", "value"}


@dataclass(frozen=True, slots=True)
class Sealed:
    """What stands in the file of a receipt; nothing of it is verified yet.

    `key` and `value` are the raw public key and signature, `message` what was signed,
    `exact` whether the file is byte for byte what is written for these values.
    """

    receipt: Receipt
    key: bytes
    value: bytes
    fingerprint: str
    message: bytes
    exact: bool


class Newer(NotOne):
    """A receipt of a form this Keystage does not know: its name is the argument."""


def sign(receipt: Receipt, private_key: bytes) -> bytes:
    """Return the file of a receipt, signed: the same receipt gives the same bytes.

    Raises `MissingExtra` without cryptography, and `UsageError` for what is no private
    key and for values a receipt cannot hold.
    """
    public = public_key(private_key)
    named = fingerprint(public)
    told = to_dict(replace(receipt, installation=named))
    try:
        from_dict(told)
    except NotOne:
        raise UsageError("A receipt cannot say this: see its JSON Schema.") from None
    sealed = {
        "receipt": told,
        "signature": {
            "algorithm": ALGORITHM,
            "key": packed(public),
            "fingerprint": named,
            "value": packed(signature(canonical_bytes(told), private_key)),
        },
    }
    return _written(sealed)


def opened(data: bytes) -> Sealed:
    """Return what the file of a receipt says; raises `NotOne` where it is none."""
    told = _loaded(data)
    receipt, proof = _parts(told)
    key = unpacked(str(proof["key"]), PUBLIC)
    value = unpacked(str(proof["value"]), LENGTH)
    if key is None or value is None or proof["algorithm"] != ALGORITHM:
        raise NotOne
    return Sealed(
        receipt=from_dict(receipt),
        key=key,
        value=value,
        fingerprint=str(proof["fingerprint"]),
        message=canonical_bytes(receipt),
        exact=_written(told) == data,
    )


def _parts(told: object) -> tuple[dict[str, Any], dict[str, Any]]:
    if not isinstance(told, dict):
        raise NotOne
    receipt, proof = told.get("receipt"), told.get("signature")
    if not isinstance(receipt, dict) or not isinstance(proof, dict):
        raise NotOne
    form = receipt.get("format")
    if form != FORMAT:
        known = isinstance(form, str) and form.startswith(_FAMILY)
        raise Newer(form) if known else NotOne
    if told.keys() != _TOP or proof.keys() != _PROOF:
        raise NotOne  # beside the receipt nothing is signed: nothing more may stand there
    return receipt, proof


def _written(sealed: object) -> bytes:
    plain = json.loads(canonical_bytes(sealed))
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, indent=2)
    return f"{text}\n".encode()


def _loaded(data: bytes) -> object:
    if len(data) > _MOST:
        raise NotOne
    try:
        told: object = json.loads(
            data.decode("utf-8"),
            parse_float=_no_number,
            parse_constant=_no_number,
            parse_int=_whole,
        )
        canonical_bytes(told)
    except (ValueError, RecursionError, UsageError):
        raise NotOne from None
    return told


def _no_number(_text: str) -> object:
    raise NotOne


def _whole(text: str) -> int:
    if len(text) > _FIGURES:
        raise NotOne
    return int(text)
