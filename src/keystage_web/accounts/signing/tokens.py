"""Random tokens, and the digests of them that are stored."""

import secrets

from django.utils.crypto import salted_hmac

from keystage_web.jobs.values import personal

_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 32  # of 5 bits each
_SALT = "keystage.signing.token"


def new() -> str:
    """Return a new token, none that looks like a date: mails would not take it."""
    token = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    return new() if personal(token) else token


def digest(token: str) -> str:
    """Return what is stored of a token: whoever reads the table cannot use it."""
    return salted_hmac(_SALT, token, algorithm="sha256").hexdigest()
