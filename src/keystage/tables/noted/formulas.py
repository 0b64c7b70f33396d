"""Which formulas may stay: those that count and compare cells, and reach nowhere."""

import re
from collections.abc import Collection

# What the formulas of a template are made of; none of these reads a file, a page or
# another sheet, or makes text into a formula.
_WORDS = (
    "ABS AND AVERAGE COUNT COUNTA COUNTBLANK COUNTIF COUNTIFS DATE EXACT FIND IF IFERROR "
    "ISBLANK ISERROR ISNUMBER ISTEXT LEFT LEN LOWER MAX MID MIN MMULT MOD N NOT OR RIGHT "
    "ROUND ROWS SUM SUMIF SUMIFS SUMPRODUCT T TRIM UPPER VALUE"
)
_FUNCTIONS = frozenset(_WORDS.split())
_TEXT = re.compile(r'"[^"]*"')
_CALLED = re.compile(r"([A-Za-z_.][A-Za-z0-9_.]*)\s*\(")
_PLAIN = re.compile(r"[A-Za-z0-9_$:(),;<>=&+\-*/^%.{} \[\]#@]*")
_LONGEST = 8_192  # characters, as spreadsheet programs have it
_OTHER_FILE = re.compile(r"\[[0-9]+\]|\.xl|://", re.IGNORECASE)


def stays_inside(formula: str, sheets: Collection[str] = ()) -> bool:
    """Whether a formula does no more than count and compare cells of `sheets`.

    Its own sheet is always one. What names another sheet, another file or an address
    does more, and so does any function that is not on our list.
    """
    if len(formula) > _LONGEST or _OTHER_FILE.search(formula):
        return False
    bare = _TEXT.sub("", formula.removeprefix("="))
    for name in sheets:
        quoted = "'" + name.replace("'", "''") + "'!"
        bare = bare.replace(quoted, "").replace(f"{name}!", "")
    called = {name.upper() for name in _CALLED.findall(bare)}
    return bool(_PLAIN.fullmatch(bare)) and called <= _FUNCTIONS
