"""A school at its marksheet, through the door: pages as people get them, forms as sent."""

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.test import Client
from django.urls import reverse

from keystage_web.accounts.roles import Role
from tests.integration.web.returns.marks.desk import Desk


class Controls(HTMLParser):
    """What the form of a page would send: its text fields, and what stands in them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        name, kind = told.get("name"), told.get("type")
        if tag != "input" or not name or name == "csrfmiddlewaretoken":
            return
        if kind == "radio" and "checked" not in told:
            return
        self.found[name] = told.get("value") or ""


@dataclass
class Room:
    """Somebody of the desk's school at the pages of its round."""

    desk: Desk
    clients: dict[Role, Client] = field(default_factory=dict)

    def client(self, role: Role = Role.HEAD) -> Client:
        """Return the browser of somebody in a role, signed in."""
        if role not in self.clients:
            self.clients[role] = Client()
            held = self.desk.town.holds(role, self.desk.number)
            self.clients[role].force_login(held.person)
        return self.clients[role]

    def at(self, name: str = "", *ids: str) -> str:
        """Return an address of the round's pages."""
        route = f"marksheet-{name}" if name else "marksheet"
        return reverse(f"school:{route}", args=[self.desk.round, *ids])

    def page(
        self,
        name: str = "",
        *ids: str,
        role: Role = Role.HEAD,
        query: Mapping[str, str] | None = None,
    ) -> str:
        """Return a page as text; the grid with all classes, unless another is asked for."""
        every = {} if name else {"class": "all"}
        told = every if query is None else query
        answer = self.client(role).get(self.at(name, *ids), told)
        assert answer.status_code == 200
        return answer.content.decode()

    def form(self, name: str = "", *ids: str, **more: Any) -> dict[str, str]:
        """Return what a page's form would send."""
        return Controls(self.page(name, *ids, **more)).found

    def send(
        self,
        told: Mapping[str, str | list[str]],
        name: str = "",
        *ids: str,
        role: Role = Role.HEAD,
    ) -> Any:
        """Send a form to a page; return the answer, wherever it led."""
        return self.client(role).post(self.at(name, *ids), told, follow=True)

    def ask(
        self, name: str, told: object, role: Role = Role.HEAD
    ) -> tuple[int, dict[str, Any]]:
        """Send JSON as the script does; return status and what is answered."""
        body = told if isinstance(told, str) else json.dumps(told)
        answer = self.client(role).post(
            self.at(name), body, content_type="application/json"
        )
        return answer.status_code, json.loads(answer.content)

    def cell(self, pupil: int, component: str) -> str:
        """Return the name of a cell of one of the desk's pupils."""
        return f"{self.desk.pupils[pupil]}.{component}"


def said(page: str) -> str:
    """Return the words of a page, without tags."""
    bare = re.sub(r"<[^>]+>", " ", page)
    return " ".join(html.unescape(bare).split())


def text(answer: Any) -> str:
    """Return the words of an answer."""
    return said(answer.content.decode())
