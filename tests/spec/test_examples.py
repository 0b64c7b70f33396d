"""Every example of every rulebook, run; and each rule shown to be missed if dropped."""

import dataclasses
import re
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import pytest

from keystage import rulebooks
from keystage.checks.across import outcome_across
from keystage.checks.kind import Scope
from keystage.checks.kinds import KINDS
from keystage.checks.model import Check, Example, Rulebook
from keystage.checks.registry import prepare
from keystage.checks.run import Outcome, run
from keystage.core.findings import Finding
from keystage.core.records import School
from keystage.rulebooks.examples import Trial, apply

BOOKS = rulebooks.available()
HELD = [name for name in BOOKS if rulebooks.load(name).status != "cancelled"]


def tried(book: Rulebook) -> Iterator[tuple[str, Check, Example]]:
    """Yield every check that is run, with each of its examples."""
    for key, check in book.checks.items():
        if KINDS[check.kind].scope is not Scope.READING:
            for example in check.examples:
                yield key, check, example


def outcome(book: Rulebook, trial: Trial, check: Check) -> Outcome:
    """Run the checks of `book` that see as far as `check` does."""
    if KINDS[check.kind].scope is Scope.ACROSS:
        return outcome_across(
            trial.returns,
            lambda _: book,
            files=trial.files,
            expected=trial.schools,
            rolls=trial.rolls,
        )
    return run(book, trial.returns[0], trial.context)


def only(book: Rulebook, key: str) -> Rulebook:
    """Return `book` with one check left, under no other."""
    alone = dataclasses.replace(book.checks[key], after=())
    return dataclasses.replace(book, checks={key: alone})


@contextmanager
def without(book: Rulebook, key: str) -> Iterator[None]:
    """Let the engine know every check of `book` but one, as it compiled them once."""
    whole = prepare(book)
    kept = tuple(one for one in whole.checks if one.key != key)
    assert len(kept) == len(whole.checks) - 1
    left = dataclasses.replace(whole, checks=kept)
    with (
        patch("keystage.checks.run.prepare", lambda _: left),
        patch("keystage.checks.across.prepare", lambda _: left),
    ):
        yield


def sayings(findings: list[Finding]) -> set[str]:
    """Return all that was said, consequences too."""
    said = {one.message for one in findings}
    for one in findings:
        said |= sayings(list(one.consequences))
    return said


@pytest.mark.parametrize("name", HELD)
def test_the_unchanged_sample_gives_nothing_to_say(name: str) -> None:
    book = rulebooks.load(name)
    trial = apply(book, Example(fires=False, says="", changes={}))
    assert run(book, trial.returns[0], trial.context).findings == []


@pytest.mark.parametrize("name", BOOKS)
def test_every_example_fires_or_not_as_it_says(name: str) -> None:
    book = rulebooks.load(name)
    wrong = []
    for key, check, example in tried(book):
        trial = apply(book, example)
        found = outcome(only(trial.book, key), trial, check)
        ran = not found.not_run and not found.crashed
        if not ran or bool(found.findings) is not example.fires:
            wrong.append(f"{key}: {example.says}")
    assert wrong == []


@pytest.mark.parametrize("name", BOOKS)
def test_what_a_check_says_alone_it_says_in_the_whole_rulebook(name: str) -> None:
    book = rulebooks.load(name)
    lost = []
    for key, check, example in tried(book):
        trial = apply(book, example)
        alone = sayings(outcome(only(trial.book, key), trial, check).findings)
        whole = sayings(outcome(trial.book, trial, check).findings)
        if not alone <= whole:
            lost.append(f"{key}: {example.says}")
    assert lost == []


@pytest.mark.parametrize("name", BOOKS)
def test_dropping_any_check_silences_its_example(name: str) -> None:
    book = rulebooks.load(name)
    unmissed = []
    for key, check, example in tried(book):
        if not example.fires:
            continue
        trial = apply(book, example)
        alone = sayings(outcome(only(trial.book, key), trial, check).findings)
        with without(trial.book, key):
            left = sayings(outcome(trial.book, trial, check).findings)
        if alone & left:
            unmissed.append(f"{key}: {example.says}")
    assert unmissed == []


HOLE = re.compile(r"  | [.,:;)]|\{|\(\)|: ?$|^[.,:;]")


def bare(trial: Trial) -> Trial:
    """Return `trial` with a header that says nothing of the school."""
    returns = tuple(
        dataclasses.replace(
            one, header=one.header and dataclasses.replace(one.header, source=School())
        )
        for one in trial.returns
    )
    return dataclasses.replace(trial, returns=returns)


@pytest.mark.parametrize("name", BOOKS)
def test_no_sentence_has_a_hole_in_it(name: str) -> None:
    book = rulebooks.load(name)
    holes = []
    for key, check, example in tried(book):
        trial = apply(book, example)
        for one in (trial, bare(trial)):
            for found in outcome(only(trial.book, key), one, check).findings:
                for text in (found.message, found.fix):
                    if HOLE.search(text):
                        holes.append(f"{key}: {text}")
    assert holes == []
