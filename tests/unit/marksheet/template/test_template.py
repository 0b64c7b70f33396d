"""What a template holds: for every rulebook, and the states that a class may be in."""

import dataclasses
import io
import zipfile
from datetime import UTC, datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from keystage import rulebooks
from keystage.core.errors import UsageError
from keystage.intake.shelf import standard
from keystage.marksheet import apart, returns
from keystage.marksheet.read import read
from keystage.marksheet.template import Listed, Order, template
from keystage.marksheet.template.live.pieces import quoted
from keystage.tables.writing import BookOut, Formula, SheetOut, xlsx

MADE = datetime(2026, 6, 10, 10, 0, tzinfo=UTC)
ZARA = Listed(
    surname="Ahmed",
    forename="Zara",
    upn="R004123425001",
    dob="2020-10-02",
    sex="F",
    nc_year="R",
    group="Maple",
)
HELD = [
    name
    for name in rulebooks.available()
    if rulebooks.load(name).status != "cancelled" and not name.startswith("mtc")
]


def order_of(id_: str, *pupils: Listed, **more: Any) -> Order:
    """Return the order of a template for some pupils."""
    made: dict[str, Any] = {"made": MADE, "school": "9991234", "spare": 2} | more
    return Order(book=rulebooks.load(id_), pupils=pupils, **made)


def made_of(id_: str, *pupils: Listed, **more: Any) -> BookOut:
    """Return the template of a rulebook for some pupils."""
    return template(order_of(id_, *pupils, **more))


def sheet(book: BookOut, name: str) -> SheetOut:
    """Return a sheet by its name."""
    return next(one for one in book.sheets if one.name == name)


def texts(part: SheetOut) -> list[str]:
    """Return every text on a sheet."""
    rows = part.rows.values()
    found = [cell.value for row in rows for cell in row.cells.values()]
    return [value for value in found if isinstance(value, str)]


def heads(part: SheetOut) -> dict[str, int]:
    """Return the columns of the marksheet by heading."""
    return {str(cell.value): at for at, cell in part.rows[6].cells.items()}


def workbook(book: BookOut) -> Any:
    """Return a template as the second reader opens it."""
    return load_workbook(io.BytesIO(xlsx.write(book)))


@pytest.mark.uncounted
@pytest.mark.parametrize("name", HELD)
def test_every_rulebook_has_a_template_that_our_own_reader_takes_without_a_word(
    name: str,
) -> None:
    data = xlsx.write(made_of(name, ZARA))
    found = read(apart.cells(data), standard())
    assert (found.book.id, found.school) == (name, "9991234")
    assert [finding.message for finding in found.findings] == []
    (row,) = returns.to_return(found).rows
    assert (row.upn, row.surname, row.dob) == (ZARA.upn, "Ahmed", "2020-10-02")
    assert not any(result.value for given in row.results.values() for result in given)


@pytest.mark.uncounted
@pytest.mark.parametrize("name", HELD)
def test_every_template_opens_elsewhere_with_nothing_hidden_and_no_macros(
    name: str,
) -> None:
    data = xlsx.write(made_of(name, ZARA))
    found = load_workbook(io.BytesIO(data))
    assert found.sheetnames == ["Instructions", "Marksheet", "Figures", "Counts"]
    for one in found:
        assert one.sheet_state == "visible"
        assert one.protection.sheet
        assert not any(row.hidden for row in one.row_dimensions.values())
        assert not any(column.hidden for column in one.column_dimensions.values())
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert not [part for part in names if "vba" in part.lower() or "extern" in part]
    assert "xl/calcChain.xml" not in names


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("eyfsp-2020", "was cancelled, and nothing was collected"),
        ("mtc-2026", "there is nothing to return"),
    ],
)
def test_where_nothing_is_entered_a_sentence_says_why(name: str, why: str) -> None:
    with pytest.raises(UsageError, match=f"There is no marksheet for .*{why}"):
        made_of(name)


