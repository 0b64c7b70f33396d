"""Recipes that change a file as a whole: header, name, bytes, what it is of."""

from keystage.synth.faults.file import broken, header, moved, named, whose

__all__ = ["broken", "header", "moved", "named", "whose"]
