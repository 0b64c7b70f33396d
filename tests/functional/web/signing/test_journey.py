"""A head signs in a browser, with the second factor, and keeps proof; scripts or none.

`PICTURES=<folder>` keeps the pictures of the manual there.
"""

import os
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped]  # ships none
    Axe,
)
from django.conf import settings as django_settings
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django import Settings

from keystage_web import clock
from keystage_web.accounts import demonstration
from keystage_web.accounts.roles import Role
from keystage_web.accounts.signing.models import Throttle
from keystage_web.returns import actions
from keystage_web.returns.models import Version
from tests.functional.web.conftest import Seen, Visit
from tests.functional.web.marksheet.pages.test_pictures import class_of, school
from tests.integration.web.accounts.town import BEGIN
from tests.integration.web.returns.sheet.making import Place, goals

pytestmark = [
    *(pytest.mark.browser, pytest.mark.database, pytest.mark.uncounted),
]
WIDE, NARROW = {"width": 1280, "height": 860}, {"width": 320, "height": 860}


@pytest.fixture
def place(settings: Settings, transactional_db: None, demonstration: None) -> Place:
    """A reception class that is complete, but for a number no goal may have."""
    settings.CLOCK, settings.BEGAN = BEGIN, time.time()
    made, klass = school("eyfsp-2026")
    for at, pupil in enumerate(class_of(made, klass)):
        less = [("E10", "1"), ("E12", "1")] if at in {2, 5, 9} else []
        made.put(pupil, goals(made, "2", less))
    made.put(made.pupils[7], {"E12": "3"})
    return made


def head(visit: Visit, place: Place, *, scripts: bool) -> Seen:
    """Seat the head, signed in this morning, whose second factor is known."""
    person = place.town.holds(Role.HEAD, "2001").person
    demonstration.equip(person)
    cache.clear()
    Throttle.objects.all().delete()
    client = Client()
    client.force_login(person)
    seen = visit(java_script_enabled=scripts, viewport=WIDE, accept_downloads=True)
    name = django_settings.SESSION_COOKIE_NAME
    cookie: Any = {"name": name, "value": client.cookies[name].value, "path": "/"}
    cookie["domain"] = urlsplit(seen.home).hostname
    seen.page.context.add_cookies([cookie])
    return seen


def looked_at(page: Page, *, scripts: bool) -> None:
    """Want a page that axe finds nothing in, and that fits a telephone."""
    if not scripts:
        return
    for size in (NARROW, WIDE):
        page.set_viewport_size(size)  # type: ignore[arg-type]  # its own type
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        wide = page.evaluate("() => document.documentElement.scrollWidth")
        assert wide <= size["width"], page.url


def kept(page: Page, name: str, folder: Path) -> None:
    """Take the picture of a page."""
    where = Path(os.environ.get("PICTURES", folder))
    page.screenshot(path=where / f"sign-{name}.png", full_page=True)


@pytest.mark.parametrize("scripts", [True, False])
def test_the_head_signs_with_the_second_factor_and_keeps_the_receipt(
    visit: Visit, place: Place, tmp_path: Path, scripts: bool
) -> None:
    page = head(visit, place, scripts=scripts).go("/school/")
    looked_at(page, scripts=scripts)
    kept(page, "home", tmp_path)
    page.get_by_role("link", name="Check and send").click()
    looked_at(page, scripts=scripts)
    for tick in page.get_by_role("checkbox").all():
        tick.check()
    page.get_by_role("button", name="Send Early years").click()
    expect(page.get_by_role("alert")).to_contain_text("Problem 1")
    looked_at(page, scripts=scripts)
    page.get_by_label("Problem 1").fill("The class teacher will correct it in July")
    kept(page, "check", tmp_path)
    page.get_by_role("button", name="Send Early years").click()
    expect(page.locator("h1")).to_have_text("Confirm that it is you")
    page.get_by_label("Code").fill(page.locator("#demonstrated").inner_text())
    page.get_by_role("button", name="Continue", exact=True).click()
    expect(page.locator("h1")).to_contain_text("sent to")
    looked_at(page, scripts=scripts)
    kept(page, "sent", tmp_path)
    with page.expect_download() as download:
        page.get_by_role("link", name="Receipt as a PDF").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    page.get_by_role("link", name="Receipt as a page").click()
    expect(page.locator("main")).to_contain_text(Version.unscoped.get().digest)
    looked_at(page, scripts=scripts)
    kept(page, "receipt", tmp_path)
    page.get_by_role("link", name="The return").click()
    expect(page.get_by_text("Ask to unlock it")).to_be_visible()
    looked_at(page, scripts=scripts)
    kept(page, "return", tmp_path)


def test_what_is_unlocked_and_sent_again_is_told_with_its_difference(
    visit: Visit, place: Place, tmp_path: Path
) -> None:
    seen = head(visit, place, scripts=True)
    _sent(place)
    officer = place.town.holds(Role.OFFICER).scope()
    told: dict[str, Any] = {"by": officer, "round_id": place.round.id}
    told |= {"school": place.school.pk, "now": clock.now()}
    actions.query(**told, text="Are all who joined in June in it?")
    page = seen.go(f"/school/results/{place.round.id}/return")
    looked_at(page, scripts=True)
    page.get_by_role("link", name="Read it and answer").click()
    looked_at(page, scripts=True)
    page.get_by_label("Your answer").fill("Yes, all of them")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_text("Your answer was sent.")).to_be_visible()
    actions.unlock(
        **told,
        pupils=[],
        components=[],
        until=clock.now().replace(hour=20),
        reason="To put the three right",
    )
    place.of_return.refresh_from_db()
    place.put(place.pupils[7], {"E12": "2"})
    _sent(place)
    for name in ("versions", "versions/1", "versions/2/difference", "cells", "mine"):
        page = seen.go(f"/school/results/{place.round.id}/{name}")
        looked_at(page, scripts=True)
        if name == "versions":
            kept(page, "history", tmp_path)
    for name in ("guidance", "changed", "queries", "unlock", "late", "excuse"):
        page = seen.go(f"/school/results/{place.round.id}/{name}")
        looked_at(page, scripts=True)


def _sent(place: Place) -> None:
    """Let the head sign what there is."""
    client = Client()
    client.force_login(place.town.holds(Role.HEAD, "2001").person)
    session = client.session
    session["proved"] = clock.now().timestamp()
    session.save()
    at = f"/school/results/{place.round.id}/sign"
    page = client.get(at).context
    form = page["form"]
    told = {bound.html_name: bound.value() or "It is so" for bound in form}
    answer = client.post(at, told)
    assert answer.status_code == 302, answer.content
