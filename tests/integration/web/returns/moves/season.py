"""A desk whose return is ready to be sent, and what school and authority do with it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction

from keystage.core import upn
from keystage_web.accounts import ids
from keystage_web.accounts.roles import Role
from keystage_web.accounts.scopes import Scope
from keystage_web.files import actions as files
from keystage_web.files.store import Store
from keystage_web.returns import actions
from keystage_web.returns.actions import Typed
from keystage_web.returns.models import Return, Version
from keystage_web.returns.refusals import Unfinished
from keystage_web.returns.versions.content import lines
from keystage_web.returns.versions.declaring import Declared, statements
from keystage_web.rolls.models import Pupil
from tests.integration.web.files.content import ctf
from tests.integration.web.returns.marks.desk import Desk, desk

NAME = "Robin Head"


def ready(book: str = "phonics-2026", *, group: str = "1") -> Desk:
    """Make a desk of phonics, every pupil with a UPN and a mark, and an officer."""
    at = desk(book, group=group)
    for turn, pupil in enumerate(at.pupils, 1):
        Pupil.unscoped.filter(id=pupil).update(
            upn=number_of("2001", turn), born=date(2019, 11, turn), sex="F"
        )
    at.save(
        *((pupil, "mark", str(30 + turn), 0) for turn, pupil in enumerate(at.pupils))
    )
    return at


def number_of(school: str, turn: int = 1) -> str:
    """Return an invented UPN of a school."""
    return upn.make("004", school, 2024, turn)


def declared(at: Desk, name: str = NAME) -> Declared:
    """Return all that is to be declared in the desk's round."""
    return Declared(frozenset(one.id for one in statements(at.row.round)), name)


def submit(
    at: Desk,
    *,
    by: Scope | None = None,
    key: str = "",
    explained: Mapping[str, str] | None = None,
    **more: Any,
) -> actions.Sent:
    """Send the return, with a reason for every error that is left."""
    asked: dict[str, Any] = {
        "by": by or at.who(),
        "round_id": at.round,
        "key": key or ids.new(),
        "seen": at.row.seq,
        "declared": declared(at),
        "explained": explained or {},
        "now": at.later(),
        **more,
    }
    if explained is not None:
        return actions.submit(**asked)
    try:
        return actions.submit(**asked)
    except Unfinished as stop:
        reasons = {one.rule: "It is so." for one in stop.findings}
        return actions.submit(**{**asked, "explained": reasons})


def version(at: Desk, number: int = 0) -> Version:
    """Return a version of the desk's return: the one that stands, without a number."""
    row = at.row
    return Version.unscoped.get(of_return=row, number=number or row.version)


def officer(at: Desk) -> Scope:
    """Return the scope of a data officer of the authority."""
    return at.town.holds(Role.OFFICER).scope()


def school(at: Desk) -> str:
    """Return the id of the desk's school."""
    return at.town.schools[at.number].id


def state(at: Desk) -> str:
    """Return where the desk's return stands."""
    return str(Return.unscoped.get(id=at.row.id).state)


def file(at: Desk, *, by: Scope | None = None, turn: int = 0) -> str:
    """Send a file of the school, whatever is in it; return its id."""
    sender = by or at.who(Role.OFFICE)
    store = Store(settings.CONFIG.data)
    arrival = store.begin(settings.CONFIG.upload_limit)
    try:
        arrival.take(ctf(turn))
        about: dict[str, Any] = {
            "school": school(at),
            "name": "results.xml",
            "now": at.later(),
        }
        return files.send(by=sender, arrival=arrival, **about).file
    finally:
        arrival.close()


def send_rows(
    at: Desk,
    of: str,
    *cells: tuple[str, str, str],
    by: Scope | None = None,
    **more: Any,
) -> actions.Sent:
    """Send the rows of a file: pupil, component and value of each cell, unsigned."""
    typed = [Typed(*cell, base=0) for cell in cells]
    asked: dict[str, Any] = {
        "by": by or at.who(Role.OFFICE),
        "round_id": at.round,
        "key": ids.new(),
        "file": of,
        "rows": actions.Rows(actions.Mode.ADD, typed, at.row.seq),
        "declared": None,
        "explained": {},
        "now": at.later(),
        **more,
    }
    return actions.send_rows(**asked)


def recall(at: Desk, of: str, *, by: Scope | None = None) -> None:
    """Take a file back, with what came in it."""
    sender, now = by or at.who(Role.OFFICE), at.later()
    with transaction.atomic():
        actions.recall_rows(by=sender, file=of, now=now)
        files.recall(by=sender, file=of, now=now)


def values(at: Desk, component: str = "mark") -> list[str]:
    """Return what stands in each pupil's cell now."""
    return [at.value(pupil, component)[0] for pupil in at.pupils]


def sent_values(at: Desk, number: int = 0) -> list[str]:
    """Return what a version holds of each pupil."""
    found = lines(version(at, number).content)
    return [line.results.get("mark", "") for line in found]
