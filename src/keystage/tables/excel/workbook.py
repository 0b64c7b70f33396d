"""An .xlsx from its package: find the sheets, then read each."""

from collections.abc import Mapping

from keystage.tables.excel.cells import Meaning, SheetCells
from keystage.tables.excel.parts import (
    Contents,
    Relations,
    Strings,
    Styles,
    relations_of,
    tell,
)
from keystage.tables.excel.properties import Properties, asks_others
from keystage.tables.grid import Grid, Tally
from keystage.tables.messages import refusal
from keystage.tables.model import Oddity, Sheet, Workbook
from keystage.tables.package import Package

TYPES = "[Content_Types].xml"
_WITH_MACROS = b"macroEnabled"
_BINARY = "xl/workbook.bin"


def read_workbook(package: Package, *, forgiving: bool = False) -> Workbook:
    """Return the sheets of an .xlsx; charts and dialogues are none.

    `forgiving` as in `keystage.tables.read`. Raises `Refused` for a workbook with macros, of the binary kind (.xlsb), that is
    no workbook (a document, say) or is damaged.
    """
    if _WITH_MACROS in package.read(TYPES):
        raise refusal("macro")
    root = relations_of(package, "")
    main = root.first("officeDocument")
    if main is None or not main.startswith("xl/"):
        raise refusal("kind", what="an Office document of another kind")
    if main.endswith(".bin") or _BINARY in package:
        raise refusal("kind", what="a workbook of the binary kind (.xlsb)")
    relations = relations_of(package, main)
    contents = Contents()
    tell(package, main, contents)
    meaning = _meaning(package, relations, contents.from_1904)
    tally = Tally(package.limits)
    sheets: list[Sheet] = []
    oddities: list[Oddity] = []
    for name, state, relation in contents.sheets:
        kind, path = relations.found.get(relation, ("", ""))
        if kind == "worksheet":
            grid = Grid(name, package.limits, tally, forgiving=forgiving)
            tell(package, path, SheetCells(grid, meaning))
            sheets.append(grid.sheet(hidden=state != "visible"))
            oddities += grid.oddities
    return Workbook(
        "xlsx",
        tuple(sheets),
        from_1904=contents.from_1904,
        properties=_properties(package, root),
        external=asks_others(package.names),
        oddities=tuple(oddities),
    )


def _properties(package: Package, root: Relations) -> Mapping[str, str]:
    properties = Properties()
    path = root.first("custom-properties")
    if path is not None:
        tell(package, path, properties)
    return properties.found


def _meaning(package: Package, relations: Relations, from_1904: bool) -> Meaning:
    strings, styles = Strings(), Styles()
    for kind, visitor in (("sharedStrings", strings), ("styles", styles)):
        path = relations.first(kind)
        if path is not None:
            tell(package, path, visitor)
    return Meaning(strings.found, styles, from_1904)
