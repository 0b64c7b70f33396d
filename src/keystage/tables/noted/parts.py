"""A workbook's package with nothing in it but what is looked at: never a surprise.

Who opens workbooks to write in them (openpyxl) reads far more than we need: pictures,
links, caches, whatever a part points at. It is given the parts that hold cells and
their looks, every one of them through the guard, and told of no other.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from keystage.tables.excel.parts import Relations
from keystage.tables.excel.workbook import TYPES
from keystage.tables.limits import TableLimits
from keystage.tables.model import parse_address
from keystage.tables.noted.zips import zipped
from keystage.tables.package import Package
from keystage.tables.walk import Attributes, Visitor, walk
from keystage.xmlguard import escape

MOST_CELLS: Final = 400_000
"""Cells, empty ones with a look of their own counted, that are worth opening."""
MOST_COVERED: Final = 50_000
"""Cells that merged areas and links may cover together."""

_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_CORE = "core-properties"
# The kinds of part that are kept, and what the content of each is called.
_TYPES = {
    "officeDocument": f"{_OFFICE}.spreadsheetml.sheet.main+xml",
    "worksheet": f"{_OFFICE}.spreadsheetml.worksheet+xml",
    "styles": f"{_OFFICE}.spreadsheetml.styles+xml",
    "sharedStrings": f"{_OFFICE}.spreadsheetml.sharedStrings+xml",
    "comments": f"{_OFFICE}.spreadsheetml.comments+xml",
    "table": f"{_OFFICE}.spreadsheetml.table+xml",
    "theme": f"{_OFFICE}.theme+xml",
    _CORE: "application/vnd.openxmlformats-package.core-properties+xml",
    "custom-properties": f"{_OFFICE}.custom-properties+xml",
}
# Where these are looked for, whatever points at them.
_FIXED = {
    "styles": "xl/styles.xml",
    "theme": "xl/theme/theme1.xml",
    _CORE: "docProps/core.xml",
    "custom-properties": "docProps/custom.xml",
}
# Sheets without cells: spoken of in the list of sheets, so the relation must be there.
_NO_CELLS = frozenset({"chartsheet", "dialogsheet", "xlMacrosheet"})
_OUTSIDE = "about:blank"  # what a link out of the file comes to lead to


class TooMuch(Exception):
    """The workbook is more than is worth opening to write in it."""


def cleaned(data: bytes, limits: TableLimits) -> bytes:
    """Return the workbook in `data` with cells, looks, notes and tables, and no more.

    Raises `TooMuch` where opening it would cost more than it is worth, `Refused`
    where it cannot be read safely.
    """
    package = Package(data, limits)
    tally = _Tally()
    types: dict[str, str] = {}
    parts: dict[str, bytes] = {TYPES: b""}
    for owner, links in _followed(package):
        for link in links:
            if link.kind in _TYPES and link.path in package:
                part = _FIXED.get(link.kind, link.path)
                parts[part] = package.read(link.path)
                walk(link.path, parts[part], tally, limits)
                types[part] = _TYPES[link.kind]
        if links:
            parts[Relations(owner).beside] = _written(links)
    parts[TYPES] = _content_types(types)
    return zipped(parts)


class _Link(NamedTuple):
    id: str
    kind: str
    path: str


@dataclass(slots=True)
class _Links(Relations):
    """Every relation of a part; those out of the file lead nowhere any more."""

    links: list[_Link] = field(default_factory=list)

    def start(self, name: str, attributes: Attributes) -> None:
        Relations.start(self, name, attributes)
        id_ = attributes.get("Id", "")
        if attributes.get("TargetMode") == "External":
            self.links.append(_Link(id_, "hyperlink", _OUTSIDE))
        elif id_ in self.found:
            self.links.append(_Link(id_, *self.found[id_]))


def _followed(package: Package) -> Iterator[tuple[str, list[_Link]]]:
    """Yield each part that is reached and may speak of others, with its relations."""
    waiting, met = [""], {""}
    while waiting:
        owner = waiting.pop()
        relations = _Links(owner)
        if relations.beside in package:
            data = package.read(relations.beside)
            walk(relations.beside, data, relations, package.limits)
        yield owner, relations.links
        for link in relations.links:
            if link.kind in {"officeDocument", "worksheet"} and link.path not in met:
                met.add(link.path)
                waiting.append(link.path)


class _Tally(Visitor):
    """Counts what openpyxl would make of a part, cell by cell."""

    def __init__(self) -> None:
        self._cells = self._covered = 0

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self._cells += 1
        elif name in {"mergeCell", "hyperlink"}:
            self._covered += _cells(attributes.get("ref", ""))
        if self._cells > MOST_CELLS or self._covered > MOST_COVERED:
            raise TooMuch


def _cells(reference: str) -> int:
    """Return how many cells `A1:C3` takes in; what is no reference is too many."""
    first, _, last = reference.partition(":")
    one, other = parse_address(first), parse_address(last or first)
    if one is None or other is None:
        return MOST_COVERED
    (top, left), (bottom, right) = one, other
    return (abs(bottom - top) + 1) * (abs(right - left) + 1)


def _written(links: list[_Link]) -> bytes:
    rows = "".join(map(_relation, links))
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'
    ).encode()


def _relation(link: _Link) -> str:
    """Return a relation as it is written; nothing for one to a part left out."""
    if link.path == _OUTSIDE:
        where = f'Target="{_OUTSIDE}" TargetMode="External"'
    elif link.kind in _TYPES or link.kind in _NO_CELLS:
        where = f'Target="/{_quoted(_FIXED.get(link.kind, link.path))}"'
    else:
        return ""
    base = _LINKS
    if link.kind == _CORE:
        base = f"{_PACKAGE}/relationships/metadata"
    return f'<Relationship Id="{_quoted(link.id)}" Type="{base}/{link.kind}" {where}/>'


def _content_types(types: dict[str, str]) -> bytes:
    rows = "".join(
        f'<Override PartName="/{_quoted(part)}" ContentType="{content}"/>'
        for part, content in types.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-'
        'package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{rows}</Types>'
    ).encode()


def _quoted(text: str) -> str:
    return escape(text).replace('"', "&quot;")
