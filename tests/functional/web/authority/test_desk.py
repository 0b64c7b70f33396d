"""An officer's season in a browser: the board, a return asked about, unlocked, accepted.

`PICTURES=<folder>` keeps the pictures of the manual there.
"""

import os
import time
from datetime import date, timedelta
from pathlib import Path
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
from keystage_web.returns.models import Progress, Return
from keystage_web.returns.states import ReturnState as State
from tests.functional.web.conftest import Seen, Visit
from tests.integration.web.accounts.town import BEGIN
from tests.integration.web.authority.season import Season
from tests.integration.web.returns.marks.desk import Desk
from tests.integration.web.returns.moves.season import ready, school, submit

pytestmark = [
    *(pytest.mark.browser, pytest.mark.database, pytest.mark.uncounted),
]
WIDE, NARROW = {"width": 1440, "height": 1130}, {"width": 320, "height": 900}
NAMES = (
    *("Ashdown Infant", "Beech Hill Academy", "Castle Junior", "Christ Church CofE"),
    *("Eastfield Primary", "Fairway Community", "Grange Special", "Harbour View"),
    *("Kingsmead Primary", "Lady Margaret RC", "Millbrook Primary", "Northgate Infant"),
    *("Oakwood Primary",),
)
STANDS = (
    *("accepted", "submitted", "queried", "progress", "accepted", "problems"),
    *("accepted", "none", "submitted", "unlocked", "progress", "accepted", "problems"),
)


@pytest.fixture
def made(settings: Settings, transactional_db: None) -> tuple[Season, Desk]:
    """Fourteen schools in the middle of June; the first has really sent its phonics."""
    settings.CLOCK, settings.BEGAN = BEGIN + timedelta(hours=6), time.time()
    desk = ready()
    submit(desk)
    found = Season(desk.town, {"phonics": desk.round})
    found.open("eyfsp", "ks1", "ks2")
    School.unscoped.update(lowest=4, highest=11, phase="Primary")
    School.unscoped.filter(number="2001").update(name="St Aidan\u2019s Primary")
    School.unscoped.filter(number="2002").delete()
    for at, name in enumerate(NAMES):
        number = str(2014 + at * 7)
        ages = {"lowest": 7} if "Junior" in name else {}
        ages |= {"highest": 7} if "Infant" in name else {}
        found.school(number, name=name, cluster="North" if at % 2 else "South", **ages)
        for turn, collection in enumerate(("eyfsp", "phonics", "ks1", "ks2")):
            if not ages:
                _stands(found, number, collection, at + turn)
    return found, desk


