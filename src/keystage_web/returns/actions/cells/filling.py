"""Fill a column or a row: empty cells alone, unless all of them are asked for."""

from dataclasses import dataclass
from datetime import datetime

from keystage_web.accounts.scopes import Scope
from keystage_web.returns import policies
from keystage_web.returns.actions.cells.model import Saved, Typed
from keystage_web.returns.actions.cells.putting import Put, put
from keystage_web.returns.actions.cells.saving import Asked, once
from keystage_web.returns.actions.cells.standing import standing
from keystage_web.returns.actions.writing import Writing
from keystage_web.returns.models import Via


@dataclass(frozen=True, slots=True)
class Block:
    """The cells of some pupils and some components, as a person sees them."""

    pupils: tuple[str, ...]
    components: tuple[str, ...]


def fill(
    *,
    by: Scope,
    round_id: str,
    key: str,
    block: Block,
    value: str,
    seen: int,
    now: datetime,
    over: bool = False,
) -> Saved:
    """Write one value into the empty cells of a block, or into all that have another.

    `seen` is the return's count of changes that the person saw. Only those cells are
    told of. Raises `Stale` where somebody else has changed one of them since, and what
    `save` does.
    """
    content = [block, value, over, seen]

    def how(writing: Writing) -> Put:
        there = standing(writing, block.pupils, block.components)
        cells = [
            Typed(pupil, component, value, version)
            for pupil in dict.fromkeys(block.pupils)
            for component in dict.fromkeys(block.components)
            for held, version in [there.of((pupil, component))]
            if over or not held
        ]
        there.hold_seen([typed.cell for typed in cells], by.person, seen)
        return put(writing, there, cells, Via.FILLED)

    asked = Asked(key, policies.FILL, content)
    return once(by=by, round_id=round_id, asked=asked, how=how, now=now)
