"""A child twice in one return, the same each time or not."""

from itertools import permutations

import pytest

from keystage.checks.model import Check
from keystage.checks.run import run
from keystage.core.findings import Finding
from keystage.core.records import Row
from tests.unit.checks.books import GOOD, UPNS, book, check, found, return_, row

SAME = check("duplicate_upn", differing=False)
OTHER = check("duplicate_upn", differing=True)
SEX = check("field_one_of", field="sex", values=["M", "F"], synonyms={"Girl": "F"})


def beside_sex(one: Check, *rows: Row) -> list[Finding]:
    """What a check finds where the book has words for a sex besides."""
    found = run(book(R=one, S=SEX), return_(*rows), GOOD).findings
    return [finding for finding in found if finding.subject == "upn"]


def sent(finding: Finding) -> str:
    assert finding.pupil is not None
    return finding.pupil.surname


@pytest.mark.parametrize("hidden", ["\u202eAsh", "Ash\u200bdown"])
def test_of_two_alike_the_one_with_characters_nobody_sees_is_the_repeated_one(
    hidden: str,
) -> None:
    plain = hidden.replace("\u202e", "").replace("\u200b", "")
    two = [
        row(1, upn=UPNS[0], surname=plain, REA="EXS"),
        row(2, upn=UPNS[0], surname=hidden, REA="EXS"),
    ]
    for order in permutations(two):
        assert [sent(one) for one in found(SAME, *order)] == [hidden]


@pytest.mark.parametrize("word", ["f", "Girl", "girl", " F"])
def test_a_sex_in_other_words_is_no_difference_between_two_alike(word: str) -> None:
    two = [
        row(1, upn=UPNS[0], surname="Ash", sex="F", REA="EXS"),
        row(2, upn=UPNS[0], surname="Ash", sex=word, REA="EXS"),
    ]
    assert len(beside_sex(SAME, *two)) == 1
    assert beside_sex(OTHER, *two) == []


def test_another_sex_is_a_difference() -> None:
    two = [
        row(1, upn=UPNS[0], surname="Ash", sex="F", REA="EXS"),
        row(2, upn=UPNS[0], surname="Ash", sex="M", REA="EXS"),
    ]
    assert beside_sex(SAME, *two) == []
    assert len(beside_sex(OTHER, *two)) == 2
