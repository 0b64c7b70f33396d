"""Results of earlier years are shown on a full match alone, and each look is kept."""

import time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from keystage import rulebooks
from keystage.core.errors import UsageError
from keystage.core.records import CtfFile, Pupil, School
from keystage.ctf import build
from keystage.ctf.write import write
from keystage_web.accounts.roles import Role
from keystage_web.audit.models import Event
from keystage_web.rolls import actions
from keystage_web.rolls.actions import priors
from keystage_web.rolls.models import Prior
from keystage_web.rolls.models import Pupil as Row
from keystage_web.rolls.reading.prior import read_priors
from tests.integration.web.accounts.town import BEGIN, Town, town
from tests.unit.web.rolls.files import YEAR, csv, number, row

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db,
    pytest.mark.usefixtures("spared"),
]
ANN = row(1, "Quill", "Ann", **{"Year group": "2"})


def ctf(**who: str) -> bytes:
    """Return a file in which a child has a phonics mark of the year before."""
    book = rulebooks.load("phonics-2025")
    told: dict[str, Any] = {
        "upn": number(1),
        "surname": "Quill",
        "forename": "Ann",
        "dob": "2020-02-11",
    }
    mark = build.assessment(book.components["mark"].coding, 2025, "29")
    pupil = Pupil(**{**told, **who}, sex="F", assessments=[mark])
    header = build.header(
        School("999", "2001", name="School"),
        build.authority("999"),
        2025,
        supplier="Tests",
        date_time="2025-06-20T10:00:00",
    )
    return write(CtfFile(header=header, pupils=[pupil]))


@pytest.fixture
def here(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Town:
    settings.CLOCK, settings.BEGAN = BEGIN, time.time()
    monkeypatch.setattr(priors, "priors_apart", read_priors)
    made = town("999", "2001")
    by = made.holds(Role.OFFICE, "2001").scope()
    data = csv([ANN])
    actions.take(by=by, year=YEAR, name="roll.csv", data=data, now=BEGIN)
    return made


def kept(here: Town, data: bytes) -> actions.Kept:
    by = here.holds(Role.OFFICER).scope()
    return actions.keep_priors(by=by, year=YEAR, name="old.xml", data=data, now=BEGIN)


def page(here: Town) -> str:
    client = Client()
    client.force_login(here.holds(Role.HEAD, "2001").person)
    ann = Row.unscoped.get(surname="Quill")
    answer = client.get(reverse("school:pupil-priors", args=[ann.id]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_result_is_shown_where_all_three_match_and_the_look_is_kept(
    here: Town,
) -> None:
    assert kept(here, ctf(surname="QUILL")) == actions.Kept(1, 0)
    assert ">29<" in page(here)
    event = Event.objects.order_by("number").last()
    assert event is not None
    assert (event.kind, event.action) == ("looked", "roll.view_priors")


@pytest.mark.parametrize(
    "who", [{"upn": number(2)}, {"surname": "Moss"}, {"dob": "2020-02-12"}]
)
def test_two_of_the_three_are_not_enough(here: Town, who: dict[str, str]) -> None:
    kept(here, ctf(**who))
    assert Prior.unscoped.count() == 1
    assert "None are known that match in all three." in page(here)


def test_taken_again_each_is_there_once(here: Town) -> None:
    kept(here, ctf())
    kept(here, ctf())
    assert Prior.unscoped.count() == 1


@pytest.mark.parametrize("data", [b"a,b\n1,2\n", ctf(upn="X"), b"<CTfile>"])
def test_what_holds_none_is_refused(here: Town, data: bytes) -> None:
    with pytest.raises(UsageError):
        kept(here, data)
