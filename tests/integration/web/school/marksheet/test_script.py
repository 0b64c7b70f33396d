"""What the script is answered: JSON, always with a sentence where it is a no."""

import html
import json
import re

import pytest
from django.test import Client

from keystage_web.accounts import ids
from keystage_web.accounts.roles import Role
from tests.integration.web.school.marksheet.room import Room

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db,
    pytest.mark.usefixtures("spared"),
]


def test_a_save_answers_the_cell_its_row_the_foot_and_the_counts(room: Room) -> None:
    name = room.cell(0, "E01")
    cell = {"cell": name, "value": "expected", "base": 0}
    status, told = room.ask("save", {"key": "k1", "via": "typed", "cells": [cell]})
    assert status == 200
    (one,) = told["cells"]
    assert one["cell"] == name
    assert (one["value"], one["version"], one["state"]) == ("2", 1, "saved")
    assert told["at"].startswith("10:00:0")
    ann = room.desk.pupils[0]
    assert not told["rows"][ann]["complete"]
    assert told["counts"]["blanks"] == 4 * 17 - 1
    assert told["seq"] == 1


def test_a_bad_value_is_answered_with_its_mark(room: Room) -> None:
    cell = {"cell": room.cell(0, "E01"), "value": "7", "base": 0}
    _status, told = room.ask("save", {"key": "k1", "cells": [cell]})
    assert told["cells"][0]["mark"]
    assert told["counts"]["problems"] == 1


def test_a_conflict_is_answered_with_theirs_and_settled(room: Room) -> None:
    ann = room.desk.pupils[0]
    room.desk.save((ann, "E01", "1", 0), by=room.desk.who(Role.TEACHER))
    cell = {"cell": room.cell(0, "E01"), "value": "2", "base": 0}
    _status, told = room.ask("save", {"key": "k1", "cells": [cell]})
    (one,) = told["cells"]
    assert one["state"] == "conflict"
    assert one["theirs"] == {"value": "1", "by": "Teacher 2001", "at": "10:00:01"}
    answer = {"key": "k2", "clash": one["clash"], "keep": "mine", "base": 1}
    status, told = room.ask("settle", answer)
    assert status == 200
    assert told["cells"][0]["value"] == "2"
    assert room.desk.value(ann, "E01") == ("2", 2)


def test_a_code_that_asks_is_answered_and_an_exemption_fills_the_row(
    room: Room,
) -> None:
    cell = {"cell": room.cell(0, "E01"), "value": "A", "base": 0}
    _status, told = room.ask("save", {"key": "k1", "cells": [cell]})
    assert (told["cells"][0]["state"], told["cells"][0]["ask"]) == ("ask", "exemption")
    answer = {"key": "k2", "pupil": room.desk.pupils[0], "ground": "child", "seen": 0}
    status, told = room.ask("exempt", answer)
    assert status == 200
    assert len(told["cells"]) == 17
    assert {one["value"] for one in told["cells"]} == {"A"}


