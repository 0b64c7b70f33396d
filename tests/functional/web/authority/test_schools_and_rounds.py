"""An administrator in a browser: schools taken in, a round opened; scripts or none."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped]  # ships none
    Axe,
)
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django import Settings

from keystage_web.accounts.roles import Role
from tests.functional.web.conftest import Seen, Visit
from tests.integration.web.accounts.register.sheets import line, register
from tests.integration.web.accounts.town import BEGIN, Town, town

pytestmark = [pytest.mark.browser, pytest.mark.database]
NARROW = {"width": 320, "height": 512}
PAGES = (
    "/authority/",
    "/authority/schools/",
    "/authority/schools/add",
    "/authority/calendar",
    "/authority/rounds/",
    "/authority/rounds/make?book=ks2-2026",
)

type Desk = Callable[..., Seen]


@pytest.fixture
def place(settings: Settings, transactional_db: None) -> Town:
    """An authority with a school, on the day of the demonstration."""
    settings.CLOCK = BEGIN
    return town("999", "2001")


@pytest.fixture
def desk(visit: Visit, place: Town) -> Desk:
    """Open a browser in which the administrator, or the school's head, is signed in."""

    def opened(role: Role, number: str = "", **options: object) -> Seen:
        client = Client()
        client.force_login(place.holds(role, number).person)
        seen = visit(**options)
        name = django_settings.SESSION_COOKIE_NAME
        cookie: Any = {"name": name, "value": client.cookies[name].value, "path": "/"}
        cookie["domain"] = urlsplit(seen.home).hostname
        seen.page.context.add_cookies([cookie])
        return seen

    return opened


def clean(page: Page) -> list[str]:
    """Return what axe complains of."""
    return [one["id"] for one in Axe().run(page).response["violations"]]


def date(page: Page, name: str, *parts: int) -> None:
    for at, part in enumerate(parts):
        page.locator(f"[name={name}_{at}]").fill(str(part))


@pytest.mark.parametrize("scripts", [True, False])
def test_a_file_is_looked_through_and_a_round_opened(desk: Desk, scripts: bool) -> None:
    seen = desk(Role.ADMINISTRATOR, java_script_enabled=scripts)
    page = seen.go("/authority/schools/")
    page.get_by_role("button", name="Take in a file of schools").click()
    data = register(line("2001", "180001", "Oak"), line("2002", "180002", "Elm Infant"))
    file = {"name": "schools.csv", "mimeType": "text/csv", "buffer": data}
    page.locator("[name=schools]").set_input_files(file)  # type: ignore[arg-type]  # its own shape
    page.get_by_role("button", name="Go on to the review").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "What the file would change"
    )
    page.get_by_role("button", name="Save these changes").click()
    expect(page.get_by_role("link", name="Elm Infant")).to_be_visible()
    seen.go("/authority/rounds/make?book=phonics-2026")
    date(page, "opens", 8, 6, 2026)
    date(page, "deadline", 23, 6, 2026)
    page.get_by_role("button", name="Make the round").click()
    page.get_by_role("button", name="Open the round").click()
    expect(page.locator("main")).to_contain_text("schools that owe it see it now")
    school = desk(Role.HEAD, "2001", java_script_enabled=scripts).go("/school/")
    expect(school.locator("main")).to_contain_text("Phonics screening check 2026")


def test_no_page_has_anything_axe_complains_of_or_is_wider_than_a_telephone(
    desk: Desk,
) -> None:
    seen = desk(Role.ADMINISTRATOR, viewport=NARROW)
    for address in PAGES:
        page = seen.go(address)
        assert clean(page) == [], address
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= NARROW["width"], address
    school = desk(Role.HEAD, "2001", viewport=NARROW)
    for address in ("/school/", "/school/profile", "/school/profile/term"):
        assert clean(school.go(address)) == [], address
