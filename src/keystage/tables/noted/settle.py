"""A sheet of a person's own, so that it works nothing out and speaks of nothing gone."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from keystage.tables.excel.escapes import escaped
from keystage.tables.model import Cell, Kind, column_letters
from keystage.tables.noted import formulas, words

# openpyxl's sheet and cell: its stubs leave out much of what they can.
type Page = Any
type Slot = Any
type Rows = Mapping[int, Mapping[int, Cell]]

_TEXT, _FORMULA, _NUMBER, _ERROR = "s", "f", "n", "e"
_AS_TEXT, _AS_DATE = "@", "dd/mm/yyyy"
_FIRST_YEAR = "1900"  # of a workbook's calendar
_NARROWEST, _WIDEST = 10, 40


def settle(
    sheet: Page, rows: Rows, *, ours: bool, sheets: Collection[str] = ()
) -> None:
    """Make sure of what the cells of `sheet` say, and that they do nothing.

    `rows` are its cells as they were read: texts are taken from there. With `ours`,
    formulas are kept that stay inside `sheets`, those a person sees.
    """
    for (row, column), slot in sheet._cells.items():
        if slot.data_type == _FORMULA:
            still(slot, ours=ours, sheets=sheets)
        else:
            _hold(slot, rows.get(row, {}).get(column))
        if slot.hyperlink is not None and _leads_out(slot.hyperlink, sheets):
            slot.hyperlink = None
    sheet.defined_names.clear()
    sheet.page_setup.id = None
    if sheet.auto_filter.ref:
        # its name is hidden, and without it nobody could show the rows again
        sheet.auto_filter.ref = None
        for dimension in sheet.row_dimensions.values():
            dimension.hidden = False
    _quiet(sheet, sheets)


def as_text(slot: Slot, text: str) -> None:
    """Let a cell hold `text`, and hold it as a text whatever it begins with."""
    slot._value = escaped(text)
    slot.data_type = _TEXT


def shown(sheet: Page, row: int, column: int) -> Slot:
    """Return the cell at a place, or the first of the area it is merged into.

    Its row and column come into view, if they were hidden.
    """
    for area in sheet.merged_cells.ranges:
        if area.min_row <= row <= area.max_row and (
            area.min_col <= column <= area.max_col
        ):
            row, column = area.min_row, area.min_col
    if row in sheet.row_dimensions:
        sheet.row_dimensions[row].hidden = False
    for dimension in sheet.column_dimensions.values():
        if (dimension.min or 0) <= column <= (dimension.max or 0):
            dimension.hidden = False
    return sheet.cell(row, column)


def copied(rows: Rows, sheet: Page) -> None:
    """Fill a new sheet with the cells of `rows`, each where it was."""
    widths: dict[int, int] = {}
    for cells in rows.values():
        for at, cell in cells.items():
            _copy(cell, sheet.cell(cell.row, at))
            widths[at] = max(widths.get(at, _NARROWEST), len(cell.text) + 2)
    for at, width in widths.items():
        sheet.column_dimensions[column_letters(at)].width = min(width, _WIDEST)


def _hold(slot: Slot, known: Cell | None) -> None:
    """Let a cell be written as it was read: its text, or all figures of its number."""
    if slot.data_type == _TEXT and known is not None:
        as_text(slot, known.text)  # unknown, it is blank or more than is read
    elif slot.data_type == _NUMBER and isinstance(slot.value, float):
        slot._value = repr(slot.value)  # else it is written with 16 figures


def _copy(cell: Cell, slot: Slot) -> None:
    if cell.formula:
        as_text(slot, words.WORKED_OUT.format(shown=cell.text))
    elif cell.kind is Kind.NUMBER:
        slot._value, slot.data_type = cell.text, _NUMBER
    elif cell.kind is Kind.DATE and cell.text >= _FIRST_YEAR:
        slot.value = date.fromisoformat(cell.text)
        slot.number_format = _AS_DATE
    elif cell.kind is Kind.FLAG:
        slot.value = cell.text == "TRUE"
    elif cell.kind is Kind.ERROR:
        slot._value, slot.data_type = cell.text, _ERROR
    else:
        as_text(slot, cell.text)
        slot.number_format = _AS_TEXT


def still(slot: Slot, *, ours: bool = False, sheets: Collection[str] = ()) -> None:
    """Make a formula the text of itself, or say that one stood there; keep `ours`."""
    if slot.data_type != _FORMULA:
        return
    text = _formula(slot.value)
    inside = formulas.stays_inside(text, sheets if ours else ())
    if not (ours and inside):
        as_text(slot, text if inside else words.ELSEWHERE)


def _formula(value: Any) -> str:
    """Return a formula as it is written; that of an area is an object of its own."""
    text = value if isinstance(value, str) else getattr(value, "text", None)
    return text if isinstance(text, str) else "=[]://"


def _leads_out(link: Any, sheets: Collection[str]) -> bool:
    """Whether a link leads to more than a cell: a place may be written as any path."""
    return bool(link.target) or not formulas.stays_inside(link.location or "", sheets)


def _quiet(sheet: Page, sheets: Collection[str]) -> None:
    """Keep of drop-downs, colours and tables what works nothing out elsewhere."""
    for table in sheet.tables.values():
        table.connectionId = table.tableType = None
        for column in table.tableColumns:
            column.calculatedColumnFormula = column.totalsRowFormula = None
    entries = sheet.data_validations
    entries.dataValidation = [
        one for one in entries.dataValidation if _inside(one, sheets)
    ]
    for marks in list(sheet.conditional_formatting):
        told = [text for rule in marks.rules for text in rule.formula]
        if not all(formulas.stays_inside(text, sheets) for text in told):
            del sheet.conditional_formatting[marks.sqref]


def _inside(entry: Any, sheets: Collection[str]) -> bool:
    told = (text for text in (entry.formula1, entry.formula2) if text is not None)
    return all(formulas.stays_inside(text, sheets) for text in told)
