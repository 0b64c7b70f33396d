"""What is done with rounds and returns: each with `by`, in one transaction, one event."""

from keystage_web.returns.actions.cells.model import (
    Saved,
    State,
    Theirs,
    Told,
    Typed,
)
from keystage_web.returns.actions.cells.saving import MOST, save

__all__ = ["MOST", "Saved", "State", "Theirs", "Told", "Typed", "save"]
