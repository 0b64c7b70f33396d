"""Corrections of the authority: proposed and agreed to, told by telephone, or imposed.

The school always sees them. What was agreed makes a version of its own: the one that
stood, with that one value another.
"""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from keystage.core.errors import UsageError
from keystage_web.accounts import ids
from keystage_web.accounts.rights import Right
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.actions.cells.model import State, Typed
from keystage_web.returns.actions.cells.putting import put
from keystage_web.returns.actions.cells.spelling import spelled
from keystage_web.returns.actions.cells.standing import standing
from keystage_web.returns.actions.moves.making import Made, asked, make
from keystage_web.returns.actions.moves.submitting import sentence
from keystage_web.returns.actions.writing import Writing
from keystage_web.returns.locking import why
from keystage_web.returns.mailing import officers, schools
from keystage_web.returns.models import Correction, Source, Version, Via, Why
from keystage_web.returns.models.versions import NAME
from keystage_web.returns.policies import AGREE, CONFIRM_CORRECTION, CORRECT
from keystage_web.returns.refusals import Locked, NotThere
from keystage_web.returns.states import SHOWN, ReturnState
from keystage_web.returns.versions.content import content_with, lines


@transaction.atomic
def correct(
    *,
    by: Scope,
    round_id: str,
    school: str,
    pupil: str,
    component: str,
    value: str,
    reason: str,
    now: datetime,
) -> str:
    """Propose another value of what was sent; return the correction's id.

    The school has to agree. Raises `NotThere`, `Locked` where nothing was sent or one
    is proposed for the cell already, `UsageError` without a reason, and for a value that
    is there already or is none the rulebook knows.
    """
    writing = Writing.begin(by, CORRECT, round_id, now, school=school)
    row = _proposed(writing, (pupil, component), value, reason)
    row.save(force_insert=True)
    schools.tell(writing.row, schools.Told.PROPOSED, now)
    told = {"correction": row.id, "reason": row.reason, "to": row.after}
    writing.end(CORRECT.action, told)
    return row.id


@transaction.atomic
def maladministration(
    *,
    by: Scope,
    round_id: str,
    school: str,
    pupil: str,
    component: str,
    value: str,
    reason: str,
    now: datetime,
) -> str:
    """Write a value that only an authority may give, at once; return the correction's id.

    Raises as `correct` does, and `UsageError` for a value a school may give.
    """
    writing = Writing.begin(by, CORRECT, round_id, now, school=school)
    row = _proposed(writing, (pupil, component), value, reason)
    code = writing.plan.book.codes.get(row.after)
    if code is None or code.role != "la":
        raise UsageError("Schools give that value themselves.")
    row.kind = Why.MALADMINISTRATION
    row.save(force_insert=True)
    _apply(writing, row, CORRECT)
    return row.id


@transaction.atomic
def agree(*, by: Scope, correction: str, now: datetime) -> None:
    """Agree to a correction, as the school: it is written, and makes a version.

    Agreed already, nothing is done. Raises `NotThere`, and `Locked` where it was
    declined or the return does not stand any more.
    """
    writing, row = _found(by, AGREE, correction, now)
    if row.version:
        return
    _hold_waiting(row)
    row.agreed_by_id, row.agreed_at = by.person, now
    _apply(writing, row, AGREE)


@transaction.atomic
def decline(*, by: Scope, correction: str, words: str, now: datetime) -> None:
    """Say as the school that a correction is wrong, and why. Raises as `agree` does."""
    said = sentence(words)
    writing, row = _found(by, AGREE, correction, now)
    _hold_waiting(row)
    row.declined_by_id, row.declined_at, row.words = by.person, now, said
    row.save()
    officers.later(writing.row, now)
    writing.end(AGREE.action, {"correction": row.id, "declined": said})


@transaction.atomic
def by_phone(
    *, by: Scope, correction: str, name: str, at: datetime, now: datetime
) -> None:
    """Keep who of the school agreed by telephone, and when: a second officer confirms.

    Raises as `agree` does, `Locked` where another officer keeps that already, and
    `UsageError` without a name or for a time to come.
    """
    who = name.strip()
    if not 0 < len(who) <= NAME or at > now:
        raise UsageError("It is said who agreed, and when that was.")
    writing, row = _found(by, CORRECT, correction, now)
    _hold_waiting(row)
    if row.phone_by_id not in {None, by.person}:
        raise Locked(_("Another officer has been told already. Confirm it instead."))
    row.phone_by_id, row.phone_name, row.phone_at = by.person, who, at
    row.save()
    told = {"correction": row.id, "phone": who, "at": at.isoformat()}
    writing.end(CORRECT.action, told)


