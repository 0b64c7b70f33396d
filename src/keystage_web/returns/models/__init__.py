"""The tables of returns."""

from keystage_web.returns.models.rounds import Book, Extension, Round

__all__ = ["Book", "Extension", "Round"]
