"""What may be written in a cell and how a cell is marked, as the writer names it."""

from datetime import date, datetime
from typing import Any

from keystage.tables.model import column_letters
from keystage.tables.writing.model import Area, Entry, Mark

_MOST_TITLE, _MOST_NOTE = 32, 255
_REFUSING = {True: "stop", False: "warning"}


def validation(entry: Entry) -> dict[str, Any]:
    """Return `entry` as the options of a data validation."""
    found = _allowed(entry) | {
        "error_type": _REFUSING[entry.strict],
        "input_title": cut(entry.title, _MOST_TITLE),
        "input_message": cut(entry.note, _MOST_NOTE),
        "error_title": cut(entry.refused_title, _MOST_TITLE),
        "error_message": cut(entry.refused, _MOST_NOTE),
    }
    return {name: value for name, value in found.items() if value != ""}


def conditional(mark: Mark, look: Any) -> dict[str, Any]:
    """Return `mark` as the options of a conditional format."""
    return {
        "type": "formula",
        "criteria": f"={mark.formula}",
        "format": look,
        "stop_if_true": mark.last,
    }


def absolute(area: Area) -> str:
    """Return `area` as a reference that stays when it is copied: `$C$5:$D$9`."""
    first = f"${column_letters(area.first_column)}${area.first_row}"
    last = f"${column_letters(area.last_column)}${area.last_row}"
    return first if first == last else f"{first}:{last}"


def cut(text: str, most: int) -> str:
    """Return `text` with at most `most` characters, the last one … where some are gone."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _allowed(entry: Entry) -> dict[str, Any]:
    if entry.choices:
        return {"validate": "list", "source": list(entry.choices)}
    if entry.least is None or entry.most is None:
        return {"validate": "any"}
    dated = isinstance(entry.least, date)
    return {
        "validate": "date" if dated else "integer",
        "criteria": "between",
        "minimum": _bound(entry.least),
        "maximum": _bound(entry.most),
    }


def _bound(value: date | int) -> datetime | int:
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a cell has no time zone
    return value
