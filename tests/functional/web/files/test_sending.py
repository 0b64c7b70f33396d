"""A file is sent in a browser, its receipt shown, and recalled; scripts or none."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped]  # ships none
    Axe,
)
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Page, ViewportSize, expect
from pytest_django import Settings

from keystage_web.accounts.entrance import CHOSEN
from keystage_web.accounts.roles import Role
from tests.functional.web.conftest import Seen, Visit
from tests.integration.web.accounts.town import BEGIN
from tests.integration.web.files.desk import Desk, chosen, ctf, desk

pytestmark = [pytest.mark.browser, pytest.mark.database]
DESK: ViewportSize = {"width": 1440, "height": 1100}
ZOOMED: ViewportSize = {"width": 320, "height": 256}
type Open = Callable[..., Seen]


@pytest.fixture
def ours(transactional_db: None, tmp_path: Path, settings: Settings) -> Desk:
    """A school, on the day of the demonstration."""
    settings.CLOCK = BEGIN
    settings.CONFIG = chosen(data=tmp_path)
    return desk(tmp_path)


@pytest.fixture
def opened(visit: Visit, ours: Desk) -> Open:
    """Open a browser in which somebody is signed in."""

    def seen(role: Role = Role.OFFICE, number: str = "2001", **options: object) -> Seen:
        held = ours.town.holds(role, number)
        client = Client()
        client.force_login(held.person)
        session = client.session
        session[CHOSEN] = held.id
        session.save()
        found = visit(**options)
        name = django_settings.SESSION_COOKIE_NAME
        cookie: Any = {"name": name, "value": session.session_key, "path": "/"}
        cookie["domain"] = urlsplit(found.home).hostname
        found.page.context.add_cookies([cookie])
        return found

    return seen


def choose(
    page: Page, content: bytes, name: str = "Year 2.xml", tag: str = "No tag"
) -> None:
    """Choose a file and send it."""
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/xml", "buffer": content}
    )
    page.get_by_label("What is in them?").select_option(tag)
    page.get_by_role("button", name="Send", exact=True).click()


@pytest.mark.parametrize("scripts", [True, False])
def test_sent_receipt_recalled(ours: Desk, opened: Open, scripts: bool) -> None:
    page = opened(java_script_enabled=scripts).go(f"/school/{ours.school()}/files")
    choose(page, ctf(1))
    expect(page.locator("h1")).to_contain_text("Sent to")
    page.get_by_role("link", name="Send another file").click()
    expect(page.get_by_role("link", name="Year 2.xml")).to_be_visible()
    page.get_by_role("link", name="Year 2.xml").click()
    page.get_by_role("button", name="Recall the file").click()
    expect(page.locator("h1")).to_have_text("Recall this file?")
    page.get_by_role("button", name="Recall the file").click()
    expect(page.get_by_text("The file was recalled.")).to_be_visible()
    assert not [one for one in ours.store.root.rglob("*") if one.is_file()]
    page.get_by_role("button", name="Send another file").click()
    expect(page.get_by_label("What is in them?")).to_be_visible()


def test_what_is_refused_leads_to_the_field(ours: Desk, opened: Open) -> None:
    page = opened(quiet=False).go(f"/school/{ours.school()}/files")
    choose(page, b"<html><body>Sign in</body></html>", "results.xml")
    link = page.get_by_role("alert").get_by_role("link")
    expect(link).to_contain_text("This is a web page")
    link.click()
    expect(page.get_by_label("Files (required)")).to_be_focused()


def test_the_pages_are_for_everyone_and_nothing_runs_off_the_side(
    ours: Desk, opened: Open
) -> None:
    receipt = ours.send(ctf(1), name="Year 2 of our school.xml")
    seen = opened(Role.OFFICER, "")
    for address in (f"/school/{ours.school()}/files", f"/files/{receipt.file}"):
        page = seen.go(address)
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
        page.set_viewport_size(ZOOMED)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= ZOOMED["width"]
        page.set_viewport_size(DESK)
