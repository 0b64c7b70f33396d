"""What is done with rounds and returns: each with `by`, in one transaction, one event."""

from keystage_web.returns.actions.answers import (
    Earlier,
    Reading,
    known,
    open_closed,
    read_back,
    read_through,
)
from keystage_web.returns.actions.cells.clashes import settle
from keystage_web.returns.actions.cells.exempting import exempt, lift
from keystage_web.returns.actions.cells.filling import Block, fill
from keystage_web.returns.actions.cells.model import (
    Saved,
    State,
    Theirs,
    Told,
    Typed,
)
from keystage_web.returns.actions.cells.saving import MOST, save
from keystage_web.returns.actions.cells.undoing import restore, undo
from keystage_web.returns.actions.presence import here
from keystage_web.returns.actions.remarks import flag, note, unflag, unnote
from keystage_web.returns.actions.whole import (
    class_done,
    class_undone,
    complete_on,
    switch_entry,
)
from keystage_web.returns.models import Kept, Via

__all__ = [
    "MOST",
    "Block",
    "Earlier",
    "Kept",
    "Reading",
    "Saved",
    "State",
    "Theirs",
    "Told",
    "Typed",
    "Via",
    "class_done",
    "class_undone",
    "complete_on",
    "exempt",
    "fill",
    "flag",
    "here",
    "known",
    "lift",
    "note",
    "open_closed",
    "read_back",
    "read_through",
    "restore",
    "save",
    "settle",
    "switch_entry",
    "undo",
    "unflag",
    "unnote",
]