@transaction.atomic
def confirm_phone(*, by: Scope, correction: str, now: datetime) -> None:
    """Confirm, as a second officer, what was agreed by telephone: it is written.

    Raises as `agree` does, and `Locked` for the officer who telephoned.
    """
    writing, row = _found(by, CONFIRM_CORRECTION, correction, now)
    if row.version:
        return
    _hold_waiting(row)
    if row.phone_at is None:
        raise Locked(_("Nobody has agreed to this by telephone."))
    if row.phone_by_id == by.person:
        raise Locked(_("Another officer has to confirm what you were told."))
    row.confirmed_by_id, row.confirmed_at = by.person, now
    _apply(writing, row, CONFIRM_CORRECTION)


def _proposed(
    writing: Writing, cell: tuple[str, str], value: str, reason: str
) -> Correction:
    """Return a correction that is not kept yet, of what stands in the version."""
    said = sentence(reason)
    pupil, component = cell
    _hold_shown(writing)
    writing.pupils({pupil})
    writing.component(component)
    after = spelled(writing.plan.book, component, value)
    if after is None or not _stands(writing, component, after):
        raise UsageError("The rulebook knows no such value.")
    before = _sent(_standing(writing), pupil, component)
    if before == after:
        raise UsageError("That is what was sent.")
    waiting = Correction.of(writing.by.authority).filter(
        of_return=writing.row, version=0, declined_at=None
    )
    if waiting.filter(pupil=pupil, component=component).exists():
        raise Locked(_("A correction of this result waits for the school already."))
    writing.about.add(pupil)
    return Correction(
        **writing.where(),
        pupil_id=pupil,
        component=component,
        before=before,
        after=after,
        reason=said,
        person_id=writing.by.person,
        at=writing.now,
    )


def _stands(writing: Writing, component: str, value: str) -> bool:
    """Return whether a value can stand, given by an authority."""
    book = writing.plan.book
    given = book.components[component].codes
    ours = value in given and book.codes[value].role == "la"
    return not value or ours or not writing.plan.mark(component, value)


def _found(
    by: Scope, right: Right, correction: str, now: datetime
) -> tuple[Writing, Correction]:
    rows = Correction.within(by).filter(id=correction).select_related("of_return")
    seen = rows.first()
    if seen is None:
        raise NotThere(correction)
    about = {"school": seen.school_id}
    writing = Writing.begin(by, right, seen.of_return.round_id, now, **about)
    writing.about.add(seen.pupil_id)
    return writing, Correction.of(by.authority).get(id=correction)


def _hold_shown(writing: Writing) -> None:
    state = ReturnState(writing.row.state)
    if state not in SHOWN:
        raise Locked(why(state))


def _hold_waiting(row: Correction) -> None:
    if row.declined_at is not None:
        raise Locked(_("Your school has declined this correction."))
    if row.version:
        raise Locked(_("This correction has been made already."))


def _standing(writing: Writing) -> Version:
    rows = Version.of(writing.by.authority).filter(of_return=writing.row)
    return rows.get(number=writing.row.version)


def _sent(version: Version, pupil: str, component: str) -> str:
    """Return what a version holds in a cell, '' for nothing."""
    held = {line.id: line.results for line in lines(version.content)}
    return held.get(pupil, {}).get(component, "")


def _apply(writing: Writing, row: Correction, right: Right) -> None:
    """Write a correction into its cell, and make the version with it."""
    _hold_shown(writing)
    if right is AGREE:
        officers.later(writing.row, writing.now)
    else:
        schools.tell(writing.row, schools.Told.CORRECTED, writing.now)
    stands = _standing(writing)
    if _sent(stands, row.pupil_id, row.component) != row.before:
        raise Locked(
            _(
                "Another result has been sent since this correction was proposed. "
                "Decline it: your local authority can propose another."
            )
        )
    _write(writing, row)
    told = (row.pupil_id, row.component, row.after)
    content = content_with(writing.by, writing.row, stands, told, now=writing.now)
    # Who agrees to one value has declared nothing of the others.
    signed = stands.signed or stands.confirmations.exists()
    who = {"by": row.kind, "correction": row.id}
    made = make(
        writing,
        content,
        Made(
            right,
            key=ids.new(),
            asked=asked(writing, row.id),
            source=Source.CORRECTION,
            at=stands.at,
            explained=stands.explained,
            declaration={"kind": "correction", **who},
            signed=signed,
            on_time=stands.on_time,
            said={"correction": row.id, "reason": row.reason},
        ),
    )
    row.version = made.number
    row.save()


def _write(writing: Writing, row: Correction) -> None:
    there = standing(writing, [row.pupil_id], [row.component])
    base = there.of((row.pupil_id, row.component))[1]
    typed = Typed(row.pupil_id, row.component, row.after, base, sure=True)
    free = replace(there, closed={}, exempt={*there.exempt, row.pupil_id})
    (told,) = put(writing, free, [typed], Via.CORRECTED).told
    if told.state is not State.SAVED:
        raise Locked(told.said)
