"""Every exception Keystage raises on purpose, and the exit code each means.

KeystageError
├── Refused          the input cannot be read safely or at all
├── WriteError       the output would not say what the records say
├── RulebookError    a rulebook is wrong: names the book, the file and the place
└── UsageError       the person asked for something that cannot be done
    └── MissingExtra a part of Keystage is not installed that it needs
"""

from keystage.core.findings import Place

EXIT_CLEAN = 0
EXIT_ERRORS_FOUND = 1
EXIT_COULD_NOT = 2


class KeystageError(Exception):
    """The root of the tree; catching it catches everything raised on purpose."""


class Refused(KeystageError):
    """Nothing of the input was taken.

    `code` is stable (`XML-DTD`), `message` says what is wrong, `fix` what to do,
    `place` where, when there is a where.
    """

    def __init__(
        self, code: str, message: str, fix: str = "", place: Place | None = None
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.fix = fix
        self.place = place


class WriteError(KeystageError):
    """What was written does not read back as what was asked for."""


class RulebookError(KeystageError):
    """A rulebook cannot be used; the message names book, file and place."""


class UsageError(KeystageError):
    """The call cannot be carried out as asked; the message says why."""


class MissingExtra(UsageError):
    """What was asked for needs an extra; the message is how to install it."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(
            f"{what} needs parts that are not installed here: run "
            f"'python -m pip install \"keystage[{extra}]\"', then try again."
        )
