"""What the authority does with a version: receive it, and accept it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from keystage.core.errors import UsageError
from keystage_web.accounts.scopes import Scope
from keystage_web.files import actions as files
from keystage_web.files.models import File
from keystage_web.files.states import State as FileState
from keystage_web.returns.actions.moves.asking import close_all
from keystage_web.returns.actions.moves.making import record
from keystage_web.returns.actions.moves.submitting import sentence, step
from keystage_web.returns.actions.writing import Writing
from keystage_web.returns.mailing import schools
from keystage_web.returns.models import Act, Asked, Query, Return, Step, Version
from keystage_web.returns.models.versions import GONE
from keystage_web.returns.policies import ACCEPT, RECEIVE
from keystage_web.returns.refusals import Locked, NotThere
from keystage_web.returns.states import ReturnMove, ReturnState

MOST = 500  # returns that are accepted at once


@dataclass(frozen=True, slots=True)
class Ready:
    """A return that could be accepted at once: what is left in it is counted.

    `open` counts what was asked or written and is not closed.
    """

    school: str
    name: str
    errors: int
    open: int

    @property
    def plain(self) -> bool:
        """Whether nothing is left in it that somebody should look at first."""
        return not self.errors and not self.open


@transaction.atomic
def received(*, by: Scope, version: str, now: datetime) -> bool:
    """Keep that an officer opened a version, and received its file; return if first.

    It cannot be withdrawn or recalled then. Raises `NotThere`, `Refused`, and `Locked`
    for one that does not stand any more.
    """
    seen = Version.within(by).filter(id=version).select_related("of_return")
    row = seen.defer("content").first()
    if row is None:
        raise NotThere(version)
    about = {"school": row.school_id}
    writing = Writing.begin(by, RECEIVE, row.of_return.round_id, now, **about)
    steps = _receive(writing, row)
    if steps:
        record(writing, RECEIVE.action, {"version": row.number}, steps)
    return bool(steps)


@transaction.atomic
def accept(
    *, by: Scope, round_id: str, school: str, now: datetime, reason: str = ""
) -> None:
    """Accept what a school sent. Its questions and messages are closed.

    Where errors or open questions are left, a reason is to be given. Raises `NotThere`,
    `Locked` where nothing was sent, `UsageError` without a reason that is demanded.
    """
    writing = Writing.begin(by, ACCEPT, round_id, now, school=school)
    queried = writing.row.state == ReturnState.QUERIED
    answered = (ReturnMove.ANSWER,) if queried else ()
    writing.move(*answered, ReturnMove.ACCEPT)
    row = _standing(writing)
    closed, read = close_all(writing)
    if (row.errors or closed) and not reason.strip():
        raise UsageError("With errors or questions left a reason is given.")
    words = sentence(reason, empty=True)
    steps = [*_receive(writing, row), step(writing, row, Act.ACCEPTED, words)]
    schools.tell(writing.row, schools.Told.ACCEPTED, now)
    told = {"version": row.number, "reason": words, "closed": closed}
    told |= {"read": read} if read else {}
    record(writing, ACCEPT.action, told, steps)


def acceptable(*, by: Scope, round_id: str, schools: Collection[str]) -> list[Ready]:
    """Return what accepting these schools' returns at once would accept: the preview."""
    ACCEPT.demand(by)
    rows = Return.within(by).filter(round=round_id, school__in=schools)
    rows = rows.filter(state=ReturnState.SUBMITTED).select_related("school")
    found = list(rows.order_by("school__name", "id")[:MOST])
    of = [row.id for row in found]
    versions = Version.within(by).filter(of_return__in=of)
    errors = {
        (of_return, number): many
        for of_return, number, many in versions.values_list(
            "of_return", "number", "errors"
        )
    }
    asked = Query.within(by).filter(of_return__in=of).exclude(state=Asked.CLOSED)
    waiting = list(asked.values_list("of_return", flat=True))
    return [
        Ready(
            row.school_id,
            row.school.name,
            errors.get((row.id, row.version), 0),
            waiting.count(row.id),
        )
        for row in found
    ]


def accept_all(
    *, by: Scope, round_id: str, schools: Collection[str], now: datetime
) -> list[str]:
    """Accept the returns in which nothing is left, each by itself.

    Return the schools whose return was accepted: one that has changed since the
    preview was drawn is left.
    """
    done = []
    for one in acceptable(by=by, round_id=round_id, schools=schools):
        if one.plain:
            try:
                accept(by=by, round_id=round_id, school=one.school, now=now)
            except (Locked, UsageError):
                continue
            done.append(one.school)
    return done


def _standing(writing: Writing) -> Version:
    rows = Version.of(writing.by.authority).filter(of_return=writing.row)
    return rows.defer("content").get(number=writing.row.version)


def _receive(writing: Writing, version: Version) -> list[Step]:
    """Return that a version was received, once; keep it of the file it came in."""
    steps = Step.of(writing.by.authority).filter(version=version)
    acts = set(steps.values_list("act", flat=True))
    if acts & GONE:
        raise NotThere(version.id)
    if Act.RECEIVED in acts:
        return []
    sent = File.of(writing.by.authority).filter(id=version.file, state=FileState.SENT)
    if version.file and sent.exists():
        files.mark_received(by=writing.by, file=version.file, now=writing.now)
    return [step(writing, version, Act.RECEIVED)]
