"""Looks at the pages of the season: is each for everyone, and what are its pictures?

Each kind of page is shown to axe as the person got it, form and findings and all: a
browser is answered with what was answered then, so that nothing is asked for twice.
"""

import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped]  # ships none
    Axe,
)
from playwright.sync_api import Route

from tests.functional.web.conftest import Seen

PICTURES = os.environ.get("PICTURES", "")


@dataclass
class Reader:
    """A browser that is shown each kind of page once; `only` are the kinds, or all."""

    seen: Seen
    only: frozenset[str] = frozenset()
    read: set[str] = field(default_factory=set)

    def __call__(self, kind: str, address: str, page: bytes) -> None:
        """Let axe read a page as it was answered."""
        if kind in self.read or (self.only and kind not in self.only):
            return
        self.read.add(kind)
        path = urlsplit(address).path

        def answer(route: Route) -> None:
            route.fulfill(body=page, content_type="text/html; charset=utf-8")

        shown = self.seen.page
        shown.route(f"{self.seen.home}{path}*", answer)
        self.seen.go(address)
        shown.unroute(f"{self.seen.home}{path}*")
        found = Axe().run(shown).response["violations"]
        told = [(one["id"], one["nodes"][0]["html"]) for one in found]
        assert told == [], (kind, address)


@dataclass
class Camera:
    """Keeps a picture of each name, once, if pictures are wanted."""

    taken: set[str] = field(default_factory=set)

    def wants(self, name: str) -> bool:
        """Return whether a picture of this name is to be taken."""
        return bool(PICTURES) and name not in self.taken

    def take(self, name: str, seen: Seen, address: str) -> None:
        """Go to a page and keep what it looks like."""
        self.taken.add(name)
        file = Path(PICTURES) / f"season-{name}.png"
        seen.go(address).screenshot(path=file, full_page=True)
