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


@dataclasses.dataclass(frozen=True)
class Tried:
    """An example of a check, what it comes to, and what its check alone makes of it."""

    key: str
    check: Check
    example: Example
    trial: Trial
    alone: Outcome

    @property
    def told(self) -> str:
        """Which example it is, for whom it fails."""
        return f"{self.key}: {self.example.says}"


@pytest.fixture(scope="module", params=BOOKS)
def examples(request: pytest.FixtureRequest) -> list[Tried]:
    """Every example of one rulebook; for all tests that ask, before the next one's."""
    book = rulebooks.load(request.param)
    found = []
    for key, check, example in tried(book):
        trial = apply(book, example)
        alone = outcome(only(trial.book, key), trial, check)
        found.append(Tried(key, check, example, trial, alone))
    return found


def test_every_example_fires_or_not_as_it_says(examples: list[Tried]) -> None:
    wrong = []
    for one in examples:
        ran = not one.alone.not_run and not one.alone.crashed
        if not ran or bool(one.alone.findings) is not one.example.fires:
            wrong.append(one.told)
    assert wrong == []


def test_what_a_check_says_alone_it_says_in_the_whole_rulebook(
    examples: list[Tried],
) -> None:
    lost = []
    for one in examples:
        whole = outcome(one.trial.book, one.trial, one.check)
        if not sayings(one.alone.findings) <= sayings(whole.findings):
            lost.append(one.told)
    assert lost == []


def test_dropping_any_check_silences_its_example(examples: list[Tried]) -> None:
    unmissed = []
    for one in examples:
        if not one.example.fires:
            continue
        with without(one.trial.book, one.key):
            left = outcome(one.trial.book, one.trial, one.check)
        if sayings(one.alone.findings) & sayings(left.findings):
            unmissed.append(one.told)
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


def test_no_sentence_has_a_hole_in_it(examples: list[Tried]) -> None:
    holes = []
    for one in examples:
        nameless = outcome(only(one.trial.book, one.key), bare(one.trial), one.check)
        for found in (*one.alone.findings, *nameless.findings):
            for text in (found.message, found.fix):
                if HOLE.search(text):
                    holes.append(f"{one.key}: {text}")
    assert holes == []
