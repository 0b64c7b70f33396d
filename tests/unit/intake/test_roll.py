"""The roll, from a table in whatever shape a school's system writes it."""

import os
from pathlib import Path

import pytest

from keystage.checks.model import RollEntry
from keystage.core.errors import UsageError
from keystage.intake.known.roll import load_roll, read_roll
from keystage.intake.known.tables import decode
from keystage.xmlguard import Limits
from tests.unit.intake.makers import as_bytes, ctf_file, entry, mark, number, pupil

LIMITS = Limits.command_line()
HEAD = "UPN,Surname,Forename,DOB"
ROW = f"{number(1)},Ashdownb,Mina,2019-11-05"


def roll(text: str | bytes) -> tuple[RollEntry, ...]:
    data = text.encode() if isinstance(text, str) else text
    return read_roll("roll.csv", data, LIMITS)


def fault(text: str | bytes) -> str:
    with pytest.raises(UsageError) as caught:
        roll(text)
    return str(caught.value)


def test_a_table_with_everything_gives_everything() -> None:
    heads = "Pupil UPN,Legal Surname,First name,Date of Birth,Gender,Year Group,Class,"
    ticks = "LAESTAB,Reading below standard,Below standard maths,Writing B,Science B"
    row = (
        f"{number(1).lower()}, Ashdownb ,Mina,05/11/2019,Female,Year 6,6 Elm,999/1001,"
    )
    (found,) = roll(f"{heads}{ticks}\n{row}y,N,,x\n")
    assert found == RollEntry(
        upn=number(1),
        surname="Ashdownb",
        forename="Mina",
        dob="2019-11-05",
        sex="F",
        nc_year="6",
        group="6 Elm",
        school="9991001",
        below_standard=frozenset({"REA", "SCI"}),
    )


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_any_usual_separator_is_seen(mark: str) -> None:
    text = f"{HEAD}\n{ROW}\n".replace(",", mark)
    assert roll(text)[0].forename == "Mina"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le-bom"]
)
def test_any_usual_encoding_is_read(encoding: str) -> None:
    text = f"{HEAD}\n{number(1)},Ashdown,Zo\u00eb,2019-11-05\n"
    data = (
        b"\xff\xfe" + text.encode("utf-16-le")
        if encoding.endswith("bom")
        else text.encode(encoding)
    )
    assert roll(data)[0].forename == "Zo\u00eb"


def test_other_columns_empty_rows_and_short_rows_do_no_harm() -> None:
    text = f"Admission no,{HEAD},Class\n\n1,{ROW},1 Ash\n,,,,,\n2,{number(2)},Oak,Sam\n"
    first, second = roll(text)
    assert (first.group, second.group, second.dob) == ("1 Ash", "", "")


def test_a_quoted_cell_may_hold_the_separator_and_a_line_end() -> None:
    text = f'{HEAD}\n{number(1)},"Ash, down","Mina\nJo",2019-11-05\n'
    assert (roll(text)[0].surname, roll(text)[0].forename) == ("Ash, down", "Mina Jo")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2019-11-05", "2019-11-05"),
        ("2019-11-05T00:00:00", "2019-11-05"),
        ("5/11/2019", "2019-11-05"),
        ("05.11.2019", "2019-11-05"),
        ("05-11-2019 00:00", "2019-11-05"),
        ("", ""),
    ],
)
def test_dates_are_read_as_british_systems_write_them(written: str, read: str) -> None:
    assert roll(f"{HEAD}\n{number(1)},A,B,{written}\n")[0].dob == read


@pytest.mark.parametrize("written", ["11/25/2019", "2019-02-29", "5 Nov 2019", "43774"])
def test_a_date_that_is_none_is_told_with_row_and_column(written: str) -> None:
    told = fault(f"{HEAD}\n{ROW}\n{number(2)},A,B,{written}\n")
    assert told.startswith(
        f"roll.csv, row 3, column \u201cDOB\u201d: {written} is not a date"
    )


@pytest.mark.parametrize(
    ("head", "cell", "told"),
    [
        ("Sex", "Q", "Q is not one of the answers"),
        ("Year", "Oak", "Oak is not a year group such as R or 1."),
        ("School", "Oak", "Oak is not a school's number such as 999/1234."),
        ("Maths B", "maybe", "maybe is not one of the answers"),
    ],
)
def test_a_cell_that_says_nothing_is_told_with_row_and_column(
    head: str, cell: str, told: str
) -> None:
    text = f"{HEAD},{head}\n{ROW},{cell}\n"
    assert fault(text).startswith(f"roll.csv, row 2, column \u201c{head}\u201d: {told}")


