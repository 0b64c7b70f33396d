"""Ids of things: random, so that an address tells nothing and cannot be guessed."""

import secrets

from django.urls import register_converter

_LETTERS = (
    "0123456789abcdefghjkmnpqrstvwxyz"  # without i, l, o, u: read over a telephone
)
LENGTH = 16  # of 5 bits each


def new() -> str:
    """Return a new id."""
    return "".join(secrets.choice(_LETTERS) for _ in range(LENGTH))


class InAddress:
    """An id in an address, `<id:...>`: nothing else is looked for, so nothing is asked.

    Django knows it wherever there are addresses, for every table's model has an id.
    """

    regex = f"[{_LETTERS}]{{{LENGTH}}}"

    def to_python(self, value: str) -> str:
        """Return the id that an address holds."""
        return value

    def to_url(self, value: str) -> str:
        """Return an id as an address holds it."""
        return value


register_converter(InAddress, "id")
