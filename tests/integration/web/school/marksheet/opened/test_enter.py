"""Where Enter leads on a grid is kept with the person, whatever machine they are at."""

import pytest
from django.test import Client

from keystage_web.accounts.models import Person
from keystage_web.accounts.roles import Role
from keystage_web.audit.models import Event
from tests.integration.web.school.marksheet.room import Room, text

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_it_goes_down_until_somebody_chooses_and_then_as_they_chose(
    room: Room,
) -> None:
    assert 'data-enter="down"' in room.page()
    before = Event.objects.count()
    answer = room.send({"enter": "right"}, "enter")
    assert "Kept: Enter goes along the row." in text(answer)
    assert Event.objects.count() == before + 1
    room.send({"enter": "right"}, "enter")
    assert Event.objects.count() == before + 1
    elsewhere = Client()
    elsewhere.force_login(room.desk.town.holds(Role.HEAD, room.desk.number).person)
    page = elsewhere.get(room.at()).content.decode()
    assert 'data-enter="right"' in page
    assert 'data-enter="down"' in room.page(role=Role.TEACHER)
    assert Person.unscoped.filter(enter="right").count() == 1


def test_the_page_of_the_keys_shows_what_is_kept(room: Room) -> None:
    room.send({"enter": "right"}, "enter")
    page = " ".join(room.page("keys").split())
    assert 'id="enter-right" value="right" checked' in page


def test_the_script_is_answered_without_a_page(room: Room) -> None:
    told, said = {"enter": "right"}, {"Accept": "application/json"}
    answer = room.client().post(room.at("enter"), told, headers=said)
    assert answer.status_code == 204
    assert not answer.content


def test_another_way_is_none(room: Room) -> None:
    answer = room.send({"enter": "up"}, "enter")
    assert "That was not saved" in text(answer)
    assert not Person.unscoped.filter(enter="right").exists()
