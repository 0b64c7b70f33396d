"""Ed25519. The only module that asks for cryptography, and only once it is needed."""

from typing import TYPE_CHECKING

from keystage.core.errors import MissingExtra, UsageError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric import ed25519

LENGTH = 64
"""Bytes of a signature."""

PUBLIC = PRIVATE = 32
"""Bytes of a public key, and of a private one, both raw."""


def new_key() -> bytes:
    """Return a private key nobody has had before; raises `MissingExtra`."""
    return _private_keys().generate().private_bytes_raw()


def public_key(private: bytes) -> bytes:
    """Return the public key that belongs to a private one.

    Raises `MissingExtra`, and `UsageError` for what is no private key.
    """
    return _read(private).public_key().public_bytes_raw()


def signature(message: bytes, private: bytes) -> bytes:
    """Return the signature of a message: always the same one. Raises as `public_key`."""
    return _read(private).sign(message)


def fits(made: bytes, message: bytes, public: bytes) -> bool:
    """Return whether the owner of a public key signed a message; raises `MissingExtra`."""
    try:
        from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - an extra
        from cryptography.hazmat.primitives.asymmetric import (  # noqa: PLC0415 - an extra
            ed25519,
        )
    except ImportError:
        raise MissingExtra(_CHECKING, _EXTRA) from None
    try:
        ed25519.Ed25519PublicKey.from_public_bytes(public).verify(made, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _read(private: bytes) -> "ed25519.Ed25519PrivateKey":
    if len(private) != PRIVATE:
        raise UsageError("This is no private key that receipts are signed with.")
    return _private_keys().from_private_bytes(private)


def _private_keys() -> "type[ed25519.Ed25519PrivateKey]":
    try:
        from cryptography.hazmat.primitives.asymmetric import (  # noqa: PLC0415 - an extra
            ed25519,
        )
    except ImportError:
        raise MissingExtra(_SIGNING, _EXTRA) from None
    return ed25519.Ed25519PrivateKey


_EXTRA = "sign"
_SIGNING, _CHECKING = "Signing a receipt", "Checking a signature"
