"""Rulebooks against component sheets: what agrees, differs, is missing."""

import pytest

from keystage import rulebooks
from keystage.rulebooks.official import State, compare, words
from tests.unit.rulebooks.official.sheets import (
    HEADINGS,
    Row,
    changed,
    compared,
    rows_of,
    said,
    table,
)

KS2 = "ks2-2026"
WANTED = "the sheet has the value ZZ, the rulebook has not"
OPEN = (State.DIFFERS, State.NOT_IN_SHEET, State.NOT_IN_RULEBOOK, State.NEW)


@pytest.fixture
def right() -> list[Row]:
    return rows_of(rulebooks.load(KS2))


@pytest.mark.parametrize("book", ["ks2-2026", "eyfsp-2026", "mtc-2026", "phonics-2026"])
@pytest.mark.parametrize("each", [True, False])
def test_a_sheet_that_says_what_a_rulebook_says_agrees_in_everything(
    book: str, each: bool
) -> None:
    held = rulebooks.load(book)
    comparison = compare(table(rows_of(held, each=each)), [held])
    assert {verdict.state for verdict in comparison.verdicts} == {State.AGREES}
    about = [one.fact.about for one in comparison.verdicts if one.fact]
    assert about.count("coding") == len(held.components)
    assert about.count("values") == len(held.components)
    assert about.count("mark") == sum(one.is_mark for one in held.components.values())


def test_order_of_rows_and_columns_and_letters_in_small_do_not_matter(
    right: list[Row],
) -> None:
    turned = [[text.lower() for text in reversed(row)] for row in reversed(right)]
    found = compared(turned, KS2, headings=[*reversed(HEADINGS)])
    assert not [one for one in found.verdicts if one.state in OPEN]


def test_every_rulebook_can_be_compared_at_once() -> None:
    books = [rulebooks.load(name) for name in rulebooks.available()]
    rows = [row for book in books for row in rows_of(book)]
    comparison = compare(table(rows), books)
    held = {book.id for book in books if book.status != "cancelled" and book.components}
    assert set(comparison.titles) == held
    said_of = {one.book for one in comparison.verdicts}
    assert said_of == set(comparison.titles)
    assert all(len(line) <= 100 for line in words(comparison))


def test_another_qualifier_is_a_difference_that_can_be_accepted_by_name(
    right: list[Row],
) -> None:
    def requalify(row: Row) -> None:
        if row[3] == "REA":
            row[5] = "NX"

    found = compared(changed(right, requalify), KS2)
    (wrong,) = [one for one in found.verdicts if one.state is State.DIFFERS]
    assert wrong.id == "ks2-2026:REA:coding"
    assert wrong.says == (
        "the rulebook has KS2 ENG TA REA NC, the sheet KS2 ENG TA REA NX"
    )
    assert wrong.fact
    assert wrong.fact.was == ("KS2", "ENG", "TA", "REA", "NC")
    assert wrong.fact.now == ("KS2", "ENG", "TA", "REA", "NX")


def test_another_component_code_is_taken_for_it_only_where_the_text_is_the_same(
    right: list[Row],
) -> None:
    def recode(row: Row) -> None:
        if row[3] == "REA":
            row[3], row[4] = "RDG", "ENGLISH READING"

    found = compared(changed(right, recode), KS2)
    assert [one.id for one in found.verdicts if one.state is State.DIFFERS] == [
        "ks2-2026:REA:coding"
    ]

    def recode_and_rename(row: Row) -> None:
        if row[3] == "REA":
            row[3], row[4] = "RDG", "Reading aloud"

    found = compared(changed(right, recode_and_rename), KS2)
    assert said(found, State.NOT_IN_SHEET) == [
        ("REA", "the sheet has no row KS2 ENG TA REA NC")
    ]
    assert said(found, State.NOT_IN_RULEBOOK) == [
        (
            "RDG",
            "the sheet has KS2 ENG TA RDG NC (Reading aloud); the rulebook has no such row",
        )
    ]


def test_a_component_without_a_text_is_still_told(right: list[Row]) -> None:
    extra = [*right[0][:3], "XYZ", "", *right[0][5:]]
    found = compared([*right, extra], KS2)
    ((of, says),) = said(found, State.NOT_IN_RULEBOOK)
    assert of == "XYZ"
    assert "KS2 ENG TA XYZ NC;" in says


def test_several_rows_near_a_component_are_told_and_none_is_offered(
    right: list[Row],
) -> None:
    reading = next(row for row in right if row[3] == "REA")
    others = [row for row in right if row[3] != "REA"]
    near = [[*reading[:5], qualifier, *reading[6:]] for qualifier in ("NX", "NZ")]
    found = compared([*others, *near], KS2)
    (wrong,) = [one for one in found.verdicts if one.state is State.DIFFERS]
    assert "several rows near it" in wrong.says
    assert not wrong.id
    assert wrong.fact is None


def test_a_row_another_rulebook_has_is_not_taken_for_a_misspelling(
    right: list[Row],
) -> None:
    # key stage 1 reading differs from key stage 2 reading in the stage alone
    rows = [row for row in right if row[3] != "REA"]
    rows += [row for row in rows_of(rulebooks.load("ks1-2026")) if row[3] == "REA"]
    found = compared(rows, KS2, "ks1-2026")
    assert ("REA", "the sheet has no row KS2 ENG TA REA NC") in said(
        found, State.NOT_IN_SHEET
    )


