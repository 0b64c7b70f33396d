"""Parameters: what they may be, and what is said of those that may not."""

from typing import Any

import pytest

from keystage import measures, rulebooks
from keystage.core.errors import RulebookError
from keystage.measures import Pupil, Ratio
from tests.unit.measures.books import subjects_book

SHARE = {"kind": "subject_met", "components": ["REA"], "met": ["EXS"]}


def test_what_is_not_said_has_a_default() -> None:
    (one,) = measures.of(subjects_book(at_least=SHARE), [Pupil({"REA": "EXS"})])
    assert (one.title, one.spec.short, one.note, one.source) == (
        "At least",
        "At least",
        "",
        "",
    )
    assert one.spec.verified
    assert one.spec.national
    assert (one.numerator, one.denominator, one.rate) == (1, 1, 1.0)


def test_what_is_said_is_kept() -> None:
    said = {"title": "T", "short": "S", "note": "N.", "source": "us"}
    table = SHARE | said | {"verified": False, "national": False}
    (one,) = measures.of(subjects_book(x=table), [])
    assert (one.title, one.spec.short, one.note) == ("T", "S", "N.")
    assert one.source == "Ourselves"
    assert not one.spec.verified
    assert not one.spec.national


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({}, "kind: is missing, or not a text"),
        ({"kind": "sum"}, "kind: there is no kind 'sum'"),
        (SHARE | {"at_least": 3}, "at_least: a measure of the kind subject_met has"),
        (SHARE | {"met": ["ZZ"]}, "met: there is no code 'ZZ'"),
        (SHARE | {"met": "EXS"}, "met: is not a list"),
        (SHARE | {"met": ["@no"]}, "met: there is no set '@no'"),
        (SHARE | {"components": ["ART"]}, "components: there is no component 'ART'"),
        (SHARE | {"components": []}, "components: is missing, or empty"),
        (SHARE | {"cohort": "year9"}, "cohort: there is no cohort 'year9'"),
        (SHARE | {"source": "them"}, "source: there is no source 'them'"),
        (SHARE | {"verified": "no"}, "verified: is neither true nor false"),
        (SHARE | {"title": 3}, "title: is missing, or not a text"),
        ("share", "this is not a table of parameters"),
        ({"kind": "mean_mark", "mark": "X"}, "mark: there is no component 'X'"),
    ],
)
def test_what_is_wrong_is_said_by_name(table: Any, said: str) -> None:
    book = subjects_book(good=SHARE, bad=table)
    (complaint,) = measures.complaints(book)
    assert complaint.startswith(f"bad: {said}")
    with pytest.raises(RulebookError, match="bad: "):
        measures.of(book, [])


def test_every_rulebook_that_comes_with_keystage_can_be_worked_out() -> None:
    for name in rulebooks.available():
        book = rulebooks.load(name)
        assert measures.complaints(book) == [], name
        given = measures.of(book, [Pupil({})])
        assert bool(given) is (book.status != "cancelled"), name
        assert {one.ratio for one in given} <= {None, Ratio(0, 0)}, name
        assert all(one.title for one in given), name
        assert len({one.id for one in given}) == len(given), name
