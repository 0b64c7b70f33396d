"""Recipes that change a file as a whole: header, name, bytes, what it is of."""

from keystage.synth.faults.file import header, named

__all__ = ["header", "named"]
