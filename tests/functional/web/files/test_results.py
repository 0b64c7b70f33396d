"""Results sent as a file in a real browser: chosen, looked at, signed, confirmed.

`PICTURES=<folder>` keeps the pictures there (docs/pictures has them with a palette).
"""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
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
from keystage_web.accounts.models import School
from keystage_web.accounts.roles import Role
from keystage_web.audit import signing
from keystage_web.files.kinds import Expected
from keystage_web.files.requests import actions as asking
from keystage_web.returns.models import Version
from keystage_web.returns.moments import end_of
from keystage_web.rolls.models import Pupil
from tests.functional.web.conftest import Seen, Visit
from tests.integration.web.accounts.town import BEGIN
from tests.integration.web.files.desk import chosen
from tests.integration.web.files.sent.results import marked, number, results
from tests.integration.web.returns.marks.desk import Desk, desk

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.uncounted]
WIDE: ViewportSize = {"width": 1280, "height": 900}
ZOOMED: ViewportSize = {"width": 320, "height": 256}
FAULTY = results(
    marked("Ann", 1, 31),
    marked("Bob", 2, 99),
    marked("Cas", 3, 33),
    marked("Eve", 5, 28),
)

UNKNOWN = "\n".join(
    (
        "Number of the child,Family,Called,Words right,Remark",
        f"{number(1)},Quill,Ann,31,well done",
        f"{number(2)},Quill,Bob,32,",
    )
).encode()


@dataclass
class Seat:
    """A browser of the head, and the school it is of."""

    desk: Desk
    open: Callable[..., Seen]

    @property
    def files(self) -> str:
        return f"/school/{self.desk.town.schools['2001'].id}/files"


@pytest.fixture
def seat(
    visit: Visit, settings: Settings, tmp_path: Path, transactional_db: None
) -> Seat:
    """Sit the head down, the second factor just given, and ask the school for a file."""
    settings.CONFIG = chosen(data=tmp_path)
    settings.CLOCK, settings.BEGAN = BEGIN, time.time()
    for name in ("files", "tmp"):
        (tmp_path / name).mkdir()
    signing.make(tmp_path, now=BEGIN)
    at = desk("phonics-2026", group="1")
    School.unscoped.filter(number="2001").update(name="Willowbrook Primary School")
    for turn, pupil in enumerate(at.pupils, 1):
        Pupil.unscoped.filter(id=pupil).update(
            upn=number(turn), born=date(2019, 11, turn % 28 + 1), sex="F"
        )
    plan = asking.Plan(
        "Moderation dates",
        "Which days suit you in the week of 22 June.",
        end_of(date(2026, 6, 19)),
        Expected.ANY,
        several=False,
    )
    asking.issue(by=at.town.holds(Role.OFFICER).scope(), plan=plan, now=BEGIN)

    def opened(role: Role = Role.HEAD, **options: object) -> Seen:
        held = at.town.holds(role, "" if role is Role.OFFICER else "2001")
        client = Client()
        client.force_login(held.person)
        session = client.session
        session[CHOSEN] = held.id
        session["proved"] = BEGIN.timestamp()
        session.save()
        seen = visit(**options)
        name = django_settings.SESSION_COOKIE_NAME
        cookie: Any = {"name": name, "value": client.cookies[name].value, "path": "/"}
        cookie["domain"] = urlsplit(seen.home).hostname
        seen.page.context.add_cookies([cookie])
        return seen

    return Seat(at, opened)


def looking(page: Page) -> Callable[[str], None]:
    """Return what looks at a page with axe, and keeps a picture where that is asked."""
    folder = os.environ.get("PICTURES", "")

    def look(name: str) -> None:
        found = Axe().run(page).response["violations"]
        told = [(one["id"], one["nodes"][0]["html"]) for one in found]
        assert told == [], name
        page.set_viewport_size(ZOOMED)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= ZOOMED["width"], name
        page.set_viewport_size(WIDE)
        if folder:
            page.screenshot(path=Path(folder) / f"files-{name}.png", full_page=True)

    return look


def give(page: Page, content: bytes, name: str = "phonics.xml") -> None:
    """Choose a file and its tag."""
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/xml", "buffer": content}
    )
    page.get_by_label("What is in them?").select_option(index=1)


def sign(page: Page) -> None:
    """Say why what is wrong stays, sign, and say why a child without a mark has none."""
    for box in page.get_by_label("Why it is right all the same").all():
        box.fill("The paper says so.")
    page.get_by_label("I sign them now").check()
    for box in page.locator("input[name^=said_]").all():
        box.check()
    page.get_by_label("Your name").fill("Ruth Hart")
    page.get_by_role("button", name="Send the results").click()
    missing = page.get_by_role("alert").get_by_role("link")
    expect(missing).to_have_text("Say why this is right, or sign later")
    missing.click()
    page.keyboard.type("Dot is away until July.")
    page.get_by_role("button", name="Send the results").click()


