"""How a template says what it is for: a few custom properties of the workbook."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from keystage.marksheet.headings import about, plain
from keystage.tables import Sheet, Workbook

MARKSHEET = "Marksheet"
"""The sheet of a template that is filled in."""
INSTRUCTIONS, FIGURES, COUNTS = "Instructions", "Figures", "Counts"
"""The sheets beside it, which hold no pupils."""

LINE = "Rules {rulebook}, revision {revision}, Keystage {version}"
"""What the second line of a template says, for who saves it without its properties."""
BETWEEN = "   ·   "
"""What stands between the parts of that line."""

_PREFIX = "Keystage "
_RULES = re.compile(r"Rules (\w+-[0-9]{4}), revision [0-9]+, Keystage (\S+)")
_ID = re.compile(r"[a-z0-9_]+-[0-9]{4}(-[a-z]+)?")
_SCHOOL = re.compile(r"School (?:(.*?) ?)?([0-9]{6,7})?")
_ROWS_TRIED = 10
_FIELDS = ("rulebook", "digest", "school", "version", "kind", "name")


@dataclass(frozen=True, slots=True)
class Tag:
    """What a template was made for.

    `rulebook` is the id (`phonics-2026`) and `digest` its SHA-256; `school` the
    seven digits of the school or a setting's URN, or ''; `version` that of the
    Keystage that made it; `kind` what the workbook is (`template`, `report`); `name`
    the school's.
    """

    rulebook: str
    digest: str = ""
    school: str = ""
    version: str = ""
    kind: str = "template"
    name: str = ""


def to_properties(tag: Tag) -> dict[str, str]:
    """Return `tag` as custom document properties; a part that is '' is left out."""
    held = {name: str(getattr(tag, name)) for name in _FIELDS}
    return {f"{_PREFIX}{name}": text for name, text in held.items() if text}


def from_properties(properties: Mapping[str, str]) -> Tag | None:
    """Return the tag in a workbook's properties, or None where there is none."""
    held = {name: properties.get(f"{_PREFIX}{name}", "").strip() for name in _FIELDS}
    return Tag(**held) if held["rulebook"] else None


def of_workbook(workbook: Workbook) -> Tag | None:
    """Return the tag of a table of ours: of its properties, else as its cells say.

    Saved as CSV, or by a program that keeps no properties, only the second line of a
    template is left, and of other tables the column that names their rulebook.
    """
    return from_properties(workbook.properties) or next(
        (
            found
            for sheet in workbook.sheets
            for cells in islice(sheet.rows.values(), _ROWS_TRIED)
            for cell in cells.values()
            if (found := _from_line(cell.text)) is not None
        ),
        _from_column(named(workbook)),
    )


def named(workbook: Workbook) -> tuple[str, ...]:
    """Return the rulebooks that a column of their ids names, each once."""
    found: dict[str, None] = {}
    for sheet in workbook.sheets:
        head, at = _column(sheet)
        for row, cells in sheet.rows.items():
            if at in cells and row > head and _ID.fullmatch(cells[at].text.strip()):
                found[cells[at].text.strip()] = None
    return tuple(found)


def _column(sheet: Sheet) -> tuple[int, int]:
    """Return row and column of the heading over rulebooks; 0, 0 where there is none."""
    ways = set(map(plain, about()["rulebook"].ways))
    return next(
        (
            (cell.row, cell.column)
            for cells in islice(sheet.rows.values(), _ROWS_TRIED)
            for cell in cells.values()
            if plain(cell.text) in ways
        ),
        (0, 0),
    )


def _from_column(rulebooks: Sequence[str]) -> Tag | None:
    return Tag(rulebooks[0], kind="results") if len(rulebooks) == 1 else None


def _from_line(text: str) -> Tag | None:
    parts = text.split(BETWEEN.strip())
    rules = next(filter(None, (_RULES.fullmatch(part.strip()) for part in parts)), None)
    if rules is None:
        return None
    school = _SCHOOL.fullmatch(parts[0].strip())
    name, number = school.groups("") if school else ("", "")
    return Tag(rules[1], school=number, version=rules[2], name=name)
