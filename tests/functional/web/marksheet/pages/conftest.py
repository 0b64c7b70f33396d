"""The real marksheet of a class of eight, before a head in a browser."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from keystage_web.accounts.roles import Role
from keystage_web.returns import actions
from tests.functional.web.conftest import Seen, Visit
from tests.integration.web.accounts.town import BEGIN
from tests.integration.web.returns.marks.desk import GOALS, Desk, child, desk

_MORE = ("Eve", "Fay", "Gus", "Hal")


@dataclass
class Seat:
    """Somebody's browser at the sheet, and the school it is of."""

    desk: Desk
    open: Callable[..., Seen]

    def at(self, name: str = "", *ids: str) -> str:
        """Return an address of the round's pages, for all classes."""
        route = f"marksheet-{name}" if name else "marksheet"
        address = reverse(f"school:{route}", args=[self.desk.round, *ids])
        return f"{address}?class=all"


def filled() -> Desk:
    """Make a class of eight: some complete, one wrong, one exempt, two values met."""
    made = desk()
    where: dict[str, Any] = {
        "authority": made.town.authority,
        "school": made.town.schools["2001"],
    }
    made.pupils += [child(where, name, made.oak) for name in _MORE]
    head = made.who()
    for pupil in made.pupils[:3]:
        made.save(*((pupil, goal, "2", 0) for goal in GOALS))
    made.save((made.pupils[1], "E05", "1", 1), (made.pupils[4], "E12", "3", 0))
    made.save((made.pupils[4], "E01", "1", 0), by=made.who(Role.TEACHER))
    made.save((made.pupils[4], "E01", "2", 0))
    about: dict[str, Any] = {"by": head, "round_id": made.round, "now": made.later()}
    actions.exempt(**about, key="exempt", pupil=made.pupils[5], ground="child", seen=99)
    actions.note(**about, pupil=made.pupils[1], component="E05", text="Seen in May")
    actions.flag(**about, pupil=made.pupils[3])
    return made


@pytest.fixture
def seat(visit: Visit, settings: Settings, transactional_db: None) -> Seat:
    """Sit the head down, with scripts or without, on a screen of any size."""
    settings.CLOCK = BEGIN
    made = filled()

    def opened(role: Role = Role.HEAD, **options: object) -> Seen:
        client = Client()
        client.force_login(made.town.holds(role, "2001").person)
        seen = visit(**options)
        name = django_settings.SESSION_COOKIE_NAME
        cookie: Any = {"name": name, "value": client.cookies[name].value, "path": "/"}
        cookie["domain"] = urlsplit(seen.home).hostname
        seen.page.context.add_cookies([cookie])
        return seen

    return Seat(made, opened)
