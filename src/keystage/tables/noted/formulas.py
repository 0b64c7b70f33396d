"""Which formulas may stay: those that count and compare cells, and reach nowhere."""

import re

# What the formulas of a template are made of; none of these reads a file, a page or
# another sheet, or makes text into a formula.
_WORDS = (
    "ABS AND AVERAGE COUNT COUNTA COUNTBLANK COUNTIF COUNTIFS EXACT IF IFERROR ISBLANK "
    "ISERROR ISNUMBER ISTEXT LEFT LEN LOWER MAX MID MIN MOD N NOT OR RIGHT ROUND ROWS "
    "SUM SUMIF SUMIFS SUMPRODUCT T TRIM UPPER VALUE"
)
_FUNCTIONS = frozenset(_WORDS.split())
_TEXT = re.compile(r'"[^"]*"')
_CALLED = re.compile(r"([A-Za-z_.][A-Za-z0-9_.]*)\s*\(")
_PLAIN = re.compile(r"[A-Za-z0-9_$:(),;<>=&+\-*/^%.{} \[\]#@]*")
_LONGEST = 4_000
_OTHER_FILE = re.compile(r"\[[0-9]+\]|\.xl|://", re.IGNORECASE)


def stays_inside(formula: str) -> bool:
    """Whether a formula does no more than count and compare cells of its own sheet.

    What names another sheet, another file or an address does not, nor does any
    function that is not on our list.
    """
    if len(formula) > _LONGEST or _OTHER_FILE.search(formula):
        return False
    bare = _TEXT.sub("", formula.removeprefix("="))
    called = {name.upper() for name in _CALLED.findall(bare)}
    return bool(_PLAIN.fullmatch(bare)) and called <= _FUNCTIONS
