"""Facts as a person tells them: tables and lists out of a TOML or JSON file.

Names are those of `Facts` and `Stay`; the stays are a list called `school`, each
with its `number`. An empty text, or null, is a fact that is not known.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from typing import Any

from keystage.core.errors import UsageError
from keystage.core.years import parse_date
from keystage.movement.calendar import Calendar, Weeks
from keystage.movement.facts import STILL, YEARS, Facts, Place, Stay, Still

type _Reader = Callable[[Any], Any]

MOST_STAYS = 8  # of more, to try all that is not known takes minutes
_EXAMPLE = "[ks2], and in the next line opens = 2024-05-13"


def facts_of(told: Mapping[str, Any]) -> Facts:
    """Return the facts in a file's data.

    Raises `UsageError`, naming the place, for what cannot be understood.
    """
    schools = told.get("school")
    if not isinstance(schools, list) or not all(map(_is_table, schools)):
        raise UsageError("The facts need a list of schools: [[school]] for each.")
    if len(schools) > MOST_STAYS:
        raise UsageError(
            f"There are {len(schools)} stays at schools; give the last {MOST_STAYS} "
            "at most."
        )
    known = {key: value for key, value in told.items() if key != "school"}
    stays = [_stay(at, school) for at, school in enumerate(schools, 1)]
    return Facts(stays=tuple(stays), **_read(known, _TOP, ""))


def calendar_of(told: Mapping[str, Any], collections: Collection[str]) -> Calendar:
    """Return the days in a file's data: at the top, by school and by collection.

    The names are those of a file of facts; days of one of `collections` alone stand
    in a table called as it is. Raises `UsageError`, naming the place, for what cannot
    be understood.
    """
    schools = told.get("school", [])
    if not isinstance(schools, list) or not all(map(_is_table, schools)):
        raise UsageError("Write [[school]] before what is told of each school.")
    own = {name: told[name] for name in collections if name in told}
    if not all(map(_is_table, own.values())):
        raise UsageError(f"Days of one collection stand below it: {_EXAMPLE}.")
    named = {"school", *own}
    general = {key: value for key, value in told.items() if key not in named}
    return Calendar(
        _weeks(general, ""),
        {name: _weeks(days, f"{name}: ") for name, days in own.items()},
        dict(_halves(schools)),
    )


def _is_table(told: object) -> bool:
    return isinstance(told, Mapping)


def _weeks(told: Mapping[str, Any], place: str) -> Weeks:
    found = Weeks(**_read(told, dict.fromkeys(Weeks._fields, _day_of_school), place))
    if found.opens and found.closes and found.opens > found.closes:
        raise UsageError(f"{place}The weeks end before they begin.")
    return found


def _halves(schools: list[Mapping[str, Any]]) -> Iterator[tuple[str, date]]:
    for at, told in enumerate(schools, 1):
        number = _number(at, told)
        rest = {key: value for key, value in told.items() if key != "number"}
        read = _read(rest, {"second_half": _day_of_school}, f"School {number}: ")
        if "second_half" in read:
            yield number, read["second_half"]


def _number(at: int, told: Mapping[str, Any]) -> str:
    number = _text(told.get("number", ""))
    if not number:
        raise UsageError(f"School {at}: give its number, or any name for it.")
    return number


def _stay(at: int, told: Mapping[str, Any]) -> Stay:
    number = _number(at, told)
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


def _day_of_school(value: Any) -> date:
    found = _day(value)
    if found.year not in YEARS:
        raise ValueError(f"{found} is no day of a pupil's time at school.")
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
