"""Passwords: how they are hashed, and which are taken."""

from typing import Any

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

SHORTEST, LONGEST = 12, 256


class Argon2(Argon2PasswordHasher):
    """Argon2id at the least cost OWASP names: 19 MiB, two rounds, one lane.

    Django's own default costs seven times as much. On the last afternoon a whole
    authority signs in within minutes, and one core is to bear it.
    """

    memory_cost = 19 * 1024  # KiB
    time_cost = 2
    parallelism = 1


class Length:
    """Takes what is long enough to be strong and short enough to be hashed."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise `ValidationError` for a password of another length."""
        del user
        if len(password) < SHORTEST:
            message = _("Password is too short: use %(least)d characters or more")
            raise ValidationError(message % {"least": SHORTEST})
        if len(password) > LONGEST:
            message = _("Password is too long: use %(most)d characters or fewer")
            raise ValidationError(message % {"most": LONGEST})

    def get_help_text(self) -> str:
        """Say what is wanted."""
        least = {"least": SHORTEST}
        return _("%(least)d characters or more. Three words are good.") % least


class Common:
    """Refuses passwords that many people have, and those made of one's own name."""

    def __init__(self) -> None:
        from django.contrib.auth.password_validation import (  # noqa: PLC0415 - loads a list
            CommonPasswordValidator,
        )

        self.known = CommonPasswordValidator().passwords

    def validate(self, password: str, user: Any = None) -> None:
        """Raise `ValidationError` for what is guessed first."""
        small = password.strip().lower()
        told = {small, small.rstrip("0123456789!?.")}
        plain = len(set(small)) < SHORTEST // 2
        if plain or told & self.known or _own(small, user):
            raise ValidationError(_("Password is easy to guess: choose another one"))

    def get_help_text(self) -> str:
        """Say what is wanted."""
        return _("Not one that many people have.")


def _own(password: str, user: Any) -> bool:
    """Return whether a password is the person's name or address, or nearly."""
    email = getattr(user, "email", "")
    name = getattr(user, "name", "").lower().replace(" ", "")
    told = {email, email.partition("@")[0], name} - {""}
    rest = password.replace(" ", "").rstrip("0123456789!?.")
    return rest in told or password in told
