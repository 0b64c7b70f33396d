"""The door, links by mail, and everybody's own account."""

from datetime import timedelta

from django.utils import timezone

from keystage_web.accounts.models import Invitation
from keystage_web.accounts.models.inviting import Invited
from keystage_web.accounts.roles import Role
from keystage_web.accounts.signing import tokens
from keystage_web.accounts.signing.models import Seat, Trusted
from tests.integration.web.accounts.town import BEGIN
from tests.integration.web.authz.way import Ids, Way
from tests.integration.web.authz.world import Actor, Place

ASKED_AGAIN = (200, 302)  # the page, or the way to the second factor


def offer(place: Place) -> Ids:
    """Make an invitation and return the token of its link."""
    token = tokens.new()
    Invitation.unscoped.create(
        authority=place.town.authority,
        school=place.school,
        email=f"{token}@x.invalid",
        name="New Person",
        role=Role.TEACHER,
        state=Invited.SENT,
        digest=tokens.digest(token),
        asked_by=place.holds(Role.HEAD).person,
        made_at=BEGIN,
        until=timezone.now() + timedelta(days=7),
    )
    return {"token": token}


def dead(_: Place) -> Ids:
    """Return the token of a link that works no longer."""
    return {"token": tokens.new()}


def _seat(person: str, authority: str) -> Ids:
    moment = {"began_at": timezone.now(), "seen_at": timezone.now()}
    made = Seat.unscoped.create(
        authority_id=authority, person_id=person, browser="Firefox", **moment
    )
    return {"own": made.pk}


def _trust(person: str, authority: str) -> Ids:
    made = Trusted.unscoped.create(
        authority_id=authority,
        person_id=person,
        digest=tokens.digest(tokens.new()),
        browser="Firefox",
        made_at=timezone.now(),
        until=timezone.now() + timedelta(days=30),
    )
    return {"own": made.pk}


def session(place: Place) -> Ids:
    return _seat(place.colleague(Role.TEACHER).person_id, place.authority)


def browser(place: Place) -> Ids:
    return _trust(place.colleague(Role.TEACHER).person_id, place.authority)


def own_session(actor: Actor) -> Ids:
    assert actor.place is not None
    return _seat(actor.person, actor.place.authority)


def own_browser(actor: Actor) -> Ids:
    assert actor.place is not None
    return _trust(actor.person, actor.place.authority)


def kind(_: Place) -> Ids:
    return {"kind": "totp"}


def provider(_: Place) -> Ids:
    return {"provider_id": "ours"}


def two_ways(action: str, route: str, status: tuple[int, ...]) -> tuple[Way, Way]:
    """Return a page and its form sent empty: it asks, says what is missing, or again."""
    return (
        Way(action, "GET", route, status=status, effect=False, leads=True),
        Way(action, "POST", route, status=status, effect=False, leads=True),
    )


def by_link(action: str, route: str) -> tuple[Way, Way]:
    """Return a link that works no longer, looked at and sent: gone, for everybody."""
    return (
        Way(action, "GET", route, of=dead, status=(410,), effect=False),
        Way(action, "POST", route, of=dead, status=(410,), effect=False),
    )


FORM = (200, 302, 422)

WAYS = (
    Way("sign_in.page", "GET", "account_login", status=(200, 302), effect=False),
    Way("sign_in.submit", "POST", "account_login", status=FORM, effect=False),
    *two_ways("sign_in.second", "mfa_authenticate", (302,)),
    Way(
        "sign_in.outside",
        "POST",
        "openid_connect_login",
        of=provider,
        status=(404,),
        effect=False,
    ),
    Way(
        "sign_in.outside", "GET", "openid_connect_callback", of=provider, status=(404,)
    ),
    Way("sign_in.told", "GET", "accounts:asleep"),
    Way("sign_in.told", "GET", "accounts:not-known", status=(403,)),
    Way("sign_in.told", "GET", "accounts:forgotten-sent"),
    Way("sign_in.leave", "GET", "accounts:leave", status=(200, 302)),
    Way("sign_in.stay", "POST", "accounts:stay", effect=False),
    Way("sign_out.submit", "POST", "accounts:sign-out", effect=False, leads=True),
    Way("password.reset_request", "GET", "accounts:forgotten"),
    *two_ways("password.reset_request", "accounts:forgotten", FORM)[1:],
    *by_link("password.reset", "accounts:reset"),
    *by_link("account.wake", "accounts:wake"),
    *by_link("profile.email_confirm", "accounts:email-left"),
    *by_link("profile.email_confirm", "accounts:email-taken"),
    Way("users.accept", "GET", "accounts:invited", of=offer, effect=False),
    Way(
        "users.accept",
        "POST",
        "accounts:invited",
        of=offer,
        status=(200, 422),
        effect=False,
    ),
    *two_ways("terms.agree", "accounts:terms", FORM),
    Way("roles.go_on", "GET", "accounts:home", effect=False, status=(302,)),
    *two_ways("roles.choose", "accounts:choose", FORM),
    *two_ways("sign_in.step_up", "accounts:step-up", FORM),
    Way("profile.view", "GET", "accounts:profile"),
    Way("profile.edit", "GET", "accounts:name"),
    Way("profile.edit", "POST", "accounts:name", data={"name": "Somebody Else"}),
    *two_ways("profile.email_ask", "accounts:email", FORM),
    *two_ways("password.change", "accounts:password", FORM),
    Way("profile.mfa_enrol", "GET", "accounts:factor"),
    *two_ways("profile.mfa_enrol", "accounts:app", FORM),
    *two_ways("profile.mfa_enrol", "accounts:passkey", FORM),
    *two_ways("profile.mfa_enrol", "accounts:codes", FORM),
    Way(
        "sessions.list_end",
        "POST",
        "accounts:end-session",
        of=session,
        mine=own_session,
        effect=False,
    ),
    Way("profile.mfa_remove", "POST", "accounts:remove", of=kind),
    Way("sessions.list_end", "POST", "accounts:end-sessions", effect=False),
    Way(
        "profile.browsers",
        "POST",
        "accounts:end-trust",
        of=browser,
        mine=own_browser,
    ),
)
