"""What is accepted becomes a confirmation; what differs never by itself."""

from datetime import date

import pytest

from keystage import rulebooks
from keystage.core.errors import UsageError
from keystage.rulebooks.official import accept, compare, read_table
from keystage.rulebooks.overrides import Overrides, Source, laid_on, stale
from keystage.tables import read
from tests.unit.rulebooks.official.sheets import (
    Row,
    changed,
    compared,
    rows_of,
    table,
)

KS2 = "ks2-2026"
SHEET = Source("A_COMP.xlsx", "0123456789abcdef" * 4, date(2026, 6, 10))
LATER = Source("A_COMP_2.xlsx", "fedcba9876543210" * 4, date(2026, 6, 12))


@pytest.fixture
def right() -> list[Row]:
    return rows_of(rulebooks.load(KS2))


def requalified(rows: list[Row], component: str, qualifier: str) -> list[Row]:
    def change(row: Row) -> None:
        if row[3] == component:
            row[5] = qualifier

    return changed(rows, change)


def revalued(rows: list[Row], component: str, values: str) -> list[Row]:
    def change(row: Row) -> None:
        if row[3] == component:
            row[8] = values

    return changed(rows, change)


def test_all_that_agrees_turns_verified_with_its_source(right: list[Row]) -> None:
    held = accept(compared(right, KS2), Overrides(), SHEET)
    before = rulebooks.load(KS2)
    after = rulebooks.load(KS2, overrides=held)
    assert not before.components["REA"].coding.verified
    assert not before.codes["Q"].verified
    assert all(part.coding.verified for part in after.components.values())
    assert all(part.verified for part in after.components.values())
    assert all(code.verified for code in after.codes.values())
    assert (
        "A_COMP.xlsx ('Codes' row 2), compared on 10 June 2026"
        in (after.confirmed["components.REA.coding"])
    )
    assert SHEET.sha256 in after.confirmed["components.REA.codes"]
    assert after.digest != before.digest
    assert {key: part.codes for key, part in after.components.items()} == {
        key: part.codes for key, part in before.components.items()
    }


def test_a_code_is_verified_only_where_every_component_with_it_was_seen(
    right: list[Row],
) -> None:
    without_q = revalued(right, "SCI", "EXS, HNM, A, L, F, P")
    held = accept(compared(without_q, KS2), Overrides(), SHEET)
    book = rulebooks.load(KS2, overrides=held)
    assert not book.codes["Q"].verified
    assert "Q" in book.components["SCI"].codes  # nothing is taken out in silence


def test_a_difference_is_taken_only_when_it_is_named(right: list[Row]) -> None:
    comparison = compared(requalified(right, "REA", "NX"), KS2)
    silent = rulebooks.load(KS2, overrides=accept(comparison, Overrides(), SHEET))
    assert silent.components["REA"].coding.qualifier == "NC"
    assert not silent.components["REA"].coding.verified
    assert "components.REA.codes" not in silent.confirmed  # nor values of that row
    name = "ks2-2026:REA:coding"
    held = accept(comparison, Overrides(), SHEET, [name])
    named = rulebooks.load(KS2, overrides=held)
    assert named.components["REA"].coding.qualifier == "NX"
    assert named.components["REA"].coding.verified
    assert named.confirmed["components.REA.coding"].startswith(
        "KS2 ENG TA REA NX instead of KS2 ENG TA REA NC: A_COMP.xlsx"
    )


def test_codes_are_added_and_taken_out_by_name(right: list[Row]) -> None:
    comparison = compared(revalued(right, "SCI", "EXS, HNM, GDS, A, L, F, P"), KS2)
    names = ["ks2-2026:SCI:add:GDS", "ks2-2026:SCI:drop:Q"]
    held = accept(comparison, Overrides(), SHEET, names)
    codes = rulebooks.load(KS2, overrides=held).components["SCI"].codes
    assert set(codes) == {"EXS", "HNM", "GDS", "A", "L", "F", "P"}
    said = rulebooks.load(KS2, overrides=held).confirmed["components.SCI.codes"]
    assert "added GDS: A_COMP.xlsx" in said
    assert "taken out Q: A_COMP.xlsx" in said


