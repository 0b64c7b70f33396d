"""The charts of a sheet, written anew element by element: what we know, and no more."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from keystage.tables.excel.parts import Relations
from keystage.tables.noted.formulas import stays_inside
from keystage.tables.package import Package
from keystage.tables.walk import Attributes, Visitor, walk
from keystage.xmlguard import escape

_DRAWN: Final = "http://schemas.openxmlformats.org/drawingml/2006"
RELATED: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
"""The namespace of what leads from a part to another, and of the kinds of those."""
_SPACES = {
    f"{_DRAWN}/spreadsheetDrawing": "xdr",
    f"{_DRAWN}/main": "a",
    f"{_DRAWN}/chart": "c",
}
_DECLARED = "".join(f' xmlns:{short}="{uri}"' for uri, short in _SPACES.items())
# Other things than charts; what leads somewhere; and what was shown the last time,
# which any program works out from the cells.
_NO_CHARTS = {"pic", "sp", "cxnSp", "grpSp", "contentPart", "blipFill"}
_LEADING = {"hlinkClick", "hlinkHover", "externalData", "userShapes", "pivotSource"}
_SHOWN = {"numCache", "strCache", "multiLvlStrCache", "pivotFmts"}
_LEFT_OUT = _NO_CHARTS | _LEADING | _SHOWN | {"extLst", "printSettings"}
_REFERENCE, _CHART, _ANCHOR = "c:f", "c:chart", "Anchor"
_ID, _MACRO = "relationships:id", "macro"


@dataclass(frozen=True, slots=True)
class Drawn:
    """Where the charts of a sheet stand, and each of them by the id it has there."""

    drawing: bytes
    charts: dict[str, bytes]


def drawn(
    package: Package, part: str, links: Relations, sheets: Collection[str]
) -> Drawn | None:
    """Return the charts of the drawing `part`, or None where there is none to keep.

    A chart is kept that shows cells of `sheets`. Raises `Refused` where one cannot
    be read safely.
    """
    charts = dict(_charts(package, links, sheets))
    copy = _Drawing(charts)
    walk(part, package.read(part), copy, package.limits, spaces=True)
    used = {id_: charts[id_] for id_ in copy.used}
    return Drawn(copy.written, used) if used else None


def _charts(
    package: Package, links: Relations, sheets: Collection[str]
) -> Iterator[tuple[str, bytes]]:
    for id_, (kind, path) in links.found.items():
        if kind == "chart" and path in package:
            copy = _Chart(sheets)
            walk(path, package.read(path), copy, package.limits, spaces=True)
            if copy.inside and copy.written:
                yield id_, copy.written


class _Copy(Visitor):
    """Writes what it is told of, leaving out what it does not know."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._open: list[str] = []
        self._left_out = 0

    @property
    def written(self) -> bytes:
        """The part as it is copied; nothing where its first element is unknown."""
        return "".join(self.pieces).encode()

    def start(self, name: str, attributes: Attributes) -> None:
        uri, _, local = name.rpartition(" ")
        if self._left_out or uri not in _SPACES or local in _LEFT_OUT:
            self._left_out += 1
            return
        tag = f"{_SPACES[uri]}:{local}"
        told = "" if self._open else _DECLARED
        for key, value in attributes.items():
            if ":" not in key and key != _MACRO:
                told += f' {key}="{_quoted(value)}"'
        self._open.append(tag)
        self.opened(tag, told, attributes)

    def opened(self, tag: str, told: str, attributes: Attributes) -> None:
        """Take the beginning of an element that is copied."""
        self.pieces.append(f"<{tag}{told}>")

    def text(self, text: str) -> None:
        if not self._left_out and self._open:
            self.pieces.append(escape(text))

    def end(self, name: str) -> None:
        if self._left_out:
            self._left_out -= 1
        else:
            tag = self._open.pop()
            self.pieces.append(f"</{tag}>")
            self.closed(tag)

    def closed(self, tag: str) -> None:
        """Take the end of an element that was copied."""


class _Chart(_Copy):
    """Copies a chart; `inside` says whether it shows nothing but cells of `sheets`."""

    def __init__(self, sheets: Collection[str]) -> None:
        super().__init__()
        self.inside = True
        self._sheets = sheets

    def text(self, text: str) -> None:
        super().text(text)
        if self._open and self._open[-1] == _REFERENCE and not self._left_out:
            self.inside = self.inside and stays_inside(text, self._sheets)


class _Drawing(_Copy):
    """Copies what stands where on a sheet, as far as it is one of `charts`."""

    def __init__(self, charts: Collection[str]) -> None:
        super().__init__()
        self.used: list[str] = []
        self._charts = charts
        self._kept = False
        self._from = 0

    def opened(self, tag: str, told: str, attributes: Attributes) -> None:
        if tag.endswith(_ANCHOR):
            self._from, self._kept = len(self.pieces), False
        id_ = attributes.get(_ID, "")
        if tag == _CHART and id_ in self._charts:
            self._kept = True
            self.used.append(id_)
            told += f' xmlns:r="{RELATED}" r:id="{_quoted(id_)}"'
        super().opened(tag, told, attributes)

    def closed(self, tag: str) -> None:
        if tag.endswith(_ANCHOR) and not self._kept:
            del self.pieces[self._from :]


def _quoted(text: str) -> str:
    return escape(text).replace('"', "&quot;")
