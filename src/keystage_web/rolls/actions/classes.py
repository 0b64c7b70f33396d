"""Classes, who teaches them, groups, and who is in them."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from keystage.core.errors import KeystageError
from keystage_web.accounts.scopes import Scope
from keystage_web.rolls.actions.writing import Writing
from keystage_web.rolls.models import Class, ClassTeacher, Group, Member, Pupil
from keystage_web.rolls.policies import CLASSES
from keystage_web.rolls.queries.classes import staff


class Named(KeystageError):
    """There is a class, or a group, of that name already."""


def make(*, by: Scope, year: int, name: str, now: datetime, group: bool = False) -> str:
    """Make a class, or a group, and return its id. Raises `Named` for a name taken."""
    CLASSES.demand(by)
    kind = Group if group else Class
    with transaction.atomic():
        writing = Writing.begin(by, year, now)
        held = kind.of(by.authority).filter(school=by.school, year=year)
        if any(one.name.casefold() == name.casefold() for one in held):
            raise Named("That name is taken.")
        made = kind.of(by.authority).create(**writing.where(), year=year, name=name)
        told = {"made": kind.__name__.lower(), "id": made.id, "name": name}
        writing.end(CLASSES.action, told)
    return made.id


def rename(*, by: Scope, klass: str, name: str, now: datetime) -> None:
    """Give a class another name; its pupils and teachers stay. Raises `Named`."""
    row = Class.within(by).get(id=klass)
    CLASSES.demand(by)
    with transaction.atomic():
        writing = Writing.begin(by, row.year, now)
        held = Class.of(by.authority).filter(school=by.school, year=row.year)
        others = held.exclude(id=klass)
        if any(one.name.casefold() == name.casefold() for one in others):
            raise Named("That name is taken.")
        before, row.name = row.name, name
        row.save(update_fields=["name"])
        writing.changed(row.id, "name", before, name)
        writing.about.clear()
        writing.end(CLASSES.action, {"renamed": row.id})


def teachers(*, by: Scope, klass: str, people: Sequence[str], now: datetime) -> None:
    """Say who teaches a class: teachers of this school, and no one else.

    Who teaches it no more sees its pupils no more, from the next page on.
    """
    row = Class.within(by).get(id=klass)
    CLASSES.demand(by)
    with transaction.atomic():
        writing = Writing.begin(by, row.year, now)
        wanted = set(staff(by)) & set(people)
        held = ClassTeacher.of(by.authority).filter(klass=row)
        before = sorted(held.values_list("person_id", flat=True))
        held.exclude(person__in=wanted).delete()
        ClassTeacher.of(by.authority).bulk_create(
            ClassTeacher(**writing.where(), klass=row, person_id=person)
            for person in sorted(wanted - set(before))
        )
        told = {"class": row.id, "before": before, "after": sorted(wanted)}
        writing.end(CLASSES.action, told)


def members(*, by: Scope, group: str, pupils: Sequence[str], now: datetime) -> None:
    """Say which pupils are in a group: of this roll, and no others."""
    row = Group.within(by).get(id=group)
    CLASSES.demand(by)
    with transaction.atomic():
        writing = Writing.begin(by, row.year, now)
        roll = Pupil.within(by).filter(year=row.year, id__in=list(pupils))
        wanted = set(roll.values_list("id", flat=True))
        held = Member.of(by.authority).filter(group=row)
        before = set(held.values_list("pupil_id", flat=True))
        held.exclude(pupil__in=wanted).delete()
        Member.of(by.authority).bulk_create(
            Member(**writing.where(), group=row, pupil_id=pupil)
            for pupil in sorted(wanted - before)
        )
        for pupil in sorted(before ^ wanted):
            writing.changed(pupil, "group", pupil in before, pupil in wanted)
        writing.end(CLASSES.action, {"members": row.id})
