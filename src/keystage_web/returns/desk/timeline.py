"""All that came of a school's returns, in order of time, across collections."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from keystage import rulebooks
from keystage_web.accounts.models import Person
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.models import (
    Act,
    Confirmation,
    Correction,
    Excuse,
    Extension,
    Late,
    Message,
    Round,
    Step,
    Ticked,
    Unlock,
    Uploaded,
    Version,
    Why,
)
from keystage_web.returns.moments import day_of
from keystage_web.returns.standing import said

_MOST = 500  # of each kind: far more than a school's years come to


@dataclass(frozen=True, slots=True)
class Moment:
    """That something came of a return: when, of which round, what, and by whom.

    `words` are what somebody wrote with it; `person` is an id, and so are the pupils
    they wrote it `about`.
    """

    at: datetime
    round: str
    title: str
    what: str
    person: str = ""
    words: str = ""
    about: tuple[str, ...] = ()
    by: str = ""


def timeline(scope: Scope, school: str, *, words: bool) -> list[Moment]:
    """Return what came of the returns of a school, the newest first.

    Without `words`, nobody is named and nothing that somebody wrote is told.
    """
    titles = _titles(scope)
    found = [
        one
        for source in _SOURCES
        for one in source(scope, school)
        if one.round in titles
    ]
    names = _names(scope, found) if words else {}
    found.sort(key=lambda one: one.at, reverse=True)
    return [
        replace(
            one,
            title=titles[one.round],
            words=one.words if words else "",
            about=one.about if words else (),
            by=names.get(one.person, ""),
        )
        for one in found
    ]


def _titles(scope: Scope) -> dict[str, str]:
    rows = Round.within(scope).values_list("id", "book__book")
    return {id_: rulebooks.load(book).title for id_, book in rows}


def _names(scope: Scope, found: list[Moment]) -> dict[str, str]:
    held = Person.within(scope).filter(id__in={one.person for one in found})
    return dict(held.values_list("id", "name"))


def _sent(scope: Scope, school: str) -> Iterator[Moment]:
    rows = Version.within(scope).filter(school=school)
    names = ("at", "of_return__round", "number", "on_time", "person")
    for at, round_, number, on_time, by in rows.values_list(*names)[:_MOST]:
        told = (
            _("Sent, version %(number)d")
            if on_time
            else _("Sent late, version %(number)d")
        )
        yield Moment(at, round_, "", told % {"number": number}, by)


def _confirmed(scope: Scope, school: str) -> Iterator[Moment]:
    rows = Confirmation.within(scope).filter(school=school)
    names = ("at", "version__of_return__round", "person")
    for at, round_, by in rows.values_list(*names)[:_MOST]:
        yield Moment(at, round_, "", _("Confirmed"), by)


def _steps(scope: Scope, school: str) -> Iterator[Moment]:
    told = {
        Act.RECEIVED: _("Received"),
        Act.ACCEPTED: _("Accepted"),
        Act.WITHDRAWN: _("Withdrawn"),
        Act.RECALLED: _("Recalled"),
    }
    rows = Step.within(scope).filter(school=school)
    names = ("at", "version__of_return__round", "act", "person", "reason")
    for at, round_, act, by, reason in rows.values_list(*names)[:_MOST]:
        yield Moment(at, round_, "", told[Act(act)], by, reason)


def _messages(scope: Scope, school: str) -> Iterator[Moment]:
    rows = Message.within(scope).filter(school=school)
    rows = rows.select_related("query", "of_return").order_by("at", "id")
    for row in rows[:_MOST]:
        told = (
            _("Question of the authority")
            if row.from_authority
            else _("Answer of the school")
        )
        round_, about = row.of_return.round_id, _one(row.query.pupil_id)
        yield Moment(row.at, round_, "", told, row.person_id, row.text, about)


def _one(pupil: str | None) -> tuple[str, ...]:
    return (pupil,) if pupil else ()


def _unlocks(scope: Scope, school: str) -> Iterator[Moment]:
    for row in (
        Unlock.within(scope).filter(school=school).select_related("of_return")[:_MOST]
    ):
        round_ = row.of_return.round_id
        if row.asked_at:
            told = _("Asked to unlock it")
            yield Moment(
                row.asked_at, round_, "", told, row.asked_by_id or "", row.asked
            )
        if row.granted_at and row.until:
            told = _("Unlocked until %(day)s") % {"day": said(day_of(row.until))}
            by, about = row.granted_by_id or "", tuple(row.pupils)
            yield Moment(row.granted_at, round_, "", told, by, row.reason, about)
        if row.declined_at:
            told = _("Not unlocked")
            yield Moment(
                row.declined_at, round_, "", told, row.declined_by_id or "", row.words
            )


def _extended(scope: Scope, school: str) -> Iterator[Moment]:
    for row in Extension.within(scope).filter(school=school)[:_MOST]:
        told = _("Given until %(day)s") % {"day": said(day_of(row.until))}
        yield Moment(row.at, row.round_id, "", told, row.person_id, row.reason)


def _late(scope: Scope, school: str) -> Iterator[Moment]:
    rows = Late.within(scope).filter(school=school).select_related("of_return")
    for row in rows[:_MOST]:
        words = (
            _("Will be late since it is moderated late: by %(day)s")
            if row.moderation
            else _("Will be late: by %(day)s")
        )
        told = words % {"day": said(row.day)}
        yield Moment(
            row.at, row.of_return.round_id, "", told, row.person_id, row.reason
        )


def _excused(scope: Scope, school: str) -> Iterator[Moment]:
    rows = Excuse.within(scope).filter(school=school).select_related("of_return")
    for row in rows[:_MOST]:
        told = _("Takes no part, or has no pupil to return")
        yield Moment(
            row.at, row.of_return.round_id, "", told, row.person_id, row.reason
        )


def _uploaded(scope: Scope, school: str) -> Iterator[Moment]:
    words = {
        Ticked.UPLOADED: _("Uploaded to the national gateway on %(day)s"),
        Ticked.DECLARED: _("Declared on the national gateway on %(day)s"),
    }
    rows = Uploaded.within(scope).filter(school=school).select_related("of_return")
    for row in rows[:_MOST]:
        told = words[Ticked(row.kind)] % {"day": said(row.day)}
        yield Moment(row.at, row.of_return.round_id, "", told, row.person_id)


def _corrected(scope: Scope, school: str) -> Iterator[Moment]:
    rows = Correction.within(scope).filter(school=school).select_related("of_return")
    for row in rows[:_MOST]:
        told = (
            _("A code only the authority enters was entered")
            if row.kind == Why.MALADMINISTRATION
            else _("A correction was proposed")
        )
        round_, about = row.of_return.round_id, _one(row.pupil_id)
        yield Moment(row.at, round_, "", told, row.person_id, row.reason, about)
        if row.agreed_at:
            agreed = _("The correction was agreed to")
            yield Moment(row.agreed_at, round_, "", agreed, row.agreed_by_id or "")
        if row.declined_at:
            no, by = _("The correction was not agreed to"), row.declined_by_id or ""
            yield Moment(row.declined_at, round_, "", no, by, row.words, about)


_SOURCES = (
    *(_sent, _confirmed, _steps, _messages, _unlocks),
    *(_extended, _late, _excused, _uploaded, _corrected),
)
