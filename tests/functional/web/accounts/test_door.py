"""The door in a browser: a second factor, a passkey, an invitation, a forgotten password."""

import re

import pytest
from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped]  # ships none
    Axe,
)
from django.core.cache import cache
from playwright.sync_api import Page, expect

from keystage_web import clock
from keystage_web.accounts import demonstration as shown
from keystage_web.accounts.actions import invitations
from keystage_web.accounts.models import Person
from keystage_web.accounts.roles import Role
from keystage_web.accounts.signing.models import Throttle
from tests.functional.web.conftest import Visit
from tests.integration.web.accounts.signing.visitor import link, work
from tests.integration.web.accounts.town import Town, town

pytestmark = [pytest.mark.browser, pytest.mark.database]
SCRIPTS = pytest.mark.parametrize("javascript", [True, False])
INVITED = "ruth.hart@school.invalid"


@pytest.fixture
def place(transactional_db: None, demonstration: None) -> Town:
    """An authority, a school, and its head, who can be signed in as."""
    made = town("999", "2001")
    shown.equip(made.holds(Role.HEAD, "2001").person)
    made.holds(Role.OFFICER)
    forget()
    return made


@pytest.fixture
def head(place: Town) -> Person:
    """The head."""
    return Person.objects.get(pk=place.holds(Role.HEAD, "2001").person_id)


def forget() -> None:
    """Let a code be used again, as if half a minute had gone by."""
    cache.clear()
    Throttle.objects.all().delete()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def types(page: Page, head: Person) -> None:
    """Give e-mail address and password."""
    page.get_by_label("E-mail address").fill(head.email)
    page.get_by_label("Password", exact=True).fill(shown.PASSWORD)
    press(page, "Sign in")
    expect(page.locator("h1")).to_have_text("Your second factor")


def gives(page: Page) -> None:
    """Give the code the page of a demonstration shows."""
    page.get_by_label("Code").fill(page.locator("#demonstrated").inner_text())
    press(page, "Continue")


def enter(page: Page, head: Person) -> None:
    """Sign in, all the way."""
    types(page, head)
    gives(page)
    expect(page.locator(".bar__person")).to_contain_text("Headteacher · School 2001")