def test_a_name_is_never_a_formula_and_a_date_is_a_date() -> None:
    pupil = Listed(surname="=1+1", forename="@x", upn="0012", dob="31/02/2020")
    marksheet = workbook(made_of("eyfsp-2026", pupil, ZARA))["Marksheet"]
    at = {cell.value: cell.column for cell in marksheet[6]}
    row = [
        marksheet.cell(7, at[head])
        for head in ("Surname", "Forename", "UPN", "Date of birth")
    ]
    assert [cell.value for cell in row] == ["=1+1", "@x", "0012", "31/02/2020"]
    assert {cell.data_type for cell in row} == {"s"}
    born = marksheet.cell(8, at["Date of birth"])
    assert (born.is_date, born.number_format) == (True, "dd/mm/yyyy")
    assert marksheet.cell(9, at["UPN"]).number_format == "@"


def test_names_are_locked_results_and_spare_rows_are_not() -> None:
    marksheet = workbook(made_of("ks1-2026", ZARA))["Marksheet"]
    at = {cell.value: cell.column for cell in marksheet[6]}
    locked = {
        (row, head): marksheet.cell(row, at[head]).protection.locked
        for row in (6, 7, 8)
        for head in ("Surname", "UPN", "Reading", "Still blank")
    }
    assert {place for place, shut in locked.items() if not shut} == {
        (7, "Reading"),
        (8, "Reading"),
        (8, "Surname"),
        (8, "UPN"),
    }


def test_drop_downs_offer_what_a_school_may_enter_and_say_what_it_is() -> None:
    part = sheet(made_of("phonics-2026", ZARA), "Marksheet")
    mark = part.entries[0]
    assert mark.choices == (*map(str, range(41)), "A", "D", "L")
    assert mark.note.startswith("0 to 40, A Absent, D Did not take the check, L Left")
    writing = sheet(made_of("ks2-2026", ZARA), "Marksheet").entries[1]
    assert "Q" not in writing.choices
    assert len(writing.note) <= 255


def test_notes_on_headings_say_when_to_use_a_code_and_when_not() -> None:
    part = sheet(made_of("eyfsp-2026", ZARA), "Marksheet")
    note = part.rows[6].cells[heads(part)["Speaking"]].note
    assert "Use when: An exemption has been granted" in note
    assert "Not when: The child was away" in note


def test_a_list_of_choices_too_long_for_a_workbook_is_left_out() -> None:
    book = rulebooks.load("phonics-2026")
    part = book.components["mark"]
    long = dataclasses.replace(part, maximum=150)
    book = dataclasses.replace(book, components={**book.components, "mark": long})
    made = template(Order(book=book, pupils=(ZARA,), made=MADE))
    assert sheet(made, "Marksheet").entries[0].choices == ()


def test_marks_only_are_shown_before_the_threshold_and_more_after() -> None:
    secret = made_of("phonics-2026", ZARA)
    assert "Not shown before the threshold is published." in texts(
        sheet(secret, "Figures")
    )
    assert len(sheet(secret, "Marksheet").marks) == 3
    known = made_of("phonics-2024", ZARA)
    assert len(sheet(known, "Marksheet").marks) == 4
    assert any(
        "¦31¦" in mark.formula and "¦32¦" not in mark.formula
        for mark in sheet(known, "Marksheet").marks
    )


def test_only_dates_a_source_verifies_are_told() -> None:
    assert "Schools and settings to the authority: Tuesday 30 June 2026." in texts(
        sheet(made_of("eyfsp-2026"), "Instructions")
    )
    told = texts(sheet(made_of("eyfsp-2027"), "Instructions"))
    assert any("knows no date" in text for text in told)
    assert not any("Due" in text for text in told)


def test_whom_to_ask_school_and_rules_are_said() -> None:
    made = made_of("eyfsp-2026", ZARA, name="St Ives", ask="Ring the office.")
    told = texts(sheet(made, "Instructions"))
    assert "Ring the office." in told
    line = next(text for text in told if text.startswith("School "))
    assert "School St Ives 9991234" in line
    assert "Rules eyfsp-2026, revision" in line
    nobody = texts(sheet(made_of("eyfsp-2026", school=""), "Marksheet"))
    assert any(text.startswith("Due Tuesday") for text in nobody)


def test_the_reason_stands_beside_who_takes_the_check_again() -> None:
    again = Listed(
        surname="Begum", forename="Maryam", nc_year="2", reason="mark 28, below 32"
    )
    part = sheet(made_of("phonics-2026", ZARA, again), "Marksheet")
    at = heads(part)["Why listed"]
    assert [part.rows[row].cells[at].value for row in (7, 8, 9)] == [
        None,
        "mark 28, below 32",
        None,
    ]
    assert "Why listed" not in heads(sheet(made_of("ks2-2026", ZARA), "Marksheet"))


