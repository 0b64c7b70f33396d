"""What files and receipts say, read by no part of the product."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable
from typing import Any
from xml.etree import ElementTree

from openpyxl import load_workbook

from keystage.synth.model import Collection
from tests.functional.web.season.invented import MARK, Invented, Results, name_of

_SUBJECTS = {"Reading": "REA", "Writing": "WRI", "Maths": "MAT", "Science": "SCI"}
_GOALS = (
    *("Listening, attention and understanding", "Speaking", "Self-regulation"),
    *("Managing self", "Building relationships", "Gross motor skills"),
    *("Fine motor skills", "Comprehension", "Word reading", "Writing", "Number"),
    *("Numerical patterns", "Past and present", "People, culture and communities"),
    *("The natural world", "Creating with materials"),
    "Being imaginative and expressive",
)
HEADS = {
    Collection.PHONICS: {"Phonics mark": MARK, "Phonics outcome": MARK},
    Collection.EYFSP: {head: f"E{at:02}" for at, head in enumerate(_GOALS, 1)},
    Collection.KS1: _SUBJECTS,
    Collection.KS2: _SUBJECTS,
}
"""What our tables write over each result, typed by hand."""


def from_ctf(data: bytes, _of: Collection) -> Results:
    """Return what a Common Transfer File says of each child."""
    root = ElementTree.fromstring(data)  # noqa: S314 - our own service wrote it
    return {
        str(pupil.findtext("UPN")): {
            name_of(str(one.findtext("Component"))): str(one.findtext("Result"))
            for one in pupil.iter("StageAssessment")
        }
        for pupil in root.iter("Pupil")
    }


def from_csv(data: bytes, of: Collection) -> Results:
    """Return what a table says of each child."""
    return {told["UPN"]: _results(told, of) for told in rows_of(data)}


def from_xlsx(data: bytes, of: Collection) -> Results:
    """Return what a workbook says of each child."""
    book = load_workbook(io.BytesIO(data), read_only=True)
    sheet = book.worksheets[0]
    lines = (
        ["" if cell is None else str(cell) for cell in row]
        for row in sheet.iter_rows(values_only=True)
    )
    return {told["UPN"]: _results(told, of) for told in _headed(lines)}


def rows_of(data: bytes) -> list[dict[str, str]]:
    """Return the rows of a CSV by their headings."""
    return _headed(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def _headed(lines: Iterable[list[str]]) -> list[dict[str, str]]:
    heads: list[str] = []
    found = []
    for line in lines:
        if not heads:
            heads = line if "UPN" in line else []
            continue
        told = dict(zip(heads, line, strict=False))
        if told["UPN"]:
            found.append(told)
    return found


def _results(told: dict[str, str], of: Collection) -> dict[str, str]:
    found: dict[str, str] = {}
    for head, name in HEADS[of].items():
        if told.get(head):
            found.setdefault(name, told[head])
    return found


def counted(key: Invented) -> dict[str, dict[str, int]]:
    """Return how often each code is given in each component, all marks as one."""
    found: dict[str, Counter[str]] = {}
    for told in key.results.values():
        for name, value in told.items():
            code = "mark" if name == MARK and value.isdigit() else value
            found.setdefault(name, Counter())[code] += 1
    return {name: dict(codes) for name, codes in found.items()}


def receipt(data: bytes) -> dict[str, Any]:
    """Return what a receipt is signed over."""
    told: dict[str, Any] = json.loads(data)["receipt"]
    return told