def test_a_upn_a_spreadsheet_has_changed_is_told() -> None:
    assert "a spreadsheet has changed this number" in fault(f"{HEAD}\n1.23E+12,A,B,\n")


def test_missing_columns_are_named_beside_what_is_there() -> None:
    assert fault("UPN,Name\n1,2\n") == (
        "roll.csv has no column Surname or Forename or Date of birth. "
        "Its first row is to hold the headings, with these among them: UPN, Surname, "
        "Forename, Date of birth."
    )


def test_two_columns_for_one_thing_are_told() -> None:
    assert (
        "two columns for the same thing: \u201cDOB\u201d and \u201cDate of birth\u201d"
        in fault(f"{HEAD},Date of birth\n{ROW},x\n")
    )


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"PK\x03\x04\0\0\0\0\xff\x81\0", "roll.csv could not be read. "),
        (b"PK\x03\x04\0", "roll.csv could not be read. "),
        (b"\xff\xfe\x00\xd8", "save it as CSV"),
        (b"UPN\0,Surname\n", "save it as CSV"),
        (b'UPN,Surname\n"open', "not a table Keystage can read"),
    ],
)
def test_what_is_no_table_is_told(data: bytes, told: str) -> None:
    assert told in fault(data)


def test_bytes_no_encoding_knows_are_no_table() -> None:
    with pytest.raises(UsageError, match="is not a table Keystage can read"):
        decode("roll.csv", b"\x81\xff")


def test_a_common_transfer_file_is_a_roll_too() -> None:
    file = ctf_file([pupil(1, [mark("33")], nc_year="1"), pupil(2, sex="m")])
    first, second = read_roll("roll.xml", as_bytes(file), LIMITS)
    assert first == entry(1, school="9991001")
    assert (second.nc_year, second.sex) == ("", "M")


def test_a_file_that_cannot_be_read_is_no_roll() -> None:
    with pytest.raises(UsageError, match=r"^roll\.xml could not be read\. "):
        read_roll("roll.xml", b"<CTfile", LIMITS)


def test_a_roll_is_loaded_from_its_path(tmp_path: Path) -> None:
    path = tmp_path / "roll.csv"
    path.write_text(f"{HEAD}\n{ROW}\n", encoding="utf-8")
    assert load_roll(path, LIMITS)[0].upn == number(1)


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, r"There is no file or folder called .*roll\.csv\."),
        (10, r"roll\.csv could not be read: "),
    ],
)
def test_a_roll_that_cannot_be_had_is_told(
    tmp_path: Path, size: int, said: str
) -> None:
    path = tmp_path / "roll.csv"
    if size:
        path.write_bytes(b"x" * size)
    with pytest.raises(UsageError, match=said):
        load_roll(path, Limits.command_line(size=5))


def test_a_roll_without_headings_gives_away_nobody() -> None:
    with pytest.raises(UsageError) as caught:
        roll("A999100123001,Costa,Mateus,2019-10-01")
    assert "Costa" not in str(caught.value)
    assert "A9991" not in str(caught.value)


def test_two_people_under_one_upn_are_told_by_row() -> None:
    same = f"{number(1)},Costa,Mateus,2019-10-01"
    other = f"{number(1)},Ash,Mateus,2019-10-01"
    assert len(roll(f"{HEAD}\n{same}\n{same.upper()}\n")) == 2
    assert len(roll(f"{HEAD}\n,Costa,Mateus,\n,Ash,Bo,\n")) == 2
    with pytest.raises(UsageError, match=r"same UPN, in rows 2 and 4: ") as caught:
        roll(f"{HEAD}\n{same}\n\n{other}\n")
    assert "Costa" not in str(caught.value)


def test_two_people_under_one_upn_of_a_file_are_told_by_pupil() -> None:
    file = ctf_file([pupil(1), pupil(2), pupil(2, surname="Other")])
    with pytest.raises(UsageError, match=r"same UPN, in pupils 2 and 3: "):
        read_roll("roll.xml", as_bytes(file), LIMITS)


def test_a_pipe_is_no_roll_to_wait_for(tmp_path: Path) -> None:
    os.mkfifo(pipe := tmp_path / "roll.csv")
    with pytest.raises(UsageError, match="may never end"):
        load_roll(pipe, LIMITS)
