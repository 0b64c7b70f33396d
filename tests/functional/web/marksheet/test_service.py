"""The script at the service itself: what was typed is what the database holds."""

import random
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Page, Route, expect
from pytest_django import Settings

from keystage_web.accounts.roles import Role
from keystage_web.returns.models import Change, Result
from tests.functional.web.conftest import Seen, Visit
from tests.integration.web.accounts.town import BEGIN
from tests.integration.web.returns.marks.desk import GOALS, Desk, child, desk

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.uncounted]

CLASS = 30
COMPLAINTS = ("Content Security Policy", "Error:")


@pytest.fixture
def room(settings: Settings, transactional_db: None) -> Desk:
    """A school with an open round, and thirty children in one class."""
    settings.CLOCK, settings.BEGAN = BEGIN, time.time()
    made = desk()
    where: dict[str, Any] = {
        "authority": made.town.authority,
        "school": made.town.schools["2001"],
    }
    names = [f"Ann {chr(65 + n // 6)}{chr(97 + n % 6)}" for n in range(CLASS - 2)]
    for name in names:
        child(where, name, made.oak)
    return made


type Enter = Callable[..., Seen]


@pytest.fixture
def enter(visit: Visit, room: Desk) -> Enter:
    """Open a browser in which somebody of the school is at the sheet."""

    def entered(role: Role = Role.TEACHER) -> Seen:
        client = Client()
        client.force_login(room.town.holds(role, "2001").person)
        seen = visit(quiet=False)
        name = django_settings.SESSION_COOKIE_NAME
        cookie: Any = {"name": name, "value": client.cookies[name].value, "path": "/"}
        cookie["domain"] = urlsplit(seen.home).hostname
        seen.page.context.add_cookies([cookie])
        seen.go(f"/school/results/{room.round}?class=all")
        expect(seen.page.locator("#sheet[data-ready]")).to_be_attached()
        return seen

    return entered


def fail(page: Page) -> None:
    """Lose one in five saves: on the way there, on the way back, or by a fault."""
    chance = random.Random(20261122)

    def lost(route: Route) -> None:
        if chance.random() >= 0.2:
            route.continue_()
            return
        way = chance.choice(("there", "back", "fault"))
        if way == "fault":
            route.fulfill(status=503, body="<h1>Sorry</h1>")
            return
        if way == "back":
            route.fetch()
        route.abort()

    page.route("**/save*", lost)


def slow(page: Page) -> None:
    """Let every request take half a second."""
    told = {"offline": False, "latency": 500}
    whole = {**told, "downloadThroughput": -1, "uploadThroughput": -1}
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", whole)


def held() -> dict[str, str]:
    """Return what the database has of every cell."""
    rows = Result.unscoped.exclude(value="")
    return {f"{row.pupil_id}.{row.component}": row.value for row in rows}


def saved(page: Page) -> None:
    """Wait until all is saved, as the line tells."""
    line = page.locator("#saved[data-state=idle]")
    expect(line).to_contain_text("Saved", timeout=120_000)


def test_a_class_of_thirty_is_typed_by_510_keys_over_a_line_that_fails(
    enter: Enter,
) -> None:
    seen = enter()
    page = seen.page
    pupils = page.evaluate(
        "() => [...document.querySelectorAll('tr[data-pupil]')].map(r => r.dataset.pupil)"
    )
    assert len(pupils) == CLASS
    fail(page)
    slow(page)
    chance = random.Random(20261122)
    table = {f"{p}.{goal}": chance.choice("12") for goal in GOALS for p in pupils}
    assert len(table) == 510
    page.locator(f'[id="{pupils[0]}.E01"]').focus()
    for value in table.values():
        page.keyboard.press(value, delay=10)
    saved(page)
    assert held() == table
    assert Change.unscoped.count() == len(table)
    assert not [it for it in seen.complaints if it.startswith(COMPLAINTS)]
    page.reload()
    shown = page.evaluate(
        "() => Object.fromEntries([...document.querySelectorAll('td input')]"
        ".map(one => [one.id, one.value]))"
    )
    assert shown == table


def test_two_at_once_see_each_other_and_choose_where_they_met(enter: Enter) -> None:
    ann, bob = enter().page, enter(Role.HEAD).page
    cell = ann.locator("td input").first.get_attribute("id")
    here = f'[id="{cell}"]'
    ann.context.set_offline(True)
    bob.locator(here).focus()
    bob.keyboard.press("2")
    saved(bob)
    ann.locator(here).focus()
    ann.keyboard.press("1")
    expect(ann.locator("#saved")).to_contain_text("1 cell is waiting")
    ann.context.set_offline(False)
    expect(ann.locator("td.ks-conflict")).to_have_count(1)
    expect(ann.locator(here)).to_have_value("2")
    expect(bob.locator("td.ks-conflict")).to_have_count(1, timeout=12_000)
    ann.locator(here).press("Control+Enter")
    dialog = ann.locator("dialog#cell")
    expect(dialog.locator("[data-theirs]")).to_contain_text("2")
    dialog.get_by_role("button", name="Keep mine").click()
    expect(ann.locator("td.ks-conflict")).to_have_count(0)
    expect(bob.locator("td.ks-conflict")).to_have_count(0, timeout=12_000)
    expect(bob.locator(here)).to_have_value("1")
    assert held() == {cell: "1"}


def test_an_exemption_asks_its_ground_fills_the_row_and_is_undone(
    enter: Enter,
) -> None:
    page = enter().page
    page.locator("td input").first.focus()
    page.keyboard.press("a")
    dialog = page.locator("dialog#ask")
    dialog.get_by_role("radio").last.check()
    dialog.get_by_role("button", name="Save the exemption").click()
    expect(page.locator("td input").nth(16)).to_have_value("A")
    saved(page)
    assert sorted(set(held().values())) == ["A"]
    assert len(held()) == 17
    page.locator("td input").nth(17).focus()
    page.keyboard.press("Control+z")
    saved(page)
    assert held() == {}


def test_a_block_is_pasted_and_what_cannot_be_is_marked(enter: Enter) -> None:
    page = enter().page
    page.locator("td input").first.focus()
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData("text/plain", "1\\t2\\r\\nexp\\t7\\r\\n");
          const told = { clipboardData: data, bubbles: true, cancelable: true };
          document.activeElement.dispatchEvent(new ClipboardEvent("paste", told));
        }"""
    )
    expect(page.locator("#told")).to_contain_text("3 of 4 cells taken, 1 marked.")
    saved(page)
    assert sorted(held().values()) == ["1", "2", "2", "7"]
    expect(page.locator("td.ks-marked")).to_have_count(1)
    expect(page.locator("#problems")).to_contain_text("1 problem")
