"""Questions of the authority on what was sent, and the school's answers."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from keystage.core.errors import UsageError
from keystage_web.accounts.rights import Right
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.actions.moves.submitting import sentence
from keystage_web.returns.actions.writing import Writing
from keystage_web.returns.mailing import officers, schools
from keystage_web.returns.models import Asked, Message, Query
from keystage_web.returns.policies import ANSWER, QUERY, THREAD
from keystage_web.returns.refusals import Locked, NotThere
from keystage_web.returns.states import ReturnMove, ReturnState


@transaction.atomic
def query(
    *,
    by: Scope,
    round_id: str,
    school: str,
    text: str,
    now: datetime,
    pupil: str = "",
    component: str = "",
) -> str:
    """Ask a school about its return, a pupil, or a cell; return the question's id.

    Raises `NotThere`, `Locked` where nothing was sent or it was accepted, `UsageError`
    for a text that is empty or too long.
    """
    said = sentence(text)
    if component and not pupil:
        raise UsageError("A question is of a pupil's cell.")
    writing = Writing.begin(by, QUERY, round_id, now, school=school)
    if writing.row.state != ReturnState.QUERIED:
        writing.move(ReturnMove.QUERY)
    if pupil:
        writing.pupils({pupil})
        writing.about.add(pupil)
    if component:
        writing.component(component)
    row = Query.of(by.authority).create(
        **writing.where(), pupil_id=pupil or None, component=component, at=now
    )
    _say(writing, row, said, from_authority=True)
    writing.end(QUERY.action, {"query": row.id, "component": component, "text": said})
    return row.id


@transaction.atomic
def answer(*, by: Scope, query: str, text: str, now: datetime) -> None:
    """Answer a question; with the last one open, the return is as it was sent.

    Raises `NotThere`, `Locked` where the question is closed, and `UsageError` as
    `query` does.
    """
    said = sentence(text)
    writing, row = _found(by, ANSWER, query, now)
    if row.state == Asked.CLOSED:
        raise Locked(_("This question is closed."))
    row.state = Asked.ANSWERED
    row.save(update_fields=["state"])
    _say(writing, row, said, from_authority=False)
    _settle(writing)
    writing.end(ANSWER.action, {"query": row.id, "text": said})


@transaction.atomic
def write(*, by: Scope, round_id: str, text: str, now: datetime) -> str:
    """Write to the authority about a return, unasked; return the id of what it begins.

    Raises `NotThere`, and `UsageError` for a text that is empty or too long.
    """
    said = sentence(text)
    writing = Writing.begin(by, THREAD, round_id, now)
    row = Query.of(by.authority).create(**writing.where(), state=Asked.ANSWERED, at=now)
    _say(writing, row, said, from_authority=False)
    writing.end(THREAD.action, {"query": row.id, "text": said})
    return row.id


@transaction.atomic
def reply(*, by: Scope, query: str, text: str, now: datetime) -> None:
    """Go on asking, as the authority, in a question that was answered: it is open again.

    Raises as `answer` does.
    """
    said = sentence(text)
    writing, row = _found(by, QUERY, query, now)
    if row.state == Asked.CLOSED:
        raise Locked(_("This question is closed."))
    row.state = Asked.OPEN
    row.save(update_fields=["state"])
    if writing.row.state == ReturnState.SUBMITTED:
        writing.move(ReturnMove.QUERY)
    _say(writing, row, said, from_authority=True)
    writing.end(QUERY.action, {"query": row.id, "text": said})


@transaction.atomic
def close_query(*, by: Scope, query: str, now: datetime) -> None:
    """Close a question, answered or not; closed already, nothing is done.

    Raises `NotThere`.
    """
    writing, row = _found(by, QUERY, query, now)
    if row.state == Asked.CLOSED:
        return
    row.state, row.closed_at = Asked.CLOSED, now
    row.save(update_fields=["state", "closed_at"])
    _settle(writing)
    writing.end(QUERY.action, {"query": row.id, "closed": True})


def close_all(writing: Writing) -> tuple[int, int]:
    """Close every question and message; return how many had no answer, how many one."""
    rows = Query.of(writing.by.authority).filter(of_return=writing.row)
    rows = rows.exclude(state=Asked.CLOSED)
    waited = rows.filter(state=Asked.OPEN).count()
    return waited, rows.update(state=Asked.CLOSED, closed_at=writing.now) - waited


def _found(by: Scope, right: Right, query: str, now: datetime) -> tuple[Writing, Query]:
    """Lock the return a question is of, and return both."""
    seen = Query.within(by).filter(id=query).select_related("of_return").first()
    if seen is None:
        raise NotThere(query)
    about = {"school": seen.school_id}
    writing = Writing.begin(by, right, seen.of_return.round_id, now, **about)
    if seen.pupil_id:
        writing.about.add(seen.pupil_id)
    return writing, Query.of(by.authority).get(id=query)


def _say(writing: Writing, row: Query, text: str, *, from_authority: bool) -> None:
    Message.of(writing.by.authority).create(
        **writing.where(),
        query=row,
        text=text,
        person_id=writing.by.person,
        at=writing.now,
        from_authority=from_authority,
    )
    if from_authority:
        schools.tell(writing.row, schools.Told.ASKED, writing.now)
    else:
        officers.later(writing.row, writing.now)


def _open(writing: Writing) -> QuerySet[Query]:
    rows = Query.of(writing.by.authority).filter(of_return=writing.row)
    return rows.filter(state=Asked.OPEN)


def _settle(writing: Writing) -> None:
    """Let the return stand as it was sent, once no question is open."""
    queried = writing.row.state == ReturnState.QUERIED
    if queried and not _open(writing).exists():
        writing.move(ReturnMove.ANSWER)
