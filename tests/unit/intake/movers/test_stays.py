"""When pupils joined and left, as rolls say it: in columns, in workbooks, in files."""

from datetime import date

import pytest

from keystage.core.errors import UsageError
from keystage.core.records import Element, Pupil, School
from keystage.intake.known.roll import read_roll
from keystage.intake.known.schools import read_schools
from keystage.intake.known.stays import in_history
from keystage.marksheet import headings
from keystage.xmlguard import Limits
from tests.unit.intake.makers import as_bytes, ctf_file, number, pupil
from tests.unit.tables.making import ods, ods_rows, xlsx, xlsx_rows

LIMITS = Limits.command_line()
HEAD = ("UPN", "Surname", "Forename", "DOB")
CHILD = (number(1), "Ashdownb", "Mina", "2019-11-05")
HERE = School("999", "1001")


def stay(*columns: str, **cells: str) -> tuple[date | None, date | None]:
    heads = ",".join((*HEAD, *(columns or cells)))
    row = ",".join((*CHILD, *cells.values()))
    (found,) = read_roll("roll.csv", f"{heads}\n{row}\n".encode(), LIMITS)
    return found.joined, found.left


@pytest.mark.parametrize("joined", headings.roll()["joined"].ways)
@pytest.mark.parametrize("left", headings.roll()["left"].ways)
def test_the_days_are_found_under_any_usual_heading(joined: str, left: str) -> None:
    found = stay(joined.upper(), left.lower(), a="05/09/2025", b="2026-05-22")
    assert found == (date(2025, 9, 5), date(2026, 5, 22))


def test_a_roll_without_days_or_with_empty_cells_knows_none() -> None:
    assert stay() == (None, None)
    assert stay("Date joined", "Date left", a="", b="") == (None, None)
    joined, left = stay("Date joined", a="1.9.2025")
    assert (joined, left) == (date(2025, 9, 1), None)
    assert stay("Date left", a="2026-05-22T00:00:00") == (None, date(2026, 5, 22))


@pytest.mark.parametrize(
    ("joined", "left", "told"),
    [
        ("soon", "", "column “Date joined”: soon is not a date such as 2018-09-30"),
        ("05/09/25", "", "column “Date joined”: 05/09/25 is not a date"),
        ("31/02/2026", "", "column “Date joined”: 31/02/2026 is not a date"),
        ("05/22/2026", "", "column “Date joined”: 05/22/2026 is not a date"),
        ("", "left", "column “Date left”: left is not a date"),
        ("", "31/12/9999", "31/12/9999 is no day of a pupil's time at school"),
        ("01/01/1900", "", "01/01/1900 is no day of a pupil's time at school"),
        ("02/06/2026", "01/06/2026", "01/06/2026 is before the day this pupil joined"),
    ],
)
def test_a_day_that_cannot_be_is_told_by_row_and_column_and_never_guessed(
    joined: str, left: str, told: str
) -> None:
    with pytest.raises(UsageError) as caught:
        stay("Date joined", "Date left", a=joined, b=left)
    assert str(caught.value).startswith("roll.csv, row 2, ")
    assert told in str(caught.value)
    assert "Ashdownb" not in str(caught.value)


TABLE = [
    (*HEAD, "School", "Admission date", "Leaving date"),
    (*CHILD, "999/1001", "05/09/2025", "2026-05-22"),
]


@pytest.mark.parametrize("data", [xlsx(xlsx_rows(TABLE)), ods(ods_rows(TABLE))])
def test_a_workbook_is_a_roll_as_a_table_of_text_is(data: bytes) -> None:
    (found,) = read_roll("roll", data, LIMITS)
    assert (found.upn, found.school) == (number(1), "9991001")
    assert (found.joined, found.left) == (date(2025, 9, 5), date(2026, 5, 22))


def test_cells_left_out_of_a_workbook_are_empty() -> None:
    rows = [(*HEAD, "Admission date"), (number(1), "", "", "2019-11-05", "")]
    (found,) = read_roll("roll.xlsx", xlsx(xlsx_rows(rows)), LIMITS)
    assert (found.surname, found.dob, found.joined) == ("", "2019-11-05", None)


def test_the_rows_of_a_workbook_are_told_as_it_counts_them() -> None:
    wrong = [*TABLE, (*CHILD, "999/1001", "x", "")]
    with pytest.raises(
        UsageError, match=r"^roll\.xlsx, row 3, column “Admission date”"
    ):
        read_roll("roll.xlsx", xlsx(xlsx_rows(wrong)), LIMITS)


def test_an_empty_workbook_is_empty() -> None:
    with pytest.raises(UsageError, match=r"^roll\.xlsx is empty"):
        read_roll("roll.xlsx", xlsx(""), LIMITS)


def test_a_list_of_schools_may_be_a_workbook_too() -> None:
    rows = [("School", "Name"), ("999/1001", "Hollow Lane")]
    (due,) = read_schools("schools.xlsx", xlsx(xlsx_rows(rows)))
    assert (due.number, due.name) == ("9991001", "Hollow Lane")


def attended(*stays: tuple[str, str, str]) -> Pupil:
    schools = [
        Element(
            "School",
            children=[
                Element("LEA", "999"),
                Element("Estab", estab),
                Element("EntryDate", joined),
                Element("LeavingDate", left),
            ],
        )
        for estab, joined, left in stays
    ]
    one = pupil(1)
    one.sections.append(Element("SchoolHistory", children=schools))
    return one


@pytest.mark.parametrize(
    ("stays", "expected"),
    [
        ((), (None, None)),
        ((("1002", "2025-09-01", ""),), (None, None)),
        ((("1001", "2025-09-01", ""),), (date(2025, 9, 1), None)),
        (
            (("1001", "2026-01-05", ""), ("1001", "2024-09-01", "2025-07-18")),
            (date(2026, 1, 5), None),
        ),
        ((("1001", "soon", "2026-05-22"),), (None, date(2026, 5, 22))),
        ((("1001", "0001-01-01", "9999-12-31"),), (None, None)),
        ((("1001", "2025-09-01", "2025-08-31"),), (date(2025, 9, 1), None)),
    ],
)
def test_the_school_history_of_a_file_tells_the_days_at_its_own_school(
    stays: tuple[tuple[str, str, str], ...], expected: tuple[date | None, date | None]
) -> None:
    assert in_history(attended(*stays), HERE) == expected


def test_a_file_without_a_history_knows_no_days() -> None:
    assert in_history(pupil(1), HERE) == (None, None)


def test_the_history_of_a_file_given_as_a_roll_is_read() -> None:
    data = as_bytes(ctf_file([pupil(1)]))
    history = (
        b"<SchoolHistory><School><LEA>999</LEA><Estab>1001</Estab>"
        b"<EntryDate>2025-09-01</EntryDate></School></SchoolHistory></Pupil>"
    )
    (found,) = read_roll("roll.xml", data.replace(b"</Pupil>", history), LIMITS)
    assert (found.school, found.joined) == ("9991001", date(2025, 9, 1))
