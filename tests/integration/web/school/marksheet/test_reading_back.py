"""A second person reads marks from the paper: agreed, or what the paper says."""

import pytest

from keystage_web.accounts.roles import Role
from keystage_web.audit.models import Event
from keystage_web.returns.models import Paper
from tests.integration.web.school.marksheet.room import Room, said, text

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db,
    pytest.mark.usefixtures("spared"),
]


@pytest.fixture
def marks(phonics: Room) -> Room:
    """Three marks, entered by the head; the fourth child has none yet."""
    ann, bob, cas = phonics.desk.pupils[:3]
    phonics.desk.save(
        (ann, "mark", "33", 0), (bob, "mark", "12", 0), (cas, "mark", "40", 0)
    )
    return phonics


def answered(room: Room, *answers: str) -> dict[str, str]:
    """Return the page's form, each pupil answered in turn: agreed, or what differs."""
    told = room.form("read-back", role=Role.OFFICE)
    for pupil, answer in zip(room.desk.pupils, answers, strict=False):
        told[f"paper.{pupil}"] = answer if answer == "agreed" else "differs"
        told[f"said.{pupil}"] = answer
    return told


def test_only_what_differs_is_listed_at_the_end(marks: Room) -> None:
    words = said(marks.page("read-back", role=Role.OFFICE))
    assert "0 of 4 read" in words
    assert "Nothing that was read differs." in words
    events = Event.objects.count()
    answer = marks.send(answered(marks, "agreed", "21"), "read-back", role=Role.OFFICE)
    words = text(answer)
    assert "2 results were read." in words
    assert "2 of 4 read" in words
    end = words[words.index("What differs") :]
    assert "here 12, on the paper 21" in end
    assert "Quill, Bob" in end
    assert "Quill, Ann" not in end
    new = Event.objects.order_by("number")[events:]
    assert [one.action for one in new].count("marksheet.read_back") == 1
    assert marks.desk.value(marks.desk.pupils[1], "mark") == ("12", 1)


def test_a_mark_that_is_put_right_is_to_be_read_again(marks: Room) -> None:
    bob = marks.desk.pupils[1]
    marks.send(answered(marks, "agreed", "21"), "read-back", role=Role.OFFICE)
    marks.desk.save((bob, "mark", "21", 1))
    words = said(marks.page("read-back", role=Role.OFFICE))
    assert "Changed since it was read: read it again." in words
    assert "Nothing that was read differs." in words
    assert "1 of 4 read" in words


def test_a_mark_changed_while_it_is_read_is_told_and_not_kept(marks: Room) -> None:
    told = answered(marks, "agreed", "agreed")
    marks.desk.save((marks.desk.pupils[1], "mark", "13", 1))
    words = text(marks.send(told, "read-back", role=Role.OFFICE))
    assert "1 result was read." in words
    assert "Changed while you were reading: Quill, Bob." in words
    assert Paper.unscoped.get().pupil_id == marks.desk.pupils[0]


def test_who_entered_the_marks_is_asked_to_let_another_read(marks: Room) -> None:
    own = said(marks.page("read-back"))
    assert "You entered 3 of these results yourself." in own
    assert "yourself" not in said(marks.page("read-back", role=Role.OFFICE))


def test_a_blank_paper_differs_from_a_mark(marks: Room) -> None:
    told = answered(marks, "agreed") | {
        f"paper.{marks.desk.pupils[2]}": "differs",
        f"said.{marks.desk.pupils[2]}": "",
    }
    words = text(marks.send(told, "read-back", role=Role.OFFICE))
    assert "here 40, on the paper blank" in words


def test_nothing_answered_is_told(marks: Room) -> None:
    told = {"was.x": "", "was.y": "1", "paper.y": "perhaps", "column": "mark"}
    assert "Nothing was answered." in text(marks.send(told, "read-back"))


def test_any_column_of_a_profile_is_read(room: Room) -> None:
    ann = room.desk.pupils[0]
    room.desk.save((ann, "E05", "2", 0))
    page = room.page("read-back", query={"column": "E05"}, role=Role.TEACHER)
    assert "Column" in said(page)
    told = {"column": "E05", f"was.{ann}": "1", f"paper.{ann}": "agreed"}
    room.send(told, "read-back", role=Role.TEACHER)
    assert Paper.unscoped.get().component == "E05"


def test_paper_has_a_row_to_tick_a_copy_against(marks: Room) -> None:
    words = said(marks.page("print"))
    assert "Entered 3 " in words
    assert "Sum 85 " in words
    empty = said(marks.page("print", query={"blank": "1"}))
    assert "85" not in empty
    assert "Sum" in empty
    assert "33" not in empty
