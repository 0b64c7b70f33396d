"""Marksheets in a real browser, each beside a bare table of as many fields."""

import os
import random
import shutil
import statistics
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.servers.basehttp import (
    ThreadedWSGIServer,
    WSGIRequestHandler,
)
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Browser, Page, sync_playwright

from bench.service.sheets import Sheets, named
from bench.table import table

HEADS = (
    *("In the browser", "x a bare table", "range", "ms"),
    "ms of the table",
)
KEYS = 30
_PARTS = ("first paint", "ready", "a key, median", "a key, 95th of 100")
_ARGUMENTS = ("--disable-gpu", "--disable-background-networking")
_WATCH = """
window.told = { ready: 0, keys: [] };
const look = () => {
  if (!told.ready && document.querySelector("#sheet[data-ready]")) {
    told.ready = performance.now();
  }
};
new MutationObserver(look).observe(document,
  { subtree: true, childList: true, attributeFilter: ["data-ready"] });
addEventListener("keydown", (event) => {
  const began = event.timeStamp;
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => told.keys.push(performance.now() - began);
    port2.postMessage(0);
  });
}, true);
"""
_PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"
_LOADED = "() => performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@dataclass
class Seen:
    """What each visit took, in milliseconds: the sheet's, and the bare table's."""

    name: str
    sheet: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)

    def told(self) -> tuple[str, ...]:
        """Return the line of the table."""
        ratios = [
            own / max(bare, 0.1)
            for own, bare in zip(self.sheet, self.bare, strict=True)
        ]
        return (
            self.name,
            f"{statistics.median(ratios):.2f}",
            f"{min(ratios):.2f}..{max(ratios):.2f}",
            f"{statistics.median(self.sheet):.0f}",
            f"{statistics.median(self.bare):.0f}",
        )


def looked_at(sheets: Sheets, rounds: int) -> str:
    """Return the table of ready times and keys; or why there is none."""
    found = os.environ.get("KEYSTAGE_CHROMIUM") or shutil.which("chromium")
    if not found:
        return "No Chromium is here to look with: KEYSTAGE_CHROMIUM may name one."
    with serving() as home, sync_playwright() as player:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # a loop runs in this thread
        browser = player.chromium.launch(executable_path=found, args=_ARGUMENTS)
        seen = measured(browser, home, sheets, rounds)
        browser.close()
    return table(HEADS, [one.told() for one in seen])


@contextmanager
def serving() -> Iterator[str]:
    """Serve the service to a browser until the end of the block."""
    # Not the service's own: that refuses to start beneath settings made to measure with.
    server = ThreadedWSGIServer(("127.0.0.1", 0), _Quiet)
    server.set_app(get_wsgi_application())
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def measured(browser: Browser, home: str, sheets: Sheets, rounds: int) -> list[Seen]:
    """Visit each sheet and the bare table beside it, in shuffled rounds."""
    name = settings.SESSION_COOKIE_NAME
    value = sheets.head.client.cookies[name].value
    cookie: Any = {"name": name, "value": value, "url": home}
    pick, found = random.Random(rounds), dict[int, list[Seen]]()
    for size in sheets.classes:
        found[size] = [Seen(f"{named(size)}: {part}") for part in _PARTS]
    for turn in range(rounds + 1):  # the first fills what a browser keeps
        for size in pick.sample(list(found), len(found)):
            context = browser.new_context(viewport={"width": 1440, "height": 1100})
            context.add_cookies([cookie])
            context.add_init_script(_WATCH)
            own = visit(context.new_page(), f"{home}{sheets.address(size)}", "#sheet")
            bare = visit(context.new_page(), f"{home}/bare/{size}", "table")
            context.close()
            for one, mine, other in zip(found[size], own, bare, strict=True):
                if turn:
                    one.sheet.append(mine)
                    one.bare.append(other)
    return [one for lines in found.values() for one in lines]


def visit(page: Page, address: str, inside: str) -> tuple[float, ...]:
    """Load a page and type into it; return the milliseconds of each of `_PARTS`."""
    page.goto(address, wait_until="load")
    if inside == "#sheet":
        page.wait_for_function("() => told.ready > 0")
        ready = page.evaluate("() => told.ready")
    else:
        ready = page.evaluate(_LOADED)
    page.locator(f"{inside} input").first.focus()
    for turn in range(KEYS):
        page.keyboard.press("12"[turn % 2])
    page.wait_for_function(f"() => told.keys.length >= {KEYS}")
    keys = sorted(page.evaluate("() => told.keys"))
    late = keys[int(len(keys) * 0.95)]
    return page.evaluate(_PAINT), ready, statistics.median(keys), late
