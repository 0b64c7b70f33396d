"""A receipt as HTML to stand in a page, under headings of its own."""

from collections.abc import Mapping
from typing import Any

from keystage.reports.parts import markup
from keystage.reports.receipt.rows import Part, Row, parts
from keystage.reports.receipt.words import Words

_NO_WORDS: Words = {}


def fragment(told: Mapping[str, Any], words: Words = _NO_WORDS) -> str:
    """Return the rows of a receipt as summary lists of the GOV.UK design system."""
    return "".join(map(_part, parts(told, words)))


def _part(part: Part) -> str:
    rows = "".join(map(_row, part.rows))
    heading = f'<h2 class="govuk-heading-m">{markup.text(part.title)}</h2>'
    return f'{heading}<dl class="govuk-summary-list">{rows}</dl>'


def _row(row: Row) -> str:
    broken = " govuk-!-text-break-word" if row.code else ""
    said = "<br>".join(map(markup.isolated, row.lines))
    return (
        '<div class="govuk-summary-list__row">'
        f'<dt class="govuk-summary-list__key">{markup.isolated(row.label)}</dt>'
        f'<dd class="govuk-summary-list__value{broken}">{said}</dd></div>'
    )
