"""Returns that are sent, received, recalled and unlocked while the service is killed.

Each deed is of a school of its own. The service has a door for them, in tests alone, so
that what is tried is the action and not the page before it.
"""

import json
import os
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.integration.web.files.content import ctf

DOOR = "/trial/"
# The school of each deed.
SCHOOLS = {
    "submit": "3001",
    "take": "3002",
    "receive": "3003",
    "recall": "3004",
    "unlock": "3005",
}
KEY = "the-page-it-was-sent-from"


def laid(place: Any) -> dict[str, Any]:
    """Have an open round, and a return for each deed to begin from."""
    from keystage_web import clock  # noqa: PLC0415 - as all: only where Django is up
    from keystage_web.accounts.roles import Role  # noqa: PLC0415
    from keystage_web.returns.actions import rounds  # noqa: PLC0415
    from keystage_web.returns.states import Move  # noqa: PLC0415

    now, admin = clock.now(), place.holds(Role.ADMINISTRATOR).scope()
    plan = rounds.Plan(
        opens=(now - timedelta(days=7)).date(), deadline=now + timedelta(days=30)
    )
    found = rounds.create(by=admin, book="phonics-2026", plan=plan, now=now)
    rounds.move(by=admin, round_id=found, move=Move.OPEN, now=now)
    officer = place.holds(Role.OFFICER).id
    told = {
        name: {**_school(place, number), "round": found, "officer": officer}
        for name, number in SCHOOLS.items()
    }
    for name, before in (("receive", _take), ("recall", _take), ("unlock", _submit)):
        before(told[name])
    return {"moves": told}


def _school(place: Any, number: str) -> dict[str, Any]:
    from keystage_web.accounts.roles import Role  # noqa: PLC0415
    from keystage_web.rolls.models import Pupil  # noqa: PLC0415
    from tests.integration.web.returns.marks.desk import child  # noqa: PLC0415
    from tests.integration.web.returns.moves.season import number_of  # noqa: PLC0415

    school = place.schools[number]
    where = {"authority": place.authority, "school": school}
    pupils = [child(where, name, None, "1") for name in ("Ann", "Bob")]
    for turn, pupil in enumerate(pupils, 1):
        upn = number_of(number, turn)
        Pupil.unscoped.filter(id=pupil).update(upn=upn, sex="F", born="2019-11-01")
    head = place.holds(Role.HEAD, number)
    turn = int(number)
    return {"school": school.id, "turn": turn, "pupils": pupils, "head": head.id}


