"""Every rule of the reference is in every rulebook, or there is a reason why not."""

import dataclasses

from keystage import rulebooks
from tests.shape.tree import ROOT

# Typed from the reference: its own rule set, and the cross-field rules by collection.
RULES = """
H01 H02 H03 H04 H05 H06 H07 H08 H09 H10 H11 H12
E01 E02 E03 E04 E05
P01 P02 P03 P04 P05 P06 P07 P08 P09 P10 P11 P12 P13 P14 P15 P16 P17 P18 P19 P20
R01 R02 R03 R04 R05
L01
EY-X1 EY-X2 EY-X3 EY-X4 EY-X5 EY-X6 EY-X7
PH-X1 PH-X2 PH-X3 PH-X4 PH-X5 PH-X6 PH-X7 PH-X8 PH-X9
K1-X1 K1-X2 K1-X3 K1-X4 K1-X5 K1-X6
K2-X1 K2-X2 K2-X3 K2-X4 K2-X5 K2-X6 K2-X7 K2-X8 K2-X9 K2-X10
"""

# Where a year weighs a rule less than its level, since for that year it is not stated.
LESS = {
    "EY-X1": ("eyfsp-2017", "eyfsp-2018", "eyfsp-2019", "eyfsp-2022"),
    "K1-X6": ("ks1-2019",),
    "K2-X3": ("ks2-2019",),
    "K2-X7": ("ks2-2022", "ks2-2023"),
}

# Their levels, where one is given for all collections alike.
LEVELS = {
    "E": """
        H01 H02 H04 H08 H10 H12 E01 E02 E04 P01 P02 P03 P04 P05 P06 P08 P09 P11 P13 P14
        P17 R02 R04 EY-X1 EY-X2 PH-X3 K1-X1 K1-X6 K2-X1 K2-X3 K2-X4 K2-X5 K2-X7
    """,
    "Q": """
        H03 H07 H11 E03 E05 P07 P10 P12 P15 P16 P18 P19 P20 EY-X4 EY-X5 EY-X6 PH-X2 PH-X4
        PH-X5 PH-X6 PH-X7 K1-X2 K1-X3 K1-X4 K2-X6 K2-X8 K2-X9 L01 H09
    """,
}


def test_every_rule_of_the_reference_is_in_the_table() -> None:
    assert set(RULES.split()) <= set(rulebooks.coverage().cells)


def test_no_blank_cell_is_without_a_reason() -> None:
    table = rulebooks.coverage()
    print(table.page())  # noqa: T201 - the table is there to be read
    assert table.gaps == []


def test_every_rule_weighs_what_the_reference_says() -> None:
    table = rulebooks.coverage()
    for letter, rules in LEVELS.items():
        for rule in rules.split():
            cells = dict(zip(table.books, table.cells[rule], strict=True))
            held = {book: cell for book, cell in cells.items() if not cell.isdigit()}
            assert held, rule
            less = {book for book, cell in held.items() if letter not in cell}
            assert less == set(LESS.get(rule, ())), rule


def test_the_printed_table_is_the_committed_one() -> None:
    page = ROOT / "docs" / "reference" / "coverage.md"
    assert page.read_text(encoding="utf-8") == rulebooks.coverage().page()


def test_a_rule_dropped_from_one_year_is_a_gap() -> None:
    book = rulebooks.load("ks1-2025")
    kept = {key: check for key, check in book.checks.items() if key != "P07"}
    table = rulebooks.coverage(
        [rulebooks.load("ks1-2024"), dataclasses.replace(book, checks=kept)]
    )
    assert table.gaps == ["P07 in ks1-2025"]
