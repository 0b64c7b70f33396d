"""A marksheet out as a workbook and in again, or pasted: looked at, then saved in one go."""

import io
from pathlib import Path

import pytest

from keystage.cli.main import run
from keystage.core import upn
from keystage.marksheet.tag import of_workbook
from keystage.tables import read
from keystage_web.accounts.models import School
from keystage_web.accounts.roles import Role
from keystage_web.audit.models import Event, Payload
from keystage_web.returns.models import Result
from keystage_web.returns.sheet import queries as sheets
from keystage_web.returns.taking.reading import Given, Table
from keystage_web.returns.taking.review import Kind, review
from keystage_web.rolls.models import Pupil
from tests.integration.web.school.marksheet.room import Controls, Room, said, text

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db,
    pytest.mark.usefixtures("spared"),
]
HEADS = "Surname\tForename\tE01\tE02\n"


def pasted(room: Room, table: str, role: Role = Role.HEAD) -> str:
    """Return the page that shows what a pasted table would change."""
    answer = room.send({"pasted": table}, "import", role=role)
    assert answer.status_code == 200
    return str(answer.content.decode())


def took(room: Room, page: str) -> str:
    """Save a review as it came, all ticked; return the words of where it leads."""
    ticked = [pupil for pupil in room.desk.pupils if f'id="take-{pupil}"' in page]
    sent = {**Controls(page).found, "take": ticked}
    return text(room.client().post(room.at("import-save"), sent, follow=True))


def test_a_pasted_table_is_looked_at_and_then_saved_in_one_go(room: Room) -> None:
    ann, bob = room.desk.pupils[:2]
    room.desk.save((ann, "E01", "1", 0), (bob, "E02", "2", 0))
    page = pasted(room, f"{HEADS}Quill\tAnn\t2\texp\nQuill\tBob\t\t2\n")
    words = said(page)
    assert "2 results would change. Nothing is saved yet." in words
    assert "1 result is the same already." in words
    assert "2 pupils of this sheet are not in the table." in words
    assert room.desk.value(ann, "E01") == ("1", 1)
    events = Event.objects.count()
    assert "2 cells." in took(room, page)
    assert room.desk.value(ann, "E01") == ("2", 2)
    assert room.desk.value(ann, "E02") == ("2", 1)
    new = list(Event.objects.order_by("number")[events:])
    told = [one for one in new if one.action == "marksheet.edit_cell"]
    assert len(told) == 1
    assert '"via":"imported"' in Payload.objects.get(number=told[0].number).body


def test_a_table_sent_twice_is_saved_once(room: Room) -> None:
    ann = room.desk.pupils[0]
    page = pasted(room, f"{HEADS}Quill\tAnn\t2\t1\n")
    took(room, page)
    took(room, page)
    assert room.desk.value(ann, "E01") == ("2", 1)


def test_a_value_that_cannot_stand_is_kept_and_marked(room: Room) -> None:
    page = pasted(room, f"{HEADS}Quill\tAnn\t7\t{'x' * 50}\n")
    assert "“7” is not a result here." in said(page)
    assert "Not taken. That is too long for a result." in said(page)
    took(room, page)
    assert room.desk.value(room.desk.pupils[0], "E01") == ("7", 1)
    assert room.desk.value(room.desk.pupils[0], "E02") == ("", 0)


def test_who_is_not_on_the_sheet_is_told_and_not_taken(room: Room) -> None:
    ann = room.desk.pupils[0]
    number = upn.make("004", "2001", 2024, 5)
    Pupil.unscoped.filter(id=ann).update(upn=number)
    table = (
        "UPN\tSurname\tForename\tE01\n"
        f"{number}\tQuill\tAnn\t2\n{number}\tQuill\tAnn\t1\n"
        f"{number}\tOther\tName\t1\n\tNobody\tHere\t2\n"
    )
    words = said(pasted(room, table))
    assert "Row 3, Quill, Ann: named before." in words
    assert "Row 5, Nobody, Here: not on this sheet." in words
    assert "1 result would change." in words
    other = said(pasted(room, f"UPN\tSurname\tForename\tE01\n{number}\tQ\tZ\t2\n"))
    assert "the UPN is of a child of another name" in other
    assert "0 results would change" in other


def test_a_teacher_changes_the_own_class_alone(room: Room) -> None:
    table = f"{HEADS}Quill\tAnn\t2\t2\nQuill\tCas\t2\t2\n"
    words = said(pasted(room, table, Role.TEACHER))
    assert "Row 3, Quill, Cas: not on this sheet." in words


def workbook(room: Room) -> bytes:
    answer = room.client().get(room.at("workbook"))
    assert answer.status_code == 200
    assert "eyfsp-2026.xlsx" in answer.headers["Content-Disposition"]
    return bytes(answer.content)


def test_the_workbook_holds_what_stands_and_comes_back_the_same(room: Room) -> None:
    ann, bob = room.desk.pupils[:2]
    room.desk.save((ann, "E01", "1", 0), (bob, "E17", "2", 0))
    data = workbook(room)
    texts = {
        cell.text
        for sheet in read(data).sheets
        for cells in sheet.rows.values()
        for cell in cells.values()
    }
    assert {"Ann", "Dot", "Quill"} <= texts
    answer = room.send({"file": file(data)}, "import")  # type: ignore[dict-item]  # a file
    words = text(answer)
    assert "0 results would change" in words
    assert "2 results are the same already." in words


