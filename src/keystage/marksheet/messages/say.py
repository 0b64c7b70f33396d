"""Findings and refusals about a marksheet, worded."""

from collections.abc import Sequence
from typing import Final

from keystage.checks.words import shown
from keystage.core.errors import Refused
from keystage.core.findings import Finding, Place
from keystage.marksheet.messages.cells import CELLS
from keystage.marksheet.messages.whole import WHOLE

WORDS: Final = {**CELLS, **WHOLE}
"""Every sentence, by a key of its own; several may share a code."""


def finding(
    key: str,
    place: Place | None = None,
    *,
    subject: str | None = None,
    value: str | None = None,
    **facts: object,
) -> Finding:
    """Return the finding that `WORDS[key]` words; `{value}` and `{cell}` fill themselves."""
    words = WORDS[key]
    value = None if value is None else shown(value)
    filled = {"value": value or "", "cell": _cell(place), **facts}
    return Finding(
        rule=words.code,
        severity=words.severity,
        message=words.message.format(**filled),
        fix=words.fix.format(**filled),
        subject=subject,
        value=value,
        place=place,
    )


def refused(key: str, **facts: object) -> Refused:
    """Return the refusal that `WORDS[key]` words."""
    words = WORDS[key]
    return Refused(words.code, words.message.format(**facts), words.fix.format(**facts))


def spans(numbers: Sequence[int]) -> str:
    """Return rows as people list them: `row 3` or `rows 3, 5 to 7`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    told = [f"{run[0]} to {run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    return f"row{'s' if len(numbers) > 1 else ''} {', '.join(told)}"


def _cell(place: Place | None) -> str:
    if place is None or place.column is None:
        return f"Row {place.row}" if place else ""
    return f"{place.column}{place.row}"
