"""The summary as plain values, in the shape of `schema/summary-1.json`."""

from dataclasses import asdict
from typing import Any

from keystage import __version__
from keystage.core import packaged
from keystage.reports.summary.model import Column, Figure, LeftOut, Part, Row, Summary

SCHEMA = "summary-1"


def schema(name: str = SCHEMA) -> dict[str, Any]:
    """Return the JSON Schema of what `to_dict` returns.

    `recheck-1` is that of the list of who takes a check again.
    """
    return packaged.schema("keystage.reports.summary", name)


def to_dict(summary: Summary) -> dict[str, Any]:
    """Return `summary` as plain values; rates and means are exact, not rounded."""
    files = summary.files
    return {
        "keystage": __version__,
        "schema": SCHEMA,
        "by": summary.by,
        "hidden_below": summary.least,
        "files": {
            "read": files.read,
            "with_errors": files.with_errors,
            "unread": [{"path": path, "reason": why} for path, why in files.unread],
        },
        "collections": [_part(part) for part in summary.parts],
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "collection": part.collection,
        "year": part.year,
        "title": part.title,
        "rulebook": {"id": part.book, "digest": part.digest},
        "schools": part.schools,
        "measures": [_column(column) for column in part.columns],
        "rows": [_row(row, part.columns) for row in part.rows],
        "left_out": [_left_out(one) for one in part.left_out],
        "of_no_year_group": part.outside,
        "in_several_schools": part.several,
    }


def _column(column: Column) -> dict[str, Any]:
    return {**asdict(column), "unit": column.unit.value}


def _row(row: Row, columns: tuple[Column, ...]) -> dict[str, Any]:
    return {
        "of": row.of,
        "id": row.id,
        "title": row.title,
        "pupils": row.pupils,
        "figures": {
            column.id: _figure(figure)
            for column, figure in zip(columns, row.figures, strict=True)
        },
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return asdict(figure)


def _left_out(one: LeftOut) -> dict[str, Any]:
    return {
        "reason": one.reason,
        "code": one.code or None,
        "count": one.count,
        "measures": list(one.columns),
    }
