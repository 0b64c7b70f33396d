"""A marksheet before a person: a page, a model service, and a line that may fail."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.functional.web.conftest import DESK
from tests.functional.web.marksheet.page import Form
from tests.functional.web.marksheet.serving import Place, serving

POLICY = "Content Security Policy"


@dataclass
class Teacher:
    """Somebody at the sheet, with what the page complained of."""

    page: Page
    place: Place
    person: str = "ann"
    complaints: list[str] = field(default_factory=list)

    def come(self, first: str = "p0.E01") -> Page:
        """Load the page, and stand in its first cell."""
        self.page.goto(f"{self.place.home}/marks?as={self.person}")
        expect(self.page.locator("#sheet[data-ready]")).to_be_attached()
        if first:
            self.cell(first).focus()
        return self.page

    def cell(self, id_: str) -> Any:
        """Return the field of a cell."""
        return self.page.locator(f'[id="{id_}"]')

    def type(self, *keys: str) -> None:
        """Press keys one after another."""
        for key in keys:
            self.page.keyboard.press(key)

    def at(self) -> str:
        """Return the cell one stands in."""
        found: str = self.page.evaluate("() => document.activeElement.id")
        return found

    def saved(self, timeout: float = 30_000) -> None:
        """Wait until nothing is on its way, as the line tells."""
        line = self.page.locator("#saved[data-state=idle]")
        expect(line).to_contain_text("Saved", timeout=timeout)

    def paste(self, text: str = "", html: str = "") -> None:
        """Paste what a spreadsheet put on the clipboard."""
        self.page.evaluate(
            """([text, html]) => {
              const data = new DataTransfer();
              data.setData("text/plain", text);
              if (html) data.setData("text/html", html);
              const told = { clipboardData: data, bubbles: true, cancelable: true };
              document.activeElement.dispatchEvent(new ClipboardEvent("paste", told));
            }""",
            [text, html],
        )

    def told(self, words: str) -> None:
        """Expect what came of something, in words."""
        expect(self.page.locator("#told")).to_contain_text(words)


type Sit = Callable[..., Teacher]
type Lay = Callable[..., Place]


@pytest.fixture
def lay() -> Iterator[Lay]:
    """Lay a marksheet out: a form, and what its model holds."""
    with ExitStack() as stack:

        def laid(form: Form | None = None, **model: Any) -> Place:
            return stack.enter_context(serving(form or Form(), **model))

        yield laid


@pytest.fixture
def sit(browser: Browser) -> Iterator[Sit]:
    """Sit somebody down; no page broke the policy, and no script broke."""
    sitting: list[Teacher] = []
    contexts: list[BrowserContext] = []

    def seated(place: Place, person: str = "ann", beside: Any = None) -> Teacher:
        context = beside or browser.new_context(viewport=DESK)  # type: ignore[arg-type]  # a plain dict
        contexts.append(context)
        one = Teacher(context.new_page(), place, person)
        one.page.set_default_timeout(15_000)
        told = one.complaints
        one.page.on("console", lambda said: told.append(said.text))
        one.page.on("pageerror", lambda error: told.append(f"error: {error}"))
        sitting.append(one)
        return one

    yield seated
    for one in sitting:
        broken = [
            it for it in one.complaints if POLICY in it or it.startswith("error:")
        ]
        assert broken == []
    for context in contexts:
        context.close()
