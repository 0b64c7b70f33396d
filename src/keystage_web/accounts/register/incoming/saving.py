"""Save what a review of schools said, in one action."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from keystage_web.accounts.models import Authority, Predecessor, School
from keystage_web.accounts.register import policies
from keystage_web.accounts.register.facts import Facts
from keystage_web.accounts.register.incoming.arriving import Stale, reviewed, waiting
from keystage_web.accounts.register.review import Review, Shift
from keystage_web.accounts.scopes import Scope
from keystage_web.audit.actions import Change


@dataclass(slots=True)
class Saved:
    """What was saved: our school by line of the file, and each change."""

    schools: dict[int, str] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    made: int = 0
    changed: int = 0


def save(
    *,
    by: Scope,
    arrival: str,
    digest: str,
    same: Mapping[int, bool],
    now: datetime,
) -> Saved:
    """Make and change schools as the review of this digest said.

    `same` says, by line, of each school that may be one of ours whether it is. Raises
    `Stale`, and saves nothing, where the review would say something else by now, was
    saved already, or a line has no answer.
    """
    policies.IMPORT.demand(by)
    with transaction.atomic():
        Authority.within(by).select_for_update().get()
        found = waiting(by, arrival)
        said = reviewed(by, found, now)
        if said.digest != digest or any(one.line not in same for one in said.alike):
            raise Stale
        done = _apply(by, said, same)
        found.saved = now
        found.rows, found.links = [], []
        found.save(update_fields=["saved", "rows", "links"])
        told = {"saved": found.sha256, "made": done.made, "changed": done.changed}
        policies.IMPORT.done(by, now, changes=done.changes, said=told)
    return done


def _apply(by: Scope, said: Review, same: Mapping[int, bool]) -> Saved:
    done = Saved()
    _free(by, said, same)
    for line, school, shifts in _changes(said, same):
        row = School.of(by.authority).get(id=school)
        for shift in shifts:
            setattr(row, shift.fact, shift.after)
            done.changes.append(_change(school, shift))
        row.save()
        done.schools[line] = school
        done.changed += 1
    for line, facts in _makings(said, same):
        made = School.of(by.authority).create(
            authority_id=by.authority, **_columns(facts)
        )
        done.schools[line] = made.id
        done.changes.append(Change(made.id, "school", None, facts.plain()))
        done.made += 1
    _link(by, said, done)
    return done


def _free(by: Scope, said: Review, same: Mapping[int, bool]) -> None:
    """Let go of URNs that go from one school to another, so that none is held twice."""
    losing = [
        school
        for _line, school, shifts in _changes(said, same)
        if any(shift.fact == "urn" and shift.before for shift in shifts)
    ]
    School.of(by.authority).filter(id__in=losing).exclude(number="").update(urn="")


def _changes(
    said: Review, same: Mapping[int, bool]
) -> Iterator[tuple[int, str, tuple[Shift, ...]]]:
    for one in said.changed:
        yield one.line, one.school, one.shifts
    for other in said.alike:
        if same[other.line]:
            yield other.line, other.school, other.shifts


def _makings(said: Review, same: Mapping[int, bool]) -> Iterator[tuple[int, Facts]]:
    for one in said.new:
        yield one.line, one.facts
    for other in said.alike:
        if not same[other.line]:
            yield other.line, other.facts


def _columns(facts: Facts) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in Facts.__slots__}


def _change(school: str, shift: Shift) -> Change:
    before, after = (
        value.isoformat() if isinstance(value, date) else value
        for value in (shift.before, shift.after)
    )
    return Change(school, shift.fact, before, after)


def _link(by: Scope, said: Review, done: Saved) -> None:
    """Keep who went before whom, for schools that were matched or made."""
    for link in said.links:
        school = link.school or done.schools[link.line]
        row, made = Predecessor.of(by.authority).get_or_create(
            school_id=school,
            number=link.number,
            urn=link.urn,
            defaults={
                "authority_id": by.authority,
                "how": link.how,
                "since": link.since,
            },
        )
        if made:
            after = f"{row.number} {row.urn}".strip()
            done.changes.append(Change(school, "predecessor", None, after))
