"""Why something cannot be done with a return. Each is told on the page, kindly."""

from collections.abc import Collection, Sequence

from keystage.core.errors import KeystageError, UsageError
from keystage.core.findings import Finding


class NotThere(KeystageError):
    """There is no such thing, or it is not this person's to see."""


class Locked(KeystageError):
    """This cannot be done as it stands; `said` is why, in a sentence."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


class Reused(KeystageError):
    """A key was sent before with something else in it: nothing was saved."""


class Stale(KeystageError):
    """What is to be changed has been changed since it was looked at."""


class Unfinished(KeystageError):
    """A return cannot be sent so: `findings` are errors without a reason.

    `statements` are the ids of what was not declared; '' among them for the name.
    """

    def __init__(
        self, findings: Sequence[Finding] = (), statements: Collection[str] = ()
    ) -> None:
        super().__init__("Something is left to do before this can be sent.")
        self.findings = tuple(findings)
        self.statements = frozenset(statements)


class TooMany(UsageError):
    """More cells were sent than are taken at once: `most`."""

    def __init__(self, most: int) -> None:
        super().__init__("So many cells are not taken at once.")
        self.most = most
