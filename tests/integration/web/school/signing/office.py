"""People of a school at the pages of their return, and an officer of the authority."""

from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.urls import reverse

from keystage_web import clock
from keystage_web.accounts.roles import Role
from tests.integration.web.returns.marks.desk import Desk
from tests.integration.web.returns.moves import season
from tests.integration.web.school.marksheet.room import Controls, said


@dataclass
class Office:
    """Somebody of the desk's school at the pages of its return."""

    desk: Desk
    clients: dict[Role, Client] = field(default_factory=dict)

    def client(self, role: Role = Role.HEAD) -> Client:
        """Return the browser of somebody in a role, who has just proved who they are."""
        if role not in self.clients:
            self.clients[role] = one = Client()
            one.force_login(self.desk.town.holds(role, self.desk.number).person)
            session = one.session
            session["proved"] = clock.now().timestamp()
            session.save()
        return self.clients[role]

    def at(self, name: str = "", *ids: object) -> str:
        """Return an address of the return's pages."""
        route = f"school:return-{name}" if name else "school:return"
        return reverse(route, args=[self.desk.round, *ids])

    def get(self, name: str = "", *ids: object, role: Role = Role.HEAD) -> Any:
        """Return the answer to a page that is asked for, wherever it led."""
        return self.client(role).get(self.at(name, *ids), follow=True)

    def page(self, name: str = "", *ids: object, role: Role = Role.HEAD) -> str:
        """Return the words of a page."""
        answer = self.get(name, *ids, role=role)
        assert answer.status_code == 200
        return said(answer.content.decode())

    def form(self, name: str, *ids: object, role: Role = Role.HEAD) -> dict[str, str]:
        """Return what a page's form would send, with every statement ticked."""
        told = Controls(self.get(name, *ids, role=role).content.decode()).found
        return {key: value or "on" for key, value in told.items()}

    def send(
        self,
        name: str,
        told: dict[str, str],
        *ids: object,
        role: Role = Role.HEAD,
    ) -> Any:
        """Send a form; return the answer, wherever it led."""
        return self.client(role).post(self.at(name, *ids), told, follow=True)

    def signed(self, **more: str) -> Any:
        """Let the head sign, with a reason for whatever is left."""
        told = self.form("sign")
        answer = self.send("sign", {**told, **more})
        if answer.status_code == 422:
            rules = Areas(answer.content.decode()).found
            told |= dict.fromkeys(rules, "It is so.")
            answer = self.send("sign", {**told, **more})
        return answer

    def officer(self) -> Any:
        """Return the scope of an officer."""
        return season.officer(self.desk)

    @property
    def school(self) -> str:
        """The id of the school."""
        return season.school(self.desk)


class Areas(Controls):
    """The names of the boxes for several lines in a page."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = dict(attrs).get("name")
        if tag == "textarea" and name:
            self.found[name] = ""


def office() -> Office:
    """Make a school whose phonics are complete."""
    return Office(season.ready())
