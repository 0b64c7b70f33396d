"""The layers of a rulebook as they stand in their files, and what each stands on."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple

from keystage.core.errors import RulebookError
from keystage.rulebooks.overlay.tables import Keys, leaves

FILES = (
    "rulebook.toml",
    "fields.toml",
    "checks.toml",
    "movement.toml",
    "entry.toml",
    "text.toml",
    "examples.toml",
)
EXTENDS = ("extends",)
REMOVE = ("remove",)
REVISION = ("revision",)
YEAR = ("year",)

Origin = dict[Keys, str]


class Layer(NamedTuple):
    """One folder or file: its values by keys, the file that gave each, if it is ours."""

    name: str
    own: Mapping[Keys, Any]
    files: Origin
    shipped: bool = False


def shipped() -> Traversable:
    """Return the folder of the rulebooks that come with Keystage."""
    return resources.files("keystage.rulebooks").joinpath("data")


def layers_of(name: str, roots: Sequence[Traversable]) -> list[Layer]:
    """Return the layers of a book, the topmost first.

    Raises `RulebookError` for a missing layer, a ring of layers, TOML that cannot be
    read, and a value given in two files of one layer.
    """
    chain = [_layer(name, roots)]
    while (said := chain[-1].own.get(EXTENDS)) is not None:
        beneath = str(said)
        names = [layer.name for layer in chain]
        if beneath in names:
            ring = " -> ".join((*names, beneath))
            raise RulebookError(f"{beneath}: the layers run in a ring: {ring}.")
        if not _is_there(beneath, roots):
            file = chain[-1].files[EXTENDS]
            raise RulebookError(
                f"{file}: extends: there is no rulebook called {beneath}."
            )
        chain.append(_layer(beneath, roots))
    return chain


def _is_there(name: str, roots: Sequence[Traversable]) -> bool:
    folders = (root.joinpath(name) for root in (*roots, shipped()))
    files = (root.joinpath(f"{name}.toml") for root in roots)
    return any(one.is_dir() for one in folders) or any(one.is_file() for one in files)


def _layer(name: str, roots: Sequence[Traversable]) -> Layer:
    """Read the folder or file called `name`; `roots` are looked in before our own."""
    for root in roots:
        if root.joinpath(name).is_dir():
            return Layer(name, *_read(root.joinpath(name), name))
        file = f"{name}.toml"
        if root.joinpath(file).is_file():
            own = dict(leaves(_parsed(root.joinpath(file), file)))
            return Layer(name, own, dict.fromkeys(own, file))
    return shipped_layer(name)


@cache
def shipped_layer(name: str) -> Layer:
    """Read a folder of ours; once, since most books extend the same few."""
    folder = shipped().joinpath(name)
    if not folder.is_dir():
        raise RulebookError(f"There is no rulebook called {name}.")
    return Layer(name, *_read(folder, name), shipped=True)


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
