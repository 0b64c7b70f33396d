"""The pupils of a marksheet, told without their names."""

from collections.abc import Sequence
from dataclasses import replace

from keystage.core.findings import Place
from keystage.marksheet.model import Line, Marksheet


class SheetPupils:
    """The pupils of a marksheet, told by the row they stand in."""

    def __init__(self, sheet: Marksheet) -> None:
        self._results = sheet.book.components
        self._sheets = [table.sheet for table in sheet.tables]
        self._lines = {(line.sheet, line.row): line for line in sheet.lines}

    def label(self, place: Place) -> str | None:
        """Return `the pupil in row 7`, or None where no pupil stands there."""
        return f"the pupil in row {place.row}" if self._line(place) else None

    def texts(self, place: Place) -> Sequence[str]:
        """Return what the row says of the pupil besides results, and sheets' names."""
        line = self._line(place)
        held = line.values.items() if line else ()
        about = [value for name, value in held if name not in self._results]
        told = [text for value in about for text in (value.text, value.read)]
        return [*told, *self._sheets]

    def shown(self, place: Place) -> Place:
        """Return `place` with its sheet told by number: it may be called anything."""
        if place.sheet in self._sheets:
            number = self._sheets.index(place.sheet) + 1
            return replace(place, sheet=f"sheet {number}")
        return replace(place, sheet=place.sheet and "a sheet not read")

    def _line(self, place: Place) -> Line | None:
        return self._lines.get((place.sheet or "", place.row or 0))
