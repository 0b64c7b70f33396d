"""An administrator's pages of other systems in a browser, and the choice of a role."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped]  # ships none
    Axe,
)
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from keystage_web.accounts.roles import Role
from keystage_web.accounts.signing.proofs import proof
from tests.functional.web.conftest import Seen, Visit
from tests.integration.web.accounts.town import town
from tests.integration.web.authz.world import Place, actor, joined

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.uncounted]
WIDTHS = (1280, 320)


@pytest.fixture
def place(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Place:
    """An authority with two schools, whose people gave the second factor just now."""
    monkeypatch.setattr(proof, "LASTS", timedelta(days=99_999))
    return Place("here", town("999", "2001", "2002"))


def beside(visit: Visit, client: Client) -> Seen:
    """Sit down at a browser with the session of a client."""
    seen = visit()
    name = settings.SESSION_COOKIE_NAME
    cookie: Any = {"name": name, "value": client.cookies[name].value, "path": "/"}
    cookie["domain"] = urlsplit(seen.home).hostname
    seen.page.context.add_cookies([cookie])
    return seen


def fits(page: Page) -> None:
    """Want a page that axe finds nothing in, and that is no wider than its window."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert [one["id"] for one in Axe().run(page).response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for field in page.locator("main select, main input, main button").all():
            box = field.bounding_box()
            assert box is None or box["x"] + box["width"] <= width


def test_systems_that_are_told_are_kept_on_pages_that_fit_and_axe_has_nothing_against(
    visit: Visit, place: Place
) -> None:
    seen = beside(visit, actor(Role.ADMINISTRATOR, place).client)
    page = seen.go("/authority/systems")
    fits(page)
    page.get_by_role("button", name="Tell another system").click()
    page.get_by_role("button", name="Add the system").click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    fits(page)
    page.get_by_label("Address of the system").fill("https://system.example.org/hook")
    page.get_by_label("A file was sent").check()
    page.get_by_label("E-mail address").fill("who@x.invalid")
    page.get_by_role("button", name="Add the system").click()
    expect(page.locator(".typed")).to_be_visible()
    fits(page)
    seen.go("/authority/systems")
    fits(page)
    page.get_by_role("link", name="system.example.org").click()
    expect(page.get_by_role("button", name="Try it")).to_be_visible()
    fits(page)


def test_who_holds_several_roles_chooses_one_on_a_page_that_fits_a_narrow_screen(
    visit: Visit, place: Place
) -> None:
    one = actor(Role.OFFICE, Place("a school", place.town, "2001"))
    assert one.membership is not None
    joined(Place("another", place.town, "2002"), one.membership.person, Role.HEAD)
    page = beside(visit, one.client).go("/role")
    expect(page.locator("main h1")).to_be_visible()
    fits(page)
