"""Every sentence said about a marksheet itself; rulebooks bring their own words."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from keystage.checks.words import shown
from keystage.core.errors import Refused
from keystage.core.findings import Finding, Place, Severity


class Words(NamedTuple):
    """The code, the message and what to do, with `{names}` to fill; its weight."""

    code: str
    message: str
    fix: str
    severity: Severity = Severity.ERROR


_QUERY, _NOTE = Severity.QUERY, Severity.NOTE
_PASTE = "Copy the cells and paste them back as values, then save."
_SAVE_UTF8 = "In Excel, save as “CSV UTF-8 (comma delimited)”, or as .xlsx."

WORDS: Final = {
    "formula": Words(
        "SHEET-FORMULA",
        "{cell} holds a formula. What it shows, {value}, was worked out and not typed, "
        "so it is not taken.",
        _PASTE,
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
        _QUERY,
    ),
    "order": Words(
        "SHEET-DATES",
        "{cell} holds {value}, which is no day and month; other dates here may have "
        "the month first too, and were read day first.",
        "Write dates as day, month, year, or as 2018-11-05.",
    ),
    "merged": Words(
        "SHEET-MERGED",
        "The cells {area} are merged into one, so that nobody can say whose the value "
        "is; what they hold is not taken.",
        "Unmerge the cells and fill in each of them.",
    ),
    "hidden": Words(
        "SHEET-HIDDEN",
        "The sheet {sheet} is hidden, and was not read.",
        "Look what it holds: it goes wherever the workbook goes. Delete it, or show it "
        "if it belongs to the marksheet.",
        _QUERY,
    ),
    "all-hidden": Words(
        "SHEET-HIDDEN",
        "The sheet {sheet} holds the pupils but is hidden, so nothing of it was read.",
        "Show the sheet (right-click a sheet's tab, Unhide), or ask who made the "
        "workbook for one whose sheet can be seen.",
    ),
    "hidden-rows": Words(
        "SHEET-HIDDEN-ROWS",
        "{count} of the {pupils} stand in hidden rows ({rows}). They were read like the "
        "others.",
        "Take the filter off, or unhide the rows, and see that they belong here.",
        _QUERY,
    ),
    "hidden-columns": Words(
        "SHEET-HIDDEN-COLUMNS",
        "Hidden columns were read like the others: {columns}.",
        "Unhide the columns and see that what they hold is right.",
        _QUERY,
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
        _QUERY,
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
        f"See that accents and apostrophes in names are right. {_SAVE_UTF8}",
        _QUERY,
    ),
    "utf-16": Words(
        "CSV-ENCODING",
        "The file is written in UTF-16, as Excel's “Unicode text” is. It was read so.",
        f"Nothing to do. Other programs may not read it: {_SAVE_UTF8}",
        _NOTE,
    ),
    "delimiter": Words(
        "CSV-DELIMITER",
        "The cells are parted by {mark}, and were read so.",
        f"Nothing to do. Other programs may want commas: {_SAVE_UTF8}",
        _NOTE,
    ),
    "no-header": Words(
        "SHEET-HEADER",
        "No row of headings was found: one that names the UPN or surname, and a result "
        "of {collection}.",
        "Give the columns headings such as {known}, or say which column is which in a "
        "columns file.",
    ),
    "long-form": Words(
        "SHEET-HEADER",
        "This table has one result in a row, with the subject beside it.",
        "Make it one row for each pupil with a column for each subject: a pivot table "
        "does it, and so does the template.",
    ),
    "twice": Words(
        "SHEET-HEADER",
        "{columns} are all headed for {title}. None of them was read.",
        "Keep the right one, or give the others another heading.",
    ),
    "lacking": Words(
        "SHEET-HEADER",
        "There is no column for {titles}.",
        "Add it with that heading. If it is there under another name, say so in a "
        "columns file.",
    ),
    "not-there": Words(
        "SHEET-COLUMNS",
        "The columns file speaks of {headings}, which no column is headed.",
        "Put the heading right in the columns file, or make a new one for this table.",
    ),
    "unread": Words(
        "SHEET-COLUMNS",
        "Not read, because nothing says what they hold: {columns}.",
        "Nothing to do, unless one of them holds what you are sending: then say which "
        "in a columns file.",
        _NOTE,
    ),
    "not-read": Words(
        "SHEET-OTHER",
        "The sheet {sheet} holds no marksheet, and was not read.",
        "Nothing to do, unless it holds pupils' results: then give it headings.",
        _NOTE,
    ),
    "totals": Words(
        "SHEET-TOTALS",
        "Taken for totals and not for {pupils}: {rows}.",
        "Nothing to do.",
        _NOTE,
    ),
    "loose": Words(
        "SHEET-TOTALS",
        "Not taken for {pupils}, because only one cell of the row is filled: {rows}.",
        "If it is one of the {pupils}, fill in the rest of the row.",
        _QUERY,
    ),
    "version": Words(
        "SHEET-VERSION",
        "This marksheet was made from the template {found}, and {wanted} is wanted. It "
        "was read by the rules of {wanted}.",
        "Get the template of {wanted} and copy the results into it.",
    ),
    "revision": Words(
        "SHEET-VERSION",
        "This marksheet was made from an earlier revision of the rules of {found}.",
        "Nothing to do: it was read by the rules of now.",
        _NOTE,
    ),
    "estab": Words(
        "SHEET-ESTAB",
        "{cell} says {value} for the school's number, which has a digit too few: Excel "
        "takes away a nought in front.",
        "Format the column as text and type the number whole: {wanted}.",
    ),
    "schools": Words(
        "SHEET-SCHOOL",
        "The rows are of different schools: {schools}.",
        "Give each school a marksheet of its own.",
    ),
    "another-school": Words(
        "SHEET-SCHOOL",
        "{cell} says the school is {found}, but {source} says {wanted}.",
        "See which is right, and put the other right.",
    ),
    "name": Words(
        "SHEET-NAME",
        "{cell} holds a whole name without a comma: {value}. Which part is the surname "
        "cannot be told.",
        "Make two columns, Surname and Forename, or write “Surname, Forename”.",
    ),
    "shift": Words(
        "PATTERN-SHIFT",
        "In {count} rows the UPN is one {pupil}'s and the name another's, all on the "
        "roll: a column seems to have been sorted without the others. The first is row "
        "{row}.",
        "Undo the sorting, or paste names and results again beside their UPNs.",
        _QUERY,
    ),
    "external": Words(
        "SHEET-EXTERNAL",
        "The workbook takes values from other files or from the network.",
        f"Break the links (Data, Edit Links). {_PASTE}",
    ),
    "no-rows": Words(
        "SHEET-NO-ROWS",
        "There are headings but no pupils.",
        "Fill in the rows beneath the headings, then save again.",
    ),
    "no-rows-csv": Words(
        "CSV-NO-ROWS",
        "There are headings but no pupils.",
        "Export again with the pupils chosen.",
    ),
    "no-year": Words(
        "SHEET-YEAR",
        "Nothing in this marksheet says which year its results are of.",
        "Say so: --year 2026 is the summer the school year ends in.",
    ),
    "no-collection": Words(
        "SHEET-COLLECTION",
        "The headings do not say which collection the results are of{choice}.",
        "Say so: --collection {known}. Or give the columns the headings of the template.",
    ),
    "no-rulebook": Words(
        "SHEET-RULEBOOK",
        "There are no rules for {collection} in {year}.",
        "See that collection and year are right.",
    ),
}


def finding(
    key: str,
    place: Place | None = None,
    *,
    subject: str | None = None,
    value: str | None = None,
    **facts: object,
) -> Finding:
    """Return the finding that `WORDS[key]` words; `{value}` and `{cell}` fill themselves."""
    words = WORDS[key]
    value = None if value is None else shown(value)
    filled = {"value": value or "", "cell": _cell(place), **facts}
    return Finding(
        rule=words.code,
        severity=words.severity,
        message=words.message.format(**filled),
        fix=words.fix.format(**filled),
        subject=subject,
        value=value,
        place=place,
    )


def refused(key: str, **facts: object) -> Refused:
    """Return the refusal that `WORDS[key]` words."""
    words = WORDS[key]
    return Refused(words.code, words.message.format(**facts), words.fix.format(**facts))


def spans(numbers: Sequence[int]) -> str:
    """Return rows as people list them: `row 3` or `rows 3, 5 to 7`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    told = [f"{run[0]} to {run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    return f"row{'s' if len(numbers) > 1 else ''} {', '.join(told)}"


def _cell(place: Place | None) -> str:
    if place is None or place.column is None:
        return f"Row {place.row}" if place else ""
    return f"{place.column}{place.row}"