def test_results_known_already_stand_there_marks_as_numbers() -> None:
    known = [
        dataclasses.replace(ZARA, results={"mark": value})
        for value in ("36", "A", "036")
    ]
    part = sheet(made_of("phonics-2026", *known), "Marksheet")
    at = heads(part)["Phonics mark"]
    assert [part.rows[row].cells[at].value for row in (7, 8, 9)] == [36, "A", "036"]


def test_a_subject_is_wanted_only_of_who_does_not_sit_its_test() -> None:
    below = dataclasses.replace(ZARA, below=frozenset({"REA", "MAT", "WRI", "SCI"}))
    part = sheet(made_of("ks2-2026", below, ZARA), "Marksheet")
    at = heads(part)
    hatched = [
        bool(part.rows[row].cells[at["Reading"]].style.hatched) for row in (7, 8, 9)
    ]
    assert hatched == [False, True, False]
    left = [part.rows[row].cells[at["Still blank"]].value for row in (7, 8)]
    assert [one.value for one in left if isinstance(one, Formula)] == [4, 2]
    unknown = sheet(made_of("ks2-2026", ZARA), "Marksheet")
    assert not unknown.rows[7].cells[at["Reading"]].style.hatched


def test_many_results_stand_beside_the_names_and_print_on_a_page() -> None:
    wide, roomy = (
        sheet(made_of(name, ZARA), "Marksheet") for name in ("eyfsp-2026", "ks1-2026")
    )
    assert list(heads(wide))[:3] == ["Surname", "Forename", "Class"]
    assert list(heads(wide))[-1] == "UPN"
    assert list(heads(roomy)).index("UPN") < list(heads(roomy)).index("Reading")
    assert wide.printed.area is not None
    assert wide.printed.area.last_column == heads(wide)["Points"]
    assert (wide.frozen, wide.printed.repeated) == ((6, 2), (5, 6))


def test_the_same_order_gives_the_same_bytes() -> None:
    once, again = (xlsx.write(made_of("ks2-2026", ZARA)) for _ in range(2))
    assert once == again


def test_one_share_alone_makes_no_picture() -> None:
    assert not sheet(made_of("phonics-2026"), "Figures").charts
    assert sheet(made_of("ks1-2026"), "Figures").charts[0].described


def changed(name: str, **measures: Any) -> SheetOut:
    """Return the figures of a rulebook whose measures are others."""
    book = dataclasses.replace(rulebooks.load(name), measures=measures)
    return sheet(template(Order(book=book, pupils=(ZARA,), made=MADE)), "Figures")


def test_a_mark_that_was_reached_is_counted_of_those_with_a_mark() -> None:
    reached = {"kind": "mark_reached", "mark": "mark", "at_least": 39}
    part = changed("phonics-2026", high=reached)
    numerator, denominator = (part.rows[5].cells[at].value for at in (3, 4))
    assert isinstance(numerator, Formula)
    assert isinstance(denominator, Formula)
    assert '"¦39¦40¦"' in numerator.text
    assert '"¦0¦1¦2¦' in denominator.text


def test_points_without_an_average_have_no_figure_above_them() -> None:
    book = rulebooks.load("eyfsp-2026")
    kept = {k: v for k, v in book.measures.items() if not k.startswith("average")}
    book = dataclasses.replace(book, measures=kept)
    part = sheet(template(Order(book=book, made=MADE)), "Marksheet")
    assert heads(part)["Points"] not in part.rows[4].cells
    assert heads(part)["GLD"] in part.rows[4].cells


def test_without_spare_rows_nobody_is_told_how_to_fill_them() -> None:
    some, none = (
        sheet(made_of("ks1-2026", ZARA, spare=spare), "Marksheet") for spare in (1, 0)
    )
    assert len(some.entries) == len(none.entries) + 7


def test_texts_in_formulas_are_cut_where_programs_want_them_cut() -> None:
    assert quoted('a"b') == '"a""b"'
    assert quoted("") == '""'
    assert quoted("x" * 500) == "&".join(f'"{"x" * n}"' for n in (240, 240, 20))
