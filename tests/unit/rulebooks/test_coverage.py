"""The table of rules and rulebooks."""

import dataclasses

from keystage import rulebooks


def test_a_cell_has_the_weights_of_a_rule() -> None:
    table = rulebooks.coverage([rulebooks.load("ks2-2026")])
    assert table.books == ("ks2-2026",)
    assert table.cells["P01"] == ("E",)
    assert table.cells["K2-X2"] == ("EQ",)
    assert table.cells["SET-ASIDE"] == ("N",)


def test_a_blank_cell_has_the_number_of_its_reason() -> None:
    table = rulebooks.coverage([rulebooks.load("ks2-2026"), rulebooks.load("ks1-2026")])
    assert table.cells["H05"][1] == "EQ"
    number = table.cells["H05"][0]
    assert table.reasons[int(number) - 1].startswith("H06 says it")
    assert table.cells["K2-X1"][0] == "E"
    assert table.reasons[int(table.cells["K2-X1"][1]) - 1] == "a rule of ks2"


def test_a_blank_cell_without_a_reason_is_a_gap() -> None:
    book = rulebooks.load("ks2-2026")
    kept = {key: check for key, check in book.checks.items() if key != "P01"}
    other = dataclasses.replace(book, id="ks2-2030", checks=kept)
    assert rulebooks.coverage([book, other]).gaps == ["P01 in ks2-2030"]


def test_the_page_has_a_row_for_each_rule_and_a_line_for_each_reason() -> None:
    table = rulebooks.coverage()
    page = table.page()
    collections = ("eyfsp", "phonics", "ks1", "ks2", "mtc")
    assert page.count("\n| ") == len(collections) * (len(table.cells) + 2)
    assert all(f"\n## {name}\n" in page for name in collections)
    assert f"\n{len(table.reasons)}. " in page


def test_a_reason_may_be_for_some_years_or_for_one_book_only() -> None:
    names = ["ks1-2017", "ks1-2018", "ks1-2022", "phonics-2020-autumn", "phonics-2022"]
    table = rulebooks.coverage(map(rulebooks.load, names))
    why = {
        book: table.reasons[int(cell) - 1] if cell.isdigit() else cell
        for book, cell in zip(table.books, table.cells["K1-X6"], strict=True)
    }
    assert why["ks1-2017"] == "Q came in 2018"
    assert (why["ks1-2018"], why["ks1-2022"]) == ("E", "E")
    assert table.of("ks1-2017")["K1-X5"] == "Q"
    number = table.of("phonics-2020-autumn")["PH-X4"]
    assert table.reasons[int(number) - 1].startswith("nobody had been checked")
