"""What an authority asks of rolls besides the usual: turned off only once it is told."""

import re
import time
from typing import Any

import pytest

from keystage_web.accounts.roles import Role
from keystage_web.audit.models import Event
from keystage_web.rolls.models import Asked, Pupil
from keystage_web.rolls.queries.search import summer
from tests.integration.web.accounts.town import BEGIN, town
from tests.integration.web.authz.world import Place, actor

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db,
    pytest.mark.usefixtures("spared"),
]
ADDRESS = "/authority/roll-options"


def page(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture(autouse=True)
def june(settings: Any) -> None:
    settings.CLOCK, settings.BEGAN = BEGIN, time.time()


def test_what_turning_one_off_does_is_told_before_it_is_done() -> None:
    place = town("999", "2001", "2002")
    admin = actor(Role.ADMINISTRATOR, Place("here", place)).client
    admin.post(ADDRESS, {"fact": ["sen", "premium"]})
    for school in place.schools.values():
        Pupil.unscoped.create(
            authority=place.authority,
            school=school,
            year=summer(BEGIN),
            surname="Quill",
            forename="Ann",
            key=f"quill ann {school.number}",
            year_group="R",
            sen="K",
        )
    told = admin.post(ADDRESS, {"fact": ["premium"]})
    assert "of 2 children at 2 schools" in page(told)
    assert set(Asked.unscoped.get().facts) == {"sen", "premium"}
    admin.post(ADDRESS, {"fact": ["premium"], "sure": "yes"})
    assert Asked.unscoped.get().facts == ["premium"]
    assert set(Pupil.unscoped.values_list("sen", flat=True)) == {"K"}
    assert Event.objects.filter(action="roll.options").count() == 2


def test_one_nobody_told_is_turned_off_at_once() -> None:
    admin = actor(Role.ADMINISTRATOR, Place("here", town("999", "2001"))).client
    admin.post(ADDRESS, {"fact": ["sen"]})
    assert "Saved." in page(admin.post(ADDRESS, {}, follow=True))
    assert Asked.unscoped.get().facts == []
