"""The cells of one .xlsx sheet."""

from dataclasses import dataclass

from keystage.core.errors import Refused
from keystage.tables.excel.escapes import unescaped
from keystage.tables.excel.parts import Styles, is_true, whole
from keystage.tables.grid import Grid
from keystage.tables.messages import refusal
from keystage.tables.model import Area, Cell, Kind, parse_address
from keystage.tables.numbers import day, plain
from keystage.tables.walk import Attributes, Visitor

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the numbers in a sheet's cells point to."""

    strings: list[str]
    styles: Styles
    from_1904: bool


class SheetCells(Visitor):
    """Told what stands in a sheet's part, it fills a grid."""

    def __init__(self, grid: Grid, meaning: Meaning) -> None:
        self._grid = grid
        self._meaning = meaning
        self._row = self._column = 0
        self._kind, self._style = "n", ""
        self._formula = self._worked_out = False
        self._aloud = 0
        self._reading = False
        self._pieces: list[str] = []

    def start(self, name: str, attributes: Attributes) -> None:
        """Take the beginning of a row, a cell, a value, a formula."""
        if name == "c":
            self._begin_cell(attributes)
        elif name == "row":
            self._begin_row(attributes)
        elif name == "f":
            self._formula = True
        elif name == "rPh":
            self._aloud += 1
        elif name == "col" and is_true(attributes.get("hidden")):
            low, high = whole(attributes.get("min")), whole(attributes.get("max"))
            self._grid.hide_columns(low, high)
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        self._worked_out = self._worked_out or name == "v"
        self._reading = name in {"v", "t"} and not self._aloud

    def text(self, text: str) -> None:
        """Take a piece of a value."""
        if self._reading:
            self._pieces.append(text)

    def end(self, name: str) -> None:
        """Take the end of a cell."""
        self._reading = False
        if name == "rPh":
            self._aloud -= 1
        elif name == "c" and self._is_unworked():
            self._grid.unworked(self._row, self._column)
        elif name == "c":
            text, kind = self._value("".join(self._pieces))
            self._grid.put(
                Cell(
                    self._grid.name,
                    self._row,
                    self._column,
                    text,
                    kind,
                    formula=self._formula,
                )
            )

    def _is_unworked(self) -> bool:
        """Whether a formula shows nothing yet: a number that is not there is none."""
        empty = self._kind == "n" and not "".join(self._pieces).strip()
        return self._formula and (empty or not self._worked_out)

    def _begin_row(self, attributes: Attributes) -> None:
        self._row = whole(attributes.get("r")) or self._row + 1
        self._column = 0
        if is_true(attributes.get("hidden")):
            self._grid.hidden_rows.add(self._row)

    def _begin_cell(self, attributes: Attributes) -> None:
        self._column += 1
        if "r" in attributes:
            place = parse_address(attributes["r"])
            if place is None:
                raise self._broken(attributes["r"])
            self._row, self._column = place
        self._kind = attributes.get("t", "n")
        self._style = attributes.get("s", "")
        self._formula = self._worked_out = False
        self._pieces.clear()

    def _value(self, raw: str) -> tuple[str, Kind]:
        if self._kind == "s":
            return self._shared(raw), Kind.TEXT
        if self._kind == "b":
            return ("TRUE" if raw.strip() == "1" else "FALSE") if raw else "", Kind.FLAG
        if self._kind == "e":
            return raw, Kind.ERROR
        if self._kind == "d":
            return raw.split("T", maxsplit=1)[0], Kind.DATE
        if self._kind == "n" and raw:
            return self._number(raw)
        return unescaped(raw), Kind.TEXT

    def _shared(self, raw: str) -> str:
        if not raw:
            return ""
        at = whole(raw) if raw.isdigit() else len(self._meaning.strings)
        if at >= len(self._meaning.strings):
            raise self._broken(raw)
        return self._meaning.strings[at]

    def _number(self, raw: str) -> tuple[str, Kind]:
        if self._meaning.styles.shows_date(self._style):
            found = day(raw, from_1904=self._meaning.from_1904)
            if found is not None:
                return found, Kind.DATE
        return plain(raw), Kind.NUMBER

    def _merge(self, reference: str) -> None:
        corners = [parse_address(part) for part in reference.split(":")]
        first, last = corners[0], corners[-1]
        if first is None or last is None:
            raise self._broken(reference)
        self._grid.merge(Area(*first, *last))

    def _broken(self, text: str) -> Refused:
        shown = text[:_SHOWN]
        return refusal(
            "broken",
            reason=f"{shown!r} in the sheet {self._grid.name!r} is no place in it",
        )
