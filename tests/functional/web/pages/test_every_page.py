"""Every page there is, on a narrow screen and without scripts: readable, and left again.

The browser is answered by Django in this process, so that what each page shows is taken
back again.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, Route
from pytest_django import Settings

from tests.integration.web.authz.conftest import everyone, made
from tests.integration.web.authz.pages.every import pages
from tests.integration.web.authz.trial import taken_back
from tests.integration.web.authz.world import World

__all__ = ["everyone", "made"]

pytestmark = [
    *(pytest.mark.browser, pytest.mark.database, pytest.mark.django_db),
    *(pytest.mark.uncounted, pytest.mark.usefixtures("spared")),
]
HOME = "http://testserver"
NARROW = {"width": 320, "height": 600}
# One begins here, comes from a mail, or is led on: there is nothing to go back to.
BEGINNINGS = (
    *("ui:start", "school:home", "authority:home", "account_login"),
    *("accounts:asleep", "accounts:not-known", "accounts:forgotten-sent"),
    *("accounts:reset", "accounts:wake", "accounts:email-left", "accounts:email-taken"),
    *("accounts:invited", "accounts:terms", "accounts:step-up"),
)
# Of one name, as they are about the same: the terms one sets, or agrees to; comments.
ALIKE = {"authority:terms", "school:marksheet-pupil-notes"}
WIDER = """() => [...document.querySelectorAll('main *')].filter(one =>
  one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.scroll')
).map(one => one.outerHTML.slice(0, 120)).slice(0, 3)"""


@dataclass
class Window:
    """A browser; what it is shown was asked of Django before, and its styles lie here."""

    page: Page
    held: dict[str, tuple[int, str, bytes]] = field(default_factory=dict)

    def keep(self, client: Client, address: str) -> int:
        """Ask for an address as somebody, keep the answer, and return its status."""
        answer = client.get(address)
        body = b"".join(answer) if answer.streaming else answer.content
        kind = answer.headers.get("Content-Type", "")
        self.held[address] = (answer.status_code, kind, body)
        return int(answer.status_code)

    def answer(self, route: Route) -> None:
        """Answer a request of the browser: no database is asked from within it."""
        path = urlsplit(route.request.url).path
        if path in self.held:
            status, kind, body = self.held[path]
            route.fulfill(status=status, content_type=kind, body=body)
        elif file := finders.find(path.removeprefix(settings.STATIC_URL)):
            route.fulfill(path=str(file))
        else:
            route.abort()


@pytest.fixture
def shown_all(settings: Settings) -> None:
    """Have the pages too that are there in a demonstration alone."""
    settings.CONFIG = replace(settings.CONFIG, demonstration=True)


@pytest.fixture
def window(browser: Browser, shown_all: None, db: None) -> Iterator[Window]:
    """A narrow browser without scripts, in a demonstration, which has all pages."""
    del shown_all, db
    context = browser.new_context(viewport=NARROW, java_script_enabled=False)  # type: ignore[arg-type]  # its own type
    one = Window(context.new_page())
    one.page.route("**/*", one.answer)
    one.keep(Client(), reverse("ui:brand"))
    yield one
    context.close()


def faults(shown: Page, route: str) -> Iterator[str]:
    """Yield what is wrong with a page that is shown."""
    if shown.locator("h1").count() != 1:
        yield f"it has {shown.locator('h1').count()} h1"
    back = shown.locator(".govuk-back-link, [aria-current=page]").count()
    if not back and route not in BEGINNINGS:
        yield "there is no way back"
    wide = shown.evaluate("() => document.documentElement.scrollWidth")
    if wide > NARROW["width"]:
        yield f"it is {wide} wide: {shown.evaluate(WIDER)}"


def test_every_page_has_a_title_a_heading_a_way_back_and_fits(
    window: Window, everyone: World
) -> None:
    found, titles = list[str](), defaultdict[tuple[str, bool], set[str]](set)
    for one in pages(everyone):
        with taken_back(one.actor):
            address = one.address(everyone)
            status = window.keep(one.actor.client, address)
        if status not in one.way.asked.status or not window.held[address][2]:
            found.append(f"{one}: {status} {window.held[address][1]}")
            continue
        window.page.goto(f"{HOME}{address}")
        found += [f"{one}: {each}" for each in faults(window.page, one.way.route)]
        if status == 200 and one.way.route not in ALIKE:
            titles[window.page.title(), one.actor.at_school].add(one.way.route)
    found += [
        f"{title}: {same}" for (title, _), same in titles.items() if len(same) > 1
    ]
    assert not found, "\n".join(found)
