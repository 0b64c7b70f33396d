"""What stands in all of a pupil's cells or in none, as an exemption does."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from keystage.rulebooks.entry import Ask
from keystage_web.returns.actions.cells.judging import Standing
from keystage_web.returns.actions.cells.model import Cell, State, Told, Typed


def whole(
    there: Standing, pupil: str, ask: Ask, new: Mapping[Cell, str]
) -> bool | None:
    """Return whether a value stands in all of a pupil's cells that it fills.

    `new` are values about to be written. None where it stands in some of them only.
    """
    cells = [(pupil, component) for component in ask.fills]
    found = {new.get(cell, there.of(cell)[0]) == ask.value for cell in cells}
    return found.pop() if len(found) == 1 else None


def unmixed(
    judged: Sequence[tuple[Typed, Told, str]], there: Standing
) -> Iterator[tuple[Typed, Told, str]]:
    """Yield what becomes of values, those refused that would leave a row mixed.

    A row that was mixed before (as a file may bring one) is mended cell by cell.
    """
    new = {
        typed.cell: value for typed, told, value in judged if told.state is State.SAVED
    }
    for typed, told, value in judged:
        ask = _of(typed, there.asks)
        mixes = ask and told.state is State.SAVED and value != told.value
        if ask and mixes and _mixed(there, typed.pupil, ask, new):
            refused = replace(told, state=State.REFUSED, said=ask.mixed)
            yield typed, refused, ""
        else:
            yield typed, told, value


def _of(typed: Typed, asks: Sequence[Ask]) -> Ask | None:
    return next((ask for ask in asks if typed.component in ask.fills), None)


def _mixed(there: Standing, pupil: str, ask: Ask, new: Mapping[Cell, str]) -> bool:
    before, after = whole(there, pupil, ask, {}), whole(there, pupil, ask, new)
    return before is not None and after is None
