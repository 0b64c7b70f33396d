"""The answer key: what is true of the invented authority, one line a fact."""

from typing import Any

from keystage.core import packaged
from keystage.synth.key.facts import Written
from keystage.synth.key.keeper import Key

__all__ = ["Key", "Written", "schema"]


def schema() -> dict[str, Any]:
    """Return the JSON Schema that every line of a key answers to."""
    return packaged.schema("keystage.synth.key", "key-1")
