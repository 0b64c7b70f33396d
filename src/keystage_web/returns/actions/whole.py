"""What is said of a whole return: classes done, the day of its results, the switch."""

from datetime import date, datetime

from django.db import transaction

from keystage_web.accounts.scopes import Scope
from keystage_web.returns.actions.writing import Writing
from keystage_web.returns.models import ClassDone
from keystage_web.returns.policies import COMPLETE, DONE, SWITCH
from keystage_web.returns.refusals import NotThere
from keystage_web.rolls.models import Class


@transaction.atomic
def class_done(*, by: Scope, round_id: str, klass: str, now: datetime) -> None:
    """Say that a class's results are all entered. Raises `NotThere`, `Locked`."""
    writing = _of_class(by, round_id, klass, now)
    _, is_new = ClassDone.of(by.authority).get_or_create(
        of_return=writing.row,
        klass_id=klass,
        defaults={**writing.where(), "person_id": by.person, "at": now},
    )
    if is_new:
        writing.end(DONE.action, {"class": klass, "done": True})


@transaction.atomic
def class_undone(*, by: Scope, round_id: str, klass: str, now: datetime) -> None:
    """Take that back. Raises `NotThere`, `Locked`."""
    writing = _of_class(by, round_id, klass, now)
    rows = ClassDone.of(by.authority).filter(of_return=writing.row, klass=klass)
    if rows.delete()[0]:
        writing.end(DONE.action, {"class": klass, "done": False})


@transaction.atomic
def complete_on(*, by: Scope, round_id: str, day: date | None, now: datetime) -> None:
    """Set the day of the results; None for that of the last change. Raises `Locked`."""
    writing = Writing.begin(by, COMPLETE, round_id, now)
    writing.hold_open()
    before, writing.row.completed_on = writing.row.completed_on, day
    told = {"before": _plain(before), "after": _plain(day)}
    writing.end(COMPLETE.action, {"completed_on": told})


@transaction.atomic
def switch_entry(*, by: Scope, round_id: str, on: bool, now: datetime) -> None:
    """Switch entering results on or off at the own school. Raises `NotThere`."""
    writing = Writing.begin(by, SWITCH, round_id, now)
    if writing.row.entry == on:
        return
    writing.row.entry = on
    writing.end(SWITCH.action, {"entry": on})


def _of_class(by: Scope, round_id: str, klass: str, now: datetime) -> Writing:
    """Lock the return for what is said of a class of the round's year."""
    writing = Writing.begin(by, DONE, round_id, now)
    writing.hold_open()
    year = writing.row.round.summer
    rows = Class.within(by).filter(id=klass, school=by.school, year=year)
    if not rows.exists():
        raise NotThere(klass)
    return writing


def _plain(day: date | None) -> str | None:
    return day.isoformat() if day else None
