"""Somebody of a school on the way out with its results: pages, files, what is on record."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.urls import reverse

from keystage_web.accounts import ids
from keystage_web.accounts.entrance import CHOSEN
from keystage_web.accounts.roles import Role
from keystage_web.audit.models import Event, Payload
from keystage_web.returns.models import Result, Return
from keystage_web.rolls.models import Pupil
from tests.integration.web.accounts.town import BEGIN
from tests.integration.web.returns.marks.desk import Desk
from tests.integration.web.returns.sheet.making import made_round
from tests.integration.web.school.marksheet.room import text

type Told = Mapping[str, Any]


@dataclass
class Hall:
    """The desk's school at the pages of what is taken out."""

    desk: Desk
    clients: dict[Role, Client] = field(default_factory=dict)

    def client(self, role: Role = Role.HEAD) -> Client:
        """Return the browser of somebody, signed in, the second factor just given."""
        if role not in self.clients:
            held = self.desk.town.holds(role, self.desk.number)
            made = self.clients[role] = Client()
            made.force_login(held.person)
            session = made.session
            session[CHOSEN] = held.id
            session["proved"] = BEGIN.timestamp()
            session.save()
        return self.clients[role]

    def at(self, step: str = "", **more: str) -> str:
        """Return the address of a step."""
        name = step if step.startswith("papers") else f"out-{step}".rstrip("-")
        return reverse(f"school:{name}", kwargs={"round_id": self.desk.round, **more})

    def page(self, step: str = "", role: Role = Role.HEAD) -> str:
        """Return the words of a page."""
        answer = self.client(role).get(self.at(step))
        assert answer.status_code == 200, answer
        return text(answer)

    def send(self, step: str, told: Told, role: Role = Role.HEAD) -> Any:
        """Send a step's form; return the answer, wherever it led."""
        return self.client(role).post(self.at(step), told, follow=True)

    def pick(self, do: str = "go", pupils: list[int] | None = None, **told: Any) -> Any:
        """Tick some pupils by their place, of all that the desk has; press a button."""
        every = self.desk.pupils
        ticked = every if pupils is None else [every[at] for at in pupils]
        shown = {"shown": ",".join(every), "pupil": ticked}
        return self.send("", {**shown, **told, "do": do})

    def explained(self) -> dict[str, str]:
        """Return a reason for each query the page of kinds asks about."""
        answer = self.client().get(self.at("kind"))
        return {
            name: "It is so."
            for name in answer.context["form"].fields
            if name.startswith("why-")
        }

    def through(self, *pupils: int, **to: str) -> Any:
        """Go all steps with some pupils, and return the last page before the file."""
        self.pick(pupils=list(pupils) if pupils else None)
        self.send("to", {"to": "la", **to})
        answer = self.client().get(self.at("kind"))
        tag = answer.context["form"].initial["tag"]
        return self.send("kind", {"tag": tag, **self.explained()})

    def file(self) -> Any:
        """Return the answer that is the file."""
        return self.client().post(self.at("file"))


def tree(answer: Any) -> ET.Element:
    """Return a file that was given out, as another reader has it."""
    assert answer.status_code == 200, answer
    return ET.fromstring(answer.content)  # noqa: S314 - our own bytes


def results(answer: Any) -> list[tuple[str, str, list[str]]]:
    """Return of each pupil of a file its UPN, forename and results."""
    return [
        (
            one.findtext("UPN") or "",
            one.findtext("Forename") or "",
            [found.text or "" for found in one.iter("Result")],
        )
        for one in tree(answer).iter("Pupil")
    ]


def name_of(answer: Any) -> str:
    """Return what a download is saved as."""
    return str(answer.headers["Content-Disposition"]).split('"')[1]


def last() -> tuple[Event, dict[str, Any]]:
    """Return the newest event, and what it is about."""
    event = Event.objects.order_by("-number").first()
    assert event is not None
    held = Payload.objects.get(authority=event.authority, number=event.number)
    return event, json.loads(held.body)


def year_before(at: Desk, book: str, pupil: str, values: Mapping[str, str]) -> None:
    """Put a pupil's results of an earlier collection into the desk's school."""
    of_round = made_round(at.town, book)
    where: dict[str, Any] = {
        "authority": at.town.authority,
        "school": at.town.schools[at.number],
    }
    row = Pupil.unscoped.get(id=pupil)
    row.pk = None
    row.id = ids.new()
    row.year = of_round.summer
    row.klass = None
    row._state.adding = True
    row.save()
    of_return = Return.unscoped.create(**where, round=of_round)
    for name, value in values.items():
        Result.unscoped.create(
            **where,
            of_return=of_return,
            pupil=row,
            component=name,
            value=value,
            version=1,
            seq=1,
            person=at.town.holds(Role.HEAD, at.number).person,
            at=BEGIN,
        )