def test_a_file_is_chosen_looked_at_signed_and_confirmed(seat: Seat) -> None:
    seen = seat.open(viewport=WIDE)
    page = seen.go(seat.files)
    look = looking(page)
    give(page, FAULTY)
    expect(page.get_by_text("phonics.xml (")).to_be_visible()
    look("send")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("h1")).to_have_text("What is in the file")
    page.get_by_role("tab", name="By pupil").click()
    expect(page.get_by_role("heading", name="By pupil")).to_be_visible()
    page.get_by_role("tab", name="Summary").click()
    look("review")
    page.get_by_role("checkbox", name="Quill, Eve").check()
    sign(page)
    expect(page.locator("h1")).to_contain_text("Sent to")
    look("done")
    assert Version.unscoped.get().signed
    page.get_by_role("link", name="The receipt of the file").click()
    expect(page.locator("h1")).to_have_text("Receipt for a file")
    look("receipt")
    page = seen.go(seat.files)
    look("list")
    give(page, results(marked("Dot", 4, 34)))
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("There are results already")).to_be_visible()
    look("again")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_table_nobody_knows_is_asked_about_and_recalled(
    seat: Seat, scripts: bool
) -> None:
    page = seat.open(viewport=WIDE, java_script_enabled=scripts).go(seat.files)
    look = looking(page) if scripts else lambda _: None
    give(page, UNKNOWN, "our own.csv")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("h1")).to_have_text("Which column is which?")
    page.get_by_label("Column “Words right”").select_option("mark")
    page.get_by_label("Column “Number of the child”").select_option("upn")
    look("columns")
    page.get_by_role("button", name="Read the file").click()
    expect(page.locator("h1")).to_have_text("What is in the file")
    expect(page.get_by_text("2 results are new.")).to_be_visible()
    look("columns-read")
    page.get_by_role("link", name="Not now").click()
    look("waiting")
    page.get_by_role("button", name="Recall the file").click()
    expect(page.locator("h1")).to_have_text("Recall this file?")
    look("recall")
    page.get_by_role("button", name="Recall the file").click()
    expect(page.get_by_text("The file was recalled.")).to_be_visible()
    look("recalled")


def test_without_a_script_the_way_is_the_same(seat: Seat) -> None:
    page = seat.open(java_script_enabled=False).go(seat.files)
    give(page, FAULTY)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("h1")).to_have_text("What is in the file")
    expect(page.get_by_role("heading", name="By pupil")).to_be_visible()
    page.get_by_label("They are sent now and signed later").check()
    page.get_by_role("button", name="Send the results").click()
    expect(page.locator("h1")).to_contain_text("Sent to")
    assert not Version.unscoped.get().signed


def test_a_file_is_checked_without_being_sent(seat: Seat) -> None:
    page = seat.open(viewport=WIDE).go("/school/check")
    give(page, FAULTY)
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_role("heading", name="phonics.xml")).to_be_visible()
    looking(page)("check")


def test_the_pages_of_an_authority_about_files_are_for_everyone(seat: Seat) -> None:
    seen = seat.open(Role.OFFICER, viewport=WIDE)
    for name in ("tags", "requests"):
        page = seen.go(f"/authority/{name}")
        looking(page)(name)
    page.get_by_role("link", name="Moderation dates").click()
    looking(page)("request")


def test_files_are_dropped_shown_with_name_and_size_and_cleared(seat: Seat) -> None:
    page = seat.open(viewport=WIDE).go(seat.files)
    zone = page.locator(".govuk-file-upload-button")
    expect(page.get_by_role("button", name="Choose files")).to_be_visible()
    dropped = page.evaluate_handle(
        """() => {
          const held = new DataTransfer();
          held.items.add(new File(["x".repeat(2048)], "one.xml"));
          held.items.add(new File([""], "two.xml"));
          return held;
        }"""
    )
    zone.dispatch_event("drop", {"dataTransfer": dropped})
    expect(page.get_by_text("one.xml (2 kB)")).to_be_visible()
    expect(page.get_by_text("two.xml (0 byte): empty")).to_be_visible()
    expect(page.get_by_text("2 files chosen")).to_be_visible()
    page.get_by_role("button", name="Clear").click()
    expect(page.get_by_text("one.xml (2 kB)")).to_have_count(0)
