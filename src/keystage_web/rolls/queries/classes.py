"""Classes and groups: who teaches them, how many are in them."""

from dataclasses import dataclass

from django.db.models import Count, Q

from keystage_web.accounts.models import Membership, Person
from keystage_web.accounts.roles import Role
from keystage_web.accounts.scopes import Scope
from keystage_web.rolls.models import Class, Group, Member, Pupil
from keystage_web.rolls.models.classes import is_teacher


@dataclass(frozen=True, slots=True)
class Named:
    """A class or a group: its name, its teachers' names, how many are in it now."""

    id: str
    name: str
    teachers: tuple[str, ...]
    count: int


def classes(scope: Scope, year: int) -> list[Named]:
    """Return the classes a scope sees, in order of their names; two questions."""
    here = Count("pupils", filter=Q(pupils__left=None), distinct=True)
    rows = Class.within(scope).filter(year=year).annotate(many=here).order_by("name")
    held = rows.prefetch_related("teachers__person")
    return [
        Named(
            one.id,
            one.name,
            tuple(sorted(each.person.name for each in one.teachers.all())),
            one.many,
        )
        for one in held
    ]


def klass(scope: Scope, id_: str) -> Named | None:
    """Return a class a scope sees, or None; `teachers` are ids here."""
    row = Class.within(scope).filter(id=id_).first()
    if row is None:
        return None
    ids = tuple(row.teachers.values_list("person_id", flat=True))
    return Named(row.id, row.name, ids, row.pupils.filter(left=None).count())


def groups(scope: Scope, year: int) -> list[Named]:
    """Return the groups of a school, in order of their names, and how many are in each.

    A teacher is told of those with children of their own classes, and counts these.
    """
    seen = Q(members__in=Member.within(scope))
    many = Count("members", filter=seen, distinct=True)
    rows = Group.within(scope).filter(year=year).annotate(many=many)
    if is_teacher(scope):
        rows = rows.filter(many__gt=0)
    return [Named(one.id, one.name, (), one.many) for one in rows.order_by("name")]


def group(scope: Scope, id_: str) -> tuple[Named, int, frozenset[str]] | None:
    """Return a group, its year, and the ids of its members; or None."""
    row = Group.within(scope).filter(id=id_).first()
    if row is None:
        return None
    held = Member.within(scope).filter(group=row).values_list("pupil_id", flat=True)
    members = frozenset(held)
    return Named(row.id, row.name, (), len(members)), row.year, members


def teachers(scope: Scope) -> list[tuple[str, str]]:
    """Return the teachers of the scope's school, id and name, by name."""
    people = Person.within(scope).filter(id__in=staff(scope))
    return sorted(
        ((one.id, one.name) for one in people), key=lambda one: one[1].lower()
    )


def here(scope: Scope, year: int) -> list[tuple[str, str]]:
    """Return who is on the roll now, id and name, by name."""
    rows = Pupil.within(scope).filter(year=year, left=None).order_by("key", "id")
    return [(one.id, f"{one.surname}, {one.forename}") for one in rows]


def staff(by: Scope) -> list[str]:
    """Return the ids of the people who are teachers at the scope's school."""
    held = Membership.of(by.authority).filter(
        school=by.school, role=Role.TEACHER, until=None
    )
    return sorted(set(held.values_list("person_id", flat=True)))
