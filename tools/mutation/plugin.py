"""A pytest plugin for the copy: quick tests first, no warm caches, little ado.

A cache that is warm hides the function behind it: the function is not called,
so that a change in it goes unnoticed, and mutmut takes the test for no test of it.
"""

import gc
import json
import os
import sys
from pathlib import Path

import pytest

from keystage.rulebooks import available
from keystage.rulebooks.overlay import resolve

STATS = Path("mutmut-stats.json")  # how long each test took, once mutmut knows
UNMEASURED = "keystage.rulebooks.overlay"  # reads TOML, below all that is measured
WANTED = pytest.StashKey[set[str]]()


def forget() -> None:
    """Empty the caches of the library, but for those no mutant can spoil."""
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] == "keystage" and not name.startswith(UNMEASURED):
            for thing in list(vars(module).values()):
                if clear := getattr(thing, "cache_clear", None):
                    clear()


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Open each file once for all tests wanted of it: one by one takes longest."""
    wanted = session.config.args
    if all("::" in name for name in wanted):
        session.config.stash[WANTED] = set(wanted)
        session.config.args = sorted({name.split("::")[0] for name in wanted})


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Keep the tests wanted, the quickest first, and begin without caches."""
    if wanted := config.stash.get(WANTED, None):
        items[:] = [item for item in items if wanted & {item.nodeid, _plain(item)}]
    if STATS.exists():
        took = json.loads(STATS.read_text("utf-8"))["duration_by_test"]
        items.sort(key=lambda item: took.get(item.nodeid, 0.0))
    if config.option.collectonly:
        _prepare()
    forget()


def _plain(item: pytest.Item) -> str:
    """Return the name a person would ask for all cases of a test by."""
    return item.nodeid.split("[")[0]


def _prepare() -> None:
    """In the process all others are forked from, do what they need not do again."""
    for book in available():
        resolve(book.replace("-", "_"))
    gc.collect()
    gc.freeze()


def pytest_runtest_setup() -> None:
    """While mutmut notes which test calls what, let each test call all it needs."""
    if os.environ.get("MUTANT_UNDER_TEST") == "stats":
        forget()