def door(application: Callable[..., Any]) -> Callable[..., Any]:
    """Return the service with a door for these deeds."""

    def answered(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if not path.startswith(DOOR):
            found: Iterable[bytes] = application(environ, start)
            return found
        name = path.removeprefix(DOOR)
        start(_done(name), [("Location", "/done"), ("Content-Length", "0")])
        return [b""]

    return answered


def _done(name: str) -> str:
    from keystage_web.accounts.rights import Refused  # noqa: PLC0415
    from keystage_web.returns.refusals import Locked, Stale  # noqa: PLC0415

    told = json.loads((Path(os.environ["KEYSTAGE_DATA"]) / "told.json").read_text())
    try:
        _deeds()[name](told["moves"][name])
    except (Locked, Refused, Stale):
        return "409 Conflict"
    return "302 Found"


def _deeds() -> dict[str, Callable[[Any], None]]:
    return {
        "submit": _submit,
        "take": _take,
        "receive": _receive,
        "recall": _recall,
        "unlock": _unlock,
    }


def _scope(membership: str) -> Any:
    from keystage_web.accounts.models import Membership  # noqa: PLC0415

    return Membership.unscoped.get(id=membership).scope()


def _signed(told: Any) -> dict[str, Any]:
    """Return what is declared of a return, and a reason for any error that is left."""
    from keystage import rulebooks  # noqa: PLC0415
    from keystage_web.returns import actions  # noqa: PLC0415
    from keystage_web.returns.models import Round  # noqa: PLC0415
    from keystage_web.returns.versions.declaring import statements  # noqa: PLC0415

    of_round = Round.unscoped.get(id=told["round"])
    ids = frozenset(one.id for one in statements(of_round))
    rules = rulebooks.load(of_round.book.book).checks
    return {
        "declared": actions.Declared(ids, "Robin Head"),
        "explained": dict.fromkeys(rules, "She was away."),
    }


def _submit(told: Any) -> None:
    from keystage_web import clock  # noqa: PLC0415
    from keystage_web.returns import actions  # noqa: PLC0415

    actions.submit(
        by=_scope(told["head"]),
        round_id=told["round"],
        key=KEY,
        seen=0,
        now=clock.now(),
        **_signed(told),
    )


def _take(told: Any) -> None:
    """Send a file, and its rows into the return: the first may be there alone."""
    from django.conf import settings  # noqa: PLC0415

    from keystage_web import clock  # noqa: PLC0415
    from keystage_web.files import actions as files  # noqa: PLC0415
    from keystage_web.files.store import Store  # noqa: PLC0415
    from keystage_web.returns import actions  # noqa: PLC0415

    by, now = _scope(told["head"]), clock.now()
    arrival = Store(settings.CONFIG.data).begin(settings.CONFIG.upload_limit)
    about: dict[str, Any] = {"school": told["school"], "name": "marks.xml", "key": KEY}
    try:
        arrival.take(ctf(told["turn"]))
        file = files.send(by=by, arrival=arrival, now=now, **about).file
    finally:
        arrival.close()
    cells = [actions.Typed(one, "mark", "32", 0) for one in told["pupils"]]
    actions.send_rows(
        by=by,
        round_id=told["round"],
        key=KEY,
        file=file,
        rows=actions.Rows(actions.Mode.REPLACE, cells, 0),
        now=now,
        **_signed(told),
    )


def _newest(told: Any) -> Any:
    from keystage_web.returns.models import Version  # noqa: PLC0415

    return Version.unscoped.filter(school=told["school"]).order_by("-number").first()


def _receive(told: Any) -> None:
    from keystage_web import clock  # noqa: PLC0415
    from keystage_web.returns import actions  # noqa: PLC0415

    version = _newest(told).id
    actions.received(by=_scope(told["officer"]), version=version, now=clock.now())


def _recall(told: Any) -> None:
    from django.db import transaction  # noqa: PLC0415

    from keystage_web import clock  # noqa: PLC0415
    from keystage_web.files import actions as files  # noqa: PLC0415
    from keystage_web.returns import actions  # noqa: PLC0415

    asked: dict[str, Any] = {"by": _scope(told["head"]), "now": clock.now()}
    asked["file"] = _newest(told).file
    with transaction.atomic():
        actions.recall_rows(**asked)
        files.recall(**asked)


def _unlock(told: Any) -> None:
    from keystage_web import clock  # noqa: PLC0415
    from keystage_web.returns import actions  # noqa: PLC0415

    actions.unlock(
        by=_scope(told["officer"]),
        round_id=told["round"],
        school=told["school"],
        pupils=[],
        components=[],
        until=clock.now() + timedelta(days=1),
        reason="A mark was read wrongly",
        now=clock.now(),
    )


def stands() -> dict[str, Any]:
    """Return what there is of each deed's return; only where Django is up."""
    return {name: _stands(number) for name, number in SCHOOLS.items()}


def _stands(number: str) -> dict[str, Any]:
    from keystage_web.accounts.models import School  # noqa: PLC0415
    from keystage_web.audit.models import Event  # noqa: PLC0415
    from keystage_web.files.models import File  # noqa: PLC0415
    from keystage_web.returns.models import (  # noqa: PLC0415
        Change,
        Progress,
        Result,
        Return,
        Step,
        Unlock,
        Version,
    )

    school = School.unscoped.get(number=number)
    of = {"school": school}
    versions = Version.unscoped.filter(**of).order_by("number")
    events = Event.objects.filter(school=school.id).order_by("number")
    results = Result.unscoped.filter(**of).order_by("pupil__key")
    named = {version.event for version in versions}
    found: dict[str, Any] = {
        "returns": _rows(Return.unscoped.filter(**of), "state", "version", "seq"),
        "versions": _rows(versions, "number", "digest", "source", "seq"),
        "results": _rows(results, "component", "value", "version"),
        "changes": Change.unscoped.filter(**of).count(),
        "steps": sorted(Step.unscoped.filter(**of).values_list("act", flat=True)),
        "unlocks": Unlock.unscoped.filter(**of, ended_at=None).count(),
        "progress": _rows(Progress.unscoped.filter(**of), "seq", "due", "complete"),
        "files": _rows(File.unscoped.filter(**of), "state"),
        "events": list(events.values_list("action", flat=True)),
        "told": Event.objects.filter(number__in=named, school=school.id).count(),
    }
    return found


def _rows(rows: Any, *names: str) -> list[list[Any]]:
    return [list(one) for one in rows.values_list(*names)]
