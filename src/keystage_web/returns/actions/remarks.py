"""Comments and flags: on a cell, on a pupil, comments on the whole return too."""

from datetime import datetime

from django.db import transaction

from keystage.core.errors import UsageError
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.actions.writing import Writing
from keystage_web.returns.models import Flag, Note
from keystage_web.returns.models.remarks import TEXT
from keystage_web.returns.policies import FLAG, NOTE
from keystage_web.returns.refusals import NotThere


@transaction.atomic
def note(
    *,
    by: Scope,
    round_id: str,
    text: str,
    now: datetime,
    pupil: str = "",
    component: str = "",
) -> str:
    """Comment on a cell, on a pupil (no component) or on the return (no pupil).

    Return the comment's id. Raises `NotThere`, `Locked`, and `UsageError` for a text
    that is empty or too long.
    """
    words = text.strip()
    if not words or len(words) > TEXT or (component and not pupil):
        raise UsageError("A comment has words, and stands at a pupil's cell.")
    writing = Writing.begin(by, NOTE, round_id, now)
    writing.hold_open()
    _hold(writing, pupil, component)
    row = Note.of(by.authority).create(
        **writing.where(),
        **writing.told(),
        pupil_id=pupil or None,
        component=component,
        text=words,
    )
    _about(writing, pupil)
    writing.end(NOTE.action, {"note": row.id, "component": component, "text": words})
    return row.id


@transaction.atomic
def unnote(*, by: Scope, note: str, now: datetime) -> None:
    """Take one's own comment away; taken away already, nothing is done.

    Raises `NotThere`, for a comment of somebody else's too: nobody silences another.
    """
    found = Note.within(by).filter(id=note).select_related("of_return").first()
    if found is None:
        raise NotThere(note)
    writing = Writing.begin(by, NOTE, found.of_return.round_id, now)
    if found.person_id != by.person:
        raise NotThere(note)
    writing.hold_open()
    row = Note.of(by.authority).get(id=note)
    if row.gone_at is not None:
        return
    row.gone_at, row.seq = now, writing.seq
    row.save(update_fields=["gone_at", "seq"])
    _about(writing, row.pupil_id or "")
    writing.end(NOTE.action, {"gone": row.id})


def flag(
    *, by: Scope, round_id: str, pupil: str, now: datetime, component: str = ""
) -> None:
    """Mark a cell, or a pupil, to come back to. Raises `NotThere`, `Locked`."""
    _flag(by, round_id, (pupil, component), now, on=True)


def unflag(
    *, by: Scope, round_id: str, pupil: str, now: datetime, component: str = ""
) -> None:
    """Take the mark away. Raises `NotThere`, `Locked`."""
    _flag(by, round_id, (pupil, component), now, on=False)


@transaction.atomic
def _flag(
    by: Scope, round_id: str, cell: tuple[str, str], now: datetime, *, on: bool
) -> None:
    writing = Writing.begin(by, FLAG, round_id, now)
    writing.hold_open()
    pupil, component = cell
    _hold(writing, pupil, component)
    rows = Flag.of(by.authority).filter(of_return=writing.row)
    held = rows.filter(pupil=pupil, component=component).first()
    if (held is not None and held.on) == on:
        return
    Flag.of(by.authority).update_or_create(
        of_return=writing.row,
        pupil_id=pupil,
        component=component,
        defaults={**writing.where(), **writing.told(), "on": on},
    )
    writing.changed(pupil, "flag", not on, on)
    writing.end(FLAG.action, {"component": component})


def _hold(writing: Writing, pupil: str, component: str) -> None:
    """Go on if the cell is there, in part or whole; raise `NotThere` if not."""
    if pupil:
        writing.pupils({pupil})
    if component:
        writing.component(component)


def _about(writing: Writing, pupil: str) -> None:
    if pupil:
        writing.about.add(pupil)
