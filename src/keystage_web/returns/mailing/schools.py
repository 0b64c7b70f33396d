"""Tell a school what the authority did: in the same transaction, each person once."""

from datetime import datetime
from enum import StrEnum

from keystage_web.accounts.rights import Right
from keystage_web.notices.actions import mail
from keystage_web.returns.mailing.people import Reached, holding
from keystage_web.returns.models import Return
from keystage_web.returns.policies import AGREE, ANSWER, REQUEST_UNLOCK


class Told(StrEnum):
    """What a school is told of; each is a mail of this name."""

    ASKED = "asked"
    UNLOCKED = "unlocked"
    NOT_UNLOCKED = "not_unlocked"
    ACCEPTED = "accepted"
    PROPOSED = "proposed"
    CORRECTED = "corrected"


# Who can do something about it, and where that is done.
_WHO: dict[Told, Right] = {
    Told.ASKED: ANSWER,
    Told.UNLOCKED: REQUEST_UNLOCK,
    Told.NOT_UNLOCKED: REQUEST_UNLOCK,
    Told.ACCEPTED: REQUEST_UNLOCK,
    Told.PROPOSED: AGREE,
    Told.CORRECTED: REQUEST_UNLOCK,
}
_WHERE = {
    Told.ASKED: "queries",
    Told.UNLOCKED: "return",
    Told.NOT_UNLOCKED: "return",
    Told.ACCEPTED: "return",
    Told.PROPOSED: "queries",
    Told.CORRECTED: "queries",
}


def tell(row: Return, what: Told, now: datetime) -> None:
    """Write the mails of an act on a return, before its count of changes moves on.

    Where nobody at the school has an account, it goes to the school's own address.
    """
    for one in _reached(row, what):
        mail(
            authority=row.authority_id,
            to=one.email,
            template=f"returns/{what}",
            values={
                "school": row.school_id,
                "collection": row.round.book.book,
                "link": f"/school/results/{row.round_id}/{_WHERE[what]}",
            },
            now=now,
            effect_key=f"returns.{what}:{row.id}:{row.seq + 1}:{one.person}",
        )


def _reached(row: Return, what: Told) -> list[Reached]:
    if found := holding(row.authority_id, _WHO[what].roles, row.school_id):
        return found
    own = row.school.report_to or row.school.email
    return [Reached("school", own)] if own else []
