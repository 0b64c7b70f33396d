"""The lines of a sheet: which rows are pupils, and what stands in them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from keystage.core import upn
from keystage.core.findings import Finding, Place
from keystage.marksheet import headings, messages
from keystage.marksheet.headings import plain
from keystage.marksheet.model import Line, Table, Value, place_of, span_of
from keystage.marksheet.reading.cells import Judge
from keystage.marksheet.reading.match import IGNORED, Matcher
from keystage.tables import Area, Cell, Sheet, column_letters

_UPN_ALIKE = 10  # characters that make a text more than a word beneath the table


@dataclass(slots=True)
class Lines:
    """The pupils of one sheet, and what is to be said of it."""

    lines: list[Line] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    loose: list[int] = field(default_factory=list)
    unworked: list[int] = field(default_factory=list)


def lines_of(sheet: Sheet, table: Table, judge: Judge, matcher: Matcher) -> Lines:
    """Return the lines of the pupils that stand beneath the headings of `table`."""
    made = Lines()
    merged = _merged(sheet, table)
    made.findings += _of_merges(sheet, merged)
    unworked = frozenset(sheet.unworked)
    made.unworked += _unworked_alone(sheet, table)
    for row, cells in sheet.rows.items():
        if row <= table.row:
            continue
        held = {
            name: cells[one.number]
            for name, one in table.known.items()
            if one.number in cells
        }
        if not held or _is_headings(held, matcher):
            if any(matcher.meaning(cell.text) != name for name, cell in held.items()):
                place = Place(sheet=sheet.name, row=row)
                again = messages.finding("headings-again", place, first=table.row)
                made.findings.append(again)
            continue
        if _is_total(held, cells):
            made.totals.append(row)
        elif _is_loose(held, table):
            made.loose.append(row)
        else:
            one = _Row(sheet.name, row, held, merged.get(row, ()), unworked)
            _add(made, one, table, judge)
    return made


@dataclass(frozen=True, slots=True)
class _Row:
    """A row that is a pupil: its cells by what they are, the merged areas it is in.

    `unworked` are the sheet's cells whose formula was never worked out.
    """

    sheet: str
    number: int
    cells: Mapping[str, Cell]
    merged: Iterable[Area]
    unworked: frozenset[tuple[int, int]]


def _add(made: Lines, row: _Row, table: Table, judge: Judge) -> None:
    values: dict[str, Value] = {}
    for name, heading in table.known.items():
        cell = row.cells.get(name)
        if cell is None:
            place = Place(sheet=row.sheet, row=row.number, column=heading.letters)
            known = (row.number, heading.number) not in row.unworked
            values[name] = Value("", "", place, taken=known)
            if not known:
                made.findings.append(messages.finding("unworked", place, subject=name))
            continue
        if any(_holds(area, heading.number) for area in row.merged):
            values[name] = Value(cell.text, "", place_of(cell), taken=False)
            continue
        judged = judge.judged(name, cell)
        values[name] = judged.value
        if judged.finding is not None:
            made.findings.append(judged.finding)
    if any(cell.hidden for cell in row.cells.values()) and all(
        cell.hidden for cell in row.cells.values()
    ):
        made.hidden.append(row.number)
    made.lines.append(Line(row.sheet, row.number, values))


def _unworked_alone(sheet: Sheet, table: Table) -> list[int]:
    """Return the rows beneath the headings that hold such formulas, and no more."""
    known = {one.number for one in table.known.values()}
    rows = {row for row, column in sheet.unworked if column in known}
    held = {row for row in rows if known & sheet.rows.get(row, {}).keys()}
    return sorted(row for row in rows - held if row > table.row)


def _is_headings(held: Mapping[str, Cell], matcher: Matcher) -> bool:
    """Whether a row is headings once more, as where two lists were put together."""
    meant = [matcher.meaning(cell.text) for cell in held.values()]
    return len(held) > 1 and all(one not in {"", IGNORED} for one in meant)


def _is_total(held: Mapping[str, Cell], cells: Mapping[int, Cell]) -> bool:
    """Whether a row counts what stands above it: no pupil's number, a word for it."""
    told = (held[name].text for name in ("upn", "dob") if name in held)
    if not headings.totals().issuperset(map(plain, told)):
        return False
    words = (plain(cell.text).rstrip("0123456789") for cell in cells.values())
    return not headings.totals().isdisjoint(words)


def _is_loose(held: Mapping[str, Cell], table: Table) -> bool:
    """Whether only one cell of a wider row is filled, and with no pupil's number."""
    if len(held) > 1 or len(table.known) <= 1 + 1:
        return False
    (name,) = held
    text = held[name].text
    return name != "upn" or not (" " not in text and len(upn.tidy(text)) >= _UPN_ALIKE)


def _merged(sheet: Sheet, table: Table) -> dict[int, tuple[Area, ...]]:
    """Return by row the merged areas that lie over known columns of pupils' rows."""
    columns = [one.number for one in table.known.values()]
    used = [row for row in sheet.rows if row > table.row]
    found: dict[int, tuple[Area, ...]] = {}
    for area in sheet.merges:
        if area.bottom <= table.row or not any(_holds(area, one) for one in columns):
            continue
        top = max(area.top, table.row + 1)
        for row in used[bisect_left(used, top) : bisect_right(used, area.bottom)]:
            found[row] = (*found.get(row, ()), area)
    return found


def _of_merges(sheet: Sheet, merged: Mapping[int, Iterable[Area]]) -> Iterable[Finding]:
    for area in dict.fromkeys(area for areas in merged.values() for area in areas):
        first = sheet.rows.get(area.top, {}).get(area.left)
        place = Place(sheet=sheet.name, row=area.top, column=column_letters(area.left))
        yield messages.finding(
            "merged",
            place,
            value=first.text if first else None,
            area=span_of(area),
        )


def _holds(area: Area, column: int) -> bool:
    return area.left <= column <= area.right


def whole_names(lines: list[Line]) -> tuple[list[Line], list[Finding]]:
    """Return the lines with a whole name in one column parted at its comma.

    A name without a comma is not parted: which part is the surname, nobody knows.
    """
    made: list[Line] = []
    findings: list[Finding] = []
    for line in lines:
        whole = line.values.get("name")
        if whole is None:
            made.append(line)
            continue
        surname, comma, forename = whole.read.partition(",")
        parts = {
            name: replace(whole, text=text.strip(), read=text.strip())
            for name, text in (("surname", surname), ("forename", forename))
        }
        if whole.read and not comma:
            findings.append(
                messages.finding("name", whole.place, subject="name", value=whole.text)
            )
        made.append(replace(line, values={**line.values, **parts}))
    return made, findings
