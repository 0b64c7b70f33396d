"""A workbook of openpyxl's, opened or made anew: the one place that imports it."""

import io
import warnings
import zipfile
from collections.abc import Sequence
from copy import copy
from datetime import datetime
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from keystage.core.errors import MissingExtra
from keystage.tables.model import Workbook, column_letters
from keystage.tables.noted import words
from keystage.tables.noted.carried import Carried, put
from keystage.tables.noted.looks import LOOKS, plain, title
from keystage.tables.noted.model import Noted
from keystage.tables.noted.printed import print_out
from keystage.tables.noted.settle import (
    Page,
    Slot,
    as_text,
    copied,
    settle,
    shown,
    still,
)
from keystage.tables.noted.zips import unzipped, zipped
from keystage.tables.writing.model import CellOut, SheetOut, Style, TableOut

if TYPE_CHECKING:
    import openpyxl

_SAYS_WHEN = b"docProps/core.xml"
_FONT, _SIZE = "Arial", 10
_NOTE_WIDTH, _NOTE_LINE, _NOTE_LETTERS = 380, 18, 55
_LINES = {"dashed": "mediumDashed"}


def require() -> None:
    """Raise `MissingExtra` unless workbooks can be opened to write in them."""
    if find_spec("openpyxl") is None:
        raise MissingExtra("Returning a workbook with notes", "xlsx")


class Book:
    """A workbook that is being marked; what is said of it goes in front."""

    def __init__(
        self, held: "openpyxl.Workbook", sheets: dict[str, Page], *, dated: bool = False
    ) -> None:
        self._held = held
        self._dated = dated  # whether the file says itself when it was made
        self._sheets = sheets
        self._carried = Carried()

    @classmethod
    def opened(cls, data: bytes, known: Workbook, *, ours: bool) -> "Book":
        """Return the workbook in `data`, a cleaned package, without what is hidden.

        `known` says what its cells hold: the texts of all cells come from there.
        With `ours`, formulas that stay inside their sheet are kept.
        """
        held = _opened(data)
        with_cells = {sheet.title: sheet for sheet in held.worksheets}
        sheets: dict[str, Page] = {}
        seen = [
            sheet
            for sheet in known.sheets
            if not sheet.hidden and sheet.name != words.FINDINGS
        ]
        names = [sheet.name for sheet in seen]
        for sheet in seen:
            sheets[sheet.name] = page = with_cells[sheet.name]
            settle(page, sheet.rows, ours=ours, sheets=names)
            _unmark(page)
        others: list[Page] = [*held.worksheets, *held.chartsheets]
        for other in others:
            if other not in sheets.values():
                held.remove(other)
        held.defined_names.clear()
        properties: Any = held
        for name in properties.custom_doc_props.names:
            if not name.startswith(words.AUTHOR):  # ours say what it is a template of
                del properties.custom_doc_props[name]
        held.iso_dates = True
        return cls(held, sheets, dated=_SAYS_WHEN in data)

    @classmethod
    def copied(cls, known: Workbook) -> "Book":
        """Return a new workbook with the cells of `known` that a person sees."""
        import openpyxl  # noqa: PLC0415 - an extra, loaded where it is needed

        held = openpyxl.Workbook()
        held.remove(held.worksheets[0])
        sheets: dict[str, Page] = {}
        for sheet in known.sheets:
            if not sheet.hidden:
                made = held.create_sheet(title(sheet.name, held.sheetnames))
                sheets[sheet.name] = made
                copied(sheet.rows, made)
        return cls(held, sheets)

    def shows(self, sheet: str) -> bool:
        """Whether the sheet of that name is in the workbook, for a person to see."""
        return sheet in self._sheets

    def carry(self, what: Carried) -> None:
        """Put `what`, which openpyxl would lose, into the workbook that is saved."""
        self._carried = what

    def mark(self, notes: Sequence[Noted]) -> None:
        """Give the cell of `notes` its look and a note with all of them, as they come.

        The first is the worst; its severity says how the cell looks.
        """
        from openpyxl.comments import Comment  # noqa: PLC0415 - as above

        first = notes[0]
        slot = shown(self._sheets[first.sheet], first.row, first.column)
        still(slot)  # what is wrong with it may be that it is one
        _frame(slot, LOOKS[first.severity])
        font = copy(slot.font)
        font.color = _colour(LOOKS[first.severity].colour)
        slot.font = font
        own = f"{slot.comment.text}\n\n" if slot.comment else ""
        said = "\n\n".join(note.text for note in notes)
        text = plain(f"{own}{words.SAYS}\n{said}")
        slot.comment = Comment(text, words.AUTHOR, _height(text), _NOTE_WIDTH)

    def front(self, sheet: SheetOut) -> None:
        """Put `sheet` before all others, and open the workbook there."""
        made = self._held.create_sheet(title(sheet.name, self._held.sheetnames), 0)
        for at, column in enumerate(sheet.columns, 1):
            made.column_dimensions[column_letters(at)].width = column.width
        for number, row in sheet.rows.items():
            made.row_dimensions[number].height = row.height or None
            for at, cell in row.cells.items():
                self._put(made.cell(number, at), cell)
        rows, columns = sheet.frozen
        if rows or columns:
            made.freeze_panes = f"{column_letters(columns + 1)}{rows + 1}"
        for table in sheet.tables:
            _add_table(made, table)
            self._carried.told[table.name] = table.title, table.description
        made.sheet_view.showGridLines = sheet.gridlines
        print_out(made, sheet.printed)
        for other in self._held.worksheets:
            other.sheet_view.tabSelected = other is made
        self._held.active = made

    def saved(self, made: datetime) -> bytes:
        """Return the workbook's bytes; `made` is when it was."""
        from openpyxl.writer.excel import ExcelWriter  # noqa: PLC0415 - as above

        properties = self._held.properties
        properties.modified = made.replace(tzinfo=None)
        if not self._dated:
            properties.created = properties.modified
        properties.lastModifiedBy = words.AUTHOR
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w") as package:
            ExcelWriter(self._held, package).save()
        pages = self._held.worksheets
        sheets = {page.title: page.path.lstrip("/") for page in pages}
        tables = {
            table.displayName: table.path.lstrip("/")
            for page in pages
            for table in page.tables.values()
        }
        return zipped(put(unzipped(data.getvalue()), self._carried, sheets, tables))

    def _put(self, slot: Slot, cell: CellOut) -> None:
        """Fill a cell of the sheet in front; a text is a text whatever it is."""
        from openpyxl.worksheet.hyperlink import Hyperlink  # noqa: PLC0415 - as above

        if isinstance(cell.value, str):
            as_text(slot, cell.value)
        else:
            slot.value = cell.value
        _frame(slot, cell.style)
        _letter(slot, cell.style)
        if cell.link:
            slot.hyperlink = Hyperlink(slot.coordinate, cell.link)


