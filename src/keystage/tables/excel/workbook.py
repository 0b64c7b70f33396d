"""An .xlsx from its package: find the sheets, then read each."""

from keystage.tables.excel.cells import Meaning, SheetCells
from keystage.tables.excel.parts import Contents, Relations, Strings, Styles
from keystage.tables.grid import Grid, Tally
from keystage.tables.messages import refusal
from keystage.tables.model import Sheet, Workbook
from keystage.tables.package import Package
from keystage.tables.walk import Visitor, walk

TYPES = "[Content_Types].xml"
_WITH_MACROS = b"macroEnabled"


def read_workbook(package: Package) -> Workbook:
    """Return the sheets of an .xlsx; charts and dialogues are none.

    Raises `Refused` for a workbook with macros, of the binary kind (.xlsb), that is
    no workbook (a document, say) or is damaged.
    """
    if _WITH_MACROS in package.read(TYPES):
        raise refusal("macro")
    root = _relations(package, "")
    main = root.first("officeDocument")
    if main is None or not main.startswith("xl/"):
        raise refusal("kind", what="an Office document of another kind")
    if main.endswith(".bin"):
        raise refusal("kind", what="a workbook of the binary kind (.xlsb)")
    relations = _relations(package, main)
    contents = Contents()
    _tell(package, main, contents)
    meaning = _meaning(package, relations, contents.from_1904)
    tally = Tally(package.limits)
    sheets: list[Sheet] = []
    for name, state, relation in contents.sheets:
        kind, path = relations.found.get(relation, ("", ""))
        if kind == "worksheet":
            grid = Grid(name, package.limits, tally)
            _tell(package, path, SheetCells(grid, meaning))
            sheets.append(grid.sheet(hidden=state != "visible"))
    return Workbook("xlsx", tuple(sheets))


def _meaning(package: Package, relations: Relations, from_1904: bool) -> Meaning:
    strings, styles = Strings(), Styles()
    for kind, visitor in (("sharedStrings", strings), ("styles", styles)):
        path = relations.first(kind)
        if path is not None:
            _tell(package, path, visitor)
    return Meaning(strings.found, styles, from_1904)


def _relations(package: Package, part: str) -> Relations:
    relations = Relations(part)
    if relations.beside in package:
        _tell(package, relations.beside, relations)
    return relations


def _tell(package: Package, part: str, visitor: Visitor) -> None:
    walk(part, package.read(part), visitor, package.limits)
