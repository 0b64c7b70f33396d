"""A season's days, from a file of facts such as `keystage who` reads."""

import json
import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import Any

from keystage.core.errors import UsageError
from keystage.intake.known.roll import load
from keystage.movement import Calendar, calendar_of
from keystage.xmlguard import Limits

LARGEST = 65_536  # bytes; a file of facts has a few hundred


def load_calendar(path: Path, limits: Limits, collections: Collection[str]) -> Calendar:
    """Return the days in the file at `path`; raises `UsageError` naming the place.

    `collections` are those that may have a table of their own there.
    """
    return calendar_of(load_facts(path, limits), collections)


def load_facts(path: Path, limits: Limits) -> dict[str, Any]:
    """Return what a file of facts holds, TOML or JSON; `UsageError` if it is neither."""
    data = load(path, limits)
    if len(data) > LARGEST:
        raise UsageError(f"{path} is too large to be a file of facts.")
    try:
        text = data.decode("utf-8-sig")
        told = json.loads(text) if _is_json(text) else tomllib.loads(text)
    except (ValueError, RecursionError) as wrong:
        raise UsageError(f"{path} is neither TOML nor JSON: {wrong}.") from None
    return dict(told)


def _is_json(text: str) -> bool:
    return text.lstrip().startswith("{")
