"""What a template says. Words that differ by year and collection are the rulebook's."""

from collections.abc import Iterable

from keystage.checks.model import Code, Rulebook
from keystage.marksheet.grid import Column
from keystage.rulebooks.deadlines import visible_deadlines, weekday

NOT_ASKED = "There is no marksheet for {title}: {why}"
ASK = (
    "Ask whoever sent you this workbook, or the person at your authority who collects "
    "these results. Say which line of the sheet it is about; do not send names by e-mail."
)
NO_DATES = "This workbook knows no date by which it is due: ask whoever sent it to you."
STEPS = (
    (
        "Open the sheet Marksheet. A row is one {pupil}, a column one result. The names "
        "on the left stay in view as you move to the right."
    ),
    (
        "Fill in the white cells: choose from the list (Alt and arrow down) or type. "
        "Only what is in the table of codes below is a result here."
    ),
    (
        "A cell with ! before what was typed holds something that is not a result here. "
        "The column Put right counts them in each row; choose again."
    ),
    (
        "The column Still blank counts down to ✓ none, and the row Still blank above "
        "the headings does so for each column. What is counted there is still wanted."
    ),
    (
        "A {pupil} who joined: use the empty rows at the end of the list, with date of "
        "birth and UPN. A {pupil} who left: leave the row as it is; who returns the "
        "result is told below."
    ),
    (
        "A wrong name, date or UPN is put right in your school's own system first. Here "
        "those cells are locked, without a password (Review, Unprotect Sheet)."
    ),
    (
        "Save as an Excel workbook (.xlsx), not as CSV, which spoils UPNs and dates. "
        "Send it only the way you were told to: it holds children's names."
    ),
)
NO_FORMULAS = (
    "Good to know: columns on the right, the rows above the headings and the sheet "
    "Figures work themselves out. There are no macros, and nothing is hidden. To sort, "
    "take all columns together; the properties of the file hold short signs (no names) by "
    "which Keystage notices names that were sorted apart from their UPNs."
)
JOINED = "For a {pupil} who joined. {note}"
LEAVE = (
    "Leave blank: this {pupil} is not registered as below the standard of this test."
)
REFUSED = (
    "This is not a result here. Choose from the list, or press Escape to leave it."
)
WORKED_OUT = "Works itself out; nothing to type."
TABLE_SAYS = (
    "A row for each {pupil} with name, date of birth and UPN, a column for each result, "
    "then what works itself out."
)


def when(book: Rulebook) -> list[str]:
    """Return a sentence for each date of `book` a school may be shown."""
    return [
        f"{one.title}: {weekday(one.day)} {one.day.day} {one.day:%B %Y}."
        for one in visible_deadlines(book)
        if one.day
    ]


def in_brief(book: Rulebook, column: Column) -> str:
    """Return the results of a column in one line: `0 to 40, A Absent, L Left`."""
    mark = [f"{column.minimum or 0} to {column.maximum}"] if column.is_mark else []
    return ", ".join((*mark, *(_named(book.codes[name]) for name in column.codes)))


def at_length(book: Rulebook, column: Column) -> str:
    """Return all that the rulebook says of the results of a column, a line each."""
    lines = [column.title]
    if column.is_mark:
        lines.append(f"A mark from {column.minimum or 0} to {column.maximum}.")
    for name in column.codes:
        code = book.codes[name]
        lines.append(f"{_named(code)}: {' '.join(_told(code))}")
    return "\n".join(lines)


def prompt(book: Rulebook, column: Column, most: int) -> str:
    """Return what is said beside a cell: as much of the rulebook as `most` letters hold."""
    brief = f"{in_brief(book, column)}."
    if len(brief) > most:
        ids = ", ".join(column.codes)
        brief = f"{ids}. Each is explained on the sheet Instructions."
    for name in column.codes:
        code = book.codes[name]
        if code.counts in {"out", "denominator"} and code.use_when:
            more = f"{brief} {code.id} when: {code.use_when}"
            brief = more if len(more) <= most else brief
    return brief


def legend(book: Rulebook, columns: Iterable[Column], most: int) -> str:
    """Return the codes of all columns in one line that is no longer than `most`."""
    found: dict[str, None] = {}
    for column in columns:
        if column.is_mark:
            found[f"{column.minimum or 0} to {column.maximum} mark"] = None
        found |= dict.fromkeys(_named(book.codes[name]) for name in column.codes)
    line = "  ·  ".join(found)
    if len(line) <= most:
        return line
    return "Codes: see the sheet Instructions"


def _named(code: Code) -> str:
    return f"{code.id} {code.name}" if code.id != code.name else code.id


def _told(code: Code) -> list[str]:
    told = [code.meaning]
    if code.use_when:
        told.append(f"Use when: {code.use_when}")
    if code.do_not_use_when:
        told.append(f"Not when: {code.do_not_use_when}")
    return told