def test_the_workbook_is_told_whose_it_is_and_is_converted_without_asking(
    room: Room, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    room.desk.save((room.desk.pupils[0], "E01", "1", 0))
    sheet = tmp_path / "sheet.xlsx"
    sheet.write_bytes(workbook(room))
    assert run(["convert", str(sheet), str(tmp_path)]) == 0
    assert "9992001" in capsys.readouterr().out
    assert [one.name for one in tmp_path.glob("9992001*.xml")]
    School.unscoped.filter(number=room.desk.number).update(number="", urn="EY123456")
    found = of_workbook(read(workbook(room)))
    assert found is not None
    assert (found.school, found.name) == ("EY123456", "School 2001")


def test_what_was_changed_here_since_stays_or_is_asked_about(room: Room) -> None:
    ann, bob = room.desk.pupils[:2]
    room.desk.save((ann, "E01", "1", 0), (bob, "E01", "1", 0))
    data = workbook(room)
    room.desk.save((ann, "E01", "2", 1))
    words = text(room.send({"file": file(data)}, "import"))  # type: ignore[dict-item]  # a file
    assert "1 result was changed here since, and not in the table: it stays." in words
    assert "0 results would change" in words


def test_a_cell_changed_here_and_in_an_older_table_is_told_before_it_is_saved(
    room: Room,
) -> None:
    ann, desk = room.desk.pupils[0], room.desk
    known = desk.save((ann, "E01", "1", 0)).seq
    desk.save((ann, "E01", "A", 1), (ann, "E02", "2", 0), by=desk.who(Role.OFFICE))
    desk.save((ann, "E01", "", 1), by=desk.who(Role.OFFICE))
    line = Given(2, "", "Quill", "Ann", {"E01": "2"})
    table = Table((line,), (), known)
    found = sheets.sheet(desk.who(), desk.round, now=desk.now)
    assert found is not None
    (change,) = review(desk.who(), found, table, now=desk.now).changes[ann]
    assert (change.kind, change.base) == (Kind.NEWER, 1)
    assert "has changed this since the table was made" in change.said


def test_a_value_that_meets_a_newer_one_waits_for_a_choice(room: Room) -> None:
    ann = room.desk.pupils[0]
    page = pasted(room, f"{HEADS}Quill\tAnn\t1\t\n")
    room.desk.save((ann, "E01", "2", 0))
    words = took(room, page)
    assert "Still to be looked at" in words
    assert room.desk.value(ann, "E01") == ("2", 1)
    assert len(room.desk.clashes()) == 1


def test_what_asks_something_first_is_told_with_its_pupil(phonics: Room) -> None:
    page = pasted(phonics, "Surname\tForename\tMark\nQuill\tAnn\t0\nQuill\tBob\t33\n")
    assert "2 results would change" in said(page)
    words = took(phonics, page)
    assert "Still to be looked at" in words
    assert "Quill, Ann" in words
    assert phonics.desk.value(phonics.desk.pupils[1], "mark") == ("33", 1)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({}, "Choose a file, or paste a table: one of the two."),
        ({"pasted": "just words"}, "headings"),
        ({"pasted": HEADS}, "no"),
        ({"pasted": "x\t" * 20_000}, "column"),
    ],
    ids=["nothing", "words", "heads alone", "too wide"],
)
def test_what_cannot_be_read_is_told_at_its_field(
    room: Room, told: dict[str, str], sentence: str
) -> None:
    answer = room.send(told, "import")
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert "There is a problem" in text(answer)


@pytest.mark.parametrize("data", [b"PK\x03\x04 torn", b"\x00\x01\x02", b"%PDF-1.7"])
def test_a_file_that_is_no_table_is_told(room: Room, data: bytes) -> None:
    answer = room.send({"file": file(data)}, "import")  # type: ignore[dict-item]  # a file
    assert answer.status_code == 422


def test_a_workbook_of_other_results_is_not_taken(phonics: Room) -> None:
    line = "Rules eyfsp-2026, revision 1, Keystage 1.0\n"
    answer = phonics.send(
        {"pasted": f"{line}Surname\tForename\tMark\nQuill\tAnn\t3\n"}, "import"
    )
    assert answer.status_code == 422
    assert "This table is for other results." in text(answer)


@pytest.mark.parametrize("cells", ["", "{}", "[3]", '[["a","E01","2",true]]', "[[1]]"])
def test_a_form_that_no_review_made_changes_nothing(room: Room, cells: str) -> None:
    answer = room.send({"cells": cells, "take": "a"}, "import-save")
    assert "Nobody was ticked: nothing was changed." in text(answer)
    assert not Result.unscoped.exists()


def test_more_results_than_are_taken_at_once_are_refused_whole(room: Room) -> None:
    ann = room.desk.pupils[0]
    cells = ",".join(f'["{ann}","c{number}","2",0]' for number in range(2_501))
    answer = room.send({"cells": f"[{cells}]", "take": ann}, "import-save")
    assert "At most 2500 results are taken at once" in text(answer)
    assert not Result.unscoped.exists()


def file(data: bytes) -> io.BytesIO:
    made = io.BytesIO(data)
    made.name = "results.xlsx"
    return made
