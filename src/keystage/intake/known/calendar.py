"""A season's days, from a file of facts such as `keystage who` reads."""

import json
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from keystage.core.errors import UsageError
from keystage.intake.known.roll import load
from keystage.movement import Calendar, calendar_of
from keystage.xmlguard import Limits

LARGEST = 65_536  # bytes; a file of facts has a few hundred
_LARGEST_SEASON = 1_048_576  # and one with the half-terms of a nation 200,000
# What is told of one pupil and never of a season.
_OF_ONE_PUPIL = frozenset(
    {"joined", "left", "came_from", "gone_to", "met_before", "held_back", "year_group"}
)
_FOR_WHO = (
    "{path} tells of one pupil who moved: 'keystage who --facts' reads it. Here the "
    "days of a season are asked for: opens, closes and second_half."
)


def load_calendar(path: Path, limits: Limits, collections: Collection[str]) -> Calendar:
    """Return the days in the file at `path`; raises `UsageError` naming it and the place.

    `collections` are those that may have a table of their own there.
    """
    told = load_facts(path, limits, _LARGEST_SEASON)
    try:
        return calendar_of(told, collections)
    except UsageError as wrong:
        if _OF_ONE_PUPIL & _keys(told):
            raise UsageError(_FOR_WHO.format(path=path)) from None
        raise UsageError(f"{path}: {wrong}") from None


def _keys(told: Mapping[str, Any]) -> set[str]:
    """Return the names of what is told, of schools as of the whole."""
    schools = told.get("school")
    each = schools if isinstance(schools, list) else []
    return set(told).union(*(one for one in each if isinstance(one, dict)))


def load_facts(path: Path, limits: Limits, largest: int = LARGEST) -> dict[str, Any]:
    """Return what a file of facts holds, TOML or JSON.

    Raises `UsageError` if it is neither, or has more than `largest` bytes.
    """
    data = load(path, limits)
    if len(data) > largest:
        raise UsageError(f"{path} is too large to be a file of facts.")
    try:
        text = data.decode("utf-8-sig")
        told = json.loads(text) if _is_json(text) else tomllib.loads(text)
    except (ValueError, RecursionError) as wrong:
        raise UsageError(f"{path} is neither TOML nor JSON: {wrong}.") from None
    return dict(told)


def _is_json(text: str) -> bool:
    return text.lstrip().startswith("{")
