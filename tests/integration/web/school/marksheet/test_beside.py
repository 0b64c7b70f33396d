"""The pages beside the grid: one pupil, fill, comments, two values, moments, paper."""

import pytest

from keystage_web.accounts.roles import Role
from keystage_web.returns.models import ClassDone, Flag, Note, Return
from tests.integration.web.school.marksheet.room import Room, said, text

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db,
    pytest.mark.usefixtures("spared"),
]


def test_a_pupils_page_saves_and_goes_on_to_the_next(room: Room) -> None:
    ann, bob = room.desk.pupils[:2]
    page = room.page("pupil", ann)
    assert "Next: Quill, Bob" in said(page)
    assert "Previous:" not in said(page)
    told = room.form("pupil", ann) | {room.cell(0, "E01"): "2", "next": "1"}
    answer = room.send(told, "pupil", ann)
    assert answer.redirect_chain[-1][0] == room.at("pupil", bob)
    assert "Saved 10:00" in text(answer)
    assert room.desk.value(ann, "E01") == ("2", 1)
    told = room.form("pupil", ann)
    assert told[room.cell(0, "E01")] == "2"
    answer = room.send(told, "pupil", ann)
    assert "Nothing was changed" in text(answer)


def test_a_strange_value_stays_on_a_pupils_page_and_is_marked(phonics: Room) -> None:
    ann = phonics.desk.pupils[0]
    told = phonics.form("pupil", ann)
    cell = phonics.cell(0, "mark")
    answer = phonics.send(told | {cell: "41"}, "pupil", ann)
    assert answer.status_code == 422
    assert 'value="41"' in answer.content.decode()
    assert "govuk-error-message" in answer.content.decode()


def test_a_nought_is_asked_about_once(phonics: Room) -> None:
    ann = phonics.desk.pupils[0]
    cell = phonics.cell(0, "mark")
    answer = phonics.send(phonics.form("pupil", ann) | {cell: "0"}, "pupil", ann)
    assert answer.status_code == 422
    assert phonics.at("ask", ann, "mark") in answer.content.decode()
    assert phonics.desk.value(ann, "mark") == ("", 0)
    missing = phonics.send({}, "ask", ann, "mark")
    assert missing.status_code == 422
    assert "Choose the one that holds" in text(missing)
    phonics.send({"answer": "D", "seen": "0"}, "ask", ann, "mark")
    assert phonics.desk.value(ann, "mark") == ("D", 1)


def test_an_exemption_is_taken_back(room: Room) -> None:
    ann = room.desk.pupils[0]
    room.send({"answer": "child", "seen": "0"}, "ask", ann, "E01")
    assert "Take the exemption back" in room.page("ask", ann, "E01")
    room.send({"answer": "lift", "seen": "1"}, "ask", ann, "E01")
    assert room.desk.value(ann, "E17") == ("", 2)
    assert room.client().get(room.at("ask", ann, "E99")).status_code == 404


def test_fill_says_how_many_first_and_one_undo_takes_it_back(room: Room) -> None:
    ann = room.desk.pupils[0]
    room.desk.save((ann, "E01", "1", 0))
    told = {"what": "E01", "value": "2"}
    assert "3 cells are filled." in text(room.send(told, "fill"))
    assert room.desk.value(room.desk.pupils[1], "E01") == ("", 0)
    answer = room.send({**told, "go": "1", "key": "k", "seen": "1"}, "fill")
    assert "3 cells were filled" in text(answer)
    assert room.desk.value(ann, "E01") == ("1", 1)
    assert room.desk.value(room.desk.pupils[1], "E01") == ("2", 1)
    room.send({}, "undo")
    assert room.desk.value(room.desk.pupils[1], "E01") == ("", 2)
    over = text(room.send({**told, "over": "on"}, "fill"))
    assert "4 cells are filled." in over


def test_a_row_is_filled_and_made_blank(room: Room) -> None:
    ann = room.desk.pupils[0]
    address = f"{room.at('fill')}?what=row"
    told = {"what": ann, "value": "2", "go": "1", "seen": "0"}
    room.client().post(address, told)
    assert room.desk.value(ann, "E17") == ("2", 1)
    blank = {**told, "value": "-", "over": "on", "seen": "1"}
    room.client().post(address, blank)
    assert room.desk.value(ann, "E17") == ("", 2)
    wrong = room.client().post(address, {"what": "nobody", "value": "2"})
    assert wrong.status_code == 422


def test_two_values_are_shown_side_by_side_and_one_is_kept(room: Room) -> None:
    ann = room.desk.pupils[0]
    room.desk.save((ann, "E01", "1", 0), by=room.desk.who(Role.TEACHER))
    room.desk.save((ann, "E01", "2", 0))
    (clash,) = room.desk.clashes()
    page = said(room.page("clash", clash.id))
    assert "It says now 1 Teacher 2001" in page
    assert "Typed at the same time 2 Headteacher 2001" in page
    assert room.send({}, "clash", clash.id).status_code == 422
    told = room.form("clash", clash.id) | {"keep": "mine"}
    assert "It is settled" in text(room.send(told, "clash", clash.id))
    assert room.desk.value(ann, "E01") == ("2", 2)
    assert room.client().get(room.at("clash", clash.id)).status_code == 404


