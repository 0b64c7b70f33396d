"""A rulebook as a page a person can read, or as JSON a program can."""

import dataclasses
import json
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from keystage.checks.model import Check, Code, Cohort, Component, Deadline, Rulebook
from keystage.checks.words import long_date
from keystage.rulebooks import movers

UNVERIFIED = "(unverified)"
_STATUS = {
    "statutory": "Statutory: every school concerned returns it.",
    "optional_collected": "Optional: an authority asks for it, and no school owes it.",
    "optional_not_collected": "Optional, and not collected.",
    "cancelled": "Cancelled.",
}


def show(book: Rulebook, format: Literal["md", "json"] = "md") -> str:  # noqa: A002 - as the option is called
    """Return the whole of `book`: a Markdown page, or JSON with sorted keys.

    A threshold without a day on which it may be shown is not shown.
    """
    if format == "json":
        plain = dataclasses.asdict(book)
        if book.threshold and not book.threshold.visible_from:
            plain["threshold"]["mark"] = None
        return json.dumps(
            plain, default=str, ensure_ascii=False, indent=2, sort_keys=True
        )
    parts = _CANCELLED if book.status == "cancelled" else _WHOLE
    return "\n".join(line for part in parts for line in part(book)).rstrip() + "\n"


def _head(book: Rulebook) -> Iterator[str]:
    yield f"# {book.title}"
    yield ""
    yield f"`{book.id}`, revision {book.revision}. {_STATUS[book.status]}"
    yield ""
    if book.provisional:
        yield "**Provisional**: carried forward from the year before, not yet confirmed."
        yield ""


def _who(book: Rulebook) -> Iterator[str]:
    yield "## Who"
    yield ""
    yield from _table(
        ("Cohort", "Year group", "Usually born", "Which of them"),
        (
            (
                cohort.title,
                ", ".join(cohort.nc_years),
                _born(cohort),
                cohort.include.replace("_", " "),
            )
            for cohort in book.cohorts
        ),
    )


def _born(cohort: Cohort) -> str:
    window = f"{long_date(cohort.born_from)} to {long_date(cohort.born_to)}"
    return f"{window}{_doubt(cohort.verified)}"


def _results(book: Rulebook) -> Iterator[str]:
    yield "## What is given"
    yield ""
    yield from _table(
        ("Id", book.words.get("result", "Result"), "Area", "May be", "In a CTF"),
        (
            (
                f"`{part.id}`",
                part.title if part.required else f"{part.title} (where it applies)",
                book.areas[part.area],
                _may_be(part),
                _coding(part),
            )
            for part in book.components.values()
        ),
    )


def _may_be(part: Component) -> str:
    marks = [f"{part.minimum} to {part.maximum}"] if part.is_mark else []
    return ", ".join([*marks, *part.codes])


def _coding(part: Component) -> str:
    row = part.coding
    steps = (row.stage, row.subject, row.method, row.component, row.qualifier)
    return f"`{' '.join(steps)}`{_doubt(row.verified)}"


def _codes(book: Rulebook) -> Iterator[str]:
    yield "## Codes"
    yield ""
    for code in book.codes.values():
        yield f"### {code.id}: {code.name}{_doubt(code.verified)}"
        yield ""
        yield from (f"- {line}" for line in _code_lines(code))
        yield ""


def _code_lines(code: Code) -> Iterator[str]:
    yield code.meaning
    if code.use_when:
        yield f"Use when: {code.use_when}"
    if code.do_not_use_when:
        yield f"Do not use when: {code.do_not_use_when}"
    if code.points is not None:
        yield f"Points: {code.points}"
    if code.role == "la":
        yield "Entered by the authority only."
    if code.synonyms:
        yield f"Also read: {', '.join(code.synonyms)}"


def _threshold(book: Rulebook) -> Iterator[str]:
    threshold = book.threshold
    if threshold is None:
        return
    day = threshold.visible_from
    yield "## Threshold"
    yield ""
    if day:
        yield f"{threshold.mark}{_doubt(threshold.verified)}, shown from {long_date(day)}."
    else:  # marks only, on every page, until there is a day
        yield "Not published yet; until then there are marks only."
    yield ""


def _dates(book: Rulebook) -> Iterator[str]:
    if not book.deadlines:
        return
    yield "## Dates"
    yield ""
    yield "An unverified date is shown to no school."
    yield ""
    yield from _table(
        ("What", "Day", "Source"),
        (
            (
                deadline.title,
                _due(deadline),
                book.sources.get(deadline.source, deadline.source),
            )
            for deadline in book.deadlines
        ),
    )


def _due(deadline: Deadline) -> str:
    day = long_date(deadline.day) if deadline.day else "not known"
    return f"{day}{_doubt(deadline.verified)}"


def _files(book: Rulebook) -> Iterator[str]:
    to = {
        "la": "the authority",
        "naa": "the national agency",
        "own": "the school itself",
    }
    yield "## Files"
    yield ""
    yield f"- CTF version {' or '.join(book.ctf.versions)}"
    yield f"- addressed to {to[book.ctf.destination]}"
    yield f"- named {book.ctf.tag}; {', '.join(book.ctf.tags)} are taken"
    yield f"- described as: {book.ctf.descriptor}"
    yield ""


def _guidance(book: Rulebook) -> Iterator[str]:
    yield "## Guidance"
    yield ""
    for name, text in book.guidance.items():
        yield f"**{name.replace('_', ' ').capitalize()}.** {text}"
        yield ""


def _measures(book: Rulebook) -> Iterator[str]:
    yield "## Measures"
    yield ""
    for name, measure in book.measures.items():
        told = "; ".join(
            f"{key.replace('_', ' ')} {_plain(measure[key])}" for key in measure
        )
        yield f"- {name.replace('_', ' ')}: {told}"
    yield ""


def _plain(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _rules(book: Rulebook) -> Iterator[str]:
    yield "## Rules"
    yield ""
    for key, check in book.checks.items():
        yield f"### {check.id}: {check.severity.value}" + (
            "" if key == check.id else f" ({key})"
        )
        yield ""
        yield f"> {check.message} {check.fix}"
        yield ""
        yield from (f"- {line}" for line in _rule_lines(book, check))
        yield ""


def _rule_lines(book: Rulebook, check: Check) -> Iterator[str]:
    parameters = json.dumps(check.params, ensure_ascii=False) if check.params else ""
    yield f"Kind: `{check.kind}` {parameters}".rstrip()
    yield f"Source: {book.sources.get(check.source, check.source)}{_doubt(check.verified)}"
    if check.official_rule is not None:
        number = f"{check.official_rule}{_doubt(check.official_rule_verified)}"
        yield f"The Department's number: {number}"
    if check.refuses:
        yield "Nothing of the file is taken."
    if check.after:
        yield f"Goes under: {', '.join(check.after)}"
    for example in check.examples:
        yield f"{'Fires' if example.fires else 'Does not fire'}: {example.says}"


def _sources(book: Rulebook) -> Iterator[str]:
    yield "## Sources"
    yield ""
    yield from (f"- {text}" for text in book.sources.values())
    yield ""
    yield f"Digest of this rulebook: `{book.digest}`"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"
    yield ""


def _doubt(verified: bool) -> str:
    return "" if verified else f" {UNVERIFIED}"


_WHOLE = (
    _head,
    _who,
    _results,
    _codes,
    _threshold,
    _dates,
    _files,
    _guidance,
    movers.page,
    _measures,
    _rules,
    _sources,
)
_CANCELLED = (_head, _guidance, _rules, _sources)
