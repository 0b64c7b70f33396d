"""Rooms of one size: files, functions and folders stay small, and well named."""

from collections import Counter
from pathlib import Path

import pytest

from tests.shape.tree import ROOT, functions, length, python_files

FILE, TEST_FILE = 300, 500
FUNCTION, TEST_FUNCTION = 40, 60
FOLDER = 12
VAGUE = {"util", "helper", "common", "misc", "manager", "stuff"}

# Path or "path:function" to the reason it may be longer. It may only shrink.
EXCEPTIONS: dict[str, str] = {}
MOST_EXCEPTIONS = 0


def too_long(name: str, source: str) -> list[str]:
    """Return what is too long in one module, as 'place: lines > limit'."""
    is_test = name.startswith("tests/")
    lines, limit = source.count("\n"), TEST_FILE if is_test else FILE
    found = [f"{name}: {lines} lines > {limit}"] if lines > limit else []
    limit = TEST_FUNCTION if is_test else FUNCTION
    for function in functions(source):
        if (size := length(function)) > limit:
            found.append(f"{name}:{function.name}: {size} lines > {limit}")
    return found


def crowded(files: list[Path]) -> list[str]:
    """Return the folders that hold more modules than one can keep in mind."""
    rooms = Counter(path.parent for path in files if not path.stem.startswith("__"))
    return [f"{room}: {n} modules" for room, n in rooms.items() if n > FOLDER]


def vague(files: list[Path]) -> list[str]:
    """Return the modules and packages whose names say nothing."""
    names = {path.stem: path for path in files}
    names |= {path.parent.name: path for path in files}
    return [
        str(path) for name, path in names.items() if VAGUE & {name, name.rstrip("s")}
    ]


def test_files_and_functions_stay_small() -> None:
    found = []
    for path in python_files():
        name = path.relative_to(ROOT).as_posix()
        found += too_long(name, path.read_text(encoding="utf-8"))
    over = [line for line in found if line.split(": ")[0] not in EXCEPTIONS]
    assert not over, "\n".join(over)
    unneeded = set(EXCEPTIONS) - {line.split(": ")[0] for line in found}
    assert not unneeded, "no longer needed, take them out"


def test_the_list_of_exceptions_only_shrinks_and_gives_reasons() -> None:
    assert len(EXCEPTIONS) <= MOST_EXCEPTIONS
    assert all(reason.strip() for reason in EXCEPTIONS.values())


def test_folders_hold_at_most_a_dozen_modules() -> None:
    assert not crowded(python_files())


def test_names_say_what_is_inside() -> None:
    assert not vague(python_files())


@pytest.mark.parametrize(
    ("name", "lines"),
    [("src/keystage/x.py", FILE), ("tests/unit/test_x.py", TEST_FILE)],
)
def test_a_planted_long_file_is_caught(name: str, lines: int) -> None:
    assert not too_long(name, "a = 1\n" * lines)
    assert too_long(name, "a = 1\n" * (lines + 1))


@pytest.mark.parametrize(
    ("name", "lines"),
    [("src/keystage/x.py", FUNCTION), ("tests/unit/test_x.py", TEST_FUNCTION)],
)
def test_a_planted_long_function_is_caught(name: str, lines: int) -> None:
    assert not too_long(name, "def f():\n" + "    a = 1\n" * (lines - 1))
    assert too_long(name, "def f():\n" + "    a = 1\n" * lines)


def test_a_planted_crowd_and_a_vague_name_are_caught() -> None:
    many = [Path(f"src/room/part{n}.py") for n in range(FOLDER + 1)]
    assert crowded(many)
    assert not crowded([*many[1:], Path("src/room/__init__.py")])
    for name in ("src/utils.py", "src/helpers/a.py", "src/manager.py"):
        assert vague([Path(name)]) == [name]
