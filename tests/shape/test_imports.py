"""The library needs Python alone, and the command line starts quickly."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import LIMIT

# What a person waiting for --help should not wait for.
HEAVY = {
    *("asyncio", "concurrent.futures", "http", "multiprocessing", "pyexpat", "sqlite3"),
    *("ssl", "tomllib", "unittest", "urllib.request", "xml", "zoneinfo"),
    *("keystage.ctf", "keystage.checks", "keystage.rulebooks", "keystage.xmlguard"),
}

TELL = """
import importlib, json, pkgutil, sys
sys.path[:0] = {paths}
before = set(sys.modules)
package = importlib.import_module({name!r})
if {whole}:
    for part in pkgutil.walk_packages(package.__path__, {name!r} + "."):
        if not part.name.endswith("__main__"):
            importlib.import_module(part.name)
print(json.dumps(sorted(set(sys.modules) - before)))
"""


def loaded_by(name: str, *paths: Path, whole: bool = False) -> list[str]:
    """Return the modules a fresh Python loads for `name`, or for all beneath it."""
    code = TELL.format(name=name, paths=[str(path) for path in paths], whole=whole)
    told = subprocess.run(
        [sys.executable, "-c", code],
        check=False,
        capture_output=True,
        text=True,
        timeout=LIMIT,
    )
    assert told.returncode == 0, told.stderr
    return list(json.loads(told.stdout))


def outsiders(modules: list[str], own: str) -> set[str]:
    """Return the top names that are neither ours nor the standard library's."""
    inside = sys.stdlib_module_names | {own, "__mp_main__"}  # its name for __main__
    return {name.split(".")[0] for name in modules} - inside


def test_the_whole_library_loads_nothing_but_the_standard_library() -> None:
    modules = loaded_by("keystage", whole=True)
    assert "keystage.cli.main" in modules
    assert not outsiders(modules, "keystage")


def test_the_command_line_loads_nothing_heavy_before_it_knows_the_verb() -> None:
    assert not HEAVY & set(loaded_by("keystage.cli.main"))


def test_a_planted_outside_import_is_caught(tmp_path: Path) -> None:
    package = tmp_path / "planted"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "inner.py").write_text("import outside\nimport json\n")
    (tmp_path / "outside.py").touch()
    modules = loaded_by("planted", tmp_path, whole=True)
    assert outsiders(modules, "planted") == {"outside"}


@pytest.mark.parametrize("heavy", ["tomllib", "concurrent.futures"])
def test_a_planted_heavy_import_is_caught(heavy: str, tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text(f"import {heavy}\n")
    assert HEAVY & set(loaded_by("planted", tmp_path))
