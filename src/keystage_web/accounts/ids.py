"""Ids of things: random, so that an address tells nothing and cannot be guessed."""

import secrets

_LETTERS = (
    "0123456789abcdefghjkmnpqrstvwxyz"  # without i, l, o, u: read over a telephone
)
LENGTH = 16  # of 5 bits each


def new() -> str:
    """Return a new id."""
    return "".join(secrets.choice(_LETTERS) for _ in range(LENGTH))
