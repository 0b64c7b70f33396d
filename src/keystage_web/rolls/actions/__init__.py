"""What is done with a roll: each with `by`, in one transaction, with one event."""

from keystage_web.rolls.actions.children import (
    Known,
    Move,
    add,
    answer,
    back,
    below,
    correct,
    forget_answers,
    leave,
    move,
    renumber,
)
from keystage_web.rolls.actions.claims import Busy, TooMany
from keystage_web.rolls.actions.classes import (
    Named,
    make,
    members,
    rename,
    teachers,
)
from keystage_web.rolls.actions.imports import (
    Gone,
    Stale,
    columns,
    discard,
    save,
    take,
    upload,
)
from keystage_web.rolls.actions.priors import Kept, keep_priors
from keystage_web.rolls.actions.wishes import ask, count_search, show
from keystage_web.rolls.reviewing.model import Outcome

__all__ = [
    "Busy",
    "Gone",
    "Kept",
    "Known",
    "Move",
    "Named",
    "Outcome",
    "Stale",
    "TooMany",
    "add",
    "answer",
    "ask",
    "back",
    "below",
    "columns",
    "correct",
    "count_search",
    "discard",
    "forget_answers",
    "keep_priors",
    "leave",
    "make",
    "members",
    "move",
    "rename",
    "renumber",
    "save",
    "show",
    "take",
    "teachers",
    "upload",
]
