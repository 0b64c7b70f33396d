"""One rulebook per collection and year: the heart of Keystage, kept as data.

`available()` names every rulebook, `books_for("phonics", 2026)` those of a collection
and a year; `load("phonics-2026")` gives one, `resolved` its canonical form, `show(book)`
prints it whole and `lint("phonics-2026")` says what is wrong with it; `movement_of(book)` is its table of
who reports a pupil who moves. `coverage().page()` says which rule
is in which book.
"""

from keystage.rulebooks.coverage import coverage
from keystage.rulebooks.load import available, books_for, load, resolved, with_status
from keystage.rulebooks.movers import movement_of
from keystage.rulebooks.review import lint, load_own
from keystage.rulebooks.show import schema, show

__all__ = [
    "available",
    "books_for",
    "coverage",
    "lint",
    "load",
    "load_own",
    "movement_of",
    "resolved",
    "schema",
    "show",
    "with_status",
]