def _opened(data: bytes) -> "openpyxl.Workbook":
    from openpyxl.reader.excel import ExcelReader  # noqa: PLC0415 - as above

    class Reader(ExcelReader):
        """Reads numbers as numbers, dates too, and nothing that is kept twice."""

        def read_worksheets(self) -> None:
            self.wb._date_formats = set()  # type: ignore[attr-defined]  # not in the stubs
            self.wb._timedelta_formats = set()  # type: ignore[attr-defined]  # the same
            self.parser.caches = []
            super().read_worksheets()

    reader = Reader(io.BytesIO(data), keep_links=False)
    with warnings.catch_warnings():  # of what is left out, which is what we want
        warnings.simplefilter("ignore")
        reader.read()
    return reader.wb


def _unmark(sheet: Page) -> None:
    """Take away what an earlier check marked and said; a person's own note stays."""
    from openpyxl.comments import Comment  # noqa: PLC0415 - as above

    for slot in sheet._cells.values():
        if slot.comment is None:
            continue
        if words.SAYS not in slot.comment.text:  # its size is not read
            slot.comment.height = _height(slot.comment.text)
            slot.comment.width = _NOTE_WIDTH
            continue
        own = slot.comment.text.partition(words.SAYS)[0].strip()
        author = slot.comment.author
        slot.comment = Comment(own, author, _height(own), _NOTE_WIDTH) if own else None
        _frame(slot, Style())


def _frame(slot: Slot, style: Style) -> None:
    """Give a cell the lines and the fill of `style`, and no others."""
    from openpyxl import styles  # noqa: PLC0415 - as above

    sides: dict[str, Any] = {
        side: styles.Side(style=_line(line), color=_colour(colour))
        for side, line, colour in style.sides
    }
    slot.border = styles.Border(**sides)
    fill = styles.PatternFill("solid", _colour(style.fill)) if style.fill else None
    slot.fill = fill or styles.PatternFill()


def _letter(slot: Slot, style: Style) -> None:
    """Write what a cell holds as `style` says."""
    from openpyxl import styles  # noqa: PLC0415 - as above

    slot.font = styles.Font(
        name=style.font or _FONT,
        size=style.size or _SIZE,
        bold=style.bold,
        italic=style.italic,
        underline="single" if style.underlined else None,
        color=_colour(style.colour) if style.colour else None,
    )
    down = style.down.removeprefix("v") or None
    slot.alignment = styles.Alignment(
        style.across or None, down, wrap_text=style.wrap, indent=style.indent
    )


def _add_table(sheet: Page, table: TableOut) -> None:
    from openpyxl.worksheet.table import Table, TableStyleInfo  # noqa: PLC0415 - as above

    made = Table(displayName=table.name, ref=table.area.name)
    made.tableStyleInfo = TableStyleInfo("TableStyleLight1", showRowStripes=False)
    sheet.add_table(made)


def _height(text: str) -> int:
    lines = sum(len(line) // _NOTE_LETTERS + 1 for line in text.split("\n"))
    return _NOTE_LINE * (lines + 1)


def _line(name: str) -> Any:
    return _LINES.get(name, name)


def _colour(text: str) -> str:
    return "FF" + text.removeprefix("#")
