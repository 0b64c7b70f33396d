"""The summary as plain text for a terminal: at most 100 columns, nothing cut."""

from collections.abc import Iterator

from keystage.reports.shown import plain, width, wrap
from keystage.reports.summary import words
from keystage.reports.summary.layout import COLUMNS, table
from keystage.reports.summary.model import Part, Summary

NO_PART = "No results were found to summarise."
_IN_BRACKETS = "In brackets: how many {pupils} count."
_WIDEST_NAME = 30
_WIDEST_MEASURE = 64
_BOLD, _RESET = "\x1b[1m", "\x1b[0m"


def render(summary: Summary, *, colour: bool = False) -> str:
    """Return `summary` as text; with `colour`, headings are bold as well."""
    lines: list[str] = []
    for part in summary.parts:
        heading = wrap(plain(words.heading(part)), COLUMNS)
        lines += [f"{_BOLD}{line}{_RESET}" if colour else line for line in heading]
        lines += ["", *_figures(part), ""]
        told = [*words.left_out(part), *words.notes(part), *words.key(summary, part)]
        if len(part.rows) > 1:
            told.append(_IN_BRACKETS.format(pupils=part.pupils))
        for sentence in told:
            lines += wrap(plain(sentence), COLUMNS)
        lines += [""] if told else []
    lines += [] if summary.parts else [NO_PART, ""]
    for sentence in words.files(summary.files):
        lines += wrap(plain(sentence), COLUMNS)
    return "\n".join(lines).rstrip("\n") + "\n"


def _figures(part: Part) -> Iterator[str]:
    return _upright(part) if len(part.rows) == 1 else _across(part)


def _upright(part: Part) -> Iterator[str]:
    """Yield one measure a line: there is one row only."""
    rows = [
        (column.title, words.value(column, figure), words.counted(column, figure))
        for column, figure in zip(part.columns, part.rows[0].figures, strict=True)
    ]
    first = min(_WIDEST_MEASURE, max((width(row[0]) for row in rows), default=0))
    return table(("Measure", "Figure", "Counted"), rows, max(first, len("Measure")))


def _across(part: Part) -> Iterator[str]:
    """Yield one row a line, each measure in a column: figure, and of how many."""
    rows = [
        (
            plain(row.title),
            *map(words.cell, part.columns, row.figures),
        )
        for row in part.rows
    ]
    first = min(_WIDEST_NAME, max(width(row[0]) for row in rows))
    return table(("", *(column.short for column in part.columns)), rows, first)
