"""Ask for requests: those open to a school, and one with who has answered it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, QuerySet

from keystage_web.accounts.models import School
from keystage_web.accounts.scopes import Scope
from keystage_web.files.kinds import Expected
from keystage_web.files.models import Asked, Cover, File, Request
from keystage_web.files.policies import REQUEST
from keystage_web.files.states import State

MOST = 200  # requests in a list
_LIVE = (State.SENT, State.RECEIVED)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A request as a page shows it; `sent` counts the files that answer it.

    To a school those are its own; to the authority, `schools` counts who sent one and
    `asked` who was asked (0: every school).
    """

    id: str
    title: str
    description: str
    issued: date
    deadline: datetime
    expected: Expected
    several: bool
    closed: datetime | None
    sent: int = 0
    schools: int = 0
    asked: int = 0

    def late(self, now: datetime) -> bool:
        """Return whether its last moment is over."""
        return now > self.deadline


def open_to(scope: Scope, school: str = "") -> list[Wanted]:
    """Return what a school is asked for, the next deadline first.

    `school` is whose a scope at the authority asks for.
    """
    place = school or scope.school
    rows = Request.within(scope).filter(closed_at=None)
    if scope.whole:
        asked = Asked.within(scope).filter(school=place).values("request")
        rows = rows.filter(everyone=True) | rows.filter(id__in=asked)
    found = list(rows.order_by("deadline", "id")[:MOST])
    sent = _sent(scope, [row.id for row in found], place)
    return [_wanted(row, sent=sent.get(row.id, (0, 0))[0]) for row in found]


def every(scope: Scope) -> list[Wanted]:
    """Return the authority's requests, those that are open first, then the newest.

    Raises `Refused` without the right.
    """
    REQUEST.demand(scope)
    rows = Request.within(scope).order_by("closed_at", "deadline", "id")
    found = sorted(rows[:MOST], key=lambda row: row.closed_at is not None)
    sent = _sent(scope, [row.id for row in found])
    counts = Asked.within(scope).values_list("request").annotate(n=Count("id"))
    asked = dict(counts.order_by())
    return [
        _wanted(row, *sent.get(row.id, (0, 0)), asked=asked.get(row.id, 0))
        for row in found
    ]


def one(scope: Scope, request: str) -> Wanted | None:
    """Return a request; None where the scope sees none."""
    row = Request.within(scope).filter(id=request).first()
    if row is None:
        return None
    asked = Asked.within(scope).filter(request=row).count()
    return _wanted(row, *_sent(scope, [row.id]).get(row.id, (0, 0)), asked=asked)


def answers(scope: Scope, request: str) -> list[tuple[str, str, int]]:
    """Return which schools were asked, and how many files each has sent: id, name, n.

    Raises `Refused` without the right.
    """
    REQUEST.demand(scope)
    row = Request.within(scope).get(id=request)
    schools = School.within(scope)
    if not row.everyone:
        asked = Asked.within(scope).filter(request=row).values("school")
        schools = schools.filter(id__in=asked)
    covers = Cover.within(scope).filter(request=request, file__in=_live(scope))
    counts = dict(covers.values_list("school").annotate(n=Count("id")).order_by())
    return [
        (id_, name, counts.get(id_, 0))
        for id_, name in schools.order_by("name", "id").values_list("id", "name")
    ]


def numbers(scope: Scope, request: str) -> list[str]:
    """Return the numbers, or URNs, of the schools that are asked by name."""
    rows = Asked.within(scope).filter(request=request).order_by("school__name", "id")
    told = rows.values_list("school__number", "school__urn")
    return [number or urn for number, urn in told]


def _live(scope: Scope) -> QuerySet[File, str]:
    """Return the ids of files that stand: a question within another."""
    rows = File.within(scope).filter(state__in=_LIVE)
    return rows.values_list("id", flat=True)


def _sent(
    scope: Scope, requests: list[str], school: str = ""
) -> dict[str, tuple[int, int]]:
    """Return how many files answer each request, and of how many schools."""
    covers = Cover.within(scope).filter(request__in=requests, file__in=_live(scope))
    if school:
        covers = covers.filter(school=school)
    counted = covers.values_list("request").annotate(
        n=Count("id"), schools=Count("school", distinct=True)
    )
    return {request: (n, schools) for request, n, schools in counted.order_by()}


def _wanted(row: Request, sent: int = 0, schools: int = 0, asked: int = 0) -> Wanted:
    return Wanted(
        id=row.id,
        title=row.title,
        description=row.description,
        issued=row.issued,
        deadline=row.deadline,
        expected=Expected(row.expected),
        several=row.several,
        closed=row.closed_at,
        sent=sent,
        schools=schools,
        asked=asked,
    )
