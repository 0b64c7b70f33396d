"""Sessions: begun anew, ended at once where they must be, and never longer than a day's work."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from keystage_web.accounts.models.people import State
from keystage_web.accounts.signing import seats
from keystage_web.accounts.signing.jobs import sweep
from keystage_web.accounts.signing.models import Link, Seat, Throttle, Trusted
from keystage_web.jobs.models import Job
from keystage_web.jobs.work import Work
from tests.integration.web.accounts.signing.conftest import Hands
from tests.integration.web.accounts.signing.visitor import Visitor, actions, free, now

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_the_session_is_a_new_one_after_signing_in(head: Visitor) -> None:
    """B304: a session id set before signing in is worth nothing after."""
    head.client.get("/sign-in")
    head.types()
    before = head.client.session.session_key
    head.gives()
    after = head.client.session.session_key
    assert before != after
    assert not Session.objects.filter(pk=before).exists()


def test_cookies_are_for_this_service_alone(inside: Visitor) -> None:
    """B303 without its prefix, which comes with HTTPS."""
    cookie = inside.client.cookies["session"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["max-age"]  # gone with the browser


def test_signing_out_is_by_post_and_leaves_nothing(inside: Visitor) -> None:
    """B302: the back button after signing out."""
    page = inside.client.get("/account")
    assert page.headers["Cache-Control"] == "no-store"
    assert inside.client.get("/sign-in/out").status_code == 405
    assert inside.inside()
    answer = inside.client.post("/sign-in/out")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not inside.inside()
    assert actions()[-1] == "sign_out.submit"
    assert b"You are signed out." in inside.client.get("/sign-in").content


@pytest.mark.parametrize("state", [State.SUSPENDED, State.GONE])
def test_who_is_suspended_is_out_with_the_next_page(
    inside: Visitor, state: State
) -> None:
    """B305: suspension."""
    inside.person.state = state
    inside.person.save()
    assert not inside.inside()


def test_a_new_password_ends_every_other_session(inside: Visitor, hands: Hands) -> None:
    """B305: after a password change."""
    other = inside.again()
    other.types()
    other.gives(now(1))
    assert other.inside()
    said = {"password": "four quite new words"}
    assert inside.client.post("/account/password", said).status_code == 302
    assert inside.inside()
    assert not other.inside()
    assert actions()[-1] == "password.change"


def test_sessions_are_shown_and_can_be_ended(inside: Visitor) -> None:
    """B307: two machines."""
    agent = (
        "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/1 Chrome/140.0 Safari/1 Edg/140.0"
    )
    other = Visitor(inside.person, Client(HTTP_USER_AGENT=agent))
    other.enters()
    page = inside.client.get("/account").content.decode()
    assert "Edge, Windows" in page
    [seat] = Seat.unscoped.filter(browser="Edge, Windows")
    assert inside.client.post(f"/account/session/{seat.pk}/end").status_code == 302
    assert not other.inside()
    assert inside.client.post(f"/account/session/{seat.pk}/end").status_code == 404
    other.enters()
    assert inside.client.post("/account/sessions/end").status_code == 302
    assert not other.inside()
    assert inside.inside()


def test_nobody_ends_the_session_of_another(inside: Visitor) -> None:
    stranger = Visitor(inside.person)
    [seat] = Seat.unscoped.filter(person=inside.person)
    assert not seats.end(
        by=type(inside.person)(pk="other", authority=inside.person.authority),
        seat=seat.pk,
        now=seat.began_at,
    )
    assert stranger.client.post(f"/account/session/{seat.pk}/end").status_code == 302
    assert inside.inside()


def test_half_an_hour_of_nothing_signs_out_and_one_comes_back(
    inside: Visitor, hands: Hands
) -> None:
    """B306: idle."""
    for _ in range(3):
        hands.on(minutes=29)
        assert inside.inside()
    hands.on(minutes=32)
    answer = inside.client.get("/account/name?from=x")
    assert answer.headers["Location"] == "/sign-in"
    page = inside.client.get("/sign-in").content.decode()
    assert "You were signed out. Sign in again to go on where you were." in page
    free(inside.person)
    inside.types()
    assert inside.gives().headers["Location"] == "/account/name?from=x"


def test_another_person_does_not_come_to_that_place(
    inside: Visitor, hands: Hands
) -> None:
    """B306: the same person only."""
    from keystage_web.accounts.roles import Role  # noqa: PLC0415 - only here
    from tests.integration.web.accounts.signing.visitor import equipped  # noqa: PLC0415
    from tests.integration.web.accounts.town import Town  # noqa: PLC0415

    hands.on(minutes=32)
    inside.client.get("/account/name")
    other = equipped(Town(inside.person.authority).holds(Role.OFFICER).person)
    other.client = inside.client
    free(inside.person)
    other.types()
    assert other.gives().headers["Location"] == "/go-on"


def test_twelve_hours_are_the_longest_however_busy(
    inside: Visitor, hands: Hands
) -> None:
    """B306: absolute."""
    for _ in range(12 * 3):
        assert inside.inside()
        hands.on(minutes=20)
    assert inside.inside()
    hands.on(minutes=1)
    assert not inside.inside()


def test_a_script_is_told_and_does_not_keep_anyone_signed_in(
    inside: Visitor, hands: Hands
) -> None:
    quiet = {"x-keystage-quiet": "1", "sec-fetch-dest": "empty"}
    for _ in range(3):
        assert inside.client.get("/account", headers=quiet).status_code == 200
        hands.on(minutes=10)
    hands.on(minutes=2)
    assert inside.client.get("/account", headers=quiet).status_code == 401


def test_a_form_sent_too_late_leads_back_to_its_page(
    inside: Visitor, hands: Hands
) -> None:
    hands.on(minutes=32)
    came = {"referer": "http://testserver/account/name?a=b"}
    inside.client.post("/account/name", {"name": "Ruth"}, headers=came)
    free(inside.person)
    inside.types()
    assert inside.gives().headers["Location"] == "/account/name?a=b"


def test_a_form_sent_too_late_from_no_address_leads_to_the_beginning(
    inside: Visitor, hands: Hands
) -> None:
    hands.on(minutes=32)
    came = {"referer": "http://[testserver/account"}
    answer = inside.client.post("/account/name", {"name": "Ruth"}, headers=came)
    assert answer.headers["Location"] == "/sign-in"


def test_staying_is_asked_for_and_the_end_of_the_time_signs_out(
    inside: Visitor, hands: Hands
) -> None:
    script = {"sec-fetch-dest": "empty", "sec-fetch-site": "same-origin"}
    hands.on(minutes=29)
    assert inside.client.post("/sign-in/stay", headers=script).status_code == 204
    hands.on(minutes=29)
    assert inside.client.post("/sign-in/stay").headers["Location"] == "/go-on"
    away = "/sign-in/leave?next=/account/name"
    elsewhere = inside.client.get(away)
    assert b"Stay signed in" in elsewhere.content  # another site signs nobody out
    assert inside.inside()
    here = inside.client.get(away, headers={"sec-fetch-site": "same-origin"})
    assert here.headers["Location"] == "/sign-in"
    assert inside.client.get("/sign-in/leave").headers["Location"] == "/sign-in"
    free(inside.person)
    inside.types()
    assert inside.gives().headers["Location"] == "/account/name"


EVIL = (
    "//evil.example",
    "https:evil.example",
    "\\\\evil.example",
    "/\\evil.example",
    "/%09/evil.example",
    "/\t/evil.example",
    "/%2f/evil.example",
    "/%5cevil.example",
    "javascript:alert(1)",
    "https://evil.example/account",
    " /account",
)


@pytest.mark.parametrize("place", EVIL)
def test_nobody_is_led_to_another_site(head: Visitor, place: str) -> None:
    """B314: open redirect."""
    free(head.person)
    head.types(next=place)
    assert head.gives().headers["Location"] == "/go-on"
    page = head.client.get("/sign-in/again", {"next": place}).content.decode()
    assert 'name="next"' not in page


def test_what_has_ended_is_thrown_away(inside: Visitor, hands: Hands) -> None:
    now = hands.on(days=40)
    job = Job.objects.create(
        authority="",
        kind="signing.sweep",
        values={},
        effect_key="x",
        made_at=now,
        due_at=now,
        state="running",
        leased_until=hands.on(days=9),
    )
    sweep(Work(id=job.pk, authority="", values={}, now=now, turn=job.turn))
    for table in (Seat, Link, Trusted):
        assert not table.unscoped.exists()
    assert not Throttle.objects.exists()
