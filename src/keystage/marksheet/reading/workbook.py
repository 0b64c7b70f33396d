"""What is to be said of a workbook or a CSV as a whole."""

from collections.abc import Iterable, Mapping

from keystage.checks.words import listed
from keystage.core.findings import Finding, Place, Severity
from keystage.marksheet import messages
from keystage.marksheet.model import Table, place_of
from keystage.tables import Cell, Fault, Kind, Oddity, Sheet, Workbook, column_letters

_MARKS = {";": "semicolons", "\t": "tabs", "|": "upright bars"}
_KEYS = {
    Fault.FAR: "far",
    Fault.LONG: "long",
    Fault.NUL: "nul",
    Fault.QUOTE: "quote",
    Fault.SHORT: "short",
}


def of_text(workbook: Workbook) -> list[Finding]:
    """Return what a CSV's way of being written asks to be said."""
    found: list[Finding] = []
    if workbook.guessed and workbook.encoding == "windows-1252":
        odd = _first_odd(workbook)
        place = place_of(odd) if odd else None
        found.append(
            messages.finding("encoding", place, value=odd.text if odd else None)
        )
    elif workbook.encoding == "utf-16":
        found.append(messages.finding("utf-16"))
    if workbook.separator in _MARKS:
        found.append(messages.finding("delimiter", mark=_MARKS[workbook.separator]))
    return found


def of_oddities(
    oddities: Iterable[Oddity], tables: Mapping[str, Table]
) -> list[Finding]:
    """Return what is said of cells and rows that could not be read as they should.

    Short rows above the headings are a title's, and are not told.
    """
    found: list[Finding] = []
    for one in oddities:
        table = tables.get(one.sheet)
        if one.fault is Fault.SHORT and (table is None or one.row <= table.row):
            continue
        key = _KEYS[one.fault]
        if one.fault is Fault.LONG and not one.column:
            key = "field"
        letters = column_letters(one.column) if one.column else None
        place = Place(sheet=one.sheet, row=one.row, column=letters)
        found.append(messages.finding(key, place, row=one.row, detail=one.detail))
    return found


def of_width(sheet: Sheet, table: Table) -> list[Finding]:
    """Return the rows of a CSV that hold something beyond the last heading."""
    headed = (*table.known.values(), *table.others, *table.ignored)
    last = max(
        one.number
        for one in (*headed, *(one for group in table.twice for one in group))
        if one.text
    )
    found = []
    for row, cells in sheet.rows.items():
        beyond = next((cells[at] for at in cells if at > last), None)
        if row > table.row and beyond is not None:
            found.append(
                messages.finding(
                    "wide",
                    place_of(beyond),
                    value=beyond.text,
                    row=row,
                    column=column_letters(beyond.column),
                )
            )
    return found


def of_calendar(sheets: Iterable[Sheet], tables: Mapping[str, Table]) -> list[Finding]:
    """Return the query about the first date of birth counted from 1904."""
    for sheet in sheets:
        table = tables.get(sheet.name)
        heading = table.known.get("dob") if table else None
        if table is None or heading is None:
            continue
        for row, cells in sheet.rows.items():
            cell = cells.get(heading.number)
            if row > table.row and cell is not None and cell.kind is Kind.DATE:
                place = place_of(cell)
                return [
                    messages.finding("calendar", place, subject="dob", value=cell.text)
                ]
    return []


def of_columns(table: Table, sheet: Sheet) -> list[Finding]:
    """Return what is said of columns nobody knows, and of hidden ones."""
    found: list[Finding] = []
    if table.others:
        told = [_told(one.letters, one.text) for one in table.others]
        place = Place(sheet=table.sheet, row=table.row)
        found.append(messages.finding("unread", place, columns=listed(told, "and")))
    hidden = [
        one for one in table.known.values() if _is_hidden(sheet, table, one.number)
    ]
    if hidden:
        told = [_told(one.letters, one.text) for one in hidden]
        place = Place(sheet=table.sheet, row=table.row, column=hidden[0].letters)
        found.append(
            messages.finding("hidden-columns", place, columns=listed(told, "and"))
        )
    return found


def of_sheet(sheet: Sheet, *, hidden: bool) -> Finding:
    """Return that a sheet was not read: it is hidden, or it holds no marksheet."""
    key = "hidden" if hidden else "not-read"
    return messages.finding(key, Place(sheet=sheet.name), sheet=repr(sheet.name))


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings by weight, else as they came."""
    order = list(Severity)
    return sorted(findings, key=lambda one: order.index(one.severity))


def _is_hidden(sheet: Sheet, table: Table, column: int) -> bool:
    """Whether a column is not shown, though the row of headings is."""
    heads = sheet.rows[table.row]
    shown = any(not cell.hidden for cell in heads.values())
    return shown and column in heads and heads[column].hidden


def _told(letters: str, text: str) -> str:
    return f"{letters} (“{text}”)" if text else letters


def _first_odd(workbook: Workbook) -> Cell | None:
    """Return the first cell with a letter beyond ASCII."""
    return next(
        (
            cell
            for sheet in workbook.sheets
            for cells in sheet.rows.values()
            for cell in cells.values()
            if not cell.text.isascii()
        ),
        None,
    )
