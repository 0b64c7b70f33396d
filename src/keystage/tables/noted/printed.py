"""How a sheet of ours is printed, told to openpyxl."""

import re
from typing import Any

from keystage.tables.noted.settle import Page
from keystage.tables.writing.model import PrintOut

_BESIDE, _ABOVE, _EDGE = 0.35, 0.55, 0.3  # inches
_PARTS = {"L": "left", "C": "center", "R": "right"}
_PART = re.compile(r"&([LCR])")


def print_out(sheet: Page, how: PrintOut) -> None:
    """Let `sheet` be printed on A4, as wide as one page, as `how` says."""
    sheet.page_setup.orientation = "landscape" if how.landscape else "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = how.pages_high
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left = margins.right = _BESIDE
    margins.top = margins.bottom = _ABOVE
    margins.header = margins.footer = _EDGE
    if how.repeated:
        first, last = how.repeated
        sheet.print_title_rows = f"{first}:{last}"
    _write(sheet.oddHeader, how.head)
    _write(sheet.oddFooter, how.foot)


def _write(line: Any, text: str) -> None:
    """Write `&Lleft&Cmiddle&Rright` into a header or footer."""
    _, *told = _PART.split(text)
    for side, said in zip(told[::2], told[1::2], strict=True):
        getattr(line, _PARTS[side]).text = said
