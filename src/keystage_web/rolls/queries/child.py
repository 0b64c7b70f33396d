"""One pupil's page: what the roll says, who reports, who looked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from keystage.core import upn as numbers
from keystage_web.accounts.models import Person, School
from keystage_web.accounts.models.calendar import Term
from keystage_web.accounts.scopes import Scope
from keystage_web.audit import queries as audit
from keystage_web.rolls.children import Child, subjects, text
from keystage_web.rolls.models import FormerUpn, Member, Pupil, Stay
from keystage_web.rolls.movers import Registered
from keystage_web.rolls.queries.state import facts_of


class NotThere(Exception):
    """There is no such pupil, or it is not this person's to see."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A pupil as the page shows it."""

    id: str
    school: str
    year: int
    child: Child
    groups: tuple[str, ...]
    below: tuple[str, ...]
    faults: tuple[str, ...]
    proposals: tuple[str, ...]
    registered: Registered


@dataclass(frozen=True, slots=True)
class Event:
    """One line of who did what with a pupil, or looked."""

    number: int
    at: datetime
    looked: bool
    action: str
    who: str


def pupil(scope: Scope, id_: str) -> Shown:
    """Return a pupil a scope sees. Raises `NotThere`."""
    rows = Pupil.within(scope).select_related("klass", "school__authority")
    row = rows.filter(id=id_).first()
    if row is None:
        raise NotThere(id_)
    mine = {"pupil": row}
    former = FormerUpn.within(scope).filter(**mine).order_by("until", "upn")
    stays = Stay.within(scope).filter(**mine).order_by("joined", "id")
    groups = Member.within(scope).filter(**mine).order_by("group__name")
    child = Child(
        row.id,
        facts_of(row),
        tuple((text(one.joined), text(one.left)) for one in stays),
        tuple(one.upn for one in former),
    )
    return Shown(
        id=row.id,
        school=row.school_id,
        year=row.year,
        child=child,
        groups=tuple(groups.values_list("group__name", flat=True)),
        below=tuple(subjects(row.below)),
        faults=tuple(numbers.faults(row.upn)) if row.upn else (),
        proposals=proposals(row.upn, row.year, _hint(row.school)),
        registered=_registered(scope, row, child),
    )


def proposals(upn: str, year: int, hint: str) -> tuple[str, ...]:
    """Return the UPNs that may have been meant, likeliest first."""
    hints = (hint,) if hint else ()
    return numbers.repairs(numbers.tidy(upn), 3, hints=hints, year=year)


def _hint(school: School) -> str:
    return f"{school.authority.number}{school.number}" if school.number else ""


def _registered(scope: Scope, row: Pupil, child: Child) -> Registered:
    return Registered(
        child=child,
        here=row.school.name,
        number=_hint(row.school),
        year=row.year,
        came_from=row.came_from,
        from_school=row.from_school,
        gone_to=row.gone_to,
        to_school=row.to_school,
        also_at=row.also_at,
        answers=row.answers,
        half=_half(scope, row.school_id, row.year),
    )


def _half(scope: Scope, school: str, year: int) -> date | None:
    """Return when the second half of the summer began: the school's own day first."""
    terms = list(Term.within(scope).filter(summer=year))
    own = [one.second_half for one in terms if one.school_id == school]
    general = [one.second_half for one in terms if one.school_id is None]
    return next(iter((*own, *general)), None)


def history(scope: Scope, id_: str, below: int | None = None) -> list[Event]:
    """Return what was done with a pupil and who looked, newest first; school's part only.

    A scope at a school is told of what was done there, and of its own people by name.
    """
    if not scope.whole and not scope.school:
        return []
    school = "" if scope.whole else scope.school
    seen = audit.history(
        authority=scope.authority, pupil=id_, below=below, school=school
    )
    names = _names(scope, {one.by for one in seen})
    return [
        Event(
            one.number, one.at, one.kind == "looked", one.action, names.get(one.by, "")
        )
        for one in seen
    ]


def _names(scope: Scope, people: set[str]) -> dict[str, str]:
    held = Person.within(scope).filter(id__in=people)
    return {one.id: one.name for one in held}


def chosen(scope: Scope, year: int, ids: Sequence[str]) -> list[tuple[str, str]]:
    """Return id and name of the pupils of some ids that a scope sees, by name."""
    rows = Pupil.within(scope).filter(year=year, id__in=list(ids)).order_by("key", "id")
    return [(one.id, f"{one.surname}, {one.forename}") for one in rows]
