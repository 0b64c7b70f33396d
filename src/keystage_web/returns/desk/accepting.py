"""What is left in a return before it is accepted, and which have nothing left."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from keystage_web.accounts.scopes import Scope
from keystage_web.returns.giving.versions import current
from keystage_web.returns.models import Asked, Confirmation, Query, Version
from keystage_web.returns.states import Declaration, ReturnState

_MOST = 1000  # schools of an authority, and some


@dataclass(frozen=True, slots=True)
class Left:
    """What is left in the version that stands; `awaits` the headteacher's word.

    `open` counts questions without an answer, `answered` answers and messages of the
    school that nobody has closed.
    """

    version: int
    errors: int
    open: int
    answered: int
    awaits: bool

    @property
    def any(self) -> bool:
        """Whether it can be accepted only with a reason."""
        return bool(self.errors or self.open)

    @property
    def talks(self) -> int:
        """How many questions and messages are closed when it is accepted."""
        return self.open + self.answered

    @property
    def warning(self) -> str:
        """What is left, and what accepting closes; '' for nothing."""
        closes = _("Accepting closes the questions and messages.")
        return f"{self.said} {closes}" if self.talks else self.said

    @property
    def said(self) -> str:
        """What is left, in sentences; '' for nothing."""
        told = []
        if self.errors:
            words = ngettext(
                "%(many)d problem is left in it.",
                "%(many)d problems are left in it.",
                self.errors,
            )
            told.append(words % {"many": self.errors})
        if self.open:
            words = ngettext(
                "%(many)d question is not answered.",
                "%(many)d questions are not answered.",
                self.open,
            )
            told.append(words % {"many": self.open})
        if self.answered:
            words = ngettext(
                "%(many)d answer or message of the school is not closed.",
                "%(many)d answers or messages of the school are not closed.",
                self.answered,
            )
            told.append(words % {"many": self.answered})
        if self.awaits:
            told.append(_("The headteacher has not confirmed it yet."))
        return " ".join(told)


@dataclass(frozen=True, slots=True)
class Ready:
    """A return with nothing left in it: of which school, and how many pupils it has."""

    school: str
    number: str
    name: str
    version: int
    pupils: int
    at: datetime


def left(scope: Scope, round_id: str, school: str) -> Left | None:
    """Return what is left in a school's return; None where nothing was sent."""
    row = _rows(scope, round_id).filter(school=school).first()
    if row is None:
        return None
    rows = Query.within(scope).filter(of_return=row.of_return_id)
    states = Counter(rows.values_list("state", flat=True))
    return Left(
        version=row.number,
        errors=row.errors,
        open=states[Asked.OPEN],
        answered=states[Asked.ANSWERED],
        awaits=_awaits(row),
    )


def ready(scope: Scope, round_id: str) -> list[Ready]:
    """Return the returns that were sent and have nothing left, by the schools' names."""
    asked = Query.within(scope).filter(of_return=OuterRef("of_return"))
    rows = _rows(scope, round_id).filter(
        of_return__state=ReturnState.SUBMITTED, errors=0
    )
    rows = rows.filter(~Exists(asked.exclude(state=Asked.CLOSED)))
    ordered = rows.order_by("school__name", "school__number", "school")[:_MOST]
    return [
        Ready(
            row.school_id,
            row.school.number or row.school.urn,
            row.school.name,
            row.number,
            int(row.counts.get("pupils", 0)),
            row.at,
        )
        for row in ordered
        if not _awaits(row)
    ]


def _rows(scope: Scope, round_id: str) -> QuerySet[Version]:
    confirmed = Confirmation.within(scope).filter(version=OuterRef("pk"))
    rows = current(scope, round_id).annotate(confirmed=Exists(confirmed))
    return rows.defer("content").select_related("school", "of_return__round")


def _awaits(row: Version) -> bool:
    """Whether a version waits for the headteacher's word."""
    by_head = row.of_return.round.declaration != Declaration.SENDER
    confirmed: bool = getattr(row, "confirmed", False)
    return by_head and not (row.signed or confirmed)
