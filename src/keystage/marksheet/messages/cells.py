"""Sentences about cells and rows."""

from typing import Final

from keystage.marksheet.messages.model import (
    DATES,
    NOTE,
    PASTE,
    QUERY,
    SAVE_UTF8,
    SORT,
    Words,
)

CELLS: Final = {
    "formula": Words(
        "SHEET-FORMULA",
        "{cell} holds a formula. What it shows, {value}, was worked out and not typed, "
        "so it is not taken.",
        PASTE,
    ),
    "unworked": Words(
        "SHEET-FORMULA",
        "{cell} holds a formula that was never worked out, so nothing is known to stand "
        "there.",
        PASTE,
    ),
    "unworked-rows": Words(
        "SHEET-FORMULA",
        "Nothing but formulas that were never worked out stands in {count} of the rows "
        "({rows}). They were not read.",
        PASTE,
    ),
    "error-cell": Words(
        "SHEET-ERROR-CELL",
        "{cell} shows {value}: the spreadsheet could not work something out there.",
        "Type what belongs there, or empty the cell.",
    ),
    "date": Words(
        "SHEET-DATE",
        "{cell} is under {title} and holds a date, {value}: Excel has turned this into "
        "a date.",
        "Format the column as text, then type the result again.",
    ),
    "day": Words(
        "SHEET-DATE",
        "{cell} is under {title} and holds {value}, which may be a date: Excel has "
        "turned this into a date, it seems.",
        "Format the column as text, then type the result again.",
    ),
    "1904": Words(
        "SHEET-1904",
        "{cell} holds the number {value} where a date belongs. This workbook counts its "
        "days from 1904, so it means {read}; in most workbooks it would be {other}.",
        "Format the column as a date, see that the dates are right, and save again.",
    ),
    "calendar": Words(
        "SHEET-1904",
        "This workbook counts its days from 1904, as older Macs do; its dates were read "
        "so. The first, in {cell}, is {value}.",
        "See that this is right: dates pasted from another workbook are four years off.",
        QUERY,
    ),
    "order": Words(
        "SHEET-DATES",
        "Dates here have the month first, it seems: {count} of {many} can be nothing "
        "else ({rows}), {value} in {cell} being the first. All were read day first.",
        DATES,
    ),
    "order-mixed": Words(
        "SHEET-DATES",
        "Some dates here have the month first and others the day: {count} of {many} can "
        "only have the month first ({rows}), {value} in {cell} being the first. All were "
        "read day first.",
        DATES,
    ),
    "words": Words(
        "SHEET-WORDS",
        "Words were read as codes: {words}.",
        "Nothing to do, if that is what was meant.",
        NOTE,
    ),
    "merged": Words(
        "SHEET-MERGED",
        "The cells {area} are merged into one, so that nobody can say whose the value "
        "is; what they hold is not taken.",
        "Unmerge the cells and fill in each of them.",
    ),
    "hidden-rows": Words(
        "SHEET-HIDDEN-ROWS",
        "{count} of the {pupils} stand in hidden rows ({rows}). They were read like the "
        "others.",
        "Take the filter off, or unhide the rows, and see that they belong here.",
        QUERY,
    ),
    "far": Words(
        "SHEET-SHAPE",
        "Something stands in {cell}, far outside the table, and was not read.",
        "Go there (Ctrl+End), delete those rows and columns, and save again.",
    ),
    "long": Words(
        "SHEET-SHAPE",
        "{cell} holds more than {detail} characters, and was not read.",
        "Shorten what it holds.",
    ),
    "field": Words(
        "CSV-FIELD",
        "Row {row} has a cell of more than {detail} characters; the row was not read.",
        "See whether a quotation mark is missing in that row, then save it again.",
    ),
    "nul": Words(
        "CSV-NUL",
        "{cell} holds characters (NUL) that no program types: the file was damaged on "
        "its way.",
        "Export the file again; if it stays, type the cell again.",
    ),
    "quote": Words(
        "CSV-QUOTE",
        "A quotation mark in row {row} does not close where it should. That row was not "
        "read; the rows after it were.",
        "Mend the quotation marks of that row, or save the table again as .xlsx.",
    ),
    "short": Words(
        "CSV-SHAPE",
        "Row {row} has fewer cells than most rows ({detail}); the missing ones are "
        "taken for empty.",
        "See that each of its values stands under the right heading.",
        QUERY,
    ),
    "wide": Words(
        "CSV-SHAPE",
        "Row {row} has something in column {column}, beyond the last heading: its values "
        "may have slipped to the right.",
        "See that each of its values stands under the right heading; a value with a "
        "comma in it wants quotation marks around it.",
    ),
    "encoding": Words(
        "CSV-ENCODING",
        "Some letters were not written as UTF-8 and were read as Windows-1252, as "
        "Excel's plain CSV has them. The first stands in {cell}.",
        f"See that accents and apostrophes in names are right. Next time, {SAVE_UTF8}",
        QUERY,
    ),
    "utf-16": Words(
        "CSV-ENCODING",
        "The file is written in UTF-16, as Excel's “Unicode text” is. It was read so.",
        f"Nothing to do. If another program cannot read it, {SAVE_UTF8}",
        NOTE,
    ),
    "delimiter": Words(
        "CSV-DELIMITER",
        "The cells are parted by {mark}, and were read so.",
        f"Nothing to do. If another program cannot read it, {SAVE_UTF8}",
        NOTE,
    ),
    "years": Words(
        "SHEET-WORDS",
        "Year groups were left out where the text names none: {words}.",
        "Write R, 1, 2 and so on, or put classes into a column of their own.",
        NOTE,
    ),
    "totals": Words(
        "SHEET-TOTALS",
        "Taken for totals and not for {pupils}: {rows}.",
        "Nothing to do.",
        NOTE,
    ),
    "headings-again": Words(
        "SHEET-HEADINGS",
        "{cell} holds headings again, over other columns than in row {first}. All rows "
        "beneath it were read by those of row {first}.",
        "Put what stands beneath it into the columns of row {first}, or into a table of "
        "its own.",
    ),
    "loose": Words(
        "SHEET-TOTALS",
        "Not taken for {pupils}, because only one cell of the row is filled: {rows}.",
        "If it is one of the {pupils}, fill in the rest of the row.",
        QUERY,
    ),
    "name": Words(
        "SHEET-NAME",
        "{cell} holds a whole name without a comma: {value}. Which part is the surname "
        "cannot be told.",
        "Make two columns, Surname and Forename, or write “Surname, Forename”.",
    ),
    "shift": Words(
        "PATTERN-SHIFT",
        "In {count} rows what stands under {columns} is another pupil's, by the roll: "
        "columns were sorted apart from the UPNs. The first is row {row}.",
        SORT,
    ),
    "sorted": Words(
        "PATTERN-SHIFT",
        "In {count} rows what stands under {columns} is another pupil's, by what this "
        "template was made with: columns were sorted apart from the UPNs. The first is "
        "row {row}.",
        SORT,
    ),
}
