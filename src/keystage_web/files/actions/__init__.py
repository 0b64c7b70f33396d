"""What is done with files; each is one transaction with one event of the audit."""

from keystage_web.files.actions.columns import Known, read_so
from keystage_web.files.actions.moving import erase, mark_received, recall, supersede
from keystage_web.files.actions.reading import Damaged, Fetched, Over, content, fetch
from keystage_web.files.actions.sending import (
    Judged,
    Receipt,
    Swept,
    Told,
    send,
    unchecked,
)

__all__ = [
    "Damaged",
    "Fetched",
    "Judged",
    "Known",
    "Over",
    "Receipt",
    "Swept",
    "Told",
    "content",
    "erase",
    "fetch",
    "mark_received",
    "read_so",
    "recall",
    "send",
    "supersede",
    "unchecked",
]
