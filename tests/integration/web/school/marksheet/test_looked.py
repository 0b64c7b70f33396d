"""Whoever saw results, and of whom, is written down: once a day in each session."""

import pytest

from keystage_web.accounts.roles import Role
from keystage_web.audit.models import Event
from keystage_web.returns import actions
from tests.integration.web.returns.marks.desk import GOALS
from tests.integration.web.school.marksheet.room import Room

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db,
    pytest.mark.usefixtures("spared"),
]


def looks() -> int:
    return Event.objects.filter(kind="looked").count()


@pytest.mark.parametrize("name", ["", "check", "compare", "print", "fill", "restore"])
def test_a_page_of_the_sheet_is_noted_once(room: Room, name: str) -> None:
    room.page()
    assert looks() == 1
    other = Room(room.desk)
    for _ in range(2):
        assert other.client().get(other.at(name)).status_code == 200
        assert looks() == 2


def test_a_workbook_is_noted_each_time_it_is_taken_away(room: Room) -> None:
    for number in (1, 2):
        assert room.client().get(room.at("workbook")).status_code == 200
        assert looks() == number


@pytest.mark.parametrize("name", ["pupil", "pupil-notes", "known"])
def test_a_page_of_a_pupil_is_noted(room: Room, name: str) -> None:
    room.page(name, room.desk.pupils[0])
    assert looks() == 1


@pytest.mark.parametrize("name", ["ask", "cell"])
def test_a_page_of_a_cell_is_noted(room: Room, name: str) -> None:
    room.page(name, room.desk.pupils[0], "E01")
    assert looks() == 1


def test_what_the_script_is_told_is_noted(room: Room) -> None:
    at = room.desk
    at.save(*((at.pupils[0], goal, "1", 0) for goal in GOALS), by=at.who(Role.TEACHER))
    for _ in range(2):
        assert room.client().get(room.at("changes"), {"since": "0"}).status_code == 200
        assert looks() == 1
    cell = {"cell": room.cell(3, "E01"), "value": "2", "base": 0}
    for key in ("k", "l"):
        room.ask("save", {"key": key, "cells": [cell]})
        assert looks() == 2


def test_what_comes_back_of_a_plain_form_and_two_values_are_noted(room: Room) -> None:
    at, ann = room.desk, room.desk.pupils[0]
    told = {"columns": "E01", "key": "z", f"was.{ann}": "0:", f"{ann}.E01": "zzz"}
    assert room.client().post(room.at(), told).status_code == 422
    assert looks() == 1
    at.save((ann, "E01", "2", 1), by=at.who(Role.TEACHER))
    met = at.save((ann, "E01", "1", 1))
    room.page("clash", met.cells[0].clash, role=Role.TEACHER)
    assert looks() == 2


def test_nothing_is_noted_of_what_nobody_saw(room: Room) -> None:
    at = room.desk
    missing = room.at("cell", at.pupils[2], "E01")
    assert room.client(Role.TEACHER).get(missing).status_code == 404
    room.client().post(room.at("flag", at.pupils[0]), {"component": ""})
    actions.switch_entry(by=at.who(), round_id=at.round, on=False, now=at.later())
    told = {"cells": [{"cell": room.cell(0, "E01"), "value": "1", "base": 0}]}
    assert room.ask("save", {"key": "k", **told})[0] == 409
    assert looks() == 0


def test_a_session_keeps_no_more_than_the_pupils_of_a_day(room: Room) -> None:
    for show in ("all", "blanks", "problems"):
        room.page(query={"class": "all", "show": show})
    room.page(query={"class": room.desk.oak.id})
    held = room.client().session["looked"]
    assert sorted(held["pupils"]) == sorted(room.desk.pupils)
    assert looks() == 1
