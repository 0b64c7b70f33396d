"""People are invited, suspended and confirmed in a browser, with scripts and without."""

import pytest
from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped]  # ships none
    Axe,
)
from playwright.sync_api import Page, expect

from keystage_web.accounts.actions import invitations, keys, resets
from keystage_web.accounts.actions.invitations import To
from keystage_web.accounts.models import Membership
from keystage_web.accounts.roles import Role
from tests.functional.web.people.conftest import Opened
from tests.integration.web.accounts.people.desk import again, more
from tests.integration.web.accounts.town import BEGIN, Town

pytestmark = [pytest.mark.browser, pytest.mark.database]
ZOOMED = {"width": 320, "height": 256}


@pytest.fixture
def busy(place: Town) -> Town:
    """Let something wait on every page."""
    head = place.holds(Role.HEAD, "2001")
    by = head.scope()
    to = To("ann@x.invalid", "Ann Quill", Role.TEACHER)
    invitations.invite(by=by, school=by.school, to=to, now=BEGIN)
    keys.request(by=by, supplier="Acorn Registers", now=BEGIN)
    other = more(place, Role.ADMINISTRATOR, name="Other").scope()
    to = To("bob@x.invalid", "Bob Moss", Role.OFFICER)
    invitations.ask(by=other, to=to, now=BEGIN)
    resets.ask(by=other, person=head.person_id, now=BEGIN)
    for role in (Role.TEACHER, Role.OFFICE):
        place.holds(role, "2001")
    return place


def addresses(place: Town) -> dict[Membership, list[str]]:
    """Return every page on people, by who looks at it."""
    teacher = place.holds(Role.TEACHER, "2001")
    person, school = teacher.person_id, place.schools["2001"].pk
    both = (
        "people",
        f"people/{person}",
        f"role/{teacher.pk}/change",
        f"people/{person}/suspend",
        f"people/{person}/left",
        "keys",
    )
    head = [*both, "people/invite", "people/staff", "keys/ask"]
    admin = [
        *both,
        "people/invite",
        f"school/{school}/invite",
        f"people/{person}/reset",
    ]
    return {
        place.holds(Role.HEAD, "2001"): [f"/school/{at}" for at in head],
        place.holds(Role.ADMINISTRATOR): [f"/authority/{at}" for at in admin],
    }


def test_no_page_on_people_has_anything_axe_complains_of_or_runs_off_the_side(
    opened: Opened, busy: Town
) -> None:
    for who, pages in addresses(busy).items():
        reader = opened(who)
        for address in pages:
            page = reader.go(address)
            expect(page.locator("main h1")).to_be_visible()
            found = Axe().run(page)
            assert found.violations_count == 0, f"{address}: {found.generate_report()}"
            page.set_viewport_size({"width": 320, "height": 256})
            wide = page.evaluate("() => document.documentElement.scrollWidth")
            assert wide <= ZOOMED["width"], address
            page.set_viewport_size({"width": 1440, "height": 1100})


@pytest.mark.parametrize("javascript", [True, False])
def test_somebody_is_invited_and_the_error_is_found_and_mended(
    opened: Opened, busy: Town, javascript: bool
) -> None:
    head = busy.holds(Role.HEAD, "2001")
    page = opened(head, java_script_enabled=javascript).go("/school/people")
    page.get_by_role("button", name="Invite somebody").click()
    page.get_by_label("Name", exact=True).fill("Cat Reed")
    page.get_by_label("Teacher", exact=True).check()
    page.get_by_role("button", name="Send the invitation").click()
    alert = page.get_by_role("alert")
    alert.get_by_role("link", name="E-mail address is missing: enter it").click()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Cat Reed")
    page.get_by_label("E-mail address").fill("cat@x.invalid")
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_role("status")).to_contain_text("The invitation was sent.")
    expect(page.get_by_role("heading", name="Cat Reed")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_who_is_not_ticked_has_left(
    opened: Opened, busy: Town, javascript: bool
) -> None:
    head = busy.holds(Role.HEAD, "2001")
    page = opened(head, java_script_enabled=javascript).go("/school/people/staff")
    page.get_by_label("Teacher 2001 (Teacher)").uncheck()
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("status")).to_contain_text("1 have left")
    assert again(busy.holds(Role.TEACHER, "2001")).until
    assert not again(busy.holds(Role.OFFICE, "2001")).until


def test_the_second_administrator_does_what_the_first_one_asked_for(
    opened: Opened, busy: Town
) -> None:
    page: Page = opened(busy.holds(Role.ADMINISTRATOR)).go("/authority/people")
    page.get_by_role("button", name="Confirm and send Bob Moss").click()
    expect(page.get_by_role("status")).to_contain_text("The invitation was sent.")
    page.get_by_role("button", name="Take it away Headteacher 2001").click()
    expect(page.get_by_role("status")).to_contain_text("It is done.")
