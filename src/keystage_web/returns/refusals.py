"""Why something cannot be done with a return. Each is told on the page, kindly."""

from keystage.core.errors import KeystageError, UsageError


class NotThere(KeystageError):
    """There is no such thing, or it is not this person's to see."""


class Locked(KeystageError):
    """Results cannot be entered now; `said` is why, in a sentence."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


class Reused(KeystageError):
    """A key was sent before with something else in it: nothing was saved."""


class Stale(KeystageError):
    """What is to be changed has been changed since it was looked at."""


class TooMany(UsageError):
    """More cells were sent than are taken at once: `most`."""

    def __init__(self, most: int) -> None:
        super().__init__("So many cells are not taken at once.")
        self.most = most