def test_a_later_sheet_can_undo_what_an_earlier_one_changed(right: list[Row]) -> None:
    changes = revalued(requalified(right, "REA", "NX"), "SCI", "EXS, HNM, GDS")
    first = compared(changes, KS2)
    held = accept(
        first, Overrides(), SHEET, [one.id for one in first.verdicts if one.id]
    )
    book = rulebooks.load(KS2, overrides=held)
    assert book.components["SCI"].codes == ("EXS", "HNM", "GDS")
    again = compare(table(right), [book])
    undone = accept(again, held, LATER, [one.id for one in again.verdicts if one.id])
    after, ours = rulebooks.load(KS2, overrides=undone), rulebooks.load(KS2)
    assert after.components["REA"].coding.qualifier == "NC"
    assert set(after.components["SCI"].codes) == set(ours.components["SCI"].codes)
    assert not [fact for fact in undone.facts if fact.about == "coding" and fact.was]
    assert not stale(ours, undone)


def test_marks_are_changed_by_name() -> None:
    (row,) = rows_of(rulebooks.load("mtc-2026"))
    row[8] = "0-30"
    comparison = compared([row], "mtc-2026")
    held = accept(comparison, Overrides(), SHEET, ["mtc-2026:MTC:mark"])
    book = rulebooks.load("mtc-2026", overrides=held)
    assert (book.components["MTC"].minimum, book.components["MTC"].maximum) == (0, 30)
    assert "0 to 30 instead of 0 to 25" in book.confirmed["components.MTC.mark"]


def test_a_name_that_is_no_difference_is_refused(right: list[Row]) -> None:
    with pytest.raises(UsageError, match="no difference called ks2-2026:REA:coding"):
        accept(compared(right, KS2), Overrides(), SHEET, ["ks2-2026:REA:coding"])


def test_a_value_of_a_row_that_differs_cannot_be_taken_alone(right: list[Row]) -> None:
    rows = revalued(requalified(right, "SCI", "NX"), "SCI", "EXS, HNM")
    comparison = compared(rows, KS2)
    drop = "ks2-2026:SCI:drop:Q"
    with pytest.raises(UsageError, match="accept ks2-2026:SCI:coding as well"):
        accept(comparison, Overrides(), SHEET, [drop])
    held = accept(comparison, Overrides(), SHEET, [drop, "ks2-2026:SCI:coding"])
    assert "Q" not in rulebooks.load(KS2, overrides=held).components["SCI"].codes


def test_two_components_cannot_be_given_one_row() -> None:
    title = rulebooks.load("ks2-2019").components["P_REA"].title
    row = ["KS2", "ENG", "TA", "REA", title, "PS", *[""] * 6]
    comparison = compared([row], "ks2-2019")
    names = [one.id for one in comparison.verdicts if one.id.endswith("coding")]
    assert len(names) == 2
    with pytest.raises(UsageError, match="REA and P_REA cannot both be KS2 ENG TA REA"):
        accept(comparison, Overrides(), SHEET, names)
    one = accept(comparison, Overrides(), SHEET, ["ks2-2019:P_REA:coding"])
    book = rulebooks.load("ks2-2019", overrides=one)
    assert book.components["P_REA"].coding.qualifier == "PS"


def test_a_number_is_filled_in_and_told() -> None:
    numbers = read_table(read(b"Rule,Number\nR02,2010\n"))
    comparison = compare(numbers, [rulebooks.load(KS2)])
    book = laid_on(rulebooks.load(KS2), accept(comparison, Overrides(), SHEET))
    assert book.checks["R02"].official_rule == "2010"
    assert book.checks["R02"].official_rule_verified
    assert "checks.R02.official_rule" in book.confirmed
    assert "checks.R04.official_rule" not in book.confirmed
