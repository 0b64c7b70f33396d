"""Tables within tables as TOML: the same text for the same tables, in their order."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_WIDTH = 88


def toml(tables: Mapping[str, Any]) -> str:
    """Return `tables` as TOML that reads back as the same tables, keys in their order.

    Values are texts, whole numbers, numbers, true and false, dates, lists of these and
    tables; tables in a list stand on one line. In a table its values come first.
    """
    return "\n".join(_lines(tables, ())).strip("\n") + "\n"


def _lines(table: Mapping[str, Any], above: tuple[str, ...]) -> Iterator[str]:
    values = {k: v for k, v in table.items() if not isinstance(v, Mapping)}
    within = {k: v for k, v in table.items() if isinstance(v, Mapping)}
    if above and (values or not within):
        yield ""
        yield f"[{'.'.join(map(_key, above))}]"
    for key, value in values.items():
        yield _entry(key, value)
    for key, part in within.items():
        yield from _lines(part, (*above, key))


def _entry(key: str, value: Any) -> str:
    line = f"{_key(key)} = {_value(value)}"
    if len(line) <= _WIDTH or not isinstance(value, list):
        return line
    items = "".join(f"  {_value(item)},\n" for item in value)
    return f"{_key(key)} = [\n{items}]"


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        parts = (f"{_key(key)} = {_value(item)}" for key, item in value.items())
        return f"{{ {', '.join(parts)} }}" if value else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return _text(value)


def _text(text: str) -> str:
    # A text of JSON is one of TOML, save that TOML escapes DEL too.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
