"""How a look is named by the program that writes it."""

from typing import Any

from keystage.tables.writing.model import Style

_LINES = {"thin": 1, "medium": 2, "dashed": 8, "dotted": 4, "thick": 5, "hair": 7}
_SOLID, _HATCHED = 1, 14  # a plain fill; thin lines from corner to corner
_TEXT = "@"


def properties(style: Style) -> dict[str, Any]:
    """Return `style` as the properties of a cell's format."""
    found = _look(style) | {
        "font_name": style.font,
        "font_size": style.size,
        "align": style.across,
        "valign": style.down,
        "text_wrap": style.wrap,
        "indent": style.indent,
    }
    return {name: value for name, value in found.items() if value} | {
        "locked": not style.unlocked
    }


def mark_properties(style: Style) -> dict[str, Any]:
    """Return `style` as what a mark changes: never the font, its size or its place."""
    return {name: value for name, value in _look(style).items() if value}


def _look(style: Style) -> dict[str, Any]:
    found: dict[str, Any] = {
        "bold": style.bold,
        "italic": style.italic,
        "underline": int(style.underlined),
        "font_color": style.colour,
        "num_format": style.number,
    }
    if style.fill:
        found |= {"bg_color": style.fill, "pattern": _SOLID}
    if style.hatched:
        found |= {"fg_color": style.hatched, "pattern": _HATCHED}
    for side, line, colour in style.sides:
        found |= {side: _LINES[line], f"{side}_color": colour}
    return found
