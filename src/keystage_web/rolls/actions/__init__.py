"""What is done with a roll: each with `by`, in one transaction, with one event."""

from keystage_web.rolls.actions.imports import (
    Gone,
    Outcome,
    Stale,
    columns,
    discard,
    save,
    take,
    upload,
)

__all__ = ["Gone", "Outcome", "Stale", "columns", "discard", "save", "take", "upload"]
