"""What is to be said once lines are made: of whom, and of whole columns."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from keystage.checks.model import Component
from keystage.checks.words import listed, shown
from keystage.core.findings import Finding, PupilRef
from keystage.marksheet import messages
from keystage.marksheet.model import Line, Value
from keystage.marksheet.reading.dates import First, first_of
from keystage.marksheet.values import tidy_value

# What is said of one cell of one pupil.
_OF_A_PUPIL = frozenset(
    messages.WORDS[key].code for key in ("formula", "error-cell", "date", "name")
)
_MOST_WORDS = 12


def about_pupils(
    findings: Iterable[Finding], lines: Iterable[Line], collection: str
) -> list[Finding]:
    """Return `findings`, those about a pupil's cell headed as every check heads them."""
    known = {(line.sheet, line.row): line for line in lines}
    made = []
    for one in findings:
        place = one.place
        line = known.get((place.sheet or "", place.row or 0)) if place else None
        if line is not None and one.rule in _OF_A_PUPIL:
            made.append(replace(one, pupil=_who(line), collection=collection))
        else:
            made.append(one)
    return made


def month_first(
    lines: Iterable[Line],
) -> tuple[list[Finding], frozenset[tuple[str, int]]]:
    """Return a finding for each sheet with dates that can only have the month first.

    And the sheet and row of every date that may have: all that are not plainly
    otherwise, where none can only have the day first.
    """
    sheets: dict[str, list[tuple[Line, Value, First]]] = {}
    for line in lines:
        value = line.values.get("dob")
        first = first_of(value.text) if value else None
        if value is not None and first is not None:
            sheets.setdefault(line.sheet, []).append((line, value, first))
    found: list[Finding] = []
    rows: set[tuple[str, int]] = set()
    for held in sheets.values():
        month = [(line, value) for line, value, how in held if how is First.MONTH]
        if not month:
            continue
        mixed = any(how is First.DAY for *_, how in held)
        told = [line.row for line, _ in month]
        found.append(
            messages.finding(
                "order-mixed" if mixed else "order",
                month[0][1].place,
                subject="dob",
                value=month[0][1].text,
                count=len(month),
                many=len(held),
                rows=messages.spans(told),
            )
        )
        rows |= {
            (line.sheet, line.row)
            for line, _, how in held
            if how is First.MONTH or not (mixed or how is First.DAY)
        }
    return found, frozenset(rows)


def words_read(
    lines: Iterable[Line], results: Mapping[str, Component]
) -> list[Finding]:
    """Return the note that lists which words were read as which codes, if any were."""
    times = Counter(
        (tidy_value(value.text), value.read)
        for line in lines
        for name, value in line.values.items()
        if name in results and value.read in results[name].codes
        if tidy_value(value.text).casefold() != value.read.casefold()
    )
    if not times:
        return []
    told = [f"“{shown(word)}” as {code} ({n})" for (word, code), n in _first(times)]
    if len(times) > _MOST_WORDS:
        told.append("others")
    return [messages.finding("words", words=listed(told, "and"))]


def _first(times: Counter[tuple[str, str]]) -> Sequence[tuple[tuple[str, str], int]]:
    return times.most_common(_MOST_WORDS)


def _who(line: Line) -> PupilRef:
    texts = (
        line.values[name].text if name in line.values else ""
        for name in ("upn", "surname", "forename", "dob")
    )
    return PupilRef(*texts)
