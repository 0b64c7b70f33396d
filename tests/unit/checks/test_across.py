"""What several schools' returns show together, whatever order they come in."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

import pytest

from keystage.checks.across import NOBODY_EXPECTED, across, outcome_across, outcomes
from keystage.checks.model import Check, Rulebook
from keystage.checks.sent import SentFile
from keystage.core.errors import RulebookError
from keystage.core.findings import Finding
from keystage.core.records import Return, Row
from tests.unit.checks.books import UPNS, book, check, return_, row

TWO = check("pupil_in_two_schools")
UNDER = check("child_under_two_upns")
FILES = check("same_file")
NOTHING = check("nothing_sent")


def told(one: Check, message: str) -> Check:
    return replace(one, message=message)


def look(
    one: Check,
    returns: Sequence[Return],
    files: Sequence[SentFile] = (),
    expected: Sequence[str] | None = None,
) -> list[Finding]:
    books: Rulebook = book(one, check("required_field", field="sex"))
    return across(returns, lambda _: books, files=files, expected=expected)


def school(number: str, *rows: Row) -> Return:
    return return_(*rows, school=number)


def test_one_number_in_two_schools_is_one_finding() -> None:
    returns = [
        school("9991003", row()),
        school("9991001", row(), row(2)),
        school("9991002", row(3)),
    ]
    for order in permutations(returns):
        (finding,) = look(told(TWO, "{value}: {schools}"), order)
        assert finding.message == f"{UPNS[0]}: 9991001 and 9991003"


def test_one_school_sending_twice_is_not_two_schools() -> None:
    assert look(TWO, [school("9991001", row()), school("9991001", row())]) == []
    assert look(TWO, [school("1", row(upn="")), school("2", row(upn=""))]) == []


def test_a_setting_is_known_by_its_urn() -> None:
    one = return_(row(), school="", urn="512345")
    (finding,) = look(told(TWO, "{schools}"), [one, school("9991001", row())])
    assert finding.message == "512345 and 9991001"


def test_returns_of_other_collections_are_not_laid_beside() -> None:
    other = return_(row(), school="9991002", collection="phonics")
    assert look(TWO, [school("9991001", row()), other]) == []


def test_one_child_under_two_numbers_in_two_schools_is_one_finding() -> None:
    ada, again = row(), row(2, surname="ASHA")
    returns = [school("9991001", ada), school("9991002", again)]
    for order in permutations(returns):
        (finding,) = look(told(UNDER, "{schools}: {upns}"), order)
        both = " and ".join(sorted(UPNS[:2]))
        assert finding.message == f"9991001 and 9991002: {both}"


def test_each_school_is_told_with_the_number_it_has() -> None:
    later, earlier = sorted(UPNS[:2], reverse=True)
    returns = [
        school("9991001", row(upn=later)),
        school("9991002", row(2, upn=earlier, surname="ASHA")),
    ]
    for order in permutations(returns):
        (finding,) = look(told(UNDER, "{pairs}"), order)
        assert finding.message == f"9991001 as {later} and 9991002 as {earlier}"


def test_what_is_found_is_told_by_collection_and_year() -> None:
    returns = [
        school("9991001", row()),
        school("9991002", row()),
        return_(row(), school="9991003", year=2025),
    ]
    files = [SentFile("a", "x"), SentFile("b", "x")]
    for order in permutations(returns):
        groups = outcomes(order, lambda _: book(TWO, FILES), files=files)
        assert [(one.collection, one.year) for one in groups] == [
            ("ks1", 2025),
            ("ks1", 2026),
        ]
        rules = [len(one.outcome.findings) for one in groups]
        assert rules == [1, 1]


def test_children_in_one_school_or_under_one_number_are_not_such() -> None:
    ada, again = row(), row(2, surname="ASHA")
    assert look(UNDER, [school("9991001", ada, again)]) == []
    assert look(UNDER, [school("9991001", ada), school("9991002", row())]) == []
    nameless = row(2, surname="", upn=UPNS[1])
    assert look(UNDER, [school("1", row(surname="")), school("2", nameless)]) == []


def test_the_same_bytes_twice_are_found_once_for_all_collections() -> None:
    files = [SentFile("b.xml", "x"), SentFile("a.xml", "x"), SentFile("c.xml", "y")]
    returns = [return_(), return_(collection="phonics")]
    (finding,) = look(told(FILES, "{names}"), returns, files)
    assert (finding.message, finding.value) == ("A.xml and b.xml", "a.xml")
    long = [SentFile("x" * 200, "x"), SentFile("y", "x")]
    (finding,) = look(told(FILES, "{value}"), returns, long)
    assert finding.value == "x" * 200
    assert len(finding.message) == 60


def test_a_school_that_sent_nothing_is_found_where_it_is_expected() -> None:
    returns = [school("9991001"), return_(school="", urn="512345")]
    due = ["9991002", "9991001", "512345"]
    assert [one.value for one in look(NOTHING, returns, expected=due)] == ["9991002"]
    outcome = outcome_across(returns, lambda _: book(NOTHING))
    assert [one.reason for one in outcome.not_run] == [NOBODY_EXPECTED]


def test_a_broken_check_is_told_and_hides_no_other() -> None:
    broken = school("9991001", row())
    broken.rows = [None]  # type: ignore[list-item]  # what no reader should make
    books = book(TWO, FILES)
    same = [SentFile("a", "x"), SentFile("b", "x")]
    outcome = outcome_across([broken], lambda _: books, files=same)
    assert outcome.crashed
    assert len(outcome.findings) == 1
    assert "AttributeError" in outcome.not_run[0].reason


def test_a_bad_rulebook_is_an_error_not_a_finding() -> None:
    with pytest.raises(RulebookError, match="no kind"):
        outcome_across([return_()], lambda _: book(check("nonsense")))
