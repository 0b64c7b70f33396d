"""What files and receipts say, read by no part of the product, and added up."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any
from xml.etree import ElementTree

from openpyxl import load_workbook

from tests.functional.web.season.invented import YEAR_2, Invented, Marks

type Rows = list[Mapping[str, str]]


def from_ctf(data: bytes) -> Marks:
    """Return what a Common Transfer File says of each child, by UPN."""
    root = ElementTree.fromstring(data)  # noqa: S314 - our own service wrote it
    return {
        str(pupil.findtext("UPN")): next(
            (str(one.text) for one in pupil.iter("Result")), ""
        )
        for pupil in root.iter("Pupil")
    }


def from_csv(data: bytes) -> Marks:
    """Return what a table says of each child, by UPN."""
    return _marks(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def from_xlsx(data: bytes) -> Marks:
    """Return what a workbook says of each child, by UPN."""
    book = load_workbook(io.BytesIO(data), read_only=True)
    sheet = book.worksheets[0]
    return _marks(
        ["" if cell is None else str(cell) for cell in row]
        for row in sheet.iter_rows(values_only=True)
    )


def _marks(lines: Iterable[list[str]]) -> Marks:
    heads: list[str] = []
    found = {}
    for line in lines:
        if not heads:
            heads = line if "UPN" in line else []
            continue
        told = dict(zip(heads, line, strict=False))
        if told["UPN"]:
            told_all = {name.casefold(): value for name, value in told.items()}
            mark = next(
                value
                for name, value in told_all.items()
                if name in {"mark", "phonics mark"}
            )
            found[told["UPN"]] = mark or told_all.get("outcome", "")
    return found


def totals(key: Invented, marks: Marks) -> dict[str, tuple[int, int]]:
    """Add up what was read as the answer key counts it: a sum of marks, and of how many."""
    groups = {row.upn: row.fields["NCyearActual"] for row in key.meant.rows}
    found = {}
    for name, wanted in (("mean_mark", "1"), ("mean_mark_in_year_2", YEAR_2)):
        some = [
            int(value)
            for upn, value in marks.items()
            if groups[upn] == wanted and value.isdigit()
        ]
        found[name] = sum(some), len(some)
    return found


def counted(key: Invented) -> dict[str, int]:
    """Return how often each code is given, all marks as one."""
    found: dict[str, int] = {}
    for value in key.marks.values():
        name = "mark" if value.isdigit() else value
        found[name] = found.get(name, 0) + 1
    return found


def receipt(data: bytes) -> dict[str, Any]:
    """Return what a receipt is signed over."""
    told: dict[str, Any] = json.loads(data)["receipt"]
    return told