def _stands(found: Season, number: str, collection: str, turn: int) -> None:
    """Let a return stand as its turn says."""
    what = STANDS[turn % len(STANDS)]
    due = 20 + turn * 5 % 37
    if what == "none":
        found.pupils(number, "R", 3)
        return
    if what in {"progress", "problems"}:
        errors = 3 if what == "problems" else 0
        row = found.stands(number, collection, State.DRAFT, due, due // 2, errors)
        if turn % 5 == 0:
            found.given(number, collection, date(2026, 6, 30))
        return
    row = found.stands(number, collection, State(what), due, due)
    found.sent(row, at=BEGIN - timedelta(days=turn % 6))
    if what == "queried":
        found.question(row, days=4)
    if what == "unlocked":
        until = BEGIN + timedelta(days=2)
        found.unlock(row, granted_at=BEGIN, until=until, reason="A name")


def officer(visit: Visit, of: Season, *, scripts: bool) -> Seen:
    client = Client()
    client.force_login(of.town.holds(Role.OFFICER).person)
    seen = visit(java_script_enabled=scripts, viewport=WIDE)
    name = django_settings.SESSION_COOKIE_NAME
    cookie: Any = {"name": name, "value": client.cookies[name].value, "path": "/"}
    cookie["domain"] = urlsplit(seen.home).hostname
    seen.page.context.add_cookies([cookie])
    return seen


def fits(page: Page, picture: str = "", *, scripts: bool) -> None:
    """Want a page that axe finds nothing in, no wider than its window; keep a picture."""
    if not scripts:
        return
    for size in (NARROW, WIDE):
        page.set_viewport_size(size)  # type: ignore[arg-type]  # width and height
        assert [one["id"] for one in Axe().run(page).response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    if picture and (folder := os.environ.get("PICTURES")):
        page.screenshot(path=Path(folder) / picture, full_page=True)


@pytest.mark.parametrize("scripts", [True, False])
def test_an_officer_runs_the_season_from_the_board(
    visit: Visit, made: tuple[Season, Desk], scripts: bool
) -> None:
    season, desk = made
    seen = officer(visit, season, scripts=scripts)
    page = seen.go("/authority/board")
    expect(page.locator("tbody tr")).to_have_count(14)
    fits(page, "board.png", scripts=scripts)
    _narrowed(page)
    page.get_by_role("link", name="St Aidan\u2019s Primary, Phonics").click()
    expect(page.get_by_role("heading", name="Results", exact=True)).to_be_visible()
    fits(page, "board-school.png", scripts=scripts)
    _asked(page, scripts=scripts)
    _accepted(page, scripts=scripts)
    assert Return.unscoped.get(id=desk.row.id).state == State.ACCEPTED
    _unlocked(page, scripts=scripts)
    assert Return.unscoped.get(id=desk.row.id).state == State.UNLOCKED
    seen.go(f"/authority/schools/{school(desk)}/timeline")
    expect(page.get_by_text("Is the mark of Ann right?")).to_be_visible()
    fits(page, scripts=scripts)
    seen.go(f"/authority/rounds/{desk.round}")
    fits(page, scripts=scripts)
    assert seen.complaints == seen.strangers == []


def _narrowed(page: Page) -> None:
    page.get_by_label("Find").fill("aidan")
    page.get_by_role("button", name="Show these").click()
    expect(page.locator("tbody tr")).to_have_count(1)


def _asked(page: Page, *, scripts: bool) -> None:
    page.get_by_role("button", name="Ask the school").click()
    fits(page, scripts=scripts)
    page.get_by_label("About whom?").select_option(label="Quill, Ann (Oak)")
    page.get_by_label("What do you want to know?").fill("Is the mark of Ann right?")
    page.get_by_role("button", name="Ask the school").click()
    expect(page.get_by_text("The school is asked.")).to_be_visible()
    expect(page.get_by_text("Is the mark of Ann right?")).to_be_visible()
    fits(page, scripts=scripts)


def _accepted(page: Page, *, scripts: bool) -> None:
    page.get_by_role("button", name="Accept", exact=True).click()
    expect(page.get_by_text("1 question is not answered.")).to_be_visible()
    fits(page, scripts=scripts)
    page.get_by_label("Why is it accepted as it is?").fill("The school rang.")
    page.get_by_role("button", name="Accept it").click()
    expect(page.get_by_text("The return is accepted.")).to_be_visible()


def _unlocked(page: Page, *, scripts: bool) -> None:
    page.get_by_role("button", name="Unlock", exact=True).click()
    fits(page, "board-unlock.png", scripts=scripts)
    page.get_by_label("Quill, Ann (Oak)").check()
    for box, told in (("Day", "15"), ("Month", "6"), ("Year", "2026")):
        page.get_by_label(box).fill(told)
    page.get_by_label("Why?").fill("One mark is another.")
    page.get_by_role("button", name="Unlock it").click()
    expect(page.get_by_text("The return is unlocked.")).to_be_visible()


def test_the_board_shows_what_is_new_while_it_is_looked_at(
    visit: Visit, made: tuple[Season, Desk]
) -> None:
    season, _desk = made
    page = officer(visit, season, scripts=True).go("/authority/board")
    expect(page.get_by_text("Live, as of")).to_be_visible()
    row = Progress.unscoped.filter(complete__gt=0, errors=0).order_by("id")[0]
    line = page.locator(f"#s-{row.school_id}")
    Progress.unscoped.filter(id=row.id).update(
        due=77, complete=76, given=76, at=BEGIN + timedelta(hours=7)
    )
    line.get_by_role("link").first.focus()
    # Who comes back to the page is told at once, whatever the time.
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(line.get_by_text("76 of 77")).to_be_visible()
    expect(line.get_by_role("link").first).to_be_focused()
