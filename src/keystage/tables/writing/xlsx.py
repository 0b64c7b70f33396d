"""A described workbook as the bytes of an .xlsx file; the only user of XlsxWriter."""

import io
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from keystage.core.errors import MissingExtra
from keystage.tables.writing import formats, rules
from keystage.tables.writing.model import (
    PLAIN,
    BarChart,
    BookOut,
    CellOut,
    Formula,
    PrintOut,
    RowOut,
    SheetOut,
    Style,
    TableOut,
)

_OPTIONS = {
    "in_memory": True,  # with it the parts have no date of their own
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "default_date_format": "dd/mm/yyyy",
}
_MAY = {"format_columns": True, "format_rows": True, "autofilter": True}
_A4 = 9
_NOTE_LINE = 52  # characters of a note's line, about
_MARGINS = {"left": 0.35, "right": 0.35, "top": 0.55, "bottom": 0.55}


def write(book: BookOut) -> bytes:
    """Return `book` as an .xlsx file: the same book, the same bytes.

    Texts are texts whatever they begin with; there is no macro, no link out and
    nothing hidden. Raises `MissingExtra` where XlsxWriter is not installed.
    """
    out = io.BytesIO()
    with _opened(out, book) as workbook:
        maker = _Maker(workbook, book)
        for sheet in book.sheets:
            maker.add(sheet)
        maker.finish()
    return out.getvalue()


def _opened(out: io.BytesIO, book: BookOut) -> Any:
    try:
        import xlsxwriter  # type: ignore[import-untyped] # noqa: PLC0415 - it carries no types; an extra
    except ImportError:
        raise MissingExtra("Writing a workbook", "xlsx") from None
    usual = {"font_name": book.font, "font_size": book.size}
    return xlsxwriter.Workbook(out, {**_OPTIONS, "default_format_properties": usual})


class _Maker:
    """One workbook being written."""

    def __init__(self, workbook: Any, book: BookOut) -> None:
        self._workbook = workbook
        self._book = book
        self._formats: dict[Style, Any] = {}
        self._sheets: list[Any] = []

    def add(self, sheet: SheetOut) -> None:
        """Write one sheet."""
        to = self._workbook.add_worksheet(sheet.name)
        self._sheets.append(to)
        for number, column in enumerate(sheet.columns):
            to.set_column(number, number, column.width, self._format(column.style))
        for table in sheet.tables:
            to.add_table(table.area.name, self._table(table, sheet))
        for area in sheet.merged:
            row = sheet.rows.get(area.first_row, RowOut({}))
            first = row.cells.get(area.first_column, CellOut())
            to.merge_range(area.name, "", self._format(first.style))
        self._write_rows(to, sheet)
        for entry in sheet.entries:
            to.data_validation(entry.area.name, rules.validation(entry))
        for mark in sheet.marks:
            look = self._workbook.add_format(formats.mark_properties(mark.style))
            to.conditional_format(mark.area.name, rules.conditional(mark, look))
        for chart in sheet.charts:
            self._chart(to, chart)
        self._finish_sheet(to, sheet)

    def finish(self) -> None:
        """Write what belongs to the whole workbook."""
        book, workbook = self._book, self._workbook
        made = book.made.replace(tzinfo=None, microsecond=0)
        workbook.set_properties(
            {"title": book.title, "subject": book.subject, "created": made}
        )
        for name, value in book.properties.items():
            workbook.set_custom_property(name, value, "text")
        self._sheets[book.front].activate()

    def _write_rows(self, to: Any, sheet: SheetOut) -> None:
        for number, row in sheet.rows.items():
            to.set_row(number - 1, row.height or None)
            for column, cell in row.cells.items():
                self._write_cell(to, (number - 1, column - 1), cell)

    def _write_cell(self, to: Any, at: tuple[int, int], cell: CellOut) -> None:
        value, look = cell.value, self._format(cell.style)
        if cell.note:
            to.write_comment(*at, cell.note, _note_box(cell.note))
        if cell.link:
            to.write_url(*at, f"internal:{cell.link}", look, str(value))
        elif value is None:
            to.write_blank(*at, None, look)
        elif isinstance(value, Formula):
            to.write_formula(*at, f"={value.text}", look, value.value)
        elif isinstance(value, str):
            to.write_string(*at, value, look)
        elif isinstance(value, date):
            to.write_datetime(*at, _moment(value), look)
        else:
            to.write_number(*at, value, look)

    def _format(self, style: Style | None) -> Any:
        if style is None or style == PLAIN:
            return None
        if style not in self._formats:
            made = self._workbook.add_format(formats.properties(style))
            self._formats[style] = made
        return self._formats[style]

    def _table(self, table: TableOut, sheet: SheetOut) -> Mapping[str, Any]:
        area = table.area
        heads = sheet.rows[area.first_row].cells
        columns = range(area.first_column, area.last_column + 1)
        return {
            "name": table.name,
            "title": table.title,
            "description": table.description,
            "autofilter": table.filters,
            "style": None,
            "banded_rows": False,
            "columns": [
                {
                    "header": str(heads[column].value),
                    "header_format": self._format(heads[column].style),
                }
                for column in columns
            ],
        }

    def _chart(self, to: Any, chart: BarChart) -> None:
        made = self._workbook.add_chart({"type": "bar"})
        sheet = f"'{chart.sheet}'!"
        made.add_series(
            {
                "name": chart.title,
                "categories": f"={sheet}{rules.absolute(chart.labels)}",
                "values": f"={sheet}{rules.absolute(chart.values)}",
                "fill": {"color": chart.colour},
                "gap": 40,
                "data_labels": {"value": True},
            }
        )
        made.set_title({"name": chart.title, "name_font": {"size": 11}})
        made.set_legend({"none": True})
        made.set_y_axis({"reverse": True, "num_font": {"size": 9}})
        made.set_x_axis(
            {"min": 0, "max": chart.most, "visible": False}
            | {"major_gridlines": {"visible": False}}
        )
        width, height = chart.size
        made.set_size({"width": width, "height": height})
        row, column = chart.at
        to.insert_chart(
            *(row - 1, column - 1, made),
            {"description": chart.described, "object_position": 2},
        )

    def _finish_sheet(self, to: Any, sheet: SheetOut) -> None:
        if any(sheet.frozen):
            to.freeze_panes(*sheet.frozen)
        if not sheet.gridlines:
            to.hide_gridlines(2)
        if sheet.locked:
            to.protect("", _MAY)
        if sheet.tab:
            to.set_tab_color(sheet.tab)
        if sheet.quiet:
            quiet = " ".join(area.name for area in sheet.quiet)
            to.ignore_errors({"number_stored_as_text": quiet})
        row, column = sheet.start
        to.set_selection(row - 1, column - 1, row - 1, column - 1)
        _print(to, sheet.printed)


def _print(to: Any, how: PrintOut) -> None:
    to.set_paper(_A4)
    to.set_margins(**_MARGINS)
    to.fit_to_pages(1, how.pages_high)
    if how.landscape:
        to.set_landscape()
    if how.repeated:
        to.repeat_rows(how.repeated[0] - 1, how.repeated[1] - 1)
    if how.area:
        to.print_area(how.area.name)
    to.set_header(how.head)
    to.set_footer(how.foot)


def _note_box(note: str) -> Mapping[str, Any]:
    lines = sum(1 + len(line) // _NOTE_LINE for line in note.splitlines())
    return {
        "author": "Keystage",
        "width": 330,
        "height": 24 + 15 * lines,
        "x_offset": 20,
    }


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a cell has no time zone
