"""Write values into cells, with what they were before: all at once, none in a loop."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from keystage_web.database.rows import Rows
from keystage_web.returns.actions.cells.exemptions import keep_exemptions
from keystage_web.returns.actions.cells.judging import Standing, judged
from keystage_web.returns.actions.cells.model import Cell, State, Told, Typed
from keystage_web.returns.actions.cells.rows import unmixed
from keystage_web.returns.actions.writing import Writing
from keystage_web.returns.models import Change, Clash, Result, Via

_BATCH = 500  # rows in one statement
_UPDATED = ("value", "version", "seq", "person", "at")
_CELL = ("of_return", "pupil", "component")
_MET = ("value", "base", "at", "seq")
_RESULTS = Rows(Result, unique=_CELL, over=_UPDATED)
_CHANGES = Rows(Change)


@dataclass
class Put:
    """What became of cells: told, written (value by cell), and how many new clashes.

    `said` is what else was changed, for the event.
    """

    via: Via
    told: list[Told] = field(default_factory=list)
    written: dict[Cell, str] = field(default_factory=dict)
    clashes: int = 0
    said: dict[str, object] = field(default_factory=dict)

    @property
    def changed(self) -> bool:
        """Whether anything has to be told to others."""
        return bool(self.written or self.clashes or self.said)


type _Found = tuple[Typed, Told, str]


def put(writing: Writing, there: Standing, cells: Sequence[Typed], via: Via) -> Put:
    """Write the values that can be written, and keep those that met newer ones."""
    found = list(unmixed([(one, *judged(one, via, there)) for one in cells], there))
    done = Put(
        via,
        written={
            typed.cell: value
            for typed, told, value in found
            if told.state is State.SAVED and value != told.value
        },
    )
    if done.written:
        _write(writing, there, done.written, via)
    if done.written and any(ask.fills for ask in there.asks):
        keep_exemptions(writing, there, done.written)
    met = [one for one in found if one[1].state is State.CONFLICT]
    clashes = _clashes(writing, met) if met else {}
    done.clashes = sum(is_new for _, is_new in clashes.values())
    done.told = [_told(one, done.written, clashes) for one in found]
    return done


def _told(
    one: _Found, new: Mapping[Cell, str], clashes: Mapping[Cell, tuple[str, bool]]
) -> Told:
    """Return what became of a value, once it has been written."""
    typed, told, _ = one
    if typed.cell in new:
        return replace(told, value=new[typed.cell], version=told.version + 1)
    if typed.cell in clashes:
        return replace(told, clash=clashes[typed.cell][0])
    return told


def _write(
    writing: Writing, there: Standing, new: Mapping[Cell, str], via: Via
) -> None:
    """Write cells, and what each was before."""
    rows, changes = list[Result](), list[Change]()
    fixed = {**writing.where(), **writing.told()}
    for (pupil, component), value in new.items():
        before, version = there.of((pupil, component))
        cell = {**fixed, "pupil_id": pupil, "component": component}
        cell["version"] = version + 1
        rows.append(Result(**cell, value=value))
        changes.append(Change(**cell, before=before, after=value, via=via))
        writing.changed(pupil, component, before, value)
    _RESULTS.put(rows)
    _CHANGES.put(changes)


def _clashes(writing: Writing, met: Sequence[_Found]) -> dict[Cell, tuple[str, bool]]:
    """Keep values that met newer ones; return the clash of each, and if it is new.

    A person has one open clash in a cell: another value of theirs takes its place, and
    the one before stands in the event. The same value, sent again, is no new one.
    """
    held = _open(writing, {typed.pupil for typed, _, _ in met})
    found = dict[Cell, tuple[str, bool]]()
    new, other = list[Clash](), list[Clash]()
    for typed, _, value in met:
        row = held.get(typed.cell)
        same = row is not None and row.value == value
        if row is None:
            row = Clash(
                **writing.where(), pupil_id=typed.pupil, component=typed.component
            )
            new.append(row)
        elif not same:
            what = f"{typed.component}.clash"
            writing.changed(typed.pupil, what, row.value, value)
            other.append(row)
        if not same:
            row.value, row.base = value, typed.base
            row.person_id = writing.by.person
            row.at, row.seq = writing.now, writing.seq
            writing.about.add(typed.pupil)
        found[typed.cell] = (row.id, not same)
    Clash.of(writing.by.authority).bulk_create(new, batch_size=_BATCH)
    Clash.of(writing.by.authority).bulk_update(other, _MET, batch_size=_BATCH)
    return found


def _open(writing: Writing, pupils: set[str]) -> dict[Cell, Clash]:
    """Return the clashes of these pupils that the person's own values wait in."""
    rows = Clash.of(writing.by.authority).filter(
        of_return=writing.row,
        pupil__in=pupils,
        person=writing.by.person,
        settled_at=None,
    )
    return {(row.pupil_id, row.component): row for row in rows.order_by("seq")}
