"""How a template looks. Every state shows in shape or words, never in colour alone."""

from dataclasses import replace

from keystage.tables.writing import Style
from keystage.tables.writing.frame import GREY, HEAD_FILL, INK, NAVY

BLUE = "#1D5A8A"
_RULE, _LINE, _PALE = "#B8C0C8", "#D9DEE3", "#F3F5F7"
_AMBER, _AMBER_PALE = "#B26A00", "#FFF1CF"
_RED, _RED_PALE = "#C1121F", "#FDE7E6"
GREEN = "#00602E"

_FINE = (("top", "thin", _LINE), ("bottom", "thin", _LINE))
_GRID = (*_FINE, ("left", "thin", _LINE), ("right", "thin", _LINE))
_AREA = (*_FINE, ("left", "medium", _RULE), ("right", "thin", _LINE))

TEXT = Style(wrap=True, down="top")
STRONG = Style(bold=True, wrap=True, down="top")
LINK = Style(colour=BLUE, underlined=True, bold=True)
STEP = Style(size=11, bold=True, across="center", down="top", colour=NAVY)

LABEL = Style(bold=True, down="vcenter")
COUNT = Style(bold=True, across="center", down="vcenter", number="0")
SHARE = Style(across="center", down="vcenter", number="0%", colour=GREY)
MEAN = Style(across="center", down="vcenter", number="0.0", colour=GREY)
SAID = Style(size=8, across="center", down="vcenter", colour=GREY, wrap=True)
LEGEND = Style(size=8, colour=GREY, wrap=True, down="vcenter")

_HEADING = Style(
    size=8,
    bold=True,
    colour=NAVY,
    fill=HEAD_FILL,
    wrap=True,
    down="bottom",
    sides=(("bottom", "medium", NAVY), ("right", "thin", _RULE)),
)
HEADING_LEFT = replace(_HEADING, size=9)
HEADING_MIDDLE = replace(HEADING_LEFT, across="center")
HEADING = replace(_HEADING, across="center", bold=False, colour=INK)
HEADING_FIRST = replace(HEADING, sides=(*_HEADING.sides, ("left", "medium", _RULE)))
AREA = Style(
    size=8,
    bold=True,
    colour=NAVY,
    fill=HEAD_FILL,
    wrap=True,
    down="vcenter",
    across="left",
    sides=(("left", "medium", _RULE), ("top", "thin", _RULE)),
)
WHO = Style(down="vcenter", fill=_PALE, number="@", sides=_FINE)
NAME = replace(WHO, bold=True, size=11)
BORN = replace(WHO, number="dd/mm/yyyy", across="center")
MIDDLE = replace(WHO, across="center")
WHY = replace(WHO, size=9, wrap=True)
RESULT = Style(size=11, across="center", down="vcenter", sides=_GRID, unlocked=True)
RESULT_FIRST = replace(RESULT, sides=_AREA)
DERIVED = Style(size=10, across="center", down="vcenter", fill=_PALE, sides=_GRID)
DERIVED_FIRST = replace(DERIVED, sides=_AREA)
LEFT = replace(DERIVED_FIRST, bold=True, number='0;-0;"✓ none"')
LOOK = replace(DERIVED, bold=True, colour=_RED)
_TESTED = replace(RESULT, hatched="#C3CBD3", fill="#FFFFFF")

IMPOSSIBLE = Style(
    bold=True,
    colour=_RED,
    fill=_RED_PALE,
    number='"! "0;"! -"0;"! "0;"! "@',
    sides=tuple((side, "thin", _RED) for side in ("top", "bottom", "left", "right")),
)
NOT_MET = Style(
    bold=True, colour=INK, fill=_AMBER_PALE, sides=(("left", "thin", _AMBER),)
)
STANDS_IN = Style(colour=GREY, fill="#FFFFFF", hatched="#C3CBD3")
GOOD = Style(bold=True, colour=GREEN)
DONE = Style(bold=False, colour=GREEN)

TABLE = Style(wrap=True, down="top", sides=_FINE)
TABLE_STRONG = replace(TABLE, bold=True)
TABLE_NUMBER = replace(TABLE, across="center", number="0")
TABLE_SHARE = replace(TABLE, across="center", number="0%", bold=True)
TABLE_MEAN = replace(TABLE, across="center", number="0.0", bold=True)


def spare(style: Style) -> Style:
    """Return the look of a locked cell in a row left for who joined."""
    return replace(style, fill="", unlocked=True)


def tested(style: Style) -> Style:
    """Return the look of a result that is not wanted of a pupil who sits the test."""
    return replace(_TESTED, sides=style.sides)
