"""Where people of a school begin, and what a school says of itself."""

import re
import time
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from keystage_web.accounts.models import School, Term
from keystage_web.accounts.register import calendar
from keystage_web.accounts.roles import Role
from keystage_web.returns.actions import rounds
from keystage_web.returns.moments import end_of
from keystage_web.returns.states import Move
from tests.integration.web.accounts.town import BEGIN, Town, town
from tests.integration.web.authz.world import Place, actor

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db,
    pytest.mark.usefixtures("june", "spared"),
]


@pytest.fixture
def june(settings: Settings) -> None:
    """The moment of the demonstration."""
    settings.CLOCK = datetime(2026, 6, 10, 9, tzinfo=UTC)
    settings.BEGAN = time.time()


@pytest.fixture
def place() -> Town:
    """An authority with a school, an open round, one that is closed, and a draft."""
    made = town("999", "2001")
    by = made.holds(Role.ADMINISTRATOR).scope()
    ways = {
        "phonics-2026": (Move.OPEN,),
        "ks2-2026": (Move.OPEN, Move.CLOSE),
        "eyfsp-2026": (),
    }
    for book, moves in ways.items():
        plan = rounds.Plan(date(2026, 6, 8), end_of(date(2026, 6, 16)))
        one = rounds.create(by=by, book=book, plan=plan, now=BEGIN)
        for move in moves:
            rounds.move(by=by, round_id=one, move=move, now=BEGIN)
    return made


def at(place: Town, role: Role) -> Client:
    return actor(role, Place("here", place, "2001")).client


def text(client: Client, address: str, data: dict[str, str] | None = None) -> str:
    found = (
        client.get(address) if data is None else client.post(address, data, follow=True)
    )
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found.content.decode()))


def test_the_task_list_holds_what_is_owed_and_no_draft(place: Town) -> None:
    told = text(at(place, Role.TEACHER), "/school/")
    assert "School 2001" in told
    assert "Phonics screening check 2026" in told
    assert "6 days left" in told
    assert "Due by the end of Tuesday 16 June 2026" in told
    assert "Closed Key stage 2 teacher assessment 2026" in told
    assert "Early years" not in told
    assert "Authorities to the Department" not in told


def asked(client: Client) -> int:
    """Return how many questions the list takes, once it was seen."""
    client.get("/school/")
    with CaptureQueriesContext(connection) as found:
        client.get("/school/")
    return len(found)


def test_however_many_rounds_there_are_it_asks_the_same(place: Town) -> None:
    client = at(place, Role.HEAD)
    before = asked(client)
    by = place.holds(Role.ADMINISTRATOR).scope()
    for book in ("ks1-2026", "phonics-2025", "ks2-2025"):
        plan = rounds.Plan(date(2026, 6, 8), end_of(date(2026, 6, 16)))
        one = rounds.create(by=by, book=book, plan=plan, now=BEGIN)
        rounds.move(by=by, round_id=one, move=Move.OPEN, now=BEGIN)
    assert asked(client) == before


def test_a_line_leads_to_what_may_be_done_about_it(place: Town) -> None:
    head = text(at(place, Role.HEAD), "/school/")
    for words in ("Check and send", "We will be late", "Nothing to return"):
        assert words in head
    teacher = text(at(place, Role.TEACHER), "/school/")
    assert "Check and send" not in teacher
    assert "What changed this year" in teacher
    assert "The return" not in text(at(place, Role.TRUST), "/school/")


def test_what_a_role_may_not_do_is_not_on_its_list(place: Town) -> None:
    assert "address for reports" not in text(at(place, Role.TEACHER), "/school/")
    assert "address for reports Please look" in text(at(place, Role.HEAD), "/school/")


def test_who_may_send_files_is_led_to_them(place: Town) -> None:
    way = f"/school/{place.schools['2001'].id}/files"
    assert "Files Send one, or see the list" in text(at(place, Role.OFFICE), "/school/")
    head, teacher = (at(place, role) for role in (Role.HEAD, Role.TEACHER))
    assert way in head.get("/school/").content.decode()
    assert head.get(way).status_code == 200
    assert way not in teacher.get("/school/").content.decode()


def test_a_school_tells_its_half_term_and_its_address(place: Town) -> None:
    by = place.holds(Role.ADMINISTRATOR).scope()
    days = calendar.Summer(second_half=date(2026, 6, 1))
    calendar.set_term(by=by, summer=2026, days=days, now=BEGIN)
    head = at(place, Role.HEAD)
    assert "Monday 1 June 2026 (as at most schools)" in text(head, "/school/profile")
    own = {"second_half_0": "8", "second_half_1": "6", "second_half_2": "2026"}
    assert "Monday 8 June 2026 " in text(head, "/school/profile/term", own)
    told = text(head, "/school/profile/reports", {"address": "Head@x.invalid"})
    assert "head@x.invalid" in told
    assert School.of(place.authority.id).get().report_to == "head@x.invalid"
    assert "address for reports Told" in text(head, "/school/")
    text(head, "/school/profile/term", {})
    assert Term.of(place.authority.id).get().school is None


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (("25", "5", "2026", "", "", ""), "Give the first day after it, too."),
        (("25", "5", "2026", "20", "5", "2026"), "It must be after the holiday begins"),
        (("", "", "", "1", "6", "2025"), "This day is not in 2026."),
    ],
)
def test_a_half_term_that_cannot_be_is_told(
    place: Town, days: tuple[str, ...], told: str
) -> None:
    names = [f"{name}_{at}" for name in ("half_term", "second_half") for at in range(3)]
    sent = dict(zip(names, days, strict=True))
    assert told in text(at(place, Role.HEAD), "/school/profile/term", sent)


def test_an_address_that_is_none_is_told(place: Town) -> None:
    told = text(at(place, Role.HEAD), "/school/profile/reports", {"address": "office"})
    assert "Write one address" in told


def test_without_a_round_nothing_is_asked() -> None:
    told = text(at(town("999", "2001"), Role.HEAD), "/school/")
    assert "Nothing is asked of your school at the moment." in told
