"""How a marked cell looks: the line around it tells as much as its colour."""

import re
from collections.abc import Collection
from typing import Final

from keystage.core.findings import Severity
from keystage.tables.writing.model import Style

_SIDES = ("top", "right", "bottom", "left")
_INK = "#0B0C0C"


def _look(fill: str, line: str, colour: str) -> Style:
    sides = tuple((side, line, colour) for side in _SIDES)
    return Style(fill=fill, colour=_INK, sides=sides)


LOOKS: Final = {
    Severity.ERROR: _look("#F9D6D2", "thick", "#B10E1E"),
    Severity.QUERY: _look("#FFF0C2", "dashed", "#8A5A00"),
    Severity.NOTE: _look("#DCE9F5", "dotted", "#1D4E89"),
}
"""A whole thick line, a broken one, a dotted one; never colour alone."""

_NOT_IN_TITLES = re.compile(r"[\x00-\x1f\[\]:*?/\\\ud800-\udfff\ufffe\uffff]")
_NOT_IN_NOTES = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_TITLE = 31


def title(name: str, others: Collection[str]) -> str:
    """Return what a sheet may be called: `name` as far as allowed, and no other's."""
    plain = _NOT_IN_TITLES.sub(" ", name).strip(" '")[:_LONGEST_TITLE] or "Sheet"
    taken = {other.casefold() for other in others}
    found, number = plain, 1
    while found.casefold() in taken:
        number += 1
        end = f" {number}"
        found = plain[: _LONGEST_TITLE - len(end)] + end
    return found


def plain(text: str) -> str:
    """Return `text` without what no note can hold."""
    return _NOT_IN_NOTES.sub("\ufffd", text)