def test_a_coding_nobody_knows_is_offered_what_the_sheet_calls_the_same() -> None:
    book = rulebooks.load("ks2-2019")
    (part,) = (one for one in book.components.values() if one.id == "P_REA")
    assert part.coding.qualifier == "?"
    reading = ["KS2", "ENG", "TA", "REA", "", "NC", *[""] * 6]
    row = ["KS2", "ENG", "TA", "REA", part.title, "PS", "", "", "P1i", "", "", ""]
    found = compared([reading, row], "ks2-2019")
    assert [one.id for one in found.verdicts if one.id.endswith("coding")] == [
        "ks2-2019:P_REA:coding"
    ]
    row = ["KS2", "ENG", "TA", part.coding.component, "", "PS", *row[6:]]
    found = compared([row], "ks2-2019")
    assert "ks2-2019:P_REA:coding" in [one.id for one in found.verdicts]


def test_rows_for_other_years_are_a_difference_nobody_can_accept(
    right: list[Row],
) -> None:
    def end(row: Row) -> None:
        row[10:] = ["2016", "2025"] if row[3] == "REA" else ["", "2025"]

    found = compared(changed(right, end), KS2)
    told = said(found, State.DIFFERS)
    assert ("REA", "the sheet has KS2 ENG TA REA NC only from 2016 to 2025") in told
    assert ("WRI", "the sheet has KS2 ENG TA WRI NC only to 2025") in told
    assert not any(one.id for one in found.verdicts)


def test_values_are_compared_one_by_one(right: list[Row]) -> None:
    def revalue(row: Row) -> None:
        if row[3] == "SCI":
            row[8] = "exs, HNM, A, GDS, ZZ, L, F, P"

    found = compared(changed(right, revalue), KS2)
    science = [one for one in found.verdicts if one.of == "SCI"]
    agreed = [one for one in science if one.says.startswith("values in both")]
    assert [one.says for one in agreed] == ["values in both: EXS, HNM, A, L, F, P"]
    named = {one.id: one.says for one in science if one.id}
    assert named == {
        "ks2-2026:SCI:add:GDS": "the sheet has the value GDS, the rulebook has not",
        "ks2-2026:SCI:drop:Q": "the rulebook has the value Q, the sheet has not",
    }
    assert said(found, State.NOT_IN_RULEBOOK) == [
        (
            "SCI",
            f"{WANTED}, nor does it know what ZZ would count for",
        )
    ]


def test_a_sheet_without_values_confirms_the_coding_alone(right: list[Row]) -> None:
    def blank(row: Row) -> None:
        row[8] = "n/a"

    found = compared(changed(right, blank), KS2)
    about = {one.fact.about for one in found.verdicts if one.fact}
    assert about == {"coding"}


@pytest.mark.parametrize(
    ("values", "says", "name"),
    [
        ("0-25", "marks 0 to 25 in both", ""),
        (
            "0-30",
            "marks 0 to 25 in the rulebook, 0 to 30 in the sheet",
            "mtc-2026:MTC:mark",
        ),
        (
            "0-10, 12-25",
            "the sheet lists marks from 0 to 25 with gaps; the rulebook has 0 to 25",
            "",
        ),
    ],
)
def test_marks_are_compared_as_a_range(values: str, says: str, name: str) -> None:
    (row,) = rows_of(rulebooks.load("mtc-2026"))
    row[8] = values
    found = compared([row], "mtc-2026")
    (mark,) = [one for one in found.verdicts if one.says.startswith(says[:10])]
    assert (mark.says, mark.id) == (says, name)
    assert not said(found, State.NOT_IN_SHEET)


def test_codes_without_marks_say_nothing_of_the_marks() -> None:
    (row,) = rows_of(rulebooks.load("mtc-2026"))
    row[8] = "A, B"
    found = compared([row], "mtc-2026")
    assert not [one for one in found.verdicts if "marks" in one.says]
    assert ("MTC", "values in both: A, B") in said(found, State.AGREES)


def test_values_none_of_which_we_have_agree_in_nothing(right: list[Row]) -> None:
    def revalue(row: Row) -> None:
        row[8] = "ZZ"

    found = compared(changed(right, revalue), KS2)
    assert not [one for one in found.verdicts if "values in both" in one.says]


def test_a_collection_the_sheet_does_not_speak_of_is_one_line(right: list[Row]) -> None:
    found = compared(right, "eyfsp-2026")
    assert [(one.state, one.says) for one in found.verdicts] == [
        (State.NOT_IN_SHEET, "the sheet has no rows for EYF")
    ]
    assert any("4 rows are on other scales" in note for note in found.notes)


def test_cancelled_years_have_nothing_to_compare(right: list[Row]) -> None:
    assert compared(right, "ks2-2020").verdicts == ()


def test_rows_on_many_other_scales_are_counted_and_some_named(right: list[Row]) -> None:
    others = [
        ["KS3", "ENG", f"M{at}", "X", "", "NC", *right[0][6:]] for at in range(12)
    ]
    (note,) = [one for one in compared(others, KS2).notes if "other scales" in one]
    assert note.startswith("12 rows")
    assert note.endswith("KS3 M9 NC, ...).")


def test_a_sheet_that_tells_no_years_says_so_and_is_not_dated(right: list[Row]) -> None:
    found = compared([row[:10] for row in right], KS2, headings=HEADINGS[:10])
    assert not found.dated
    assert any("does not tell the years" in note for note in found.notes)
    assert compared(right, KS2).dated
