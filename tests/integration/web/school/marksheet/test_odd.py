"""What no page sends, and what came between: told kindly, and nothing is lost."""

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest

from keystage_web.accounts import ids
from keystage_web.accounts.roles import Role
from keystage_web.returns import actions, history
from keystage_web.returns.actions import Kept
from keystage_web.returns.models import Change
from keystage_web.rolls.models import Pupil
from tests.integration.web.returns.marks.desk import states
from tests.integration.web.school.marksheet.room import Room, text

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db,
    pytest.mark.usefixtures("spared"),
]


@pytest.mark.parametrize(
    ("component", "value", "base"),
    [
        ("E01", "2", -5),
        ("E01", "2", 10**9),
        ("E01", "2", True),
        ("E01", "2\0", 1),
        ("E01", "x" * 65, 1),
        ("E01", None, 1),
    ],
)
def test_a_review_takes_no_cell_that_its_page_never_held(
    room: Room, component: str, value: object, base: object
) -> None:
    ann = room.desk.pupils[0]
    room.desk.save((ann, "E01", "1", 0), by=room.desk.who(Role.TEACHER))
    cells = json.dumps([[ann, component, value, base], [ann]])
    told = {"take": ann, "key": "k", "cells": cells}
    assert room.client().post(room.at("import-save"), told).status_code == 302
    assert room.desk.value(ann, "E01") == ("1", 1)
    assert room.desk.clashes() == []


def test_a_review_that_is_nested_without_end_holds_no_cells(room: Room) -> None:
    told = {"take": "x", "key": "k", "cells": "[" * 100_000}
    assert room.client().post(room.at("import-save"), told).status_code == 302


@pytest.mark.parametrize("name", ["save", "exempt", "settle"])
def test_a_form_in_the_place_of_json_is_not_understood(room: Room, name: str) -> None:
    answer = room.client().post(room.at(name), {"a": "b"})
    assert answer.status_code == 422
    assert json.loads(answer.content)["said"]


def test_two_values_are_settled_in_a_cell_that_was_closed_since(room: Room) -> None:
    at, ann = room.desk, room.desk.pupils[0]
    at.save((ann, "E01", "1", 0), by=at.who(Role.TEACHER))
    at.save((ann, "E01", "2", 0))
    (clash,) = at.clashes()
    gone = {"joined": date(2025, 9, 1), "left": date(2026, 1, 20), "gone_to": "abroad"}
    Pupil.unscoped.filter(id=ann).update(**gone)
    told: dict[str, Any] = {
        "by": at.who(),
        "clash": clash.id,
        "base": 1,
        "now": at.later(),
    }
    mine = actions.settle(**told, keep=Kept.MINE, key=ids.new())
    assert states(mine) == ["refused"]
    theirs = actions.settle(**told, keep=Kept.THEIRS, key=ids.new())
    assert (states(theirs), at.clashes()) == (["saved"], [])


def test_a_pupil_who_has_left_the_sheet_locks_nobodys_undo(room: Room) -> None:
    at = room.desk
    ann, bob = at.pupils[:2]
    at.save((ann, "E01", "1", 0), (bob, "E01", "1", 0))
    Pupil.unscoped.filter(id=ann).update(year_group="4")
    answer = room.send({}, "undo")
    assert answer.status_code == 200
    words = text(answer)
    assert "1 cell was undone" in words
    assert "no longer on this sheet" in words
    assert "newer value" not in words
    assert (at.value(ann, "E01"), at.value(bob, "E01")) == (("1", 1), ("", 2))


def test_nor_the_way_back_to_an_earlier_moment(room: Room) -> None:
    at = room.desk
    ann, bob = at.pupils[:2]
    at.save((bob, "E02", "1", 0))
    at.save((ann, "E01", "1", 0), (bob, "E01", "1", 0))
    Pupil.unscoped.filter(id=ann).update(year_group="4")
    told = {"seq": "1", "seen": str(at.row.seq)}
    assert room.client().post(room.at("restore"), told).status_code == 302
    assert (at.value(ann, "E01"), at.value(bob, "E01")) == (("1", 1), ("", 2))


