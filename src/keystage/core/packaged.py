"""Data that come with a package: its TOML tables and its JSON Schemas."""

import json
import tomllib
from importlib.resources import files
from typing import Any


def toml(package: str, *path: str) -> dict[str, Any]:
    """Return the tables of a TOML file of a package: `toml("keystage.core", "a.toml")`."""
    return tomllib.loads(files(package).joinpath(*path).read_text(encoding="utf-8"))


def schema(package: str, name: str) -> dict[str, Any]:
    """Return a JSON Schema of a package, by its name and version: `findings-1`."""
    source = files(package).joinpath("schema", f"{name}.json")
    found: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    return found
