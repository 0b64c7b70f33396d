"""The summary as one page: pictures of the shares, and every figure in a table."""

from collections.abc import Iterator
from datetime import datetime

from keystage.measures import Unit
from keystage.reports.charts import Bar, bars
from keystage.reports.parts import markup
from keystage.reports.summary import words
from keystage.reports.summary.model import Column, Figure, Part, Row, Summary
from keystage.reports.summary.page import listed, page
from keystage.reports.summary.text import NO_PART

# A picture of more bars than this says less than the table beneath it.
MOST_BARS = 40


def render(summary: Summary, *, made_at: datetime | None = None) -> str:
    """Return `summary` as a page; `made_at` is shown as it stands."""
    parts = summary.parts
    alone = len(parts) == 1
    title = words.heading(parts[0]) if alone else "What results come to"
    body = [_part(summary, number, alone=alone) for number in range(len(parts))]
    body += [] if parts else [f"<p>{NO_PART}</p>"]
    body += [_files(summary), _method(summary)]
    return page(title, "Summary", "".join(body), made_at)


def _part(summary: Summary, number: int, *, alone: bool) -> str:
    part = summary.parts[number]
    heading = f"<h2>{markup.text(words.heading(part))}</h2>"
    said = [*words.left_out(part), *words.notes(part), *words.key(summary, part)]
    return (
        f'<section id="part{number}">{"" if alone else heading}'
        f"{_charts(part, f'part{number}')}{_table(part)}{listed(said)}</section>"
    )


def _charts(part: Part, name: str) -> str:
    shares = [
        at
        for at, column in enumerate(part.columns)
        if column.unit is Unit.SHARE and column.said
    ]
    if len(part.rows) > MOST_BARS or not shares:
        return ""
    if len(part.rows) == 1:
        shown = [_bar(part, 0, at, part.columns[at].title) for at in shares]
        drawn = _figure(f"{name}-0", f"Shares of {part.rows[0].title}", shown)
        return f'<div class="charts">{drawn}</div>'
    figures = "".join(
        _figure(
            f"{name}-{at}",
            part.columns[at].title,
            [_bar(part, row, at, one.title) for row, one in enumerate(part.rows)],
        )
        for at in shares
    )
    return f'<div class="charts">{figures}</div>'


def _bar(part: Part, row: int, at: int, label: str) -> Bar:
    figure = part.rows[row].figures[at]
    return Bar(label, figure.rate, words.value(part.columns[at], figure))


def _figure(name: str, title: str, shown: list[Bar]) -> str:
    caption = f"<figcaption>{markup.text(title)}</figcaption>"
    return f"<figure>{caption}{bars(name, title, shown)}</figure>"


def _table(part: Part) -> str:
    """Return the figures: measures down the side for one row, else across."""
    body = _upright(part) if len(part.rows) == 1 else _across(part)
    label = markup.text(f"Figures of {part.title}")
    return (
        f'<div class="wide-table" tabindex="0" role="region" aria-label="{label}">'
        f'<table class="figures"><caption>{label}</caption>{body}</table></div>'
    )


def _upright(part: Part) -> str:
    rows = "".join(
        f'<tr><th scope="row">{markup.isolated(column.title)}</th>'
        f'<td class="number" data-label="Figure">{words.value(column, figure)}</td>'
        f'<td class="number" data-label="Counted">{words.counted(column, figure)}</td>'
        "</tr>"
        for column, figure in zip(part.columns, part.rows[0].figures, strict=True)
    )
    heads = (
        '<th scope="col">Measure</th><th scope="col" class="number">Figure</th>'
        '<th scope="col" class="number">Counted</th>'
    )
    return f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody>"


def _across(part: Part) -> str:
    heads = "".join(
        f'<th scope="col" class="number">{markup.isolated(column.short)}</th>'
        for column in part.columns
    )
    rows = "".join(_row(part, row) for row in part.rows)
    first = '<th scope="col"><span class="unseen">School or group</span></th>'
    return f"<thead><tr>{first}{heads}</tr></thead><tbody>{rows}</tbody>"


def _row(part: Part, row: Row) -> str:
    cells = "".join(map(_cell, part.columns, row.figures))
    number = markup.text(row.id) if row.of == "school" else ""
    beside = f' <span class="no">{number}</span>' if number else ""
    name = f'<th scope="row">{markup.isolated(row.title)}{beside}</th>'
    return f'<tr class="{row.of}">{name}{cells}</tr>'


def _cell(column: Column, figure: Figure) -> str:
    known = figure.denominator is not None and column.said
    of = f'<span class="of">{words.counted(column, figure)}</span>' if known else ""
    return (
        f'<td class="number" data-label="{markup.text(column.short)}">'
        f"{words.value(column, figure)}{of}</td>"
    )


def _files(summary: Summary) -> str:
    said = list(words.files(summary.files))
    if not said:
        return ""
    return f'<section id="files"><h2>Files</h2>{listed(said)}</section>'


def _method(summary: Summary) -> str:
    shown: dict[str, Column] = {}
    for part in summary.parts:
        for column in part.columns:
            shown.setdefault(f"{part.title}: {column.title}", column)
    if not shown:
        return ""
    told = "".join(
        f"<dt>{markup.text(title)}</dt><dd>{markup.text(' '.join(_says(column)))}</dd>"
        for title, column in shown.items()
    )
    return (
        '<section id="method"><h2>How it is counted</h2><details>'
        f"<summary>Each measure and its source</summary><dl>{told}</dl></details>"
        "</section>"
    )


def _says(column: Column) -> Iterator[str]:
    if column.note:
        yield column.note
    yield f"Source: {column.source or 'none is named'}."
    if not column.verified:
        yield f"{words.UNVERIFIED.capitalize()}."
