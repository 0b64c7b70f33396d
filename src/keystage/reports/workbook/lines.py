"""Findings in a row, those that go away with another right after it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from keystage.core.findings import Finding, Severity
from keystage.reports.document import Item
from keystage.reports.shown import plain
from keystage.reports.words import WEIGHTS

_WHAT_TO_DO = "What to do: {fix}"
_GOES = "Goes away once the finding under rule {rule} is put right."
_ALLOWED = "Allowed: {values}."
_MOST_ALLOWED = 60  # characters of a list that helps in a small note


@dataclass(frozen=True, slots=True)
class Line:
    """One finding as a line of a list; `cause` is the rule it goes away with, or ''."""

    item: Item
    cause: str = ""

    @property
    def finding(self) -> Finding:
        """The finding itself."""
        return self.item.finding

    @property
    def message(self) -> str:
        """What is wrong."""
        return plain(self.finding.message)

    @property
    def fix(self) -> str:
        """What to do about it."""
        goes = _GOES.format(rule=self.cause) if self.cause else ""
        return plain(f"{self.finding.fix} {goes}".strip())

    @property
    def value(self) -> str:
        """What was sent, as a person can see it."""
        return plain(self.finding.value or "")

    @property
    def allowed(self) -> str:
        """What may stand there."""
        return plain(", ".join(self.finding.allowed))

    @property
    def note(self) -> str:
        """All of it, as small notes at a cell have it."""
        allowed = _ALLOWED.format(values=self.allowed) if self.allowed else ""
        told = (
            f"{word(self.finding.severity)}: {self.message}",
            _WHAT_TO_DO.format(fix=self.fix) if self.fix else "",
            allowed if len(allowed) <= _MOST_ALLOWED else "",
            f"(rule {self.finding.rule})",
        )
        return "\n".join(part for part in told if part)


def lines(items: Sequence[Item], cause: str = "") -> Iterator[Line]:
    """Yield a line for each finding and for each that goes away with it."""
    for item in items:
        yield Line(item, cause)
        yield from lines(item.beneath, item.finding.rule)


def word(severity: Severity) -> str:
    """Return what a severity is called at the head of a line: `Error`."""
    return WEIGHTS[severity][0].capitalize()
