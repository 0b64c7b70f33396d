"""What is wrong with the data of a decision table: where, and why."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from keystage.core.years import parse_date
from keystage.movement.vocabulary import FACTS, NOBODY, NOT_COVERED, OUTCOMES, ROLES

_DAYS = ("opens", "closes", "cut_off")

type Faults = Iterator[tuple[tuple[str, ...], str]]


def values(given: Any) -> tuple[str, ...]:
    """Return the values a row allows a fact: one, or a list of them."""
    listed = given if isinstance(given, list | tuple) else [given]
    return tuple(map(str, listed))


def day(value: Any) -> date | None:
    """Return a date, given as one or as a text of that shape; else None."""
    return value if type(value) is date else parse_date(str(value))


def faults(data: Mapping[str, Any], sources: Mapping[str, str]) -> Faults:
    """Yield what is wrong with a table's data: the keys that lead there, and why."""
    yield from _top_faults(data)
    rows, whole = _mapping(data, "rows"), True
    for name, row in rows.items():
        for said in _row_faults(row, data, sources):
            whole = False
            yield ("rows", name), said
    if whole:
        yield from _order_faults(rows)


def _top_faults(data: Mapping[str, Any]) -> Faults:
    for key in sorted(data.keys() - _TOP.keys()):
        yield (key,), "means nothing here."
    for key, (holds, wanted) in _TOP.items():
        if key in data and not holds(data[key]):
            yield (key,), f"must be {wanted}."
    for key in ("period", "pupil", "rows"):
        if key not in data:
            yield (key,), "is missing."
    yield from _window_faults(_mapping(data, "window"))
    for key, name in _mapping(data, "deadlines").items():
        if key not in _DAYS or not _is_text(name):
            yield ("deadlines", key), f"is none of {', '.join(_DAYS)}, or has no id."


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def _is_whole(value: Any) -> bool:
    return type(value) is int


def _is_flag(value: Any) -> bool:
    return type(value) is bool


def _is_table(value: Any) -> bool:
    return isinstance(value, Mapping)


def _is_count(value: Any) -> bool:
    return value in ("days", "school_days")


type _Test = tuple[Callable[[Any], bool], str]

_TEXT: _Test = (_is_text, "a text that is not empty")
_FLAG: _Test = (_is_flag, "true or false")
_TABLE: _Test = (_is_table, "a table")
_TOP: Mapping[str, _Test] = {
    "period": _TEXT,
    "pupil": _TEXT,
    "usual": _TEXT,
    "may": (_is_count, "days or school_days"),
    "verified": _FLAG,
    "window": _TABLE,
    "deadlines": _TABLE,
    "rows": _TABLE,
}
_ROW: Mapping[str, _Test] = {
    "order": (_is_whole, "a whole number"),
    "when": (_is_table, "a table of facts"),
    "reports": _TEXT,
    "says": _TEXT,
    "paragraph": _TEXT,
    "source": _TEXT,
    "verified": _FLAG,
    "help": _TEXT,
}
_ROW_MAY_LACK = frozenset({"verified", "help"})


def _mapping(data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = data.get(key)
    return value if isinstance(value, Mapping) else {}


def _window_faults(window: Mapping[str, Any]) -> Faults:
    for key, value in window.items():
        if key not in _DAYS:
            yield ("window", key), "means nothing here."
        elif day(value) is None:
            yield ("window", key), "must be a date like 2024-06-10."
    opens, closes = day(window.get("opens")), day(window.get("closes"))
    if opens and closes and opens > closes:
        yield ("window",), "ends before it begins."


def _row_faults(
    row: Any, data: Mapping[str, Any], sources: Mapping[str, str]
) -> Iterator[str]:
    if not isinstance(row, Mapping):
        yield "must be a table."
        return
    if missing := sorted(_ROW.keys() - row.keys() - _ROW_MAY_LACK):
        yield f"needs {', '.join(missing)}."
        return
    if strange := sorted(row.keys() - _ROW.keys()):
        yield f"{', '.join(strange)} means nothing here."
    wrong = [
        key for key, (holds, _) in _ROW.items() if key in row and not holds(row[key])
    ]
    yield from (f"{key} must be {_ROW[key][1]}." for key in wrong)
    if not wrong:
        if row["source"] not in sources:
            yield f"there is no source {row['source']!r}."
        yield from _when_faults(row["when"], data)
        yield from _reports_faults(row["reports"], row["when"])


def _when_faults(when: Mapping[str, Any], data: Mapping[str, Any]) -> Iterator[str]:
    for fact, given in when.items():
        if fact not in FACTS:
            yield f"there is no fact {fact!r}; there are {', '.join(FACTS)}."
            continue
        for one in values(given):
            if one not in FACTS[fact].values:
                known = ", ".join(FACTS[fact].values)
                yield f"{fact} is never {one!r}; it is {known}."
    if "may_days" in when and "may" not in data:
        yield "may_days needs `may`: how the days of May are counted."
    known_days = {*_mapping(data, "window"), *_mapping(data, "deadlines")}
    if "arrival" in when and "cut_off" not in known_days:
        yield "arrival needs a cut_off among window or deadlines."


def _reports_faults(who: str, when: Mapping[str, Any]) -> Iterator[str]:
    if who not in OUTCOMES:
        yield f"reports is one of {', '.join(OUTCOMES)}, not {who!r}."
    elif who not in {NOBODY, NOT_COVERED}:
        for fact, wanted in ROLES[who].needs.items():
            asked = set(values(when.get(fact, [])))
            if not asked or not asked <= wanted:
                yield f"{who} needs when.{fact} to be {' or '.join(sorted(wanted))}."


def _order_faults(rows: Mapping[str, Any]) -> Faults:
    ordered = sorted(rows.items(), key=lambda item: item[1]["order"])
    for at, (name, row) in enumerate(ordered):
        for earlier, other in ordered[:at]:
            if other["order"] == row["order"]:
                yield ("rows", name), f"has the same order as {earlier}."
            if _holds_wherever(other["when"], row["when"]):
                yield ("rows", name), f"is never reached: {earlier} comes first."


def _holds_wherever(wide: Mapping[str, Any], narrow: Mapping[str, Any]) -> bool:
    """Whether `wide` holds wherever `narrow` does, fact by fact."""
    return all(
        set(values(narrow.get(fact, list(FACTS[fact].values)))) <= set(values(given))
        for fact, given in wide.items()
    )
