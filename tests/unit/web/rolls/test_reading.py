"""A roll's file is read as the library reads it: whole, in any order, or not at all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keystage.core.upn import make
from keystage.tables.apart import Budget
from keystage_web.rolls.children import Child
from keystage_web.rolls.export import to_file
from keystage_web.rolls.reading.apart import read_apart
from keystage_web.rolls.reading.file import read
from keystage_web.rolls.reading.model import Reading, from_plain, to_plain
from keystage_web.rolls.reviewing.review import review
from tests.unit.web.rolls.files import asked, csv, number, row

ANN, BOB = row(1, "Quill", "Ann"), row(2, "Moss", "Bob")
CTF = """<?xml version="1.0" encoding="UTF-8"?>
<CTfile><Header><DocumentName>Common Transfer File</DocumentName><CTFversion>25.0</CTFversion>
<SourceSchool><LEA>999</LEA><Estab>2001</Estab><SchoolName>X</SchoolName>
<AcademicYear>2025</AcademicYear></SourceSchool>
<DestSchool><LEA>999</LEA><Estab>LLLL</Estab></DestSchool></Header>
<CTFpupilData><Pupil><UPN>{upn}</UPN><Surname>Quill</Surname><Forename>Ann</Forename>
<DOB>2020-03-05</DOB><Sex>F</Sex><BasicDetails><FormerUPN>{former}</FormerUPN>
<MiddleNames>May Jo</MiddleNames><NCyearActual>1</NCyearActual></BasicDetails>
<SchoolHistory><School><LEA>999</LEA><Estab>2001</Estab><EntryDate>2024-09-02</EntryDate>
</School></SchoolHistory></Pupil></CTFpupilData></CTfile>"""


def told(*rows: dict[str, str]) -> Reading:
    return read(csv(rows), asked())


def test_a_table_gives_each_child_with_what_it_tells() -> None:
    found = told(ANN, BOB)
    assert [one.get("surname") for one in found.told] == ["Moss", "Quill"]
    assert found.told[1].get("born") == "2020-02-11"
    assert {"group", "joined", "left"} <= set(found.tells)
    assert "below" not in found.tells
    assert (found.kind, found.faults, found.questions) == ("csv", (), ())


def test_a_title_above_the_headings_is_passed_over() -> None:
    data = b"School roll,,,\r\n,,,\r\n" + csv([ANN]).removeprefix(b"\xef\xbb\xbf")
    assert len(read(data, asked()).told) == 1


def test_a_common_transfer_file_gives_its_days_and_its_former_number() -> None:
    data = CTF.format(upn=number(1), former=number(2)).encode()
    (one,) = read(data, asked()).told
    assert (one.get("middle"), one.get("joined"), one.former) == (
        "May Jo",
        "2024-09-02",
        number(2),
    )


def test_a_postcode_is_read_from_a_table_and_from_a_file() -> None:
    data = csv([{**ANN, "Postcode": " zz1  1zz "}], [*ANN, "Postcode"])
    (one,) = read(data, asked()).told
    assert one.get("postcode") == "ZZ1 1ZZ"
    home = "<Address><PostCode>ZZ2 2ZZ</PostCode></Address><SchoolHistory>"
    text = CTF.format(upn=number(1), former="").replace("<SchoolHistory>", home)
    (one,) = read(text.encode(), asked()).told
    assert one.get("postcode") == "ZZ2 2ZZ"


def test_who_stands_twice_with_two_times_on_the_roll_is_one_child() -> None:
    first = {**ANN, "Date left": "2025-12-19"}
    again = {**ANN, "Date joined": "2026-04-13"}
    (one,) = told(again, first, first).told
    assert one.earlier == (("2024-09-02", "2025-12-19"),)
    assert one.get("joined") == "2026-04-13"
    assert len(told(again, first, first).twice) == 1


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([{**ANN, "Date of birth": "31/02/2020"}], "row 2, column “Date of birth”"),
        ([ANN, {**BOB, "UPN": ANN["UPN"]}], "two different pupils have the same UPN"),
        ([ANN, {**ANN, "Date joined": "2025-01-06"}], "twice on the roll at one time"),
        ([{**ANN, "Class": "Oak\u202e"}], "“Oak<U+202E>” has a character nobody sees"),
        ([{**ANN, "Surname": "Q" * 129}], "surname has 129 characters; 128 at most"),
    ],
)
def test_a_fault_is_told_with_its_row_and_nothing_is_taken(
    rows: list[dict[str, str]], said: str
) -> None:
    found = told(*rows)
    assert not found.told
    assert said in " ".join(found.faults)


def test_the_roll_of_another_school_is_refused_and_a_childs_row_set_aside() -> None:
    other = {**BOB, "School": "999/2002"}
    heads = (*ANN, "School")
    assert read(csv([ANN, other], heads), asked()).others == 1
    assert "the roll of another school" in read(csv([other], heads), asked()).faults[0]


def test_columns_are_asked_about_and_a_mapping_answers() -> None:
    strange = {
        "UPN": "Kennung",
        "Surname": "Familie",
        "Forename": "Ruf",
        "Date of birth": "Tag",
    }
    data = csv(
        [{strange.get(key, key): value for key, value in ANN.items()}],
        [strange.get(key, key) for key in ANN],
    )
    questions = {one.heading: one.guess for one in read(data, asked()).questions}
    assert questions["Kennung"] == "upn"
    mapping = {"Kennung": "upn", "Familie": "surname", "Ruf": "forename", "Tag": "dob"}
    assert len(read(data, asked(mapping)).told) == 1
    assert (
        "two columns for the same thing"
        in read(data, asked({**mapping, "Sex": "dob"})).faults[0]
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"%PDF-1.7", "PDF"),
        (b"<CTfile><!DOCTYPE x>", "could not be read"),
        (b"x" * 4_000_000, "MB"),
        (csv([]), "holds no pupils"),
    ],
)
def test_what_is_no_roll_is_refused_in_the_librarys_words(
    data: bytes, said: str
) -> None:
    assert said in " ".join(read(data, asked()).faults)


def test_what_the_library_finds_about_a_number_stands_by_its_row() -> None:
    wrong = {**ANN, "UPN": f"A{ANN['UPN'][1:]}"}
    (one,) = told(wrong).concerns
    assert (one.place, one.rule, one.severity) == (2, "P02", "error")


def test_a_row_without_a_child_is_left_out_and_told() -> None:
    total = dict.fromkeys(ANN, "") | {"Class": "Total 1"}
    assert told(ANN, total).empty == (3,)


def test_a_child_process_reads_the_same_and_is_ended_when_it_takes_too_much() -> None:
    data = csv([ANN, BOB])
    found = read_apart(data, asked(), Budget(seconds=200))  # a busy machine
    assert found == read(data, asked())
    assert from_plain(to_plain(found)) == found
    many = csv([row(at, f"Name{at}", "Kim") for at in range(900)])
    poor = read_apart(many, asked(), Budget(seconds=200, megabytes=30))
    assert "could not be read" in poor.faults[0]


_NAMES = st.text(st.sampled_from("abÅđ '-=@é"), min_size=1, max_size=6).map(str.strip)


def _child(at: int, surname: str, forename: str) -> Child:
    facts = {
        "upn": make("004", "2001", 2024, at),
        "surname": surname,
        "forename": forename,
        "born": "2020-01-02",
        "sex": "F",
        "year_group": "6",
        "group": "Oak" if at % 2 else "",
        "joined": "2024-09-02",
        "left": "" if at % 3 else "2026-01-05",
        "below": "MAT REA" if at % 2 else "",
    }
    earlier = (("2022-09-01", "2023-07-20"),) if at % 4 == 0 else ()
    former = (number(900 + at),) if at % 5 == 0 else ()
    return Child(f"{at:016}", facts, earlier, former)  # type: ignore[arg-type]  # facts


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(_NAMES.filter(bool), _NAMES.filter(bool)), min_size=1, max_size=6
    )
)
def test_a_roll_written_out_and_read_again_is_the_same_roll(
    names: list[tuple[str, str]],
) -> None:
    roll = [
        _child(at, " ".join(one.split()), " ".join(two.split()))
        for at, (one, two) in enumerate(names, 1)
    ]
    reading = read(to_file(roll).encode(), asked())
    assert reading.faults == ()
    found = review(roll, reading)
    assert found.quiet, [one.differences for one in found.changed]
    assert len(found.same) == len(roll)


def test_a_former_number_longer_than_is_kept_is_a_fault_of_its_row() -> None:
    former = {**ANN, "Former UPN": "A" * 21}
    (fault,) = read(csv([former], former), asked()).faults
    assert "former UPN has 21 characters; 20 at most are kept." in fault
