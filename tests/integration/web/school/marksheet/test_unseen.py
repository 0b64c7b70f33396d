"""Nobody writes over a value they never saw, nor past what a value asks."""

import pytest

from keystage_web.accounts.roles import Role
from keystage_web.returns.models import Exemption, Result
from tests.integration.web.returns.marks.desk import GOALS
from tests.integration.web.school.marksheet.room import Controls, Room, text

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db,
    pytest.mark.usefixtures("spared"),
]


def met(room: Room) -> str:
    """Let the head's 2 meet the teacher's 1; return the clash."""
    ann = room.desk.pupils[0]
    room.desk.save((ann, "E01", "1", 0), by=room.desk.who(Role.TEACHER))
    cell = {"cell": room.cell(0, "E01"), "value": "2", "base": 0}
    _status, told = room.ask("save", {"key": "met", "cells": [cell]})
    return str(told["cells"][0]["clash"])


def test_the_script_chooses_between_the_two_it_showed_and_no_third(room: Room) -> None:
    ann, clash = room.desk.pupils[0], met(room)
    room.desk.save((ann, "E01", "", 1), by=room.desk.who(Role.OFFICE))
    answer = {"key": "k", "clash": clash, "keep": "mine", "base": 1}
    status, told = room.ask("settle", answer)
    assert (status, told["cells"][0]["state"]) == (200, "conflict")
    assert room.desk.value(ann, "E01") == ("", 2)
    assert [one.id for one in room.desk.clashes()] == [clash]


@pytest.mark.parametrize("base", [None, -1, True, "1", 10**9])
def test_a_choice_without_what_was_seen_beside_it_is_not_understood(
    room: Room, base: object
) -> None:
    answer = {"key": "k", "clash": met(room), "keep": "mine", "base": base}
    assert room.ask("settle", answer)[0] == 422
    assert room.desk.value(room.desk.pupils[0], "E01") == ("1", 1)


@pytest.mark.parametrize("base", ["", "x", "-1"])
def test_nor_is_it_where_no_script_runs(room: Room, base: str) -> None:
    answer = room.send({"keep": "mine", "base": base}, "clash", met(room))
    assert "That was not saved" in text(answer)
    assert room.desk.value(room.desk.pupils[0], "E01") == ("1", 1)


def test_an_exemption_is_not_filled_over_what_came_meanwhile(room: Room) -> None:
    at, ann = room.desk, room.desk.pupils[0]
    room.page()
    at.save(*((ann, goal, "2", 0) for goal in GOALS), by=at.who(Role.TEACHER))
    asked = {"pupil": ann, "ground": "child"}
    status, told = room.ask("exempt", {"key": "e", **asked, "seen": 0})
    assert status == 409
    assert "changed it since" in told["said"]
    assert (at.value(ann, "E01"), Exemption.unscoped.count()) == (("2", 1), 0)
    assert room.ask("exempt", {"key": "f", **asked})[0] == 422
    assert room.ask("exempt", {"key": "g", **asked, "seen": 1})[0] == 200


def test_nor_where_no_script_runs(room: Room) -> None:
    at, ann = room.desk, room.desk.pupils[0]
    form = room.form("ask", ann, "E01")
    at.save((ann, "E01", "2", 0), by=at.who(Role.TEACHER))
    answer = room.send({**form, "answer": "child"}, "ask", ann, "E01")
    assert "Somebody has changed it since" in text(answer)
    assert (at.value(ann, "E01"), Exemption.unscoped.count()) == (("2", 1), 0)
    answer = room.client().post(room.at("ask", ann, "E01"), {"answer": "child"})
    assert answer.status_code == 422
    form = room.form("ask", ann, "E01")
    room.send({**form, "answer": "child"}, "ask", ann, "E01")
    form = room.form("ask", ann, "E01")
    teacher = room.form("ask", ann, "E01", role=Role.TEACHER)
    for answer, by in (("lift", Role.HEAD), ("setting", Role.HEAD)):
        room.send({**form, "answer": answer}, "ask", ann, "E01", role=by)
        form = room.form("ask", ann, "E01")
    told = {**teacher, "answer": "lift"}
    answer = room.send(told, "ask", ann, "E01", role=Role.TEACHER)
    assert "Somebody has changed it since" in text(answer)
    assert at.value(ann, "E01")[0] == "A"


def test_a_nought_is_not_answered_over_what_came_meanwhile(phonics: Room) -> None:
    at, ann = phonics.desk, phonics.desk.pupils[0]
    form = phonics.form("ask", ann, "mark")
    at.save((ann, "mark", "31", 0), by=at.who(Role.TEACHER))
    phonics.send({**form, "answer": "D"}, "ask", ann, "mark")
    assert at.value(ann, "mark") == ("31", 1)
    assert [one.value for one in at.clashes()] == ["D"]


def test_a_column_is_not_filled_over_what_came_after_the_count(room: Room) -> None:
    at, ann = room.desk, room.desk.pupils[0]
    told = {"what": "E01", "value": "1", "over": "on"}
    page = room.client().post(room.at("fill"), told).content.decode()
    at.save((ann, "E01", "3", 0), by=at.who(Role.TEACHER))
    form = {**Controls(page).found, "key": "one"}
    assert "Somebody has changed it since" in text(room.send(form, "fill"))
    assert at.value(ann, "E01") == ("3", 1)
    assert Result.unscoped.count() == 1
    bare = {**told, "go": "1", "key": "two"}
    assert "That was not saved" in text(room.send(bare, "fill"))
    page = room.client().post(room.at("fill"), told).content.decode()
    room.send(Controls(page).found, "fill")
    assert at.value(ann, "E01") == ("1", 2)


@pytest.mark.parametrize("via", ["undone", "redone"])
def test_a_row_of_the_code_asks_its_ground_however_it_is_sent(
    room: Room, via: str
) -> None:
    ann = room.desk.pupils[0]
    cells = [{"cell": f"{ann}.{goal}", "value": "A", "base": 0} for goal in GOALS]
    told = {"key": "k", "via": via, "cells": cells}
    status, answer = room.ask("save", told, role=Role.TEACHER)
    assert (status, {one["state"] for one in answer["cells"]}) == (200, {"ask"})
    assert not Result.unscoped.exists()


def test_an_exemption_that_was_undone_comes_again_with_its_redo(room: Room) -> None:
    ann = room.desk.pupils[0]
    asked = {"key": "e", "pupil": ann, "ground": "child", "seen": 0}
    assert room.ask("exempt", asked)[0] == 200
    for base, via, value in ((1, "undone", ""), (2, "redone", "A")):
        cells = [
            {"cell": f"{ann}.{goal}", "value": value, "base": base} for goal in GOALS
        ]
        _status, told = room.ask("save", {"key": via, "via": via, "cells": cells})
        assert {one["state"] for one in told["cells"]} == {"saved"}
    assert Exemption.unscoped.get().ended_at is None


@pytest.mark.parametrize("via", ["imported", "repaired", "settled", "exempted"])
def test_the_script_does_not_say_that_another_page_did_it(room: Room, via: str) -> None:
    cell = {"cell": room.cell(0, "E01"), "value": "2", "base": 0}
    assert room.ask("save", {"key": "k", "via": via, "cells": [cell]})[0] == 422
