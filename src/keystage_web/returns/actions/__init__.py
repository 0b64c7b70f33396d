"""What is done with rounds and returns: each with `by`, in one transaction, one event."""

from keystage_web.returns.actions.answers import (
    Earlier,
    Reading,
    known,
    open_closed,
    read_back,
    read_through,
)
from keystage_web.returns.actions.cells.clashes import leave_all, settle
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
from keystage_web.returns.actions.moves.accepting import (
    Ready,
    accept,
    accept_all,
    acceptable,
    received,
)
from keystage_web.returns.actions.moves.asking import (
    answer,
    close_query,
    query,
    reply,
    write,
)
from keystage_web.returns.actions.moves.correcting import (
    agree,
    by_phone,
    confirm_phone,
    correct,
    decline,
    maladministration,
)
from keystage_web.returns.actions.moves.files import recall_rows, send_rows
from keystage_web.returns.actions.moves.model import Mode, Rows, Sent
from keystage_web.returns.actions.moves.routing import grant_route, take_by
from keystage_web.returns.actions.moves.submitting import (
    confirm,
    resume,
    submit,
    withdraw,
)
from keystage_web.returns.actions.moves.telling import (
    excuse,
    excuses,
    include,
    late,
    not_late,
    uploaded,
)
from keystage_web.returns.actions.moves.unlocking import (
    ask_unlock,
    decline_unlock,
    relock,
    unlock,
)
from keystage_web.returns.actions.presence import WAYS, enter_goes, here
from keystage_web.returns.actions.remarks import flag, note, unflag, unnote
from keystage_web.returns.actions.whole import (
    class_done,
    class_undone,
    complete_on,
    switch_entry,
)
from keystage_web.returns.models import Kept, Kind, Ticked, Via
from keystage_web.returns.states import Route
from keystage_web.returns.versions.declaring import Declared

__all__ = [
    "MOST",
    "WAYS",
    "Block",
    "Declared",
    "Earlier",
    "Kept",
    "Kind",
    "Mode",
    "Reading",
    "Ready",
    "Route",
    "Rows",
    "Saved",
    "Sent",
    "State",
    "Theirs",
    "Ticked",
    "Told",
    "Typed",
    "Via",
    "accept",
    "accept_all",
    "acceptable",
    "agree",
    "answer",
    "ask_unlock",
    "by_phone",
    "class_done",
    "class_undone",
    "close_query",
    "complete_on",
    "confirm",
    "confirm_phone",
    "correct",
    "decline",
    "decline_unlock",
    "enter_goes",
    "excuse",
    "excuses",
    "exempt",
    "fill",
    "flag",
    "grant_route",
    "here",
    "include",
    "known",
    "late",
    "leave_all",
    "lift",
    "maladministration",
    "not_late",
    "note",
    "open_closed",
    "query",
    "read_back",
    "read_through",
    "recall_rows",
    "received",
    "relock",
    "reply",
    "restore",
    "resume",
    "save",
    "send_rows",
    "settle",
    "submit",
    "switch_entry",
    "take_by",
    "undo",
    "unflag",
    "unlock",
    "unnote",
    "uploaded",
    "withdraw",
    "write",
]
