"""A sheet that stays open while its person chooses another school in another tab."""

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
