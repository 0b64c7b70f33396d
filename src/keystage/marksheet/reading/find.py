"""Where in a workbook the pupils stand: which sheets, which row of headings."""

from collections.abc import Container, Iterable, Mapping
from itertools import islice

from keystage.marksheet import headings
from keystage.marksheet.headings import plain
from keystage.marksheet.model import Heading, Table
from keystage.marksheet.reading.match import IGNORED, Matcher
from keystage.tables import Cell, Sheet

_ROWS_TRIED = 60  # headings further down are none
_WHO = ("upn", "surname", "name")
_OF_A_LIST = ("upn", "surname", "forename", "dob")
# Of these, two columns may well stand in a sheet: the one headed as we head it is meant.
_EITHER = ("nc_year", "group")


def table_in(sheet: Sheet, matcher: Matcher) -> Table | None:
    """Return where the pupils of `sheet` stand, or None where no headings are."""
    best, most = None, 0
    for row in islice(sheet.rows, _ROWS_TRIED):
        found = _headings(sheet, row, matcher)
        meant = {one.id for one in found} - {"", IGNORED}
        both = meant.intersection(_WHO) and meant.intersection(matcher.results)
        if both and len(meant) > most:
            best, most = (row, found), len(meant)
    return _sorted(sheet, best[0], best[1], matcher) if best else None


def has_pupils(sheet: Sheet) -> bool:
    """Whether headings for all that a list of pupils must say stand in a row."""
    known = headings.identity()
    return _has_all(sheet, {name: known[name].ways for name in _OF_A_LIST})


def has_one_result_a_row(sheet: Sheet, words: Mapping[str, Iterable[str]]) -> bool:
    """Whether headings for subject and result, as `words` has them, stand in a row."""
    return _has_all(sheet, words)


def _has_all(sheet: Sheet, words: Mapping[str, Iterable[str]]) -> bool:
    """Whether in one row each of `words` stands in one of its ways."""
    wanted = [frozenset(map(plain, ways)) for ways in words.values()]
    return any(
        all(texts & ways for ways in wanted)
        for cells in islice(sheet.rows.values(), _ROWS_TRIED)
        for texts in [{plain(cell.text) for cell in cells.values()}]
    )


def _headings(sheet: Sheet, row: int, matcher: Matcher) -> list[Heading]:
    """Return the headings of a row; where it has none, what stands above counts."""
    cells = dict(sheet.rows[row])
    for column, cell in sheet.rows.get(row - 1, {}).items():
        if column not in cells and matcher.meaning(cell.text):
            cells[column] = cell
    return [_heading(cell, matcher) for _, cell in sorted(cells.items())]


def _heading(cell: Cell, matcher: Matcher) -> Heading:
    return Heading(matcher.meaning(cell.text), cell.column, cell.text.strip())


def _bare(sheet: Sheet, row: int, headed: Container[int]) -> list[Heading]:
    """Return the columns that hold something below the headings and have none."""
    bare = {
        column
        for number, cells in sheet.rows.items()
        if number > row
        for column in cells
        if column not in headed
    }
    return [Heading("", column, "") for column in bare]


def _sorted(
    sheet: Sheet, row: int, found: Iterable[Heading], matcher: Matcher
) -> Table:
    by_id: dict[str, list[Heading]] = {}
    for one in found:
        by_id.setdefault(one.id, []).append(one)
    others = by_id.pop("", [])
    ignored = by_id.pop(IGNORED, [])
    if "surname" in by_id or "forename" in by_id:
        ignored += by_id.pop("name", [])
    known: dict[str, Heading] = {}
    twice: list[tuple[Heading, ...]] = []
    for name, columns in by_id.items():
        held = _preferred(name, columns, matcher)
        if len(held) == 1:
            known[name] = held[0]
            others += [one for one in columns if one is not held[0]]
        else:
            twice.append(tuple(columns))
    headed = {one.number for one in (*known.values(), *others, *ignored)}
    headed |= {one.number for group in twice for one in group}
    others += _bare(sheet, row, headed)
    others.sort(key=lambda one: one.number)
    joined = [
        one
        for one in sheet.merges
        if one.top <= row <= one.bottom and one.left < one.right
    ]
    return Table(
        sheet.name,
        row,
        known,
        tuple(others),
        tuple(twice),
        tuple(ignored),
        tuple(joined),
    )


def _preferred(name: str, columns: list[Heading], matcher: Matcher) -> list[Heading]:
    if len(columns) == 1 or name not in _EITHER:
        return columns
    ours = plain(matcher.titles[name])
    exact = [one for one in columns if plain(one.text) == ours]
    return exact or columns
