"""Official rule numbers against the rules of rulebooks."""

import pytest

from keystage import rulebooks
from keystage.rulebooks.official import State, compare, read_table
from keystage.rulebooks.official.model import Comparison
from keystage.tables import Cell, Kind, Sheet, Workbook, read

BOOKS = ("ks2-2026", "eyfsp-2026")


def compared(text: str, *books: str) -> Comparison:
    table = read_table(read(text.encode()))
    return compare(table, [rulebooks.load(book) for book in books or BOOKS])


def test_a_number_we_have_agrees_and_is_confirmed() -> None:
    found = compared("Rule,Official number\nP02,1510\np04,1520\n", "ks2-2026")
    assert {one.state for one in found.verdicts} <= {State.AGREES, State.DIFFERS}
    book = rulebooks.load("ks2-2026")
    for one in found.verdicts:
        assert one.fact
        ours = book.checks[one.of].official_rule
        assert (one.state is State.AGREES) == (ours == one.fact.now[0])
        assert not one.known


def test_a_number_we_have_not_is_new_and_another_one_differs() -> None:
    book = rulebooks.load("ks2-2026")
    assert book.checks["R02"].official_rule is None
    ours = next(key for key, check in book.checks.items() if check.official_rule)
    found = compared(f"Rule,Number\nR02,2010\n{ours},9999\n", "ks2-2026")
    by_rule = {one.of: one for one in found.verdicts}
    assert by_rule["R02"].state is State.NEW
    new = by_rule["R02"].fact
    assert new
    assert new.was == ()
    assert by_rule[ours].state is State.DIFFERS
    assert by_rule[ours].id == f"ks2-2026:{ours}:number"
    fact = by_rule[ours].fact
    assert fact
    assert fact.was == (book.checks[ours].official_rule,)


def test_a_rule_may_be_named_by_its_sentence() -> None:
    check = rulebooks.load("ks2-2026").checks["P02"]
    found = compared(f'Condition,Number\n"{check.message.upper()}",1510\n', "ks2-2026")
    assert [one.of for one in found.verdicts] == ["P02"]


def test_a_rule_of_several_checks_gives_its_number_to_all_of_them() -> None:
    found = compared("Rule,Number\nPH-X1,3000\n", "phonics-2026")
    assert [one.of for one in found.verdicts] == ["PH-X1", "PH-X1-Q"]


@pytest.mark.parametrize(
    ("column", "value"),
    [("Book", "KS2-2026"), ("Collection", "ks2"), ("Year", "2026")],
)
def test_a_row_may_be_for_some_rulebooks_only(column: str, value: str) -> None:
    text = f"Rule,Number,{column}\nR02,2010,{value}\n"
    found = compared(text, "ks2-2026", "eyfsp-2025")
    assert [one.book for one in found.verdicts] == ["ks2-2026"]


def test_two_numbers_for_one_rule_are_told_and_neither_taken() -> None:
    found = compared("Rule,Number\nR02,2010\nR02,2011\nR04,5\nR04,5\n", "ks2-2026")
    by_rule = {one.of: one for one in found.verdicts}
    assert by_rule["R02"].state is State.DIFFERS
    assert by_rule["R02"].fact is None
    assert by_rule["R04"].state is State.NEW


def test_rows_that_name_nothing_we_know_are_told_with_the_nearest() -> None:
    message = (
        rulebooks.load("ks2-2026").checks["P02"].message.replace("letter", "lettre")
    )
    text = f'Rule,Condition,Number\nZZ1,,7\n,"{message}",8\n,Quite other,9\n,,10\n'
    found = compared(text, "ks2-2026")
    assert not found.verdicts
    notes = [note for note in found.notes if "was not used" in note]
    assert len(notes) == 4
    assert any("'ZZ1' is no rule" in note for note in notes)
    assert sum("It reads most like P02" in note for note in notes) == 1
    assert any("it names no rule" in note for note in notes)


def test_numbers_that_are_none_are_not_used() -> None:
    found = compared("Rule,Number\nR02,see note\nR04,\nR05,a b\n", "ks2-2026")
    assert not found.verdicts
    notes = [note for note in found.notes if "no rule's number" in note]
    assert len(notes) == 2


def test_formulas_and_dates_are_not_used() -> None:
    rows = {
        1: {1: Cell("N", 1, 1, "Rule"), 2: Cell("N", 1, 2, "Number")},
        2: {1: Cell("N", 2, 1, "R02"), 2: Cell("N", 2, 2, "7", formula=True)},
        3: {1: Cell("N", 3, 1, "R04"), 2: Cell("N", 3, 2, "2026-10-04", Kind.DATE)},
    }
    table = read_table(Workbook("xlsx", (Sheet("N", rows),)))
    found = compare(table, [rulebooks.load("ks2-2026")])
    assert not found.verdicts
    assert [note for note in found.notes if "formula" in note]
