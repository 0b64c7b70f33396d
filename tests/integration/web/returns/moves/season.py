"""A desk whose return is ready to be sent, and what school and authority do with it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from keystage.core import upn
from keystage_web.accounts import ids
from keystage_web.accounts.roles import Role
from keystage_web.accounts.scopes import Scope
from keystage_web.returns import actions
from keystage_web.returns.models import Return, Version
from keystage_web.returns.refusals import Unfinished
from keystage_web.returns.versions.declaring import Declared, statements
from keystage_web.rolls.models import Pupil
from tests.integration.web.returns.marks.desk import Desk, desk

NAME = "Robin Head"


def ready(book: str = "phonics-2026", *, group: str = "1") -> Desk:
    """Make a desk of phonics, every pupil with a UPN and a mark, and an officer."""
    at = desk(book, group=group)
    for turn, pupil in enumerate(at.pupils, 1):
        number = upn.make("004", "2001", 2024, turn)
        Pupil.unscoped.filter(id=pupil).update(
            upn=number, born=date(2019, 11, turn), sex="F"
        )
    at.save(
        *((pupil, "mark", str(30 + turn), 0) for turn, pupil in enumerate(at.pupils))
    )
    return at


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
