"""Facts as a person tells them: tables and lists out of a TOML or JSON file.

Names are those of `Facts` and `Stay`; the stays are a list called `school`, each
with its `number`. An empty text, or null, is a fact that is not known.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from keystage.core.errors import UsageError
from keystage.core.years import parse_date
from keystage.movement.facts import STILL, Facts, Place, Stay, Still

type _Reader = Callable[[Any], Any]


def facts_of(told: Mapping[str, Any]) -> Facts:
    """Return the facts in a file's data.

    Raises `UsageError`, naming the place, for what cannot be understood.
    """
    schools = told.get("school")
    if not isinstance(schools, list) or not all(
        isinstance(s, Mapping) for s in schools
    ):
        raise UsageError("The facts need a list of schools: [[school]] for each.")
    known = {key: value for key, value in told.items() if key != "school"}
    stays = [_stay(at, school) for at, school in enumerate(schools, 1)]
    return Facts(stays=tuple(stays), **_read(known, _TOP, ""))


def _stay(at: int, told: Mapping[str, Any]) -> Stay:
    number = _text(told.get("number", ""))
    if not number:
        raise UsageError(f"School {at}: give its number, or any name for it.")
    rest = {key: value for key, value in told.items() if key != "number"}
    return Stay(number, **_read(rest, _SCHOOL, f"School {number}: "))


def _read(
    told: Mapping[str, Any], readers: Mapping[str, _Reader], place: str
) -> dict[str, Any]:
    found = {}
    for key, value in told.items():
        if key not in readers:
            raise UsageError(
                f"{place}{key} means nothing here; there are {', '.join(readers)}."
            )
        if value in ("", None):
            continue
        try:
            found[key] = readers[key](value)
        except ValueError as wrong:
            raise UsageError(f"{place}{key}: {wrong}") from None
    return found


def _day(value: Any) -> date:
    found = value if type(value) is date else parse_date(str(value))
    if found is None:
        raise ValueError(f"{value} is not a day such as 2024-05-20.")
    return found


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{value} is neither true nor false.")
    return value


def _flag_or_day(value: Any) -> bool | date:
    return value if isinstance(value, bool) else _day(value)


def _day_or_still(value: Any) -> date | Still:
    return STILL if value == STILL.value else _day(value)


def _whole(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise ValueError(f"{value} is not a whole number.")
    return value


def _text(value: Any) -> str:
    return "" if value is None or isinstance(value, bool) else str(value).strip()


def _place(value: Any) -> Place:
    try:
        return Place(str(value).strip().lower().replace(" ", "_"))
    except ValueError:
        raise ValueError(f"{value} is none of {', '.join(Place)}.") from None


_TOP: Mapping[str, _Reader] = {
    "opens": _day,
    "closes": _day,
    "second_half": _day,
    "census": _day,
    "came_from": _place,
    "gone_to": _place,
    "most_time": _text,
    "longest": _text,
    "met_before": _flag,
    "held_back": _flag,
    "year_group": _whole,
}
_SCHOOL: Mapping[str, _Reader] = {
    "joined": _day,
    "left": _day_or_still,
    "second_half": _day,
    "may_days": _whole,
    "assessed": _flag_or_day,
    "sent": _flag_or_day,
}
