"""The summary as CSV: one line for each figure, safe to open in a spreadsheet."""

from collections.abc import Iterator, Sequence

from keystage.reports.summary.model import Part, Summary
from keystage.tables.writing.csv import to_csv

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
    lines = (line for part in summary.parts for line in _lines(part))
    return to_csv((HEADINGS, *lines))


def _lines(part: Part) -> Iterator[Sequence[object]]:
    for row in part.rows:
        for column, figure in zip(part.columns, row.figures, strict=True):
            yield (
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
