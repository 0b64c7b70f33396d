"""Faults planted in a running product, each to be caught by a named test.

Loaded into a pytest of its own with `-p tests.generative.sabotage.acts`; the fault
named by KEYSTAGE_SABOTAGE is planted before any test is collected. No file of the
project is touched.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any, Final

import pytest

from keystage import rulebooks

_BAD: Final = "tests/integration/badinput/"
_LIBRARY: Final = _BAD + "test_every_case_by_library.py"
_CATALOGUE: Final = _LIBRARY + "::test_a_bad_file_comes_to_what_the_catalogue_demands"
_HOLDS: Final = _BAD + "test_what_must_hold.py"
_QUIRKS: Final = "tests/integration/quirks/test_quirks_are_read.py"


@dataclass(frozen=True, slots=True)
class Act:
    """A fault, how it is planted, and the test that must turn red."""

    name: str
    plant: Callable[[], None]
    caught_by: str


def _without(*rules: str) -> Callable[[], None]:
    """Return the fault of rulebooks that leave out `rules`."""

    def plant() -> None:
        load = rulebooks.load

        def poorer(*words: Any, **named: Any) -> Any:
            book = load(*words, **named)
            kept = {k: v for k, v in book.checks.items() if k not in rules}
            return replace(book, checks=kept)

        rulebooks.load = poorer

    return plant


def _catalogue(number: str) -> str:
    return f"{_CATALOGUE}[{number}-own]"


def _swap(where: str, name: str, fault: Any) -> Callable[[], None]:
    """Return the fault of `where.name` being `fault` instead."""

    def plant() -> None:
        module, _, holder = where.partition(":")
        target = import_module(module)
        for step in filter(None, holder.split(".")):
            target = getattr(target, step)
        assert hasattr(target, name), f"{where} has no {name}: the act is out of date"
        setattr(target, name, fault)

    return plant


def _same(text: str, *_: object, **__: object) -> str:
    return text


def _nothing(*_: object, **__: object) -> tuple[()]:
    return ()


ACTS: Final = (
    Act("the rule for unknown results dropped", _without("R02"), _catalogue("B110")),
    Act("the rule for the school dropped", _without("H04"), _catalogue("B090")),
    Act("the check letter not looked at", _without("P02"), _catalogue("B130")),
    Act("the rule for marks dropped", _without("PH-X3"), _catalogue("B124")),
    Act(
        "the same pupil in two schools not looked for",
        _swap("keystage.intake.pipeline", "across", _nothing),
        f"{_HOLDS}::test_a_pupil_returned_by_two_schools_is_asked_about",
    ),
    Act(
        "names put on the page as they stand",
        _swap("keystage.reports.parts.markup", "escape", _same),
        f"{_HOLDS}::test_a_name_is_never_markup_on_the_page",
    ),
)


def pytest_configure(config: pytest.Config) -> None:
    """Plant the fault asked for; a pytest without one is left alone."""
    name = os.environ.get("KEYSTAGE_SABOTAGE", "")
    for act in ACTS:
        if act.name == name:
            act.plant()
            config.addinivalue_line("markers", "planted: a fault is in place")
