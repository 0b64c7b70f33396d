"""Rounds: made, opened, closed, and more time for some."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from keystage_web import clock
from keystage_web.accounts.roles import Role
from keystage_web.returns import queries
from keystage_web.returns.actions import rounds
from keystage_web.returns.moments import end_of
from keystage_web.returns.states import Move
from tests.integration.web.authz.way import Ids, Sent, Way
from tests.integration.web.authz.world import Place

BOOK = "phonics-2026"
PLAN = rounds.Plan(opens=date(2026, 6, 1), deadline=end_of(date(2026, 6, 23)))
DAYS = {
    "opens_0": "1",
    "opens_1": "6",
    "opens_2": "2026",
    "deadline_0": "24",
    "deadline_1": "6",
    "deadline_2": "2026",
    "declaration": "head",
}


def draft(place: Place) -> Ids:
    by = place.holds(Role.ADMINISTRATOR).scope()
    made = rounds.create(by=by, book=BOOK, plan=PLAN, now=clock.now())
    return {"round_id": made}


def opened(place: Place) -> Ids:
    made = draft(place)
    by = place.holds(Role.ADMINISTRATOR).scope()
    rounds.move(by=by, round_id=made["round_id"], move=Move.OPEN, now=clock.now())
    return made


def more(place: Place, ids: Ids) -> Sent:
    by = place.holds(Role.ADMINISTRATOR).scope()
    seen = queries.one(by, ids["round_id"])
    assert seen is not None
    return {
        "schools": list(queries.owing(by, seen)),
        "until_0": "30",
        "until_1": "6",
        "until_2": "2026",
        "reason": "The school was flooded.",
    }


SWITCH: Mapping[str, Any] = {"level": "authority", "data": {"on": "0"}}

WAYS = (
    Way("collections.list", "GET", "authority:rounds"),
    Way("collections.list", "GET", "authority:round", of=draft, level="authority"),
    Way(
        "collections.list",
        "GET",
        "authority:round",
        of=opened,
        level="authority",
        open=True,
    ),
    Way("collections.create_edit", "GET", "authority:round-add"),
    Way(
        "collections.create_edit",
        "POST",
        "authority:round-add",
        data={"book": BOOK},
        effect=False,
    ),
    Way("collections.create_edit", "GET", "authority:round-make"),
    Way(
        "collections.create_edit",
        "POST",
        "authority:round-make",
        data={**DAYS, "book": BOOK},
    ),
    Way(
        "collections.create_edit",
        "GET",
        "authority:round-edit",
        of=draft,
        level="authority",
    ),
    Way(
        "collections.create_edit",
        "POST",
        "authority:round-edit",
        of=draft,
        level="authority",
        data=DAYS,
    ),
    Way(
        "collections.open_close",
        "POST",
        "authority:round-move",
        of=draft,
        level="authority",
        data={"move": "open"},
    ),
    Way(
        "collections.open_close",
        "POST",
        "authority:round-move",
        of=opened,
        level="authority",
        open=True,
        data={"move": "close"},
    ),
    Way(
        "collections.extend_deadline",
        "GET",
        "authority:round-extend",
        of=opened,
        level="authority",
        open=True,
    ),
    Way(
        "collections.extend_deadline",
        "POST",
        "authority:round-extend",
        of=opened,
        level="authority",
        open=True,
        data=more,
    ),
    Way("marksheet.switch_round", "POST", "authority:round-switch", **SWITCH, of=draft),
    Way(
        "marksheet.switch_round",
        "POST",
        "authority:round-switch",
        **SWITCH,
        of=opened,
        open=True,
    ),
    Way(
        "marksheet.view",
        "GET",
        "authority:round-results",
        of=opened,
        level="authority",
        open=True,
    ),
)
