"""The tables of files: what was sent and kept, and what was said and asked of it."""

from keystage_web.files.models.files import ID, File, Step, Stored
from keystage_web.files.models.requests import Asked, Request
from keystage_web.files.models.said import Columns, Cover, Tag

__all__ = [
    "ID",
    "Asked",
    "Columns",
    "Cover",
    "File",
    "Request",
    "Step",
    "Stored",
    "Tag",
]
