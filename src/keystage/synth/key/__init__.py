"""The answer key: what is true of the invented authority, one line a fact."""

import json
from importlib.resources import files
from typing import Any

from keystage.synth.key.facts import Written
from keystage.synth.key.keeper import Key

__all__ = ["Key", "Written", "schema"]


def schema() -> dict[str, Any]:
    """Return the JSON Schema that every line of a key answers to."""
    source = files("keystage.synth.key").joinpath("schema", "key-1.json")
    found: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    return found