def test_no_title_of_a_page_names_a_pupil(room: Room) -> None:
    ann = room.desk.pupils[0]
    for page in (room.page("ask", ann, "E01"), room.page("known", ann)):
        title = page.partition("<title>")[2].partition("</title>")[0]
        assert title.strip()
        assert "Quill" not in title
        assert "Quill" in page


def test_a_class_is_saved_though_one_of_it_has_left_the_sheet(room: Room) -> None:
    ann, bob = room.desk.pupils[:2]
    form = room.form() | {f"{ann}.E01": "1", f"{bob}.E01": "1"}
    Pupil.unscoped.filter(id=bob).update(year_group="4")
    answer = room.send(form)
    assert answer.status_code == 422
    assert "no longer on this sheet" in text(answer)
    assert room.desk.value(ann, "E01") == ("1", 1)


def test_what_was_typed_stays_on_the_page_when_entering_was_switched_off(
    room: Room,
) -> None:
    ann = room.desk.pupils[0]
    form = room.form() | {f"{ann}.E01": "zz9"}
    room.send({"on": "0"}, "switch")
    answer = room.send(form)
    assert answer.status_code == 422
    assert "switched off" in text(answer)
    assert "zz9" in answer.content.decode()
    assert room.desk.value(ann, "E01") == ("", 0)


def test_a_moment_is_what_was_saved_by_then_and_not_what_was_asked(room: Room) -> None:
    at = room.desk
    ann, bob = at.pupils[:2]
    at.save((ann, "E01", "1", 0))
    at.save((ann, "E01", "2", 1))
    at.save((bob, "E01", "1", 0))
    Change.unscoped.filter(seq=3).update(at=at.now - timedelta(minutes=1))
    told = {"seq": "2", "seen": "3"}
    room.send(told, "restore")
    assert (at.value(ann, "E01"), at.value(bob, "E01")) == (("2", 2), ("", 2))


def test_no_number_of_saves_buries_what_stood_before(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "MOST", 2)
    at, ann = room.desk, room.desk.pupils[0]
    for version in range(5):
        at.save((ann, "E01", "12"[version % 2], version))
    page = room.page("restore")
    for seqs in (("5", "4"), ("3", "2"), ("1",)):
        assert tuple(re.findall(r'<option value="(\d+)"', page)) == seqs
        found = re.findall(r'href="([^"]*before=\d+)"', page)
        last = page
        if found:
            page = room.client().get(found[0]).content.decode()
    assert "Earlier moments" not in last
    old = {"seq": "2", "seen": "5"}
    room.client().post(f"{room.at('restore')}?before=3", old)
    assert at.value(ann, "E01") == ("2", 6)
    assert "Nothing was entered before that" in room.page(
        "restore", query={"before": "1"}
    )
    page = room.page("cell", ann, "E01")
    assert "Earlier values" in page
    assert "Earlier values" not in room.page("cell", ann, "E01", query={"before": "3"})


def test_what_was_typed_for_one_stays_on_their_page_when_entering_was_switched_off(
    room: Room,
) -> None:
    at, ann = room.desk, room.desk.pupils[0]
    told = {"columns": "E01", "key": "z", f"was.{ann}": "0:", f"{ann}.E01": "2"}
    actions.switch_entry(by=at.who(), round_id=at.round, on=False, now=at.later())
    answer = room.client().post(room.at("pupil", ann), told)
    assert answer.status_code == 422
    assert "switched off" in text(answer)
    assert re.search(r'value="2"[^>]*checked', answer.content.decode())
    assert at.value(ann, "E01") == ("", 0)


def test_a_review_is_saved_though_one_of_it_has_left_the_sheet(room: Room) -> None:
    at = room.desk
    ann, bob = at.pupils[:2]
    Pupil.unscoped.filter(id=bob).update(year_group="4", born=None)
    cells = json.dumps([[ann, "E01", "2", 0], [bob, "E01", "2", 0]])
    told = {"take": [ann, bob], "key": "k", "cells": cells}
    answer = room.client().post(room.at("import-save"), told, follow=True)
    assert "no longer on this sheet" in text(answer)
    assert at.value(ann, "E01") == ("2", 1)
    assert at.value(bob, "E01") == ("", 0)
