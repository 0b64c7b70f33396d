"""Characters XML cannot hold, as workbooks write them: `_x000D_` for a return."""

import re

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
# What has to be escaped: half characters and control characters besides tab and line
# feed, and an underscore that would otherwise begin an escape by accident.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)"
)


def unescaped(text: str) -> str:
    """Return the text a workbook's string stands for."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def escaped(text: str) -> str:
    """Return how a workbook writes `text`: what `unescaped` turns back into it."""
    return _UNSAFE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