def clean(page: Page) -> None:
    """Hear no complaint of axe's."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def every_link_lands(page: Page) -> None:
    """Follow each line of the error summary to a control that is there."""
    links = page.get_by_role("alert").get_by_role("link")
    expect(links.first).to_be_visible()
    for one in links.all():
        anchor = str(one.get_attribute("href"))
        one.click()
        expect(page.locator(anchor)).to_be_visible()
        where = page.evaluate("() => [location.hash, '#' + document.activeElement.id]")
        assert anchor in where


@SCRIPTS
def test_one_signs_in_with_a_second_factor_and_out_again(
    visit: Visit, head: Person, javascript: bool
) -> None:
    page = visit(java_script_enabled=javascript).go("/account/name")
    expect(page.get_by_text("Invented people to try it as")).to_be_visible()
    press(page, "Sign in")
    every_link_lands(page)
    enter(page, head)
    expect(page.locator("h1")).to_have_text("Change your name")
    press(page, "Sign out")
    expect(page.get_by_role("status")).to_contain_text("You are signed out.")
    page.go_back()
    page.reload()
    expect(page.locator("h1")).to_have_text("Sign in")


def test_a_passkey_is_added_and_lets_one_in(visit: Visit, head: Person) -> None:
    page = visit().go("/sign-in")
    told = page.context.new_cdp_session(page)
    told.send("WebAuthn.enable")
    kind = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    told.send("WebAuthn.addVirtualAuthenticator", {"options": kind})
    enter(page, head)
    page.goto(f"{home(page)}/account/factor")
    page.get_by_role("button", name="Add a passkey").click()
    clean(page)
    page.get_by_label("What to call it").fill("Work laptop")
    press(page, "Add the passkey")
    expect(page.get_by_role("status")).to_contain_text("Your second factor is added.")
    expect(page.locator("main")).to_contain_text("Work laptop")
    press(page, "Sign out")
    types(page, head)
    clean(page)
    page.get_by_label("Do not ask again on this browser for 30 days").check()
    press(page, "Use my passkey")
    expect(page.locator(".bar__person")).to_contain_text("Headteacher")
    page.get_by_role("link", name="Headteacher").click()
    expect(page.locator("#browsers")).to_contain_text("this one")
    told.send("WebAuthn.disable")


def test_a_passkey_that_does_not_answer_is_said_so(visit: Visit, head: Person) -> None:
    page = visit().go("/sign-in")
    enter(page, head)
    page.evaluate("() => location.assign('/account/factor/passkey')")
    page.get_by_label("What to call it").fill("Work laptop")
    page.evaluate(
        "() => { navigator.credentials.create = () => Promise.reject(new Error('no')) }"
    )
    press(page, "Add the passkey")
    expect(page.get_by_role("alert")).to_contain_text("The passkey did not answer.")


@SCRIPTS
def test_a_forgotten_password_is_made_new(
    visit: Visit, head: Person, javascript: bool
) -> None:
    page = visit(java_script_enabled=javascript).go("/sign-in")
    page.get_by_role("link", name="I forgot my password").click()
    press(page, "Send me a link")
    every_link_lands(page)
    page.get_by_label("E-mail address").fill(head.email)
    press(page, "Send me a link")
    expect(page.locator("h1")).to_have_text("Look at your mail")
    work()
    page.goto(home(page) + link(head.email))
    page.get_by_label("New password").fill("password1234")
    press(page, "Save and continue")
    expect(page.get_by_role("alert")).to_contain_text("easy to guess")
    every_link_lands(page)
    page.get_by_label("New password").fill("four quite new words")
    press(page, "Save and continue")
    gives(page)
    expect(page.locator(".bar__person")).to_contain_text("Headteacher")


def home(page: Page) -> str:
    """Return how addresses of the service begin."""
    return "/".join(page.url.split("/")[:3])


@SCRIPTS
def test_an_invitation_is_taken_up_with_password_terms_and_app(
    visit: Visit, place: Town, javascript: bool
) -> None:
    to = invitations.To(name="Ruth Hart", email=INVITED, role=Role.OFFICE)
    by = place.holds(Role.HEAD, "2001").scope()
    invitations.invite(by=by, school=by.school, to=to, now=clock.now())
    page = visit(java_script_enabled=javascript).go(link(INVITED))
    expect(page.locator("main")).to_contain_text("Office · School 2001")
    press(page, "Continue")
    every_link_lands(page)
    page.get_by_label("New password").fill("four quite new words")
    page.get_by_label("I have read these terms").check()
    press(page, "Continue")
    expect(page.locator("h1")).to_have_text("Add a second factor")
    page.get_by_role("button", name="Add an app").click()
    picture = page.locator(".signing-picture")
    expect(picture).to_be_visible()
    assert picture.evaluate("(it) => it.complete && it.naturalWidth > 0")
    expect(page.locator("#key")).to_have_text(re.compile(r"^([A-Z2-7]{4} ?){8}$"))
    page.get_by_label("The six digits the app shows").fill(
        page.locator("#demonstrated").inner_text()
    )
    press(page, "Add the app")
    expect(page.locator("#printed li")).to_have_count(10)
    page.get_by_role("button", name="I have them: continue").click()
    expect(page.locator(".bar__person")).to_contain_text("Ruth Hart · Office")


PAGES = (
    *("/account", "/account/factor", "/account/factor/app", "/account/factor/passkey"),
    *("/account/factor/codes", "/account/factor/totp/remove", "/account/password"),
    *("/account/name", "/account/email", "/sign-in/again", "/terms", "/sign-in/leave"),
)
OPEN = (
    *("/sign-in", "/sign-in/forgotten", "/sign-in/forgotten/sent", "/sign-in/asleep"),
    *("/sign-in/not-known", "/sign-in/wake/x", "/terms", "/sign-in/invitation/x"),
)


def test_no_page_of_the_door_has_anything_axe_complains_of(
    visit: Visit, head: Person
) -> None:
    reader = visit()
    for address in OPEN:
        clean(reader.go(address))
    page = reader.go("/sign-in")
    press(page, "Sign in")
    clean(page)
    types(page, head)
    press(page, "Continue")
    every_link_lands(page)
    clean(page)
    gives(page)
    for address in PAGES:
        clean(reader.go(address))
        expect(page.locator("h1")).to_have_count(1)


def test_nothing_runs_off_the_side_at_four_hundred_per_cent(
    visit: Visit, head: Person
) -> None:
    reader = visit(viewport={"width": 320, "height": 256})
    enter(reader.go("/sign-in"), head)
    for address in PAGES:
        page = reader.go(address)
        wide = page.evaluate("() => document.documentElement.scrollWidth")
        assert wide <= 320, address
