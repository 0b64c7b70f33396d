"""Issue a request for files, change it, close it."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.http import Http404

from keystage_web.accounts.models import School
from keystage_web.accounts.scopes import Scope
from keystage_web.files.kinds import Expected
from keystage_web.files.models import Asked, Request
from keystage_web.files.policies import REQUEST


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked: `schools` are ids; none asks every school."""

    title: str
    description: str
    deadline: datetime
    expected: Expected
    several: bool
    schools: tuple[str, ...] = ()


@transaction.atomic
def issue(*, by: Scope, plan: Plan, now: datetime) -> str:
    """Ask schools for a file and return the request's id.

    Raises `Refused` without the right, `Http404` for a school out of sight.
    """
    REQUEST.demand(by)
    row = Request(
        authority_id=by.authority,
        issued=now.date(),
        person_id=by.person,
        everyone=not plan.schools,
    )
    _put(row, plan, by)
    _told(by, row, plan, now=now, step="issue")
    return row.id


@transaction.atomic
def change(*, by: Scope, request: str, plan: Plan, now: datetime) -> None:
    """Change what is asked, and of whom; raises as `issue`, and for none to be seen."""
    row = _locked(by, request)
    REQUEST.demand(by)
    row.everyone = not plan.schools
    _put(row, plan, by)
    _told(by, row, plan, now=now, step="change")


@transaction.atomic
def close(*, by: Scope, request: str, now: datetime) -> None:
    """Take a request from the schools' pages; closed before, it stays so."""
    row = _locked(by, request)
    REQUEST.demand(by)
    row.closed_at = row.closed_at or now
    row.save(update_fields=["closed_at"])
    REQUEST.done(by, now, said={"request": row.id, "step": "close"})


def _locked(by: Scope, request: str) -> Request:
    row = Request.within(by).select_for_update(of=("self",)).filter(id=request).first()
    if row is None:
        raise Http404
    return row


def _put(row: Request, plan: Plan, by: Scope) -> None:
    schools = School.within(by).filter(id__in=plan.schools)
    if schools.count() < len(set(plan.schools)):
        raise Http404
    row.title, row.description = plan.title, plan.description
    row.deadline, row.expected, row.several = plan.deadline, plan.expected, plan.several
    row.save()
    Asked.of(by.authority).filter(request=row).delete()
    Asked.of(by.authority).bulk_create(
        Asked(authority_id=by.authority, school=school, request=row)
        for school in schools
    )


def _told(by: Scope, row: Request, plan: Plan, *, now: datetime, step: str) -> None:
    said = {**asdict(plan), "deadline": plan.deadline.isoformat()}
    said["schools"] = list(plan.schools)
    REQUEST.done(by, now, said={"request": row.id, "step": step, **said})
