"""Ask for files: what a school sent, and one file's receipt, within a scope."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404

from keystage_web.accounts.models import Person, School
from keystage_web.accounts.scopes import Scope
from keystage_web.files.kinds import Kind
from keystage_web.files.models import File, Step
from keystage_web.files.policies import (
    DOWNLOAD,
    LIST,
    MARK_RECEIVED,
    RECALL,
    RECEIPT,
    UPLOAD,
)
from keystage_web.files.states import Act, State

PAGE = 100
_READABLE = {State.SENT, State.RECEIVED}


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it is listed: without what is in it."""

    id: str
    school: str
    name: str
    kind: Kind
    length: int
    at: datetime
    sender: str  # their name, where it is to be seen
    behalf: bool
    state: State
    erased: bool
    may_download: bool
    may_recall: bool
    may_receive: bool


@dataclass(frozen=True, slots=True)
class Proof:
    """What a receipt says of a file: enough to prove it, and nothing of any pupil.

    `number` and `digest` are those of the audit's event.
    """

    sent: Sent
    sha256: str
    number: int
    digest: str
    checkpoint: str


def of_school(
    *, by: Scope, school: str, before: str = "", state: str = "", summer: int = 0
) -> list[Sent]:
    """Return what a school sent, newest first, a page of it: `before` an earlier one's id.

    In one `state` alone, and of the school year that ends in a `summer`, where given.
    Raises `Http404` for a school out of sight, `Refused` without the right.
    """
    if not School.within(by).filter(id=school).exists():
        raise Http404
    LIST.demand(by)
    rows = File.within(by).filter(school=school)
    if state:
        rows = rows.filter(state=state)
    if summer:  # times are texts, which are in order
        rows = rows.filter(at__gte=f"{summer - 1}-09", at__lt=f"{summer}-09")
    found = list(_page(rows, by, before))
    people = Person.within(by).filter(id__in={row.by for row in found})
    names = dict(people.values_list("id", "name"))
    return [_sent(row, by, names) for row in found]


def may_send(*, by: Scope, school: str) -> None:
    """Go on if files may be sent for a school; raises as `of_school` if not."""
    if not School.within(by).filter(id=school).exists():
        raise Http404
    UPLOAD.demand(by)


def sends(by: Scope) -> bool:
    """Return whether this role sends files at all."""
    return UPLOAD.held(by)


def lists(by: Scope) -> bool:
    """Return whether this role sees what was sent."""
    return LIST.held(by)


def proof(*, by: Scope, file: str) -> Proof:
    """Return a file's receipt; raises as `of_school`."""
    row = File.within(by).filter(id=file).first()
    if row is None:
        raise Http404
    RECEIPT.demand(by)
    first = Step.objects.get(authority=row.authority_id, file=row.id, act=Act.SEND)
    return Proof(
        _sent(row, by, {}),
        row.sha256,
        first.number,
        first.digest,
        f"{first.authority}:{first.number}:{first.digest}",
    )


def _page(found: QuerySet[File], by: Scope, before: str) -> QuerySet[File]:
    if before:
        last = File.within(by).filter(id=before).values_list("at", flat=True).first()
        found = found.filter(at__lt=last) if last else found.none()
    return found.order_by("-at", "-id")[:PAGE]


def _sent(row: File, by: Scope, names: Mapping[str, str]) -> Sent:
    state = State(row.state)
    return Sent(
        id=row.id,
        school=row.school_id,
        name=row.name,
        kind=Kind(row.kind),
        length=row.length,
        at=datetime.fromisoformat(row.at),
        sender=names.get(row.by, ""),
        behalf=row.behalf,
        state=state,
        erased=row.erased,
        may_download=DOWNLOAD.held(by) and state in _READABLE and not row.erased,
        may_recall=RECALL.held(by) and state is State.SENT,
        may_receive=MARK_RECEIVED.held(by) and state is State.SENT,
    )
