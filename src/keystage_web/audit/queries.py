"""Ask the audit: who looked at this pupil, and all that was done about one.

The caller has made sure that the person may ask this of the authority.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from keystage_web.audit.models import Event, Head, Kind, Subject

PAGE = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One event without its payload: when, who, what, at which school (ids)."""

    number: int
    at: datetime
    kind: Kind
    by: str
    action: str
    school: str


def looks(*, authority: str, pupil: str, below: int | None = None) -> list[Line]:
    """Return who looked at a pupil, newest first: a page of it, `below` a number."""
    found = _about(authority, pupil).filter(kind=Kind.LOOKED)
    return _page(found, below)


def history(
    *, authority: str, pupil: str, below: int | None = None, school: str = ""
) -> list[Line]:
    """Return all events about a pupil, newest first: a page, `below` a number.

    With a `school`, only those there: a page is full of them where there are more.
    """
    found = _about(authority, pupil)
    return _page(found.filter(school=school) if school else found, below)


def of_school(*, authority: str, school: str, below: int | None = None) -> list[Line]:
    """Return the events of a school, newest first: a page of it, `below` a number."""
    return _page(Event.objects.filter(authority=authority, school=school), below)


def head(*, authority: str) -> int:
    """Return the number of an authority's last event; 0 before the first."""
    rows = Head.objects.filter(authority=authority)
    return rows.values_list("number", flat=True).first() or 0


def _about(authority: str, pupil: str) -> QuerySet[Event]:
    named = Subject.objects.filter(authority=authority, subject=pupil)
    return Event.objects.filter(authority=authority, number__in=named.values("number"))


def _page(found: QuerySet[Event], below: int | None) -> list[Line]:
    if below is not None:
        found = found.filter(number__lt=below)
    return [
        Line(
            event.number,
            datetime.fromisoformat(event.at),
            Kind(event.kind),
            event.by,
            event.action,
            event.school,
        )
        for event in found.order_by("-number")[:PAGE]
    ]
