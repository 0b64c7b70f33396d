"""One resolved document out of a rulebook's layers: deep merge by key.

A rulebook is a folder of TOML files, or one file for a small one. Together they are
one document of tables within tables; a layer that `extends` another says only what differs, and `remove`
takes out what no longer holds (`remove = ["checks.R01"]`). Lists are values: they
are replaced whole, never joined.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from keystage.core.errors import RulebookError

FILES = (
    "rulebook.toml",
    "fields.toml",
    "checks.toml",
    "movement.toml",
    "text.toml",
    "examples.toml",
)
OF_ONE_YEAR = (
    ("deadlines",),
    ("threshold", "visible_from"),
    ("provisional",),
    ("movement", "window"),
)
"""Facts of one summer: a later year never inherits them."""
EXTENDS = ("extends",)
REVISION = ("revision",)

Keys = tuple[str, ...]
Origin = dict[Keys, str]


@dataclass(frozen=True, slots=True)
class Document:
    """The tables of a book, and for every value the file that gave it.

    `inherited` is what the layers beneath had said before this one spoke, and
    `own` what this one says, both by keys.
    """

    name: str
    tables: Mapping[str, Any]
    origin: Origin
    own: Mapping[Keys, Any]
    inherited: Mapping[Keys, Any]

    def place(self, *keys: str) -> str:
        """Return the file and keys of a place: 'eyfsp_2024/checks.toml: checks.P02'."""
        single = f"{self.name}.toml"
        alone = single in self.origin.values()
        main = single if alone else f"{self.name}/{FILES[0]}"
        if not keys:
            return main
        given = (self.origin[path] for path in self.origin if path[: len(keys)] == keys)
        return f"{next(given, main)}: {'.'.join(keys)}"


def shipped() -> Traversable:
    """Return the folder of the rulebooks that come with Keystage."""
    return resources.files("keystage.rulebooks").joinpath("data")


def resolve(name: str, roots: Sequence[Traversable] = ()) -> Document:
    """Return the document of the book called `name`, all its layers merged.

    Raises `RulebookError` for a missing layer, a ring of layers, TOML that cannot
    be read, a value given in two files of one layer, and a removal of nothing.
    """
    return _resolve(name, roots, ())


def _resolve(
    name: str, roots: Sequence[Traversable], below: tuple[str, ...]
) -> Document:
    if name in below:
        ring = " -> ".join((*below, name))
        raise RulebookError(f"{name}: the layers run in a ring: {ring}.")
    own, origin = _layer(name, roots)
    beneath = own.get(EXTENDS)
    if beneath is None:
        return Document(name, tables(own), origin, own, {})
    base = _base(str(beneath), roots, (*below, name), origin[EXTENDS])
    inherited = dict(leaves(base.tables))
    revision = _revision(inherited.pop(REVISION, 1), own.get(REVISION, 1))
    if own.get(("year",), inherited.get(("year",))) != inherited.get(("year",)):
        inherited = {k: v for k, v in inherited.items() if not _of_one_year(k)}
    kept = _without(inherited, own.get(("remove",), []), name)
    merged = _merged(kept, own)
    if revision != 1:
        merged[REVISION] = revision
    origin = {**{k: f for k, f in base.origin.items() if k in merged}, **origin}
    return Document(name, tables(merged), origin, own, inherited)


def _base(
    name: str, roots: Sequence[Traversable], below: tuple[str, ...], file: str
) -> Document:
    """Return what a layer stands on; a `file` that names nothing is named itself."""
    if not _is_there(name, roots):
        raise RulebookError(f"{file}: extends: there is no rulebook called {name}.")
    return _resolve(name, roots, below)


def _is_there(name: str, roots: Sequence[Traversable]) -> bool:
    folders = (root.joinpath(name) for root in (*roots, shipped()))
    files = (root.joinpath(f"{name}.toml") for root in roots)
    return any(one.is_dir() for one in folders) or any(one.is_file() for one in files)


def _revision(beneath: Any, own: Any) -> Any:
    """Return the revision of a book: errata of a layer are errata of all above it.

    What is no number is left for the builder to complain of.
    """
    if isinstance(beneath, int) and isinstance(own, int):
        return beneath + own - 1
    return own


def _layer(name: str, roots: Sequence[Traversable]) -> tuple[dict[Keys, Any], Origin]:
    """Read the folder or file called `name`; `roots` are looked in before our own."""
    for root in roots:
        if root.joinpath(name).is_dir():
            return _read(root.joinpath(name), name)
        file = f"{name}.toml"
        if root.joinpath(file).is_file():
            own = dict(leaves(_parsed(root.joinpath(file), file)))
            return own, dict.fromkeys(own, file)
    return _shipped_layer(name)


@cache
def _shipped_layer(name: str) -> tuple[dict[Keys, Any], Origin]:
    """Read a folder of ours; once, since most books extend the same few."""
    folder = shipped().joinpath(name)
    if not folder.is_dir():
        raise RulebookError(f"There is no rulebook called {name}.")
    return _read(folder, name)


def _of_one_year(keys: Keys) -> bool:
    return any(keys[: len(fact)] == fact for fact in OF_ONE_YEAR)


def _read(folder: Traversable, name: str) -> tuple[dict[Keys, Any], Origin]:
    own: dict[Keys, Any] = {}
    origin: Origin = {}
    for file in sorted(entry.name for entry in folder.iterdir()):
        if file not in FILES:
            raise RulebookError(f"{name}/{file} is not one of: {', '.join(FILES)}.")
        for keys, value in leaves(_parsed(folder.joinpath(file), f"{name}/{file}")):
            if keys in own:
                raise RulebookError(
                    f"{name}/{file}: {'.'.join(keys)} is already given in {origin[keys]}."
                )
            own[keys] = value
            origin[keys] = f"{name}/{file}"
    return own, origin


def _parsed(file: Traversable, shown: str) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise RulebookError(f"{shown}: this is not TOML: {fault}.") from None
    except RecursionError:
        raise RulebookError(f"{shown}: lists or tables stand too deep.") from None


def leaves(table: Mapping[str, Any], above: Keys = ()) -> Iterator[tuple[Keys, Any]]:
    """Yield every value of the tables with the keys that lead to it.

    An empty table is a value: it says that there is something with no parts.
    """
    for key, value in table.items():
        if isinstance(value, Mapping) and value:
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


def _without(values: dict[Keys, Any], remove: Any, name: str) -> dict[Keys, Any]:
    for text in remove if isinstance(remove, list) else [remove]:
        gone = tuple(str(text).split("."))
        kept = {k: v for k, v in values.items() if not _beneath(k, gone)}
        if len(kept) == len(values):
            raise RulebookError(f"{name}: remove = {text!r}: there is no such thing.")
        values = kept
    return values


def _beneath(keys: Keys, gone: Keys) -> bool:
    # a check's examples go with it
    return keys[: len(gone)] == gone or (
        gone[0] == "checks" and keys[: len(gone)] == ("examples", *gone[1:])
    )


def _merged(base: Mapping[Keys, Any], over: Mapping[Keys, Any]) -> dict[Keys, Any]:
    """Lay `over` on `base`; a value replaces a table of its name and the reverse."""
    hidden = {keys[:n] for keys in over for n in range(1, len(keys))}
    merged = {
        keys: value
        for keys, value in base.items()
        if keys not in hidden and not any(keys[:n] in over for n in range(1, len(keys)))
    }
    merged.update(over)
    for key in ("extends", "remove"):
        merged.pop((key,), None)
    return merged
