"""Somebody who goes through pages without a browser: reads forms, fills them in, sends.

What a form holds is read off the page that was given, so nothing is sent that no page
offers.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from re import sub
from typing import Any
from urllib.parse import urljoin

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from keystage_web import clock
from keystage_web.accounts.entrance import CHOSEN
from keystage_web.accounts.models import Membership

type Told = Mapping[str, Any]
type Read = Callable[[str, str, bytes], None]
"""Reads a page: what kind it is, where it is, and what was answered."""


@dataclass
class Sheet:
    """A form of a page: where it goes, what stands in it, and what can be ticked."""

    action: str
    held: dict[str, list[str]] = field(default_factory=dict)
    ticks: dict[str, list[str]] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    buttons: list[str] = field(default_factory=list)

    @property
    def names(self) -> set[str]:
        """Return the names of all that can be told."""
        return {*self.held, *self.ticks, *self.texts, *self.files, *self.buttons}


class _Reader(HTMLParser):
    """Reads the forms of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[Sheet] = []
        self._open = False
        self._box = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = told.get("method", "").lower() == "post"
            if self._open:
                self.forms.append(Sheet(told.get("action", "")))
        elif self._open and told.get("name") and "disabled" not in told:
            self._control(tag, told)
        elif self._open and tag == "option" and self._box:
            held = self.forms[-1].held
            if "selected" in told or not held[self._box]:
                held[self._box] = [told.get("value", "")]

    def _control(self, tag: str, told: dict[str, str]) -> None:
        form, name = self.forms[-1], told["name"]
        if tag == "select":
            form.held[name], self._box = [], name
        elif tag == "textarea":
            form.texts.append(name)
            form.held[name] = [""]
        elif tag == "input" and told.get("type") in {"checkbox", "radio"}:
            self._tick(form, name, told)
        else:
            _line(form, name, tag, told)

    @staticmethod
    def _tick(form: Sheet, name: str, told: dict[str, str]) -> None:
        value = told.get("value", "on")
        form.ticks.setdefault(name, []).append(value)
        if "checked" in told:
            form.held.setdefault(name, []).append(value)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = False
        elif tag == "select":
            self._box = ""


def _line(form: Sheet, name: str, tag: str, told: dict[str, str]) -> None:
    """Note a button, a file, or a line of text."""
    kind = told.get("type", "text")
    if tag == "button" or kind == "submit":
        form.buttons.append(name)
    elif tag == "input" and kind == "file":
        form.files.append(name)
    elif tag == "input":
        form.held.setdefault(name, []).append(told.get("value", ""))
        if kind != "hidden":
            form.texts.append(name)


class Person:
    """Somebody signed in this minute, the second factor just given.

    `read` is shown each page that is come to.
    """

    def __init__(self, held: Membership, read: Read) -> None:
        self.held = held
        self.read = read
        self.client = Client()
        self.client.force_login(held.person)
        session = self.client.session
        session[CHOSEN] = held.id
        session["proved"] = clock.now().timestamp()
        session.save()
        self.page = ""
        self.address = ""

    def go(self, address: str) -> str:
        """Open a page; return its words."""
        return self._came(self.client.get(address, follow=True), address)

    def data(self, address: str) -> bytes:
        """Return what a link gives to keep."""
        answer = self.client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return b"".join(answer) if answer.streaming else bytes(answer.content)

    def form(self, *names: str, to: str = "") -> Sheet:
        """Return the form of the page that asks these, or goes to an address."""
        for one in _Reader(main(self.page)).forms:
            if to in one.action and set(names) <= one.names:
                return one
        raise AssertionError((self.address, names, to, words(self.page)))

    def send(self, told: Told, *names: str, to: str = "") -> str:
        """Fill in the form of this page and send it; return the words that follow."""
        form = self.form(*(names or told), to=to)
        address = urljoin(self.address, form.action) if form.action else self.address
        answer = self.client.post(address, {**form.held, **told}, follow=True)
        return self._came(answer, address)

    def kept(self, told: Told, *, to: str = "") -> bytes:
        """Fill in the form of this page and send it; return the file that follows."""
        form = self.form(*told, to=to)
        address = urljoin(self.address, form.action) if form.action else self.address
        answer = self.client.post(address, {**form.held, **told})
        assert answer.status_code == 200, answer.content
        return b"".join(answer) if answer.streaming else bytes(answer.content)

    def _came(self, answer: Any, address: str) -> str:
        if answer.redirect_chain:
            address = answer.redirect_chain[-1][0]
        self.address = address
        self.page = answer.content.decode()
        assert answer.status_code in {200, 422}, (address, answer.status_code)
        asked = "" if answer.request["REQUEST_METHOD"] == "GET" else " sent"
        self.read(f"{answer.resolver_match.view_name}{asked}", address, answer.content)
        return words(self.page)


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    """Return a file to be chosen."""
    return SimpleUploadedFile(name, data)


def words(page: str) -> str:
    """Return the words of a page's main part, without tags."""
    return " ".join(unescape(sub(r"<[^>]+>", " ", main(page))).split())


def main(page: str) -> str:
    """Return the main part of a page."""
    return page[page.find("<main") : page.find("</main")] or page


def day(name: str, *parts: int) -> dict[str, str]:
    """Return a date as the three boxes of a page ask it."""
    return {f"{name}_{at}": str(part) for at, part in enumerate(parts)}
