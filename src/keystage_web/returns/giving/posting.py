"""Give schools the list of their pupils and results back: on their pages, told by mail."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from keystage import rulebooks
from keystage_web.accounts.scopes import Scope
from keystage_web.audit.actions import Change
from keystage_web.notices.actions import mail
from keystage_web.returns.giving.versions import Given, current, standing
from keystage_web.returns.models import Posted, Round, Version
from keystage_web.returns.policies import PUBLISH
from keystage_web.returns.refusals import NotThere
from keystage_web.rolls.models import Pupil

MOST = 500  # schools that are given their lists at once


@dataclass(frozen=True, slots=True)
class Ready:
    """A school whose list can be given back; `to` is where the mail goes, or ''."""

    school: str
    number: str
    name: str
    version: int
    to: str
    posted: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """A list that was given back: of which round and version, since when."""

    round: str
    title: str
    version: int
    at: datetime


def ready(scope: Scope, round_id: str) -> list[Ready]:
    """Return the schools that sent a return of a round, by name."""
    posted = Posted.within(scope).filter(version=OuterRef("pk"))
    rows = current(scope, round_id).annotate(posted=Exists(posted)).defer("content")
    ordered = rows.select_related("school").order_by("school__name", "school")
    return [
        Ready(
            row.school_id,
            row.school.number or row.school.urn,
            row.school.name,
            row.number,
            row.school.report_to or row.school.email,
            posted=row.posted,
        )
        for row in ordered[:MOST]
    ]


@transaction.atomic
def post(*, by: Scope, round_id: str, schools: Collection[str], now: datetime) -> int:
    """Put the lists of schools on their pages and tell them by mail; return how many.

    A version whose list was given back already is left. Raises `NotThere`, `Refused`.
    """
    of = Round.within(by).filter(id=round_id).select_related("book").first()
    if of is None:
        raise NotThere(round_id)
    PUBLISH.demand(by)
    known = Posted.within(by).filter(version=OuterRef("pk"))
    rows = current(by, round_id).filter(~Exists(known), school__in=list(schools))
    found = list(rows.defer("content").select_related("school").order_by("id")[:MOST])
    if not found:
        return 0
    Posted.of(by.authority).bulk_create(
        Posted(
            authority_id=by.authority,
            school_id=row.school_id,
            of_return_id=row.of_return_id,
            version=row,
            person_id=by.person,
            at=now,
        )
        for row in found
    )
    for row in found:
        _tell(row, of, now)
    changes = [Change(row.school_id, "list", None, row.number) for row in found]
    PUBLISH.done(by, now, said={"round": round_id}, changes=changes)
    return len(found)


def _tell(row: Version, of: Round, now: datetime) -> None:
    """Tell a school by mail that its list is there: at the address it prefers."""
    to = row.school.report_to or row.school.email
    if to:
        link = f"/school/results/{of.id}/list"
        mail(
            authority=row.authority_id,
            to=to,
            template="returns/posted",
            values={"collection": of.book.book, "link": link},
            now=now,
            effect_key=f"returns.posted:{row.id}",
        )


def posted(scope: Scope) -> list[Listed]:
    """Return the lists the scope's school was given back, the newest first."""
    rows = Posted.within(scope).filter(school=scope.school)
    rows = rows.select_related("version__of_return__round__book").order_by("-at", "id")
    return [
        Listed(
            row.version.of_return.round_id,
            rulebooks.load(row.version.book).title,
            row.version.number,
            row.at,
        )
        for row in rows.defer("version__content")[:MOST]
    ]


def listed(scope: Scope, round_id: str) -> tuple[Given, datetime] | None:
    """Return the list that was given back last in a round, of pupils the scope sees."""
    rows = Posted.within(scope).filter(school=scope.school, of_return__round=round_id)
    row = rows.order_by("-at", "-version__number").first()
    if row is None:
        return None
    given = next(standing(scope, round_id, [scope.school], row.version_id), None)
    if given is None:
        return None
    ids = [line.id for line in given.lines]
    seen = set(Pupil.within(scope).filter(id__in=ids).values_list("id", flat=True))
    own = tuple(line for line in given.lines if line.id in seen)
    return replace(given, lines=own), row.at
