"""The service, answering a real browser."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.service.up import *  # noqa: F403 - the fixtures it names

# Playwright runs a loop in this thread, and Django would refuse the database beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

REFUSED = "the server responded with a status of 4"
DESK = {"width": 1440, "height": 1100}


@dataclass
class Seen:
    """A page, and what it complained of or asked from elsewhere."""

    page: Page
    home: str
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def go(self, address: str) -> Page:
        """Go to an address of the service."""
        self.page.goto(f"{self.home}{address}")
        return self.page


def seen(page: Page, home: str) -> Seen:
    """Begin to write down what a page does behind the reader's back."""
    found = Seen(page, home)
    page.set_default_timeout(15_000)

    def said(message: ConsoleMessage) -> None:
        # A page whose status is an error is itself a "resource that failed to load".
        # What a sign-out takes from the browser, it only tells.
        if message.text.startswith("Clear-Site-Data"):
            return
        if message.location.get("url") != page.url or REFUSED not in message.text:
            found.complaints.append(message.text)

    page.on("console", said)
    page.on("pageerror", lambda error: found.complaints.append(str(error)))

    def asked(url: str) -> None:
        if urlsplit(url).netloc != urlsplit(home).netloc:
            found.strangers.append(url)

    page.on("request", lambda request: asked(request.url))
    return found


@pytest.fixture
def demonstration(settings: Settings) -> None:
    """Show what is shown in a demonstration alone."""
    settings.CONFIG = replace(settings.CONFIG, demonstration=True)


type Visit = Callable[..., Seen]


@pytest.fixture
def visit(
    browser: Browser, live_server: LiveServer, demonstration: None, spared: None
) -> Iterator[Visit]:
    """Open a browser of one's own; at its end it was quiet and stayed at home."""
    opened: list[Seen] = []

    def open_one(*, quiet: bool = True, **options: object) -> Seen:
        context = browser.new_context(**{"viewport": DESK, **options})  # type: ignore[arg-type]  # its own options
        one = seen(context.new_page(), live_server.url)
        if quiet:
            opened.append(one)
        return one

    yield open_one
    for one in opened:
        assert one.complaints == []
        assert one.strangers == []
    for context in browser.contexts:
        context.close()
