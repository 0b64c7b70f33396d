"""The answer key: what is true of the invented authority, one line a fact."""

from keystage.synth.key.facts import Written
from keystage.synth.key.keeper import Key

__all__ = ["Key", "Written"]
