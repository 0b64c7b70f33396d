"""One rulebook per collection and year: the heart of Keystage, kept as data.

    book = rulebooks.load("phonics-2026")
    rulebooks.available()
    rulebooks.books_for("phonics", 2026)
"""

from keystage.rulebooks.load import available, books_for, load, with_status

__all__ = ["available", "books_for", "load", "with_status"]
