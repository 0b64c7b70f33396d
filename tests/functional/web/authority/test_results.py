"""An officer in a browser: how far schools are, and the switch."""

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

from keystage_web.accounts.models import School
from keystage_web.accounts.roles import Role
from tests.functional.web.conftest import Seen, Visit
from tests.integration.web.accounts.town import BEGIN
from tests.integration.web.returns.marks.desk import GOALS, Desk, desk

pytestmark = [pytest.mark.browser, pytest.mark.database]
WIDTHS = (1280, 320)


@pytest.fixture
def begun(settings: Settings, transactional_db: None) -> Desk:
    """A school with a pupil complete, and one with a value that is none."""
    settings.CLOCK = BEGIN
    made = desk()
    School.unscoped.update(lowest=4, highest=11, phase="Primary")
    made.save(*((made.pupils[0], goal, "2", 0) for goal in GOALS))
    made.save((made.pupils[1], "E01", "x9", 0))
    return made


def officer(visit: Visit, made: Desk, *, scripts: bool) -> Seen:
    client = Client()
    client.force_login(made.town.holds(Role.OFFICER).person)
    seen = visit(java_script_enabled=scripts)
    name = django_settings.SESSION_COOKIE_NAME
    cookie: Any = {"name": name, "value": client.cookies[name].value, "path": "/"}
    cookie["domain"] = urlsplit(seen.home).hostname
    seen.page.context.add_cookies([cookie])
    return seen


def fits(page: Page, *, scripts: bool) -> None:
    """Want a page that axe finds nothing in, and that is no wider than its window.

    Both are asked by scripts: where none runs, nobody would ever answer.
    """
    if not scripts:
        return
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert [one["id"] for one in Axe().run(page).response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scripts", [True, False])
def test_an_officer_sees_how_far_a_school_is_and_switches_the_marksheet(
    visit: Visit, begun: Desk, scripts: bool
) -> None:
    seen = officer(visit, begun, scripts=scripts)
    page = seen.go(f"/authority/rounds/{begun.round}")
    page.get_by_role("button", name="Switch the marksheet off").click()
    expect(page.get_by_role("button", name="Switch the marksheet on")).to_be_visible()
    fits(page, scripts=scripts)
    page.get_by_role("link", name="Results of schools").click()
    fits(page, scripts=scripts)
    page.get_by_role("link", name="School 2001").click()
    expect(page.get_by_text("1 of 4")).to_be_visible()
    expect(page.get_by_role("table")).to_have_count(0)
    fits(page, scripts=scripts)
    assert seen.complaints == seen.strangers == []
