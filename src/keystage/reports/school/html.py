"""The report as one page that needs nothing but itself."""

from functools import cache
from importlib import resources

from keystage.reports.parts import markup
from keystage.reports.parts import page as frame
from keystage.reports.school.model import Chart, Grid, Head, Report, Section
from keystage.reports.school.values import NONE

MISSING = "What is missing"
ABOUT = "About these figures"


def render(report: Report) -> str:
    """Return `report` as a page: no script, no address fetched, ready to print."""
    heading = f"{report.title}: {report.school}"
    summary, groups, lists = (
        "".join(_section(section, kind) for section in found)
        for kind, found in (
            ("results", report.summary),
            ("groups", report.groups),
            ("list", report.lists),
        )
    )
    body = (
        f'{_band(report)}<main id="main" class="wide">{_top(report)}'
        f"{_said('missing', MISSING, report.missing)}{summary}"
        f"{_said('about', ABOUT, report.notes)}{groups}{lists}{_made(report)}</main>"
    )
    return frame.page(heading, body, skip="Skip to the results", style=_style())


def made_on(report: Report) -> str:
    """Return the day of the report in words."""
    return f"{report.made.day} {report.made:%B %Y}"


def _band(report: Report) -> str:
    return (
        '<header class="band"><div class="wide"><p class="product">'
        '<strong>Keystage</strong> <span class="what">School report</span></p>'
        f'<p class="when">Made {made_on(report)}</p></div></header>'
    )


def _top(report: Report) -> str:
    number = f' <span class="no">{markup.text(report.number)}</span>'
    facts = "".join(
        f'<li class="card"><strong>{markup.text(fact.figure)}</strong> '
        f"<span>{markup.text(fact.words)}</span></li>"
        for fact in report.facts
    )
    return (
        f"<h1>{markup.text(report.title)}</h1>"
        f'<p class="lede">{markup.isolated(report.school)}'
        f'{number if report.number else ""}</p><ul class="cards">{facts}</ul>'
    )


def _said(name: str, title: str, sentences: tuple[str, ...]) -> str:
    items = "".join(f"<li>{markup.isolated(one)}</li>" for one in sentences)
    return (
        f'<section id="{name}"><h2>{title}</h2><ul class="said">{items}</ul></section>'
    )


def _made(report: Report) -> str:
    return (
        f'<footer class="quiet"><p>Counted by rulebook {markup.text(report.rulebook)}, '
        f"Keystage {markup.text(report.version)}.</p></footer>"
    )


def _section(section: Section, kind: str) -> str:
    says = "".join(f"<p>{markup.isolated(one)}</p>" for one in section.says)
    drawn = "".join(map(_figure, section.charts))
    charts = f'<div class="drawn">{drawn}</div>' if drawn else ""
    wide = " wide-part" if section.wide else ""
    return (
        f'<section id="{section.id}" class="part {kind}{wide}">'
        f"<h2>{markup.text(section.title)}</h2>{says}"
        f'<div class="side">{charts}{_table(section.grid)}</div></section>'
    )


def _figure(chart: Chart) -> str:
    caption = f"<figcaption>{markup.text(chart.title)}</figcaption>"
    broad = ' class="broad"' if chart.broad else ""
    return f"<figure{broad}>{caption}{chart.svg}</figure>"


def _table(grid: Grid) -> str:
    label = markup.text(grid.caption)
    heads = "".join(map(_head, grid.heads))
    rows = "".join(_row(row, grid.heads) for row in grid.rows)
    return (
        f'<div class="wide-table" tabindex="0" role="region" aria-label="{label}">'
        f"<table><caption>{label}</caption><thead><tr>{heads}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )


def _head(head: Head) -> str:
    names = [name for name in ("number", "upright") if getattr(head, name)]
    kind = f' class="{" ".join(names)}"' if names else ""
    long = head.long if head.long != head.text else ""
    full = f' title="{markup.text(long)}" abbr="{markup.text(long)}"' if long else ""
    return f'<th scope="col"{kind}{full}><span>{markup.text(head.text)}</span></th>'


def _row(row: tuple[str, ...], heads: tuple[Head, ...]) -> str:
    first, *others = row
    cells = "".join(
        f"<td{' class="number"' if head.number else ''} "
        f'data-label="{markup.text(head.long or head.text)}">{_cell(text)}</td>'
        for text, head in zip(others, heads[1:], strict=True)
    )
    return f'<tr><th scope="row">{markup.isolated(first)}</th>{cells}</tr>'


def _cell(text: str) -> str:
    """Return a cell: what stands in a line of its own is told apart, a dash in words."""
    if text == NONE:
        return (
            f'<span aria-hidden="true">{NONE}</span>'
            '<span class="unseen">no result</span>'
        )
    value, _, beneath = text.partition("\n")
    of = f' <span class="of">{markup.text(beneath)}</span>' if beneath else ""
    return f"{markup.isolated(value)}{of}"


@cache
def _style() -> str:
    reports = resources.files("keystage.reports")
    common = reports / "assets" / "report.css"
    own = reports / "school" / "assets" / "school.css"
    return common.read_text(encoding="utf-8") + own.read_text(encoding="utf-8")
