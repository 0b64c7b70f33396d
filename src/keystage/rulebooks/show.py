"""A rulebook as a page a person can read, or as JSON a program can."""

import dataclasses
import json
from collections.abc import Iterator
from typing import Any, Literal

from keystage import __version__
from keystage.checks.model import Code, Cohort, Component, Deadline, Rulebook
from keystage.checks.words import long_date
from keystage.core import packaged
from keystage.rulebooks import movers
from keystage.rulebooks.overrides import confirmed_lines
from keystage.rulebooks.pages import changed, html, typed
from keystage.rulebooks.pages.lines import doubt, table, without_tags
from keystage.rulebooks.pages.rules import measures, rules, sources

SCHEMA = "rulebook-1"
_STATUS = {
    "statutory": "Statutory: every school concerned returns it.",
    "optional_collected": "Optional: an authority asks for it, and no school owes it.",
    "optional_not_collected": "Optional, and not collected.",
    "cancelled": "Cancelled.",
}


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the JSON `show` returns."""
    return packaged.schema("keystage.rulebooks", SCHEMA)


def show(
    book: Rulebook,
    format: Literal["md", "html", "json"] = "md",  # noqa: A002 - as the option is called
    since: Rulebook | None = None,
) -> str:
    """Return the whole of `book`: a page (Markdown or HTML), or JSON with sorted keys.

    With `since`, an earlier book of the collection, the page says what has changed. A
    threshold without a day on which it may be shown is not shown.
    """
    if format == "json":
        return _json(book)
    text = "\n".join(_lines(book, since)).rstrip() + "\n"
    return html.page(text) if format == "html" else without_tags(text)


def _json(book: Rulebook) -> str:
    plain = {"keystage": __version__, "schema": SCHEMA, **dataclasses.asdict(book)}
    if book.threshold and not book.threshold.visible_from:
        plain["threshold"]["mark"] = None
    return json.dumps(plain, default=str, ensure_ascii=False, indent=2, sort_keys=True)


def _lines(book: Rulebook, since: Rulebook | None) -> Iterator[str]:
    yield from _head(book)
    if since is not None:
        yield from changed.section(since, book)
    for part in _CANCELLED if book.status == "cancelled" else _WHOLE:
        yield from part(book)


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
    yield from table(
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
    return f"{window}{doubt(cohort.verified)}"


def _results(book: Rulebook) -> Iterator[str]:
    yield "## What is given"
    yield ""
    yield from table(
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
    return f"`{' '.join(steps)}`{doubt(row.verified)}"


def _codes(book: Rulebook) -> Iterator[str]:
    yield "## Codes"
    yield ""
    for code in book.codes.values():
        yield f"### {code.id}: {code.name}{doubt(code.verified)}"
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
        yield f"{threshold.mark}{doubt(threshold.verified)}, shown from {long_date(day)}."
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
    yield from table(
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
    return f"{day}{doubt(deadline.verified)}"


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


_WHOLE = (
    _who,
    _results,
    _codes,
    _threshold,
    _dates,
    _files,
    _guidance,
    typed.page,
    movers.page,
    measures,
    rules,
    confirmed_lines,
    sources,
)
_CANCELLED = (_guidance, rules, sources)
