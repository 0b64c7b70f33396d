"""Faults planted in a running product, each to be caught by a named test.

Loaded into a pytest of its own with `-p tests.generative.sabotage.acts`; the fault
named by SABOTAGE is planted before any test is collected. No file of the
project is touched.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import pytest

from keystage import rulebooks
from keystage.xmlguard import Limits

_BAD: Final = "tests/integration/badinput/"
_LIBRARY: Final = _BAD + "test_every_case_by_library.py"
_CATALOGUE: Final = _LIBRARY + "::test_a_bad_file_comes_to_what_the_catalogue_demands"
_HOLDS: Final = _BAD + "test_what_must_hold.py"
_QUIRKS: Final = "tests/integration/quirks/test_quirks_are_read.py"


_EDGES: Final = "tests/unit/ctf/test_boundaries.py"


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


def _cut(handler: Any, *_: object) -> None:
    handler.texts.clear()


def _deep(cls: type[Limits]) -> Limits:
    return cls(depth=400)


def _long(cls: type[Limits]) -> Limits:
    return cls(text=41_943_040)


def _many(cls: type[Limits]) -> Limits:
    return cls(pupils=5_001)


def _no_short_stray(self: Any) -> None:
    text = "".join(self.texts)
    self.texts.clear()
    if len(text.strip()) > 1:
        self.error("stray", self.place, what=self.here.name, value=text)


def _not_zips(path: Path, file: Path) -> bool:
    return file.suffix != ".zip" and path.is_dir()


def _any_encoding(name: str) -> str:
    return "utf-8"


READING: Final = (
    Act(
        "a DOCTYPE let through",
        _swap("keystage.xmlguard.guard:_Guard", "_doctype", _nothing),
        _catalogue("B012"),
    ),
    Act(
        "elements 400 deep let through",
        _swap("keystage.xmlguard.limits:Limits", "service", classmethod(_deep)),
        _catalogue("B022"),
    ),
    Act(
        "text cut at a comment",
        _swap("keystage.ctf.reading.assemble:Assembler", "comment", _cut),
        f"{_HOLDS}::test_a_leaf_with_something_in_it_is_never_cut_short[B016]",
    ),
    Act(
        "any encoding believed",
        _swap("keystage.xmlguard.decode", "family", _any_encoding),
        _catalogue("B046"),
    ),
    Act(
        "characters lost where the bytes are not UTF-8",
        _swap(
            "keystage.xmlguard.decode",
            "_AS_1252",
            {0xDC00 + byte: "\ufffd" for byte in range(0x80, 0x100)},
        ),
        f"{_QUIRKS}::test_a_quirk_is_read_as_typed_by_hand[encoding_not_utf8.xml]",
    ),
    Act(
        "size not looked at",
        _swap("keystage.xmlguard.source", "_refuse_large", _nothing),
        f"{_LIBRARY}::test_the_reader_refuses_or_reads_every_value_whole[B087-own]",
    ),
    Act(
        "text written as it stands",
        _swap("keystage.ctf.layout.render", "escape", _same),
        "tests/unit/ctf/test_write.py"
        "::test_what_is_written_is_read_again_without_remarks",
    ),
)

EDGES: Final = (
    Act(
        "texts ten times as long let through",
        _swap("keystage.xmlguard.limits:Limits", "service", classmethod(_long)),
        f"{_EDGES}::test_the_limits_of_a_service_are_those_written_down",
    ),
    Act(
        "a pupil over the limit let through",
        _swap("keystage.xmlguard.limits:Limits", "service", classmethod(_many)),
        f"{_EDGES}::test_five_thousand_pupils_are_read_and_not_one_more",
    ),
    Act(
        "a single letter between elements dropped",
        _swap("keystage.ctf.reading.strange:Strange", "stray", _no_short_stray),
        f"{_EDGES}::test_a_single_letter_between_elements_is_not_dropped",
    ),
    Act(
        "zips of any number of files opened",
        _swap("keystage.intake.sources", "MOST_IN_ZIP", 100_000),
        "tests/unit/intake/test_sources.py"
        "::test_a_zip_of_ten_thousand_files_is_opened_and_one_of_more_is_not",
    ),
    Act(
        "a report put in the place of a zip",
        _swap("keystage.intake.sources", "takes", _not_zips),
        "tests/unit/cli/test_output.py"
        "::test_whatever_a_folder_is_checked_for_is_never_overwritten[deep/c.zip]",
    ),
)

CHECKING: Final = (
    Act("the rule for unknown results dropped", _without("R02"), _catalogue("B110")),
    Act("the rule for the school dropped", _without("H04"), _catalogue("B090")),
    Act("the rule for the destination dropped", _without("H05"), _catalogue("B092")),
    Act("the check letter not looked at", _without("P02"), _catalogue("B130")),
    Act("the rule for marks dropped", _without("PH-X3"), _catalogue("B124")),
    Act("hidden characters not looked at", _without("NAME-HIDDEN"), _catalogue("B181")),
    Act("a result given twice let through", _without("R04"), _catalogue("B108")),
    Act(
        "the same pupil in two schools not looked for",
        _swap("keystage.intake.pipeline", "across", _nothing),
        f"{_HOLDS}::test_a_pupil_returned_by_two_schools_is_asked_about",
    ),
    Act(
        "names put on the page as they stand",
        _swap("keystage.reports.parts.markup", "escape", _same),
        f"{_HOLDS}::test_a_name_is_never_markup_on_the_page[B019]",
    ),
)

# In this order the first few are of every sort.
ACTS: Final = (
    READING[0],
    CHECKING[0],
    READING[2],
    *READING[1:2],
    *READING[3:],
    *CHECKING[1:],
    *EDGES,
)


def pytest_configure(config: pytest.Config) -> None:
    """Plant the fault asked for; a pytest without one is left alone."""
    name = os.environ.get("SABOTAGE", "")
    for act in ACTS:
        if act.name == name:
            act.plant()
            config.addinivalue_line("markers", "planted: a fault is in place")
