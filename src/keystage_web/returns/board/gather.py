"""All the board is made of, for all schools of a summer: in a fixed number of questions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, Exists, F, OuterRef, QuerySet

from keystage_web.accounts.models import SchoolTable
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.models import (
    Act,
    Asked,
    Confirmation,
    Correction,
    Extension,
    Late,
    Progress,
    Query,
    Return,
    Round,
    Step,
    Unlock,
    Version,
)
from keystage_web.returns.states import ReturnState, RoundState
from keystage_web.returns.versions import progress
from keystage_web.returns.versions.progress import Far
from keystage_web.rolls.models import Pupil

type Key = tuple[str, str]
"""A round and a school, by id."""


class Sent(NamedTuple):
    """The version that stands: when it was sent, and what became of it."""

    at: datetime
    signed: bool
    on_time: bool
    confirmed: bool
    received: bool
    errors: int
    queries: int


@dataclass(slots=True)
class Standing:
    """What is known of one return: of one that was never begun, little."""

    id: str = ""
    state: ReturnState | None = None
    far: Far = field(default_factory=Far)
    sent: Sent | None = None
    until: datetime | None = None  # the school's own last moment
    given_at: datetime | None = None
    late: date | None = None
    moderation: bool = False
    late_at: datetime | None = None
    asked: int = 0  # questions the school has not answered
    asked_since: datetime | None = None
    answered: int = 0
    unlock_asked: datetime | None = None
    unlocked: datetime | None = None
    unlocked_until: datetime | None = None
    proposed: int = 0  # corrections the school has not agreed to


def rounds(scope: Scope) -> list[Round]:
    """Return the rounds schools know of, the newest summer first."""
    rows = Round.within(scope).exclude(state=RoundState.DRAFT)
    rows = rows.select_related("book").defer("book__content")
    return list(rows.order_by("-summer", "deadline", "collection", "sitting")[:200])


def standings(
    scope: Scope, of: Iterable[Round], school: str = ""
) -> dict[Key, Standing]:
    """Return what is known of every return of some rounds: in nine questions.

    Of one `school` alone, where it is named.
    """
    where = _Where(scope, [row.id for row in of], school)
    found: dict[Key, Standing] = defaultdict(Standing)
    keys: dict[str, Key] = {}
    told = where.of_round(Return)
    for id_, round_, own, state in told.values_list("id", "round", "school", "state"):
        keys[id_] = (round_, own)
        one = found[round_, own]
        one.id, one.state = id_, ReturnState(state)
    by = {id_: found[key] for id_, key in keys.items()}
    _given(where, found)
    for gather in (_far, _sent, _asked, _proposed, _late, _unlocks):
        gather(where, by)
    return dict(found)


def renew(
    scope: Scope,
    held: Mapping[Key, Standing],
    now: datetime,
    *,
    school: str,
    round_id: str = "",
) -> None:
    """Count anew what of a school has moved on since it was counted: seldom anything.

    Of all its open rounds, or of one. All of its pupils are counted, whoever asks.
    """
    by = {one.id: one for one in held.values()}
    for id_ in progress.stale(scope.authority, school=school, round_id=round_id):
        found = progress.look(scope.authority, id_, now) if id_ in by else None
        if found is not None:
            by[id_].far = progress.far_of(*found)


@dataclass(frozen=True, slots=True)
class _Where:
    """Which returns are gathered: of some rounds, and of one school where it is named."""

    scope: Scope
    rounds: list[str]
    school: str

    def of_round[T: SchoolTable](self, model: type[T]) -> QuerySet[T]:
        """Return the rows of a table whose rows are of a round."""
        return self._own(model.within(self.scope).filter(round__in=self.rounds))

    def of_return[T: SchoolTable](self, model: type[T]) -> QuerySet[T]:
        """Return the rows of a table whose rows are of a return."""
        rows = model.within(self.scope)
        return self._own(rows.filter(of_return__round__in=self.rounds))

    def _own[T: SchoolTable](self, rows: QuerySet[T]) -> QuerySet[T]:
        return rows.filter(school=self.school) if self.school else rows


def expected(scope: Scope, summer: int) -> Mapping[str, Mapping[str, int]]:
    """Return how many pupils of each year group are on the roll of each school."""
    rows = Pupil.within(scope).filter(year=summer, left=None)
    counted: QuerySet[Pupil, tuple[str, str, int]] = (
        rows.order_by().values_list("school", "year_group").annotate(many=Count("id"))
    )
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for school, group, many in counted:
        found[school][group] = many
    return found


def _far(where: _Where, by: Mapping[str, Standing]) -> None:
    rows = where.of_return(Progress)
    for id_, *far in rows.values_list("of_return", *Far._fields):
        by[id_].far = Far(*far)


def _sent(where: _Where, by: Mapping[str, Standing]) -> None:
    """Tell of the versions that stand; their content, which is large, stays where it is."""
    confirmed = Confirmation.within(where.scope).filter(version=OuterRef("pk"))
    received = Step.within(where.scope).filter(version=OuterRef("pk"), act=Act.RECEIVED)
    rows = where.of_return(Version).filter(number=F("of_return__version"))
    rows = rows.annotate(confirmed=Exists(confirmed), received=Exists(received))
    names = ("at", "signed", "on_time", "confirmed", "received", "errors", "queries")
    for id_, *sent in rows.values_list("of_return", *names):
        by[id_].sent = Sent(*sent)


def _given(where: _Where, found: dict[Key, Standing]) -> None:
    rows = where.of_round(Extension)
    for round_, school, until, at in rows.values_list("round", "school", "until", "at"):
        one = found[round_, school]
        one.until, one.given_at = until, at


def _asked(where: _Where, by: Mapping[str, Standing]) -> None:
    rows = where.of_return(Query)
    rows = rows.exclude(state=Asked.CLOSED)
    for id_, state, at in rows.values_list("of_return", "state", "at"):
        one = by[id_]
        if state == Asked.ANSWERED:
            one.answered += 1
        else:
            one.asked += 1
            one.asked_since = min(one.asked_since or at, at)


def _proposed(where: _Where, by: Mapping[str, Standing]) -> None:
    rows = where.of_return(Correction).filter(version=0, declined_at=None)
    for id_ in rows.values_list("of_return", flat=True):
        by[id_].proposed += 1


def _late(where: _Where, by: Mapping[str, Standing]) -> None:
    rows = where.of_return(Late).filter(withdrawn_at=None)
    told = rows.values_list("of_return", "day", "moderation", "at")
    for id_, day, moderation, at in told:
        one = by[id_]
        one.late, one.moderation, one.late_at = day, moderation, at


def _unlocks(where: _Where, by: Mapping[str, Standing]) -> None:
    rows = where.of_return(Unlock).filter(ended_at=None)
    told = rows.values_list("of_return", "asked_at", "granted_at", "until")
    for id_, asked, granted, until in told:
        one = by[id_]
        one.unlock_asked, one.unlocked, one.unlocked_until = asked, granted, until
