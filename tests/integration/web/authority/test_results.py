"""An officer at the results of schools: counts until they are sent, and then each pupil."""

import re
import time

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from keystage_web.accounts.models import School
from keystage_web.accounts.roles import Role
from keystage_web.audit.models import Event
from keystage_web.returns.models import Result, Return, Round
from keystage_web.returns.states import ReturnState
from tests.integration.web.accounts.town import BEGIN
from tests.integration.web.returns.marks.desk import GOALS, Desk, desk

pytestmark = [pytest.mark.database, pytest.mark.django_db]
NAMES = ("Ann", "Bob", "Cas", "Dot")


@pytest.fixture
def begun(settings: Settings, db: None) -> Desk:
    """A school that has one pupil complete and one begun, and has sent nothing."""
    settings.CLOCK, settings.BEGAN = BEGIN, time.time()
    made = desk()
    School.unscoped.update(lowest=4, highest=11, phase="Primary")
    ann, bob = made.pupils[:2]
    made.save(*((ann, goal, "2", 0) for goal in GOALS))
    made.save((bob, "E01", "1", 0), (bob, "E02", "x9", 0))
    return made


def client(made: Desk, role: Role = Role.OFFICER, number: str = "") -> Client:
    found = Client()
    found.force_login(made.town.holds(role, number).person)
    return found


def address(made: Desk, *number: str) -> str:
    name = "authority:round-school" if number else "authority:round-results"
    ids = [made.town.schools[each].pk for each in number]
    return reverse(name, args=[made.round, *ids])


def page(made: Desk, *number: str) -> str:
    answer = client(made).get(address(made, *number))
    assert answer.status_code == 200
    return answer.content.decode()


def words(text: str) -> str:
    main = text[text.index("<main") : text.index("</main")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def stands(state: ReturnState) -> None:
    Return.unscoped.update(state=state)


def seen() -> list[Event]:
    return list(Event.objects.filter(action="marksheet.view"))


def test_the_list_says_how_far_each_school_is_and_no_pupil(begun: Desk) -> None:
    told = words(page(begun))
    assert "School 2001 2001 Begun 1 of 4 complete" in told
    assert "School 2002 2002 Not begun" in told
    assert not any(name in told for name in NAMES)
    assert not seen()


@pytest.mark.parametrize("role", [Role.OFFICER, Role.ANALYST])
def test_the_round_leads_an_officer_alone_to_the_results(
    begun: Desk, role: Role
) -> None:
    answer = client(begun, role).get(reverse("authority:round", args=[begun.round]))
    led = address(begun) in answer.content.decode()
    assert led is (role is Role.OFFICER)


@pytest.mark.parametrize(
    ("state", "word", "problems"),
    [
        (ReturnState.DRAFT, "Problems 9 problems", 9),
        (ReturnState.UNLOCKED, "Unlocked 9 problems", 9),
        (ReturnState.WITHDRAWN, "Withdrawn", 0),
    ],
)
def test_counts_alone_are_shown_of_what_is_not_sent(
    begun: Desk, state: ReturnState, word: str, problems: int
) -> None:
    stands(state)
    told = words(page(begun, "2001"))
    counts = f"Pupils 4 Complete 1 of 4 Blank results 49 Problems {problems}"
    assert f"{word} {counts}" in told
    assert "once the school has sent its return" in told
    assert not any(name in told for name in NAMES)
    assert "<table" not in page(begun, "2001")
    assert not seen()


def test_a_school_that_takes_no_part_is_said_to_take_none(begun: Desk) -> None:
    stands(ReturnState.EXCUSED)
    assert "does not take part" in words(page(begun, "2001"))
    assert "School 2001 2001 Excused" in words(page(begun))


def test_the_list_is_cut_into_pages_of_twenty(begun: Desk) -> None:
    School.unscoped.bulk_create(
        School(
            authority=begun.town.authority,
            number=str(3000 + n),
            name=f"Many {n:02}",
            lowest=4,
            highest=11,
        )
        for n in range(30)
    )
    told = words(client(begun).get(address(begun) + "?page=2").content.decode())
    assert "Page 2 of 2" in told
    assert "School 2001" in told
    assert "Many 00" not in told


def test_nothing_there_is_changed_by_sending_to_it(begun: Desk) -> None:
    stands(ReturnState.SUBMITTED)
    before = list(Result.unscoped.order_by("pk").values())
    for to in (address(begun), address(begun, "2001")):
        answer = client(begun).post(to, {f"{begun.pupils[1]}.E01": "2"})
        assert answer.status_code == 405
    assert list(Result.unscoped.order_by("pk").values()) == before


@pytest.mark.parametrize("role", [Role.OFFICER, Role.ADMINISTRATOR])
def test_the_marksheet_is_switched_off_and_on_for_a_round(
    begun: Desk, role: Role
) -> None:
    one, at = client(begun, role), reverse("authority:round", args=[begun.round])
    assert "Switch the marksheet off" in one.get(at).content.decode()
    switch = reverse("authority:round-switch", args=[begun.round])
    told = one.post(switch, {"on": "0"}, follow=True).content.decode()
    assert "No school enters results on the marksheet now." in words(told)
    grid = reverse("school:marksheet", args=[begun.round])
    head = client(begun, Role.HEAD, "2001")
    assert "switched the marksheet off" in head.get(grid).content.decode()
    told = one.post(switch, {"on": "1"}, follow=True).content.decode()
    assert "Schools can enter results on the marksheet." in words(told)
    assert "switched the marksheet off" not in head.get(grid).content.decode()


def test_a_round_at_rest_has_no_switch(begun: Desk) -> None:
    Round.unscoped.update(state="closed")
    at = reverse("authority:round", args=[begun.round])
    told = client(begun).get(at).content.decode()
    assert "Switch the marksheet" not in told
