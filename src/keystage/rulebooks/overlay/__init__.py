"""One resolved document out of a rulebook's layers.

`resolve("eyfsp_2025")` reads the files of the layers and lays one on the other.
"""

from keystage.rulebooks.overlay.document import Document, resolve
from keystage.rulebooks.overlay.layers import EXTENDS, FILES, Layer, shipped
from keystage.rulebooks.overlay.tables import leaves, tables

__all__ = [
    "EXTENDS",
    "FILES",
    "Document",
    "Layer",
    "leaves",
    "resolve",
    "shipped",
    "tables",
]