def test_two_values_of_which_one_moved_on_are_looked_at_again(room: Room) -> None:
    ann = room.desk.pupils[0]
    teacher = room.desk.who(Role.TEACHER)
    room.desk.save((ann, "E01", "1", 0), by=teacher)
    room.desk.save((ann, "E01", "2", 0))
    (clash,) = room.desk.clashes()
    told = room.form("clash", clash.id) | {"keep": "mine"}
    room.desk.save((ann, "E01", "", 1), by=teacher)
    assert "look again" in text(room.send(told, "clash", clash.id))
    assert room.desk.value(ann, "E01") == ("", 2)


def test_comments_are_kept_shown_and_taken_away_by_who_made_them(room: Room) -> None:
    ann = room.desk.pupils[0]
    told = {"component": "E05", "text": "Moved in May <b>"}
    answer = room.send(told, "pupil-notes", ann)
    assert "Moved in May &lt;b&gt;" in answer.content.decode()
    assert "ks-commented" in room.page()
    assert "Take it away" not in room.page("pupil-notes", ann, role=Role.TEACHER)
    room.send({"text": "All in by Friday"}, "notes")
    assert "All in by Friday" in room.page("notes", role=Role.TEACHER)
    note = Note.unscoped.get(component="E05")
    taken = room.client(Role.TEACHER).post(room.at("unnote", note.id))
    assert taken.status_code == 404
    assert "Moved in May" in room.page("pupil-notes", ann)
    room.send({}, "unnote", note.id)
    assert "Moved in May" not in room.page("pupil-notes", ann)
    assert room.send({"text": ""}, "notes").status_code == 422


def test_flags_are_put_and_taken_away_and_shown_alone(room: Room) -> None:
    ann = room.desk.pupils[0]
    room.send({"component": "E01"}, "flag", ann)
    room.send({"component": ""}, "flag", ann)
    assert Flag.unscoped.filter(on=True).count() == 2
    assert "Displaying 1 of 4 pupils ·" in said(
        room.page(query={"class": "all", "show": "flags"})
    )
    room.send({"component": "E01"}, "flag", ann)
    room.send({"component": ""}, "flag", ann)
    assert not Flag.unscoped.filter(on=True).exists()


def test_a_teacher_says_that_a_class_is_done_and_that_it_is_not(room: Room) -> None:
    oak = room.desk.oak.id
    assert "The class is done" in room.page("done", oak, role=Role.TEACHER)
    room.send({}, "done", oak, role=Role.TEACHER)
    assert ClassDone.unscoped.get().klass_id == oak
    assert "It is not done yet" in room.page("done", oak, role=Role.TEACHER)
    room.send({"undone": "1"}, "done", oak, role=Role.TEACHER)
    assert not ClassDone.unscoped.exists()
    elm = room.at("done", room.desk.elm.id)
    assert room.client(Role.TEACHER).get(elm).status_code == 404


def test_what_stood_in_a_cell_is_told_with_who_and_how(room: Room) -> None:
    ann = room.desk.pupils[0]
    assert "Nothing was ever entered" in room.page("cell", ann, "E01")
    room.desk.save((ann, "E01", "1", 0), by=room.desk.who(Role.TEACHER))
    room.desk.save((ann, "E01", "2", 1))
    page = said(room.page("cell", ann, "E01"))
    assert "Headteacher 2001 1 2 typed" in page
    assert "Teacher 2001 – 1 typed" in page  # noqa: RUF001 - as shown
    assert room.client().get(room.at("cell", ann, "E99")).status_code == 404


def test_the_sheet_goes_back_to_an_earlier_moment(room: Room) -> None:
    assert "Nothing was entered yet" in room.page("restore")
    ann, bob = room.desk.pupils[:2]
    first = room.desk.save((ann, "E01", "1", 0))
    room.desk.save((ann, "E01", "2", 1), (bob, "E01", "2", 0))
    told = {"seq": str(first.seq)}
    answer = room.send(told, "restore")
    assert "2 cells change." in text(answer)
    seen = room.desk.row.seq
    answer = room.send({**told, "seen": str(seen)}, "restore")
    assert "2 cells are as they were" in text(answer)
    assert room.desk.value(ann, "E01") == ("1", 3)
    assert room.desk.value(bob, "E01") == ("", 2)
    answer = room.send({**told, "seen": str(seen)}, "restore")
    assert "Somebody has changed it since" in text(answer)
    assert room.send({"seq": "99"}, "restore").status_code == 422


def test_the_completion_date_is_kept_and_none_is_in_the_future(room: Room) -> None:
    day = {"day_0": "9", "day_1": "6", "day_2": "2026"}
    room.send(day, "entry")
    assert str(Return.unscoped.get().completed_on) == "2026-06-09"
    answer = room.send({**day, "day_1": "7"}, "entry")
    assert "it is not here yet" in text(answer)
    assert "Switch it off" not in room.page("entry", role=Role.OFFICE)
    assert "Switch it off" in room.page("entry")


def test_keys_and_paper_are_pages_of_their_own(room: Room) -> None:
    ann = room.desk.pupils[0]
    room.desk.save((ann, "E01", "1", 0))
    keys = said(room.page("keys"))
    assert "1 Emerging, 2 Expected" in keys
    assert "F8" in keys
    paper = room.page("print")
    assert "<td>1</td>" in paper
    assert "<td>1</td>" not in room.page("print", query={"blank": "1"})
