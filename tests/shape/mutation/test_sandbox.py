"""mutmut is run on a copy: all of the code is changed, and nothing stays behind."""

from pathlib import Path

import pytest

from tests.shape.tree import ROOT
from tools.mutation import sandbox
from tools.mutation.sandbox import MutationError, measure, mutmut
from tools.mutation.undecorate import undecorate

DECORATED = '''\
from functools import cached_property, lru_cache


@lru_cache(
    maxsize=2,
)
def twice(number):
    """Double it."""
    return 2 * number


class Scene:
    @property
    def one(self):
        return 1

    @cached_property
    def three(self):
        return twice(1) + self.one

    @classmethod
    def four(cls):
        return 4

    def plain(self):
        return 5
'''


def test_decorators_are_applied_after_the_function_and_do_the_same() -> None:
    source = undecorate(DECORATED)
    assert "@lru_cache" not in source
    assert "@property" not in source
    assert "    @classmethod\n" in source
    assert "twice = lru_cache(\n    maxsize=2,\n)(twice)\n" in source
    space: dict[str, object] = {}
    exec(compile(source, "made", "exec"), space)  # noqa: S102 - our own lines
    told = eval("Scene().three, Scene().one, Scene.four(), twice.__doc__", space)  # noqa: S307 - the same
    assert told == (3, 1, 4, "Double it.")


def test_the_innermost_decorator_is_applied_first_and_setters_are_left() -> None:
    assert undecorate("@one\n@two(2)\ndef f():\n    return 1\n").endswith(
        "f = one(two(2)(f))\n"
    )
    setter = "class A:\n    @x.setter\n    def x(self, y):\n        self.y = y\n"
    assert undecorate(setter) == setter


def test_a_file_is_measured_and_a_missing_test_is_seen(tmp_path: Path) -> None:
    tests = "tests/unit/measures/test_ratio.py::test_of_nothing_there_is_no_rate"
    poor = measure(tmp_path, "measures/ratio.py", (tests,))
    assert poor.mutants > 20
    assert 10 < poor.percent < 50
    assert not (ROOT / "mutants").exists()


def test_a_run_that_fails_says_why(tmp_path: Path) -> None:
    (tmp_path / "setup.cfg").write_text("[mutmut]\nsource_paths = nowhere\n")
    with pytest.raises(MutationError, match="no tests ran"):
        mutmut(tmp_path, "run")


def test_a_run_without_end_is_ended(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    slow = tmp_path / "mutmut"
    slow.write_text("#!/bin/sh\nsleep 60 &\nsleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setattr(sandbox, "BIN", tmp_path)
    monkeypatch.setattr(sandbox, "SECONDS", 0.5)
    with pytest.raises(MutationError, match=r"it took longer than 0\.5 s"):
        mutmut(tmp_path, "run")
