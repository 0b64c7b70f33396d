"""The summary as CSV: one line for each figure, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterator

from keystage.reports.csv import BYTE_ORDER_MARK, safe
from keystage.reports.summary.model import Part, Summary

HEADINGS = (
    "collection",
    "year",
    "of",
    "id",
    "name",
    "measure",
    "title",
    "unit",
    "numerator",
    "denominator",
    "rate",
    "mean",
    "hidden",
    "national",
    "verified",
    "note",
)


def render(summary: Summary) -> str:
    """Return `summary` as CSV with a heading line; what is hidden is empty.

    Rates and means are exact, as in the plain values.
    """
    out = io.StringIO(newline="")
    out.write(BYTE_ORDER_MARK)
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    for part in summary.parts:
        writer.writerows(_lines(part))
    return out.getvalue()


def _lines(part: Part) -> Iterator[list[str]]:
    for row in part.rows:
        for column, figure in zip(part.columns, row.figures, strict=True):
            values = (
                part.collection,
                part.year,
                row.of,
                row.id,
                row.title,
                column.id,
                column.title,
                column.unit.value,
                figure.numerator,
                figure.denominator,
                figure.rate,
                figure.mean,
                "yes" if figure.hidden else "no",
                "yes" if column.national else "no",
                "yes" if column.verified else "no",
                column.note,
            )
            yield [safe(one) for one in values]
