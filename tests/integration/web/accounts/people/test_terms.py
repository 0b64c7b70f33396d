"""The authority's own terms: written by its administrator, agreed to by everybody."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import Settings

from keystage_web.accounts.models import Person, Terms
from keystage_web.accounts.roles import Role
from keystage_web.accounts.signing import terms
from tests.integration.web.accounts.people.desk import at, done
from tests.integration.web.accounts.signing.conftest import (
    Hands,
    hands,  # noqa: F401 - a fixture
    unused,  # noqa: F401 - a fixture
)
from tests.integration.web.accounts.signing.visitor import Visitor, visitor
from tests.integration.web.accounts.town import BEGIN, Town, town

pytestmark = [pytest.mark.database, pytest.mark.django_db]
THERE = "/authority/terms"


@pytest.fixture
def place(hands: Hands, settings: Settings) -> Town:  # noqa: F811 - the fixture
    """A school and its authority."""
    del hands
    return town("999", "2001")


def sent(
    text: str, day: str = "10", month: str = "6", year: str = "2026"
) -> dict[str, str]:
    """Return a form as it is sent."""
    return {"text": text, "dated_0": day, "dated_1": month, "dated_2": year}


def asked(one: Visitor) -> bool:
    """Return whether somebody is led to the terms as they sign in."""
    other = one.again()
    other.enters()
    return str(other.client.get("/go-on").headers["Location"]) == "/terms"


def test_a_new_date_asks_everybody_again_and_a_mended_word_nobody(place: Town) -> None:
    admin = at(place.holds(Role.ADMINISTRATOR))
    head = visitor(Role.HEAD, at=place)
    assert not asked(head)
    page = admin.post(THERE, sent("Be careful.\n\nBe\nkind."), follow=True)
    assert "Everybody is asked to agree" in page.content.decode()
    one = head.again()
    one.enters()
    shown = one.client.get("/terms").content.decode()
    assert "Version of 10 June 2026." in shown
    assert '<p class="govuk-body">Be<br>kind.</p>' in shown
    assert "Your account is yours alone" not in shown
    agreed = {"agree": "on", "version": "2026-06-10"}
    assert one.client.post("/terms", agreed).status_code == 302
    assert Person.objects.get(pk=head.person.pk).terms == "2026-06-10"
    page = admin.post(THERE, sent("Be very careful."), follow=True)
    assert "Nobody is asked to agree again" in page.content.decode()
    assert not asked(head)
    assert done("terms.edit") == 2
    assert "Be very careful." in Client().get("/terms").content.decode()


def test_terms_changed_while_they_are_read_are_read_again(place: Town) -> None:
    head = visitor(Role.HEAD, at=place)
    own = Terms.unscoped.create(
        authority=place.authority, text="Be careful.", dated=date(2026, 6, 1)
    )
    head.enters()
    assert 'value="2026-06-01"' in head.client.get("/terms").content.decode()
    own.text, own.dated = "Be kind.", date(2026, 6, 2)
    own.save()
    answer = head.client.post("/terms", {"agree": "on", "version": "2026-06-01"})
    assert answer.status_code == 422
    assert "read them again" in answer.content.decode()
    assert 'value="2026-06-02"' in answer.content.decode()
    answer = head.client.post("/terms", {"agree": "on", "version": "2026-06-02"})
    assert answer.headers["Location"] == "/go-on"


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (sent("Be careful.", "", "", ""), "Date of the terms is missing"),
        (sent("Be careful.", "11"), "give today, or an earlier day"),
        (sent("x" * 20_001), "20000"),
    ],
)
def test_a_text_has_a_day_that_has_come(
    place: Town, form: dict[str, str], said: str
) -> None:
    answer = at(place.holds(Role.ADMINISTRATOR)).post(THERE, form)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Terms.unscoped.exists()


def test_without_a_text_the_services_own_terms_count_again(place: Town) -> None:
    admin = at(place.holds(Role.ADMINISTRATOR))
    admin.post(THERE, sent("Be careful."))
    admin.post(THERE, sent("", "", "", ""))
    assert terms.of(place.authority.pk).text == ""
    assert "Version of 1 June 2026." in Client().get("/terms").content.decode()


def test_one_authoritys_terms_are_not_shown_to_anybody_of_another(place: Town) -> None:
    other = town("998", "2001")
    Terms.unscoped.create(authority=other.authority, text="Theirs.", dated=BEGIN.date())
    head = visitor(Role.HEAD, at=place)
    head.enters()
    for client in (Client(), head.client):
        assert "Theirs." not in client.get("/terms").content.decode()
