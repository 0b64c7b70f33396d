"""What an administrator does with a school: add, edit, close, merge, say what it owes."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction

from keystage_web.accounts.models import Authority, Duty, Predecessor, School
from keystage_web.accounts.register import policies
from keystage_web.accounts.register.facts import NAMES, Facts, facts_of
from keystage_web.accounts.scopes import Scope
from keystage_web.audit.actions import Change

_MERGED = "Merged"


class Taken(Exception):
    """Another school has the number or the URN; `fact` says which."""

    def __init__(self, fact: str) -> None:
        super().__init__(fact)
        self.fact = fact


def add(*, by: Scope, facts: Facts, now: datetime) -> str:
    """Make a school; return its id. Raises `Taken`."""
    policies.EDIT.demand(by)
    with transaction.atomic():
        _lock(by)
        _free(by, facts, "")
        made = School.of(by.authority).create(
            authority_id=by.authority,
            **{name: getattr(facts, name) for name in NAMES},
        )
        change = Change(made.id, "school", None, facts.plain())
        policies.EDIT.done(by, now, school=made.id, changes=[change])
    return made.id


def edit(*, by: Scope, school: str, facts: Facts, now: datetime) -> int:
    """Change the facts of a school; return how many changed. Raises `Taken`."""
    policies.EDIT.demand(by)
    with transaction.atomic():
        _lock(by)
        row = School.within(by).get(id=school)
        _free(by, facts, school)
        changes = _differing(row, facts)
        for name in NAMES:
            setattr(row, name, getattr(facts, name))
        row.save(update_fields=NAMES)
        if changes:
            policies.EDIT.done(by, now, school=school, changes=changes)
    return len(changes)


def close(*, by: Scope, school: str, day: date, now: datetime) -> None:
    """Say on which day a school closed; it keeps its people, its roll and its results."""
    policies.EDIT.demand(by)
    with transaction.atomic():
        row = School.within(by).select_for_update().get(id=school)
        before = row.closed.isoformat() if row.closed else None
        row.closed = day
        row.save(update_fields=["closed"])
        policies.EDIT.done(
            by,
            now,
            school=school,
            changes=[Change(school, "closed", before, day.isoformat())],
        )


def merge(
    *, by: Scope, school: str, earlier: Collection[str], day: date, now: datetime
) -> None:
    """Say that schools became this one: they close the day before, and it follows them.

    `school` itself is never among `earlier`. One that closed before stays as it was.
    """
    policies.EDIT.demand(by)
    with transaction.atomic():
        la = Authority.within(by).select_for_update().get().number
        row = School.within(by).get(id=school)
        found = School.within(by).filter(id__in=earlier).exclude(id=row.id)
        changes: list[Change] = []
        for each in found.order_by("number", "id"):
            changes += _closed_into(row, each, la, day)
        if row.opened is None:
            changes.append(Change(row.id, "opened", None, day.isoformat()))
            row.opened = day
            row.save(update_fields=["opened"])
        policies.EDIT.done(by, now, school=school, changes=changes)


def _closed_into(row: School, each: School, la: str, day: date) -> Sequence[Change]:
    number = la + each.number if each.number else ""
    Predecessor.of(row.authority_id).get_or_create(
        authority_id=row.authority_id,
        school=row,
        number=number,
        urn=each.urn,
        defaults={"since": day, "how": _MERGED},
    )
    told = Change(row.id, "predecessor", None, f"{number} {each.urn}".strip())
    if each.closed is not None:
        return [told]
    each.closed = date.fromordinal(day.toordinal() - 1)
    each.save(update_fields=["closed"])
    return [told, Change(each.id, "closed", None, each.closed.isoformat())]


def follow(
    *, by: Scope, school: str, number: str, since: date | None, now: datetime
) -> None:
    """Say that a school of seven digits went before this one."""
    policies.EDIT.demand(by)
    with transaction.atomic():
        row = School.within(by).get(id=school)
        Predecessor.of(by.authority).get_or_create(
            authority_id=by.authority,
            school=row,
            number=number,
            urn="",
            defaults={"since": since},
        )
        policies.EDIT.done(
            by,
            now,
            school=school,
            changes=[Change(school, "predecessor", None, number)],
        )


def owe(
    *,
    by: Scope,
    school: str,
    collection: str,
    summer: int,
    owes: bool | None,
    reason: str,
    now: datetime,
) -> None:
    """Say that a school owes a collection of a summer or not; None lets its ages say."""
    policies.EDIT.demand(by)
    with transaction.atomic():
        row = School.within(by).get(id=school)
        before = Duty.within(by).filter(
            school=row, collection=collection, summer=summer
        )
        was = before.values_list("owes", flat=True).first()
        before.delete()
        if owes is not None:
            Duty.of(by.authority).create(
                authority_id=by.authority,
                school=row,
                collection=collection,
                summer=summer,
                owes=owes,
                reason=reason,
                at=now,
            )
        said = {"collection": collection, "summer": summer, "reason": reason}
        policies.EDIT.done(
            by,
            now,
            school=school,
            changes=[Change(school, "owes", was, owes)],
            said=said,
        )


def _differing(row: School, facts: Facts) -> list[Change]:
    before, after = facts_of(row).plain(), facts.plain()
    return [
        Change(row.id, name, before[name], after[name])
        for name in NAMES
        if before[name] != after[name]
    ]


def _lock(by: Scope) -> None:
    """Let nobody else change the authority's schools until this is done."""
    Authority.within(by).select_for_update().get()


def _free(by: Scope, facts: Facts, school: str) -> None:
    others = School.of(by.authority).exclude(id=school)
    for fact in ("number", "urn"):
        value = getattr(facts, fact)
        if value and others.filter(**{fact: value}).exists():
            raise Taken(fact)
