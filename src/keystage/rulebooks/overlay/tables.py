"""Tables within tables, as TOML has them: by keys and back, cut and laid on another."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

Keys = tuple[str, ...]
Tables = Mapping[str, Any]


def leaves(table: Tables, above: Keys = ()) -> Iterator[tuple[Keys, Any]]:
    """Yield every value of the tables with the keys that lead to it.

    An empty table is a value: it says that there is something with no parts.
    """
    for key, value in table.items():
        if is_table(value):
            yield from leaves(value, (*above, key))
        else:
            yield (*above, key), value


def tables(values: Mapping[Keys, Any]) -> dict[str, Any]:
    """Return tables within tables out of values by keys: `leaves` undone."""
    whole: dict[str, Any] = {}
    for keys, value in values.items():
        table = whole
        for key in keys[:-1]:
            table = table.setdefault(key, {})
        table[keys[-1]] = value
    return whole


def is_table(value: Any) -> bool:
    """Whether there are values within; an empty table is one itself."""
    return isinstance(value, Mapping) and bool(value)


def outermost(found: Tables, keys: Keys, default: Any) -> Any:
    """Return a value of the outermost table, `default` where it is none or a table."""
    value = found.get(keys[0], default)
    return default if is_table(value) else value


def cut(table: Tables, keys: Keys) -> Tables:
    """Return `table` without what is at `keys`, and without what that leaves empty.

    The very same table comes back where there is nothing to take out.
    """
    first, rest = keys[0], keys[1:]
    if first not in table:
        return table
    kept: Tables = {}
    if rest:
        within = table[first]
        kept = cut(within, rest) if isinstance(within, Mapping) else within
        if kept is within:
            return table
    others = {key: value for key, value in table.items() if key != first or kept}
    return {**others, first: kept} if kept else others


def laid(base: Tables, over: Tables) -> dict[str, Any]:
    """Lay `over` on `base`; a value replaces a table of its name and the reverse.

    Only the tables that differ are made anew.
    """
    merged = dict(base)
    for key, value in over.items():
        beneath = merged.get(key)
        both = is_table(beneath) and is_table(value)
        merged[key] = laid(cast(Tables, beneath), value) if both else value
    return merged
