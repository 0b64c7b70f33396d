"""Which finding of the reading is behind what a check says."""

from dataclasses import replace

from keystage.checks.words import shown
from keystage.core.findings import Finding
from keystage.marksheet.messages import WORDS
from keystage.marksheet.model import Marksheet, Value

_SHIFT = WORDS["shift"].code
# What is said of more than the cell it points to.
_OF_MANY = {WORDS[key].code for key in ("shift", "order", "merged")}
_FROM_ROLL = "roll_differs"  # the kind of check by which a name is not the roll's


class Causes:
    """The findings of a marksheet's reading by what they make missing or wrong."""

    def __init__(self, marksheet: Marksheet) -> None:
        self._rows = {table.sheet: table.row for table in marksheet.tables}
        self._known = {table.sheet: table.known for table in marksheet.tables}
        self._values: dict[tuple[str | None, int | None, str], Value] = {}
        self._texts: dict[tuple[str | None, int | None, str | None], str] = {}
        for line in marksheet.lines:
            for name, value in line.values.items():
                self._values[line.sheet, line.row, name] = value
                # a whole name is in its column first, then each of its parts
                self._texts.setdefault(
                    (line.sheet, line.row, value.place.column), value.text
                )
        self._cells: dict[tuple[str | None, int | None, str], int] = {}
        self._columns: dict[tuple[str | None, str], int] = {}
        self._lacking: dict[str | None, int] = {}
        self._apart, self._misdated = marksheet.apart, marksheet.misdated
        self._from_roll = {
            check.id
            for check in marksheet.book.checks.values()
            if check.kind == _FROM_ROLL
        }
        self._first: dict[tuple[str, str | None], int] = {}
        self._sorted = next(
            (at for at, one in enumerate(marksheet.findings) if one.rule == _SHIFT),
            None,
        )
        for number, one in enumerate(marksheet.findings):
            self._note(number, one)

    def of(self, one: Finding) -> int | None:
        """Return the number of the finding that `one` follows from, or None."""
        place, subject = one.place, one.subject
        if place is None or subject is None or place.row is None:
            return None
        sheet = place.sheet
        if one.rule in self._from_roll and (sheet, place.row) in self._apart:
            return self._sorted
        if subject == "dob" and (sheet, place.row) in self._misdated:
            return self._first.get((WORDS["order"].code, sheet))
        if (sheet, place.row, subject) in self._cells:
            return self._cells[sheet, place.row, subject]
        if subject not in self._known.get(sheet or "", {}):
            return self._columns.get((sheet, subject), self._lacking.get(sheet))
        value = self._values.get((sheet, place.row, subject))
        merged = self._first.get((WORDS["merged"].code, sheet))
        return None if value is None or value.taken else merged

    def quoting(self, one: Finding) -> Finding:
        """Return a finding whose value is what stands in the cell it points to."""
        place, value = one.place, one.value
        if place is not None and value is not None:
            text = self._texts.get((place.sheet, place.row, place.column))
            value = shown(text) if text else value
        beneath = tuple(map(self.quoting, one.consequences))
        return replace(one, value=value, consequences=beneath)

    def _note(self, number: int, one: Finding) -> None:
        place = one.place
        if place is None:
            return
        sheet, row, subject = place.sheet, place.row, one.subject
        self._first.setdefault((one.rule, sheet), number)
        if one.rule in _OF_MANY:
            return
        if row != self._rows.get(sheet or ""):
            if subject is not None:
                self._cells.setdefault((sheet, row, subject), number)
        elif one.rule == WORDS["twice"].code and subject is not None:
            self._columns[sheet, subject] = number
        elif one.rule == WORDS["lacking"].code:
            self._lacking[sheet] = number
