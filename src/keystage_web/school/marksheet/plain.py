"""What a form of cells that was sent without a script says, and what became of it."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote, unquote

from django.http import QueryDict
from django.utils.translation import gettext as _

from keystage_web.config.figures import whole
from keystage_web.returns.actions import Saved, State, Told, Typed
from keystage_web.returns.moments import LONDON
from keystage_web.returns.sheet.model import Cell, Column, Row, Sheet
from keystage_web.ui.forms import Fault

_WAS = "was."
_DIGITS = 9  # of a version
_LONGEST = 40
_BLANK = Cell()


def typed(told: QueryDict) -> list[Typed]:
    """Return the cells whose value is another than the page had when it was drawn."""
    columns = told.get("columns", "").split(",")
    return [
        cell
        for name in told
        if name.startswith(_WAS)
        for cell in _row(told, name.removeprefix(_WAS), columns)
    ]


def was(row: Row, columns: Iterable[Column]) -> str:
    """Return versions and values of a row, for a form that is sent without a script.

    `3:2 0:` is the third version of a cell, which is 2, and an empty cell.
    """
    cells = (row.cells.get(column.id, _BLANK) for column in columns)
    return " ".join(f"{cell.version}:{_quoted(cell.value)}" for cell in cells)


def _quoted(value: str) -> str:
    plain = value.isascii() and value.isalnum()  # as nearly all are, and looked at fast
    return value if plain else quote(value, safe="")


def key(told: QueryDict, cells: Sequence[Typed]) -> str:
    """Return the key of a save: the same page sent twice with the same is one save."""
    content = repr([(told.get("key", ""), *cell.cell, cell.value) for cell in cells])
    return hashlib.sha256(content.encode()).hexdigest()


def _row(told: QueryDict, pupil: str, columns: list[str]) -> Iterator[Typed]:
    was = told.get(f"{_WAS}{pupil}", "").split(" ")
    for column, cell in zip(columns, was, strict=False):
        version, _colon, before = cell.partition(":")
        value = told.get(f"{pupil}.{column}")
        base = whole(version, _DIGITS)
        if value is None or base is None:
            continue  # a cell that is closed has no control, and sends nothing
        if value.strip() != unquote(before).strip():
            yield Typed(pupil, column, value, base)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a plain save: problems to put right, and cells as they were typed.

    `over` are the cells that hold on the page what was typed, though it was not saved.
    `asked` are those of which something is asked first: pupil and component.
    """

    faults: tuple[Fault, ...]
    over: Mapping[tuple[str, str], Cell]
    asked: tuple[tuple[str, str], ...]
    count: int


def outcome(sheet: Sheet, cells: Sequence[Typed], saved: Saved) -> Outcome:
    """Return what is to be told of a save, on the sheet as it is after it."""
    rows = {row.pupil: row for row in sheet.rows}
    names = {column.id: column.title for column in sheet.columns}
    sent = {cell.cell: cell.value[:_LONGEST] for cell in cells}
    faults, over = list[Fault](), dict[tuple[str, str], Cell]()
    for one in saved.cells:
        at, row = (one.pupil, one.component), rows.get(one.pupil)
        cell = row.cells.get(one.component, Cell()) if row else Cell()
        said = _said(one, sent[at], cell)
        if not said:
            continue
        if one.state in {State.ASK, State.REFUSED}:
            over[at] = cell._replace(value=sent[at], mark=said)
        where = f"{row.name}, {names[one.component]}: " if row else ""
        faults.append(Fault(f"{where}{said}", ".".join(at)))
    asked = (one for one in saved.cells if one.state is State.ASK)
    return Outcome(
        tuple(faults),
        over,
        tuple((one.pupil, one.component) for one in asked),
        saved.count(),
    )


def unsaved(cells: Sequence[Typed], said: str, at: str = "sheet") -> Outcome:
    """Return that none of the cells was saved, and why; each stands as it was typed.

    `at` is the part of the page that the sentence leads to.
    """
    over = {one.cell: Cell(value=one.value[:_LONGEST], mark=said) for one in cells}
    return Outcome((Fault(said, at),), over, (), 0)


def left_out(became: Outcome) -> Outcome:
    """Return the same, with the sentence on cells of those who have left the sheet."""
    return replace(became, faults=(*became.faults, Fault(somebody_left(), "sheet")))


def somebody_left() -> str:
    """Return that what was typed for one who has left the sheet is not saved."""
    return _(
        "Somebody is no longer on this sheet: what you typed for them is not saved."
    )


def at_time(moment: datetime) -> str:
    """Return the time of day in London, to the second."""
    return moment.astimezone(LONDON).strftime("%H:%M:%S")


def _said(told: Told, sent: str, cell: Cell) -> str:
    """Return what is to be said of a cell; '' where it was saved and can stand."""
    if told.state is State.SAVED:
        return cell.mark
    if told.state is State.ASK:
        return _("answer the question first, then it is saved")
    if told.theirs is None:
        return told.said
    held = {
        "by": told.theirs.by,
        "value": told.theirs.value or _("blank"),
        "at": at_time(told.theirs.at),
        "mine": sent or _("blank"),
    }
    return (
        _("%(by)s saved %(value)s at %(at)s, you typed %(mine)s: choose which stays")
        % held
    )
