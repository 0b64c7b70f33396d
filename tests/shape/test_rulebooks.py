"""Every rulebook is clean, and every check in it is shown both ways."""

import dataclasses

import pytest

from keystage import rulebooks
from keystage.checks.kinds import KINDS
from keystage.checks.model import Rulebook


def one_sided(book: Rulebook) -> list[str]:
    """Return the checks without an example that fires, or without one that does not.

    What the reader enforces is shown by files, in the reader's own tests.
    """
    found = []
    for name, check in book.checks.items():
        shown = {example.fires for example in check.examples}
        if KINDS[check.kind].scope.value != "reading" and shown != {True, False}:
            found.append(f"{book.id}: {name}")
    return found


@pytest.mark.parametrize("name", rulebooks.available())
def test_the_rulebook_has_no_complaint(name: str) -> None:
    assert not rulebooks.lint(name)


@pytest.mark.parametrize("name", rulebooks.available())
def test_every_check_has_examples_both_ways(name: str) -> None:
    assert not one_sided(rulebooks.load(name))


def test_a_check_stripped_of_its_examples_is_caught() -> None:
    book = rulebooks.load(rulebooks.available()[0])
    name, check = next((n, c) for n, c in book.checks.items() if c.examples)
    fires = tuple(example for example in check.examples if example.fires)
    stripped = dataclasses.replace(check, examples=fires)
    planted = dataclasses.replace(book, checks={**book.checks, name: stripped})
    assert one_sided(planted) == [f"{book.id}: {name}"]