def test_changes_tell_what_is_new_and_nothing_twice(room: Room) -> None:
    client, address = room.client(), room.at("changes")
    first = client.get(address, {"since": "0"})
    assert first.status_code == 200
    tag = first.headers["ETag"]
    again = client.get(address, {"since": "0"}, headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert again.content == b""
    ann = room.desk.pupils[0]
    room.desk.save((ann, "E01", "1", 0), by=room.desk.who(Role.TEACHER))
    answer = client.get(address, {"since": "0"}, headers={"If-None-Match": tag})
    told = json.loads(answer.content)
    assert {one["cell"]: one["value"] for one in told["cells"]}[f"{ann}.E01"] == "1"
    assert told["seq"] == 1


def test_who_is_here_is_told_to_the_others(room: Room) -> None:
    status, _told = room.ask("here", {}, role=Role.TEACHER)
    assert status == 200
    answer = room.client().get(room.at("changes"), {"since": "0"})
    assert json.loads(answer.content)["present"] == ["Teacher 2001"]


def test_who_is_signed_out_is_told_and_led_nowhere(room: Room) -> None:
    nobody = Client()
    for name in ("save", "exempt", "settle", "here"):
        answer = nobody.post(room.at(name), "{}", content_type="application/json")
        assert answer.status_code == 401
        assert "Sign in" in json.loads(answer.content)["said"]
    assert nobody.get(room.at("changes"), {"since": "0"}).status_code == 401


@pytest.mark.parametrize(
    "told",
    [
        "",
        "[]",
        '"text"',
        "[" * 100_000,
        {"key": "k"},
        {"key": "k", "cells": []},
        {"key": "k", "cells": ["E01"]},
        {"key": "k", "cells": [{"cell": "E01", "value": "2", "base": 0}]},
        {"key": "k", "cells": [{"cell": "a.E01", "value": 2, "base": 0}]},
        {"key": "k", "cells": [{"cell": "a.E01", "value": "2", "base": -1}]},
        {"key": "k", "cells": [{"cell": "a.E01", "value": "2", "base": True}]},
        {"key": "k", "cells": [{"cell": "a.E01", "value": "2\0", "base": 0}]},
        {"key": "k", "cells": [{"cell": "a.E01", "value": "\ud800", "base": 0}]},
        {"key": "k" * 65, "cells": [{"cell": "a.E01", "value": "2", "base": 0}]},
        {"cells": [{"cell": "a.E01", "value": "2", "base": 0}]},
        {
            "key": "k",
            "cells": [{"cell": "a.E01", "value": "2", "base": 0, "sure": "yes"}],
        },
        {
            "key": "k",
            "via": "magic",
            "cells": [{"cell": "a.E01", "value": "2", "base": 0}],
        },
    ],
)
def test_what_the_script_never_sends_is_refused_in_a_sentence(
    room: Room, told: object
) -> None:
    status, answer = room.ask("save", told)
    assert status == 422
    assert answer["said"]


def test_what_is_not_there_is_not_found_and_nothing_of_it_saved(room: Room) -> None:
    good = {"cell": room.cell(0, "E01"), "value": "2", "base": 0}
    for odd in ("0123456789abcdef.E01", room.cell(1, "E99")):
        cells = [good, {"cell": odd, "value": "2", "base": 0}]
        status, answer = room.ask("save", {"key": "k", "cells": cells})
        assert status == 404
        assert answer["said"]
    assert room.desk.value(room.desk.pupils[0], "E01") == ("", 0)


def test_a_key_of_another_save_is_refused_and_the_same_answers_the_same(
    room: Room,
) -> None:
    cell = {"cell": room.cell(0, "E01"), "value": "2", "base": 0}
    _status, first = room.ask("save", {"key": "k", "cells": [cell]})
    status, again = room.ask("save", {"key": "k", "cells": [cell]})
    assert (status, again["cells"]) == (200, first["cells"])
    other = {"key": "k", "cells": [{**cell, "value": "1"}]}
    status, told = room.ask("save", other)
    assert status == 409
    assert told["said"]


def test_too_many_cells_and_a_locked_sheet_are_told(room: Room) -> None:
    cell = {"cell": room.cell(0, "E01"), "value": "2", "base": 0}
    status, _told = room.ask("save", {"key": "k", "cells": [cell] * 2501})
    assert status == 413
    room.send({"on": "0"}, "switch")
    status, told = room.ask("save", {"key": "k", "cells": [cell]})
    assert status == 409
    assert "switched off" in told["said"]
    assert room.ask("settle", {"key": "k", "clash": "x", "keep": "both"})[0] == 422
    assert room.client().get(room.at("changes"), {"since": "x"}).status_code == 422


ADDRESSES = ("save", "exempt", "settle", "here", "changes")


def open_page(room: Room) -> dict[str, str]:
    """Return the addresses an open sheet asks, as it was told them."""
    page = room.page()
    return {
        name: html.unescape(re.findall(rf'data-{name}="([^"]*)"', page)[0])
        for name in ADDRESSES
    }


def asked(client: Client, name: str, address: str) -> tuple[int, dict[str, str]]:
    """Return status and sentence of one of the script's addresses."""
    if name == "changes":
        answer = client.get(f"{address}&since=0")
    else:
        answer = client.post(address, "{}", content_type="application/json")
    return answer.status_code, json.loads(answer.content)


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_sheet_of_another_school_is_stopped_and_keeps_what_it_holds(
    room: Room, name: str
) -> None:
    address = open_page(room)[name]
    other = Client()
    other.force_login(room.desk.town.holds(Role.HEAD, "2002").person)
    status, told = asked(other, name, address)
    assert status == 409
    assert "another school" in told["said"]
    mine, _ = asked(room.client(), name, address)
    assert mine != 409


def test_what_is_not_there_says_whether_it_is_some_of_the_cells(room: Room) -> None:
    cells = [{"cell": "nobody.E01", "value": "1", "base": 0}]
    status, told = room.ask("save", {"key": "k", "cells": cells})
    assert (status, told["some"]) == (404, True)
    gone = room.at("save").replace(room.desk.round, ids.new())
    answer = room.client().post(gone, "{}", content_type="application/json")
    assert answer.status_code == 404
    assert "some" not in json.loads(answer.content)
