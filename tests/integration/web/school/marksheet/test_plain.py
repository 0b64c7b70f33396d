"""The grid without a script: a plain form that saves, marks, asks, and shows conflicts."""

import pytest

from keystage_web.accounts.roles import Role
from tests.integration.web.school.marksheet.room import Controls, Room, said, text

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db,
    pytest.mark.usefixtures("spared"),
]


def test_what_is_typed_is_saved_and_told_with_the_time(room: Room) -> None:
    form = room.form()
    told = form | {room.cell(0, "E01"): "2", room.cell(1, "E05"): "exp"}
    answer = room.send(told)
    assert "Saved 10:00" in text(answer)
    assert ": 2 cells." in text(answer)
    ann, bob = room.desk.pupils[:2]
    assert room.desk.value(ann, "E01") == ("2", 1)
    assert room.desk.value(bob, "E05") == ("2", 1)
    assert room.form()[room.cell(0, "E01")] == "2"


def test_what_was_not_touched_is_not_saved(room: Room) -> None:
    form = room.form()
    ann, bob = room.desk.pupils[:2]
    room.desk.save((ann, "E01", "1", 0))
    room.send(form | {room.cell(1, "E01"): "2"})
    assert room.desk.value(ann, "E01") == ("1", 1)
    assert room.desk.value(bob, "E01") == ("2", 1)
    assert not room.desk.clashes()


def test_nothing_changed_says_so(room: Room) -> None:
    assert "Nothing was changed" in text(room.send(room.form()))
    assert "Nothing was changed" in text(room.send({}))


def test_an_impossible_value_is_kept_and_marked_with_a_line_to_its_cell(
    room: Room,
) -> None:
    answer = room.send(room.form() | {room.cell(0, "E12"): "3"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#{room.cell(0, "E12")}"' in page
    assert "Quill, Ann, Numerical patterns: " in text(answer)
    assert f'aria-describedby="m-{room.cell(0, "E12")}"' in page
    assert room.desk.value(room.desk.pupils[0], "E12") == ("3", 1)


def test_a_value_that_met_a_newer_one_is_shown_beside_it(room: Room) -> None:
    form = room.form()
    ann = room.desk.pupils[0]
    teacher = room.desk.who(Role.TEACHER)
    room.desk.save((ann, "E01", "1", 0), by=teacher)
    answer = room.send(form | {room.cell(0, "E01"): "2"})
    assert answer.status_code == 422
    assert "Teacher 2001 saved 1 at 10:00:01, you typed 2" in text(answer)
    (clash,) = room.desk.clashes()
    assert room.at("clash", clash.id) in answer.content.decode()
    assert room.desk.value(ann, "E01") == ("1", 1)


def test_an_exemption_is_asked_first_and_what_was_typed_stays_on_the_page(
    room: Room,
) -> None:
    cell = room.cell(0, "E01")
    answer = room.send(room.form() | {cell: "A"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert Controls(page).found[cell] == "A"
    ann = room.desk.pupils[0]
    assert room.at("ask", ann, "E01") in page
    assert room.desk.value(ann, "E01") == ("", 0)
    sent = room.send({"answer": "child", "seen": "0"}, "ask", ann, "E01")
    assert "Saved." in text(sent)
    assert room.desk.value(ann, "E17") == ("A", 1)


def test_the_same_form_sent_twice_is_saved_once(room: Room) -> None:
    told = room.form() | {room.cell(0, "E01"): "2"}
    room.send(told)
    room.send(told)
    assert room.desk.history(room.desk.pupils[0], "E01") == [("", "2", 1)]


def test_a_teacher_sees_and_sends_the_own_class_alone(room: Room) -> None:
    page = room.page(role=Role.TEACHER)
    assert "Quill, Ann" in page
    assert "Quill, Cas" not in page
    cas = room.desk.pupils[2]
    told = {"columns": "E01", f"was.{cas}": "0:", f"{cas}.E01": "2"}
    answer = room.send(told, role=Role.TEACHER)
    assert answer.status_code == 404
    assert room.desk.value(cas, "E01") == ("", 0)


def test_where_entering_is_off_nothing_is_offered_and_nothing_taken(room: Room) -> None:
    form = room.form() | {room.cell(0, "E01"): "2"}
    room.send({"on": "0"}, "switch")
    page = room.page()
    assert f'data-cell="{room.cell(0, "E01")}"' in page
    assert room.cell(0, "E01") not in Controls(page).found
    answer = room.send(form)
    assert "switched off" in text(answer)
    assert room.desk.value(room.desk.pupils[0], "E01") == ("", 0)
    room.send({"on": "1"}, "switch")
    assert room.cell(0, "E01") in room.form()


def test_what_nobody_could_have_typed_is_left_alone(room: Room) -> None:
    ann = room.desk.pupils[0]
    told = {"columns": "E01,E02", f"was.{ann}": "x:2 0", f"{ann}.E01": "2"}
    assert "Nothing was changed" in text(room.send(told))


def test_a_save_is_undone_from_the_page(room: Room) -> None:
    assert "nothing here that can be undone" in text(room.send({}, "undo"))
    room.send(room.form() | {room.cell(0, "E01"): "2", room.cell(1, "E01"): "1"})
    ann, bob = room.desk.pupils[:2]
    room.desk.save((bob, "E01", "2", 1), by=room.desk.who(Role.TEACHER))
    answer = room.send({}, "undo")
    assert "1 cell was undone." in text(answer)
    assert "1 cell was left" in text(answer)
    assert room.desk.value(ann, "E01") == ("", 2)
    assert room.desk.value(bob, "E01") == ("2", 2)


def test_classes_and_what_is_left_to_do_are_chosen_by_the_address(room: Room) -> None:
    elm = said(room.page(query={"class": room.desk.elm.id}))
    assert "Displaying 1 of 4 pupils ·" in elm
    assert "Quill, Cas" in elm
    every = room.page()
    assert "Displaying 4 pupils" in every
    none = room.page(query={"class": "all", "show": "problems"})
    assert "Displaying 0 of 4 pupils" in none
    odd = room.page(query={"class": "nonsense", "show": "odd"})
    assert "Displaying 1 of 4 pupils" in odd


def test_why_cells_are_closed_stands_once_beneath_the_sheet(tested: Room) -> None:
    page = tested.page()
    closed = page.partition('aria-label="Closed cells"')[2].partition("</ul>")[0]
    assert said(closed).count("Takes the test, so needs no result here.") == 1
    assert "tick it on the pupil's page" in said(closed)


def test_a_sheet_with_no_cell_closed_explains_none(room: Room) -> None:
    assert "Closed cells" not in room.page()
