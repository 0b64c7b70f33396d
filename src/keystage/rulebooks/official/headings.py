"""Finds a table's headings, whatever stands above them, in whatever order."""

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from keystage.core.errors import UsageError
from keystage.rulebooks.official.model import Line, Table
from keystage.tables import Sheet, Workbook

type _Kind = Literal["components", "numbers"]
type _Head = tuple[int, dict[int, str]]

_COMPONENTS = {
    "stage": "stage, key stage, ks, assessment stage, stage code",
    "subject": "subject, subject code, assessment subject, subject id",
    "method": "method, method code, assessment method, assessment method code",
    "component": "component, component code, assessment component, comp, component id",
    "text": "component text, component description, component name, component title, "
    "assessment component text, description",
    "qualifier": "result qualifier, qualifier, result qualifier code, res qualifier, "
    "qualifier code",
    "result_field": "result field, field, result field name",
    "result_type": "result type, type, result data type, data type",
    "values": "result values, result value, values, value, valid values, "
    "allowed values, valid results, result code, result codes, results, result",
    "result_text": "result text, result description, result meaning, value text, "
    "value description, result value text, result values text, meaning",
    "from": "applies from year, applies from, from year, from, year from, start year, "
    "valid from, valid from year, first year, applicable from, effective from",
    "to": "applies to year, applies to, to year, to, year to, end year, valid to, "
    "valid to year, last year, applicable to, effective to, applies until",
}
_NUMBERS = {
    "rule": "rule, rule id, our rule, our rule id, keystage rule, keystage rule id, "
    "check, check id",
    "condition": "condition, condition text, rule text, description, message, "
    "error message, validation text, rule description, text, validation",
    "number": "official number, official rule, official rule number, rule number, "
    "number, validation number, rule no, no, sequence, error number, error code, "
    "dfe number, dfe rule, official number of the rule",
    "collection": "collection, return",
    "year": "year, summer, collection year",
    "book": "book, rulebook, rulebook id",
}
_NEEDED: dict[_Kind, tuple[tuple[str, ...], ...]] = {
    "components": (
        ("stage",),
        ("subject",),
        ("method",),
        ("component",),
        ("qualifier",),
    ),
    "numbers": (("rule", "condition"), ("number",)),
}
_DEEPEST = 40  # rows in which headings are looked for
_SHOWN = 12
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")


def _plain(text: str) -> str:
    return _NOT_LETTERS.sub("", text.lower())


def _variants(table: Mapping[str, str]) -> dict[str, tuple[str, int]]:
    """Return the meaning of each heading, and how far down its list it stands."""
    return {
        _plain(name): (column, rank)
        for column, names in table.items()
        for rank, name in enumerate(names.split(","))
    }


_MEANINGS: dict[_Kind, dict[str, tuple[str, int]]] = {
    "components": _variants(_COMPONENTS),
    "numbers": _variants(_NUMBERS),
}


def read_table(workbook: Workbook) -> Table:
    """Return the rows of every sheet that has the headings of one of our tables.

    The component sheet is looked for first, then a list of rule numbers. Hidden
    sheets and sheets without the headings are left out, and `notes` says so. Raises
    `UsageError`, saying what was looked for and found, where no sheet has them, and
    where two columns have one meaning.
    """
    shown = [sheet for sheet in workbook.sheets if not sheet.hidden]
    notes = [
        f"The sheet {sheet.name!r} is hidden and was not read."
        for sheet in workbook.sheets
        if sheet.hidden
    ]
    if workbook.guessed:
        notes.append("The file is not UTF-8; it was read as Windows-1252.")
    kinds: tuple[_Kind, ...] = ("components", "numbers")
    for kind in kinds:
        heads = {sheet.name: _head(sheet, kind) for sheet in shown}
        if any(heads.values()):
            return _table(kind, shown, heads, notes)
    raise UsageError(_nothing(shown))


def _head(sheet: Sheet, kind: _Kind) -> _Head | None:
    """Return the row of the headings and the meaning of each column, or None."""
    for row, cells in list(sheet.rows.items())[:_DEEPEST]:
        found = {
            at: _MEANINGS[kind][_plain(cell.text)]
            for at, cell in cells.items()
            if _plain(cell.text) in _MEANINGS[kind]
        }
        meanings = {meaning for meaning, _ in found.values()}
        if all(meanings.intersection(needed) for needed in _NEEDED[kind]):
            return row, _chosen(sheet, row, found)
    return None


def _chosen(
    sheet: Sheet, row: int, found: Mapping[int, tuple[str, int]]
) -> dict[int, str]:
    """Return one column for each meaning: the one whose heading says it best.

    Raises `UsageError` where two say it equally well: it is not guessed by place.
    """
    best: dict[str, int] = {}
    for at, (meaning, rank) in found.items():
        other = best.setdefault(meaning, at)
        if other != at and found[other][1] == rank:
            first, second = (sheet.rows[row][one] for one in (other, at))
            raise UsageError(
                f"In the sheet {sheet.name!r} two columns have the heading "
                f"{second.text.strip()!r}: {first.address} and {second.address}. "
                "Rename or remove the one that is not meant."
            )
        if rank < found[other][1]:
            best[meaning] = at
    return {at: meaning for meaning, at in best.items()}


def _table(
    kind: _Kind,
    sheets: list[Sheet],
    heads: Mapping[str, _Head | None],
    notes: list[str],
) -> Table:
    lines: list[Line] = []
    columns: list[set[str]] = []
    for sheet in sheets:
        head = heads[sheet.name]
        if head is None:
            notes.append(f"The sheet {sheet.name!r} has other headings; not read.")
            continue
        row, meanings = head
        found = list(_lines(sheet, row, meanings))
        columns.append(set(meanings.values()))
        beneath = "1 row" if len(found) == 1 else f"{len(found)} rows"
        notes.append(f"Sheet {sheet.name!r}: headings in row {row}, {beneath} beneath.")
        hidden = sum(any(c.hidden for c in line.cells.values()) for line in found)
        if hidden:
            notes.append(
                f"Hidden rows, or rows with hidden columns, were read too: {hidden} "
                "(a filter?)."
            )
        lines += found
    return Table(
        kind, frozenset(set.intersection(*columns)), tuple(lines), tuple(notes)
    )


def _lines(sheet: Sheet, head: int, meanings: Mapping[int, str]) -> Iterator[Line]:
    for row, cells in sheet.rows.items():
        known = {meanings[at]: cells[at] for at in cells if at in meanings}
        if row > head and known:
            yield Line(sheet.name, row, known)


def _nothing(sheets: list[Sheet]) -> str:
    first = [
        f"{cell.text.strip()[:30]!r}"
        for sheet in sheets
        for cells in list(sheet.rows.values())[:1]
        for cell in cells.values()
    ]
    there = ", ".join(first[:_SHOWN]) or "nothing"
    return (
        "No sheet has the headings that are needed. A component sheet has Stage, "
        "Subject, Method, Component and Result qualifier (and Result values, Applies "
        "from, Applies to); a list of rule numbers has Rule or Condition, and Official "
        f"number. The first rows hold: {there}."
    )
