"""Tell the officers what schools did: one mail an hour at most, however many schools.

The first act of an hour leaves a job for the end of it, in its own transaction; the job
looks what came in that hour and was not dealt with meanwhile.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from keystage_web.accounts.models import School
from keystage_web.accounts.roles import Role
from keystage_web.jobs.actions import enqueue
from keystage_web.jobs.values import COLLECTION, ID, Form
from keystage_web.notices import words
from keystage_web.notices.actions import mail
from keystage_web.returns.mailing.people import holding
from keystage_web.returns.models import Asked, Correction, Message, Return, Unlock

DIGEST = "returns.digest"

_HOUR = timedelta(hours=1)
_LATER = timedelta(minutes=5)  # what began in the hour has been committed by then
_NAMED = 20  # acts of one mail that are named; the board shows all
_EPOCH = datetime.fromtimestamp(0, UTC)


class Did(StrEnum):
    """What a school did that officers are told of."""

    ASKED = "asked"
    WROTE = "wrote"
    AGREED = "agreed"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, order=True)
class Act:
    """One thing a school did: in which collection."""

    school: str
    book: str
    did: Did


def later(row: Return, now: datetime) -> None:
    """See that the officers are told of this hour, once it is over."""
    hour = (now - _EPOCH) // _HOUR
    enqueue(
        authority=row.authority_id,
        kind=DIGEST,
        values={"hour": str(hour)},
        now=now,
        effect_key=f"{DIGEST}:{hour}",
        due=_EPOCH + (hour + 1) * _HOUR + _LATER,
    )


def tell(authority: str, hour: str, now: datetime) -> int:
    """Write the mail of an hour to each officer; return how many acts it tells of."""
    found = sorted(_acts(authority, _EPOCH + int(hour) * _HOUR))
    if not found:
        return 0
    named = [[one.school, one.book, one.did.value] for one in found[:_NAMED]]
    for one in holding(authority, [Role.OFFICER]):
        mail(
            authority=authority,
            to=one.email,
            template="returns/digest",
            values={
                "acts": named,
                "count": len(found),
                "more": len(found) - len(named),
                "link": "/authority/board",
            },
            now=now,
            effect_key=f"{DIGEST}:{hour}:{one.person}",
        )
    return len(found)


def named() -> None:
    """Let the mail say which school did what."""
    words.name("acts", _said, form=Form("what schools did", _fits))


def _acts(authority: str, begin: datetime) -> Iterator[Act]:
    """Yield what schools did in the hour, and what still waits of it."""
    within = (begin, begin + _HOUR - timedelta(microseconds=1))
    asked = Unlock.of(authority).filter(
        asked_at__range=within, granted_at=None, ended_at=None
    )
    texts = Message.of(authority).filter(at__range=within, from_authority=False)
    wrote = texts.exclude(query__state=Asked.CLOSED).order_by("query")
    corrected = Correction.of(authority)
    yield from _of(asked, Did.ASKED)
    yield from _of(wrote.distinct(), Did.WROTE, "query")
    yield from _of(corrected.filter(agreed_at__range=within), Did.AGREED)
    yield from _of(corrected.filter(declined_at__range=within), Did.DECLINED)


def _of(rows: Any, did: Did, own: str = "id") -> Iterator[Act]:
    for school, book, _own in rows.values_list(
        "school", "of_return__round__book__book", own
    ):
        yield Act(school, book, did)


def _fits(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) <= _NAMED
        and all(isinstance(one, list) and _is_act(*one) for one in value)
    )


def _is_act(school: str = "", book: str = "", did: str = "", *more: str) -> bool:
    return ID.fits(school) and COLLECTION.fits(book) and did in list(Did) and not more


def _said(authority: str, acts: list[list[str]]) -> list[str]:
    """Return the acts in words, a line each."""
    told = {
        Did.ASKED: _("asks you to unlock its return"),
        Did.WROTE: _("has written to you"),
        Did.AGREED: _("agrees to your correction"),
        Did.DECLINED: _("says that your correction is wrong"),
    }
    names = School.of(authority).in_bulk([one[0] for one in acts])
    return [
        f"{names[school].name}, {words.titled(book)}: {told[Did(did)]}"
        for school, book, did in acts
    ]
