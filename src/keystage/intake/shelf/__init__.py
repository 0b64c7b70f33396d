"""The rulebooks at hand, and which of them a result in a file belongs to.

`standard()` is the shelf of all; `book("ks1", 2026)` of it is one, and
`identify(kind)` says what a result is of.
"""

from keystage.intake.shelf.books import MOST_KINDS, Identity, Shelf, called
from keystage.intake.shelf.coder import is_real, year_of
from keystage.intake.shelf.stock import own_books, standard

__all__ = [
    "MOST_KINDS",
    "Identity",
    "Shelf",
    "called",
    "is_real",
    "own_books",
    "standard",
    "year_of",
]
