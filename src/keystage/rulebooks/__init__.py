"""One rulebook per collection and year: the heart of Keystage, kept as data.

book = rulebooks.load("phonics-2026")
rulebooks.available()                    # every id
rulebooks.books_for("phonics", 2026)     # ids of a collection, of a year
rulebooks.show(book)                     # the whole book as a page
rulebooks.lint("phonics-2026")           # what is wrong with it
rulebooks.coverage().page()              # which rule is in which book
"""

from keystage.rulebooks.coverage import coverage
from keystage.rulebooks.load import available, books_for, load, with_status
from keystage.rulebooks.review import lint
from keystage.rulebooks.show import show

__all__ = [
    "available",
    "books_for",
    "coverage",
    "lint",
    "load",
    "show",
    "with_status",
]
