"""Which collection, year and school a marksheet is of."""

import pytest

from keystage.core.errors import Refused
from keystage.marksheet.columns_file import ColumnsFile
from keystage.marksheet.model import Hints, Marksheet
from keystage.marksheet.read import read
from keystage.tables import Kind, Workbook
from tests.unit.marksheet.making import HEADS, MINA, OLA, SHELF, like, one, sheet, told

KEY_STAGE = (
    "UPN",
    "Surname",
    "Forename",
    "DOB",
    "Reading",
    "Writing",
    "Maths",
    "Science",
)
SIX = ("Y004100123001", "Ashdown", "Mina", "2014-11-05", "EXS", "EXS", "EXS", "EXS")
TWO = (*SIX[:3], "2018-11-05", *SIX[4:])
GOALS = ("UPN", "Surname", "Forename", "DOB", "Word reading", "Writing", "Number")


def of(
    *rows: tuple[object, ...], properties: dict[str, str] | None = None, **hints: object
) -> Marksheet:
    held = sheet(*rows)  # type: ignore[arg-type] # texts and cells of ours
    known = Hints(**{"year": 2026, **hints})  # type: ignore[arg-type] # as the test says
    return read(Workbook("xlsx", (held,), properties=properties or {}), SHELF, known)


def tag(rulebook: str, **more: str) -> dict[str, str]:
    return {
        "Keystage rulebook": rulebook,
        **{f"Keystage {k}": v for k, v in more.items()},
    }


@pytest.mark.parametrize(
    ("rows", "book"),
    [
        ((HEADS, MINA), "phonics-2026"),
        ((GOALS, (*MINA[:4], "2", "2", "1")), "eyfsp-2026"),
        ((KEY_STAGE, TWO), "ks1-2026"),
        ((KEY_STAGE, SIX), "ks2-2026"),
    ],
)
def test_headings_and_ages_tell_the_collection(
    rows: tuple[tuple[str, ...], ...], book: str
) -> None:
    assert of(*rows).book.id == book


def test_year_groups_tell_it_where_there_are_no_dates() -> None:
    heads = ("UPN", "Surname", "Forename", "Year group", *KEY_STAGE[4:])
    assert of(heads, (*SIX[:3], "6", *SIX[4:])).book.id == "ks2-2026"


def test_where_neither_tells_somebody_has_to_say() -> None:
    blank = (KEY_STAGE, (*SIX[:3], "", *SIX[4:]))
    with pytest.raises(Refused) as stop:
        of(*blank)
    assert stop.value.code == "SHEET-COLLECTION"
    assert "ks1 or ks2" in stop.value.fix
    assert of(*blank, collection="ks2").book.id == "ks2-2026"


def test_one_heading_of_many_may_be_chance_and_tells_nothing() -> None:
    rows = ("Child", "Number", "Born", "Got"), ("Mina Ashdown", MINA[0], MINA[3], "33")
    with pytest.raises(Refused) as caught:
        of(*rows)
    assert caught.value.code == "SHEET-COLLECTION"


def test_without_a_year_somebody_has_to_say() -> None:
    with pytest.raises(Refused) as stop:
        of(("Phonics screening check 2026",), HEADS, MINA, year=None)
    assert stop.value.code == "SHEET-YEAR"
    assert "a year in a title does not count" in stop.value.message


@pytest.mark.parametrize(("collection", "year"), [("art", 2026), ("phonics", 1999)])
def test_what_there_are_no_rules_for_is_refused(collection: str, year: int) -> None:
    with pytest.raises(Refused) as stop:
        of(HEADS, MINA, collection=collection, year=year)
    assert stop.value.code == "SHEET-RULEBOOK"


@pytest.mark.parametrize(
    ("name", "book", "school", "urn"),
    [
        ("EYFSP_1001_26.csv", "eyfsp-2026", "9991001", ""),
        ("phonics_1001_25 (1).CSV", "phonics-2025", "9991001", ""),
        ("KS1_123456_19.csv", "ks1-2019", "", "123456"),
    ],
)
def test_the_name_of_an_import_file_says_collection_year_and_school(
    name: str, book: str, school: str, urn: str
) -> None:
    heads = ("UPN", "Surname", "Forename", "DOB", "Writing", "Mark")
    made = of(heads, (*MINA[:4], "A", "A"), name=name, year=None, authority="999")
    assert (made.book.id, made.school, made.urn) == (book, school, urn)


def test_a_columns_file_says_what_nobody_else_does() -> None:
    said = ColumnsFile({"Mark": "mark"}, "phonics", 2025)
    assert of(HEADS, MINA, columns=said, year=None).book.id == "phonics-2025"


