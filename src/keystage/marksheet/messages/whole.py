"""Sentences about headings, sheets and the whole of a marksheet."""

from typing import Final

from keystage.marksheet.messages.model import NOTE, PASTE, QUERY, Words

WHOLE: Final = {
    "hidden": Words(
        "SHEET-HIDDEN",
        "The sheet {sheet} is hidden, and was not read.",
        "Look what it holds: it goes wherever the workbook goes. Delete it, or show it "
        "if it belongs to the marksheet.",
        QUERY,
    ),
    "all-hidden": Words(
        "SHEET-HIDDEN",
        "The sheet {sheet} holds the pupils but is hidden, so nothing of it was read.",
        "Show the sheet (right-click a sheet's tab, Unhide), or ask who made the "
        "workbook for one whose sheet can be seen.",
    ),
    "hidden-columns": Words(
        "SHEET-HIDDEN-COLUMNS",
        "Hidden columns were read like the others: {columns}.",
        "Unhide the columns and see that what they hold is right.",
        QUERY,
    ),
    "no-header": Words(
        "SHEET-HEADER",
        "No row of headings was found: one that names the UPN or surname, and a result "
        "of {collection}.",
        "Give the columns headings such as {known}, or say which column is which: "
        "'keystage columns' makes the file for that.",
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
    "joined": Words(
        "SHEET-HEADER",
        "There is no column for {titles}: cells of the headings are merged into one "
        "({areas}).",
        "Unmerge those cells and give each column its own heading.",
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
        NOTE,
    ),
    "not-read": Words(
        "SHEET-OTHER",
        "The sheet {sheet} holds no marksheet, and was not read.",
        "Nothing to do, unless it holds pupils' results: then give it headings.",
        NOTE,
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
        NOTE,
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
    "no-school": Words(
        "SHEET-SCHOOL",
        "Nothing in this marksheet says which school it is of.",
        "Say so: --school 9991234. Or give the rows a column School with the number, or "
        "URN for a setting.",
        QUERY,
    ),
    "external": Words(
        "SHEET-EXTERNAL",
        "The workbook takes values from other files or from the network.",
        f"Break the links (Data, Edit Links). {PASTE}",
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
        "It cannot be told which year the results are of: a year in a title does not count.",
        "Say so: --year 2026 is the summer the school year ends in.",
    ),
    "rulebooks": Words(
        "SHEET-YEAR",
        "The rows name results of more than one collection or year: {rulebooks}.",
        "Give each of them a table of its own.",
    ),
    "pupils-alone": Words(
        "SHEET-PUPILS",
        "This is a list of pupils: no column of it holds a result.",
        "Give it with --roll, and who is missing is told. If it is to hold results, "
        "give their columns the headings of the template.",
    ),
    "no-collection": Words(
        "SHEET-COLLECTION",
        "The headings do not say which collection the results are of{choice}.",
        "Say so: --collection {known}. Or give the columns the headings of the template.",
    ),
    "no-rulebook": Words(
        "SHEET-RULEBOOK",
        "There are no rules for {collection} in {year}.",
        "See that collection and year are right. Rules of your own are given with their "
        "file: --rulebook FILE.",
    ),
}
