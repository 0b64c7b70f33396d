"""A table as CSV that no spreadsheet takes for a calculation."""

import csv
import io
from collections.abc import Iterable, Sequence

# Without the mark Excel reads UTF-8 as the machine's old code page.
BYTE_ORDER_MARK = "\ufeff"
# What makes Excel or LibreOffice take a cell for a formula, wide forms included.
_SIGNS = ("=", "+", "-", "@", "|", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")  # noqa: RUF001 - the wide forms are the point
# Line ends in disguise, which some programs undo before they look.
_FORMULA = (*_SIGNS, "%0A", "%0a", "%0D", "%0d")


def to_csv(rows: Iterable[Sequence[object]]) -> str:
    """Return `rows` as CSV with a byte order mark; lines end in CR LF.

    A cell that a spreadsheet would take for a formula begins with an apostrophe;
    None is an empty cell.
    """
    out = io.StringIO(newline="")
    out.write(BYTE_ORDER_MARK)
    csv.writer(out).writerows([safe(cell) for cell in row] for row in rows)
    return out.getvalue()


def safe(value: object) -> str:
    """Return `value` as a cell no spreadsheet takes for a formula; None is ''."""
    text = "" if value is None else str(value)
    return "'" + text if _is_formula(text) else text


def unguarded(text: str) -> str:
    """Return a cell's text without the apostrophe `safe` puts before it."""
    return text[1:] if text.startswith("'") and _is_formula(text) else text


def _is_formula(text: str) -> bool:
    """Whether `text` would be worked out, or is a guarded one: one more can be told."""
    return text.lstrip("'").startswith(_FORMULA)