def test_a_template_says_what_it_is_for() -> None:
    book = SHELF.book("phonics", 2026)
    assert book is not None
    properties = tag("phonics-2026", digest=book.digest, school="9991001")
    made = of(HEADS, MINA, properties=properties, year=None)
    assert (made.book.id, made.school, told(made)) == ("phonics-2026", "9991001", [])


def test_last_years_template_is_an_error_and_an_earlier_revision_a_note() -> None:
    made = of(HEADS, MINA, properties=tag("phonics-2025"))
    assert told(made) == [("SHEET-VERSION", "error")]
    old = of(HEADS, MINA, properties=tag("phonics-2026", digest="0"))
    assert told(old) == [("SHEET-VERSION", "note")]
    odd = of(HEADS, MINA, properties=tag("mine"))
    assert told(odd) == [("SHEET-VERSION", "error")]


def test_the_school_stands_in_the_rows_whichever_way_it_is_written() -> None:
    for heads, values in (
        (("School",), ("999/1001",)),
        (("LAESTAB",), (like("9991001", Kind.NUMBER),)),
        (("LA", "Estab"), ("999", "1001")),
        (("Estab",), ("1001",)),
        (("School", "Estab"), ("Lowtown Primary", "1001")),
    ):
        made = of((*HEADS, *heads), (*MINA, *values), authority="999")
        assert (made.school, told(made)) == ("9991001", [])
    urn = of((*HEADS, "URN"), (*MINA, "123456"), school="9991001")
    assert (urn.school, urn.urn) == ("9991001", "123456")


@pytest.mark.parametrize(
    ("heads", "values", "wanted"),
    [
        (("Estab",), ("999",), "0999"),
        (("School",), ("99",), "999/0099"),
        (("School",), ("99910",), "999/1234"),
        (("URN",), ("12345",), "999/1234"),
    ],
)
def test_a_number_with_a_digit_too_few_is_named_once(
    heads: tuple[str], values: tuple[str], wanted: str
) -> None:
    made = of((*HEADS, *heads), (*MINA, *values), (*OLA, *values), authority="999")
    found = one(made, "SHEET-ESTAB")
    assert found.fix.endswith(f"{wanted}.")
    assert found.place is not None
    assert found.place.row == 2


def test_rows_of_two_schools_are_an_error() -> None:
    made = of((*HEADS, "School"), (*MINA, "9991001"), (*OLA, "9991002"))
    assert "9991001 and 9991002" in one(made, "SHEET-SCHOOL").message
    assert not made.school


@pytest.mark.parametrize(
    ("written", "name", "said"),
    [
        ("9991002", "EYFSP_1001_26.csv", "the file's name"),
        ("123456", "EYFSP_654321_26.csv", "the file's name"),
    ],
)
def test_a_school_that_is_not_the_names_is_an_error(
    written: str, name: str, said: str
) -> None:
    heads = (*GOALS, "School")
    row = (*MINA[:4], "2", "2", "1", written)
    made = of(heads, row, name=name, authority="999")
    assert said in one(made, "SHEET-SCHOOL").message
    urn = of(heads, (*row[:-1], "123456"), name="EYFSP_1001_26.csv", authority="999")
    assert "SHEET-SCHOOL" not in {each.rule for each in urn.findings}


@pytest.mark.parametrize("year", [2026, None])
def test_a_list_of_pupils_is_told_from_a_marksheet_that_does_not_say_its_year(
    year: int | None,
) -> None:
    with pytest.raises(Refused, match="list of pupils") as stop:
        of(KEY_STAGE[:4], SIX[:4], year=year)
    assert "--roll" in stop.value.fix
    with pytest.raises(Refused, match="which year"):
        of(KEY_STAGE, SIX, year=None)
    with pytest.raises(Refused, match="which year"):
        of(("Date", "Lunch"), ("2026-06-01", "Pasta"), year=None)


def test_a_template_without_its_properties_is_known_by_its_second_line() -> None:
    line = (
        "School Larkspur Lane 9992001   ·   Rules phonics-2026, revision 1, "
        "Keystage 0.1.0   ·   Made 10 June 2026"
    )
    made = of(("Phonics screening check 2026",), (line,), HEADS, OLA, year=None)
    assert (made.book.id, made.school) == ("phonics-2026", "9992001")
    assert not made.findings
    bare = line.partition("·   ")[2]
    assert of((bare,), HEADS, OLA, year=None).school == ""
    with pytest.raises(Refused):
        of(("Rules of the house",), HEADS, OLA, year=None)


def test_rules_nobody_knows_may_be_given_by_their_file() -> None:
    with pytest.raises(Refused) as stop:
        of(HEADS, OLA, properties=tag("ks2predictions-2026"), year=None)
    assert "--rulebook" in stop.value.fix
