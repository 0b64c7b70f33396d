"""Ask for files: what a school sent, and one file's receipt, within a scope."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404

from keystage_web.accounts.models import Authority, Person, School
from keystage_web.accounts.rights import Right
from keystage_web.accounts.scopes import Scope
from keystage_web.audit.models import Event
from keystage_web.files.kinds import Kind
from keystage_web.files.models import Cover, File, Step
from keystage_web.files.policies import (
    DOWNLOAD,
    LIST,
    MARK_RECEIVED,
    RECALL,
    RECEIPT,
    UPLOAD,
    UPLOAD_SHEET,
)
from keystage_web.files.states import Act, State

PAGE = 100
_READABLE = {State.SENT, State.RECEIVED}
_RECEIVING = (Act.OPEN, Act.RECEIVE)
_TOLD = (*_RECEIVING, Act.RECALL)
_NO_COVER = Cover()


@dataclass(frozen=True, slots=True)
class Took:
    """That somebody at the authority took a file, or its school took it back.

    Who, by name, and when.
    """

    at: datetime
    name: str


type Moves = tuple[tuple[Act, Took], ...]
"""Who received, opened or recalled a file, in order."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it is listed: without what is in it.

    `round` is the id of what it was sent for, '' where nobody checks it, `tag` what it
    was tagged then. `took` is when it was first received, and every download by the
    authority after it; `recalled` when it was recalled instead. `copy_until` is the last
    moment a school may have it back, None while that has no end.
    """

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
    round: str = ""
    tag: str = ""
    comment: str = ""
    inside: str = ""
    request: str = ""
    checked: bool = False
    errors: int = 0
    queries: int = 0
    notes: int = 0
    pupils: int = 0
    took: tuple[Took, ...] = field(default=())
    recalled: Took | None = None
    copy_until: datetime | None = None


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
    *,
    by: Scope,
    school: str,
    now: datetime,
    before: str = "",
    state: str = "",
    summer: int = 0,
    of_round: str = "",
) -> list[Sent]:
    """Return what a school sent, newest first, a page of it: `before` an earlier one's id.

    In one `state` alone, of the school year that ends in a `summer`, and sent for one
    round alone, where given.
    Raises `Http404` for a school out of sight, `Refused` without the right.
    """
    may_list(by=by, school=school)
    rows = File.within(by).filter(school=school)
    if state:
        rows = rows.filter(state=state)
    if summer:  # times are texts, which are in order
        rows = rows.filter(at__gte=f"{summer - 1}-09", at__lt=f"{summer}-09")
    if of_round:
        rows = rows.filter(bundle=of_round)
    found = list(_page(rows, by, before))
    return _told(found, by, now)


def may_list(*, by: Scope, school: str) -> None:
    """Go on if the files of a school may be seen; raises as `of_school` if not."""
    if not School.within(by).filter(id=school).exists():
        raise Http404
    LIST.demand(by)


def may_send(*, by: Scope, school: str, filled: bool = False) -> None:
    """Go on if files may be sent for a school; raises as `of_school` if not.

    `filled` asks it of a table that is filled in by hand.
    """
    if not School.within(by).filter(id=school).exists():
        raise Http404
    (UPLOAD_SHEET if filled else UPLOAD).demand(by)


def authority_of(by: Scope) -> str:
    """Return what the authority that files are sent to is called."""
    return Authority.within(by).get().name


def sends(by: Scope) -> bool:
    """Return whether this role sends files at all."""
    return UPLOAD.held(by)


def lists(by: Scope) -> bool:
    """Return whether this role sees what was sent."""
    return LIST.held(by)


def proof(*, by: Scope, file: str, now: datetime, right: Right = RECEIPT) -> Proof:
    """Return a file's receipt; raises as `of_school`, for the right that is asked."""
    row = File.within(by).filter(id=file).first()
    if row is None:
        raise Http404
    right.demand(by)
    first = Step.objects.get(authority=row.authority_id, file=row.id, act=Act.SEND)
    [told] = _told([row], by, now)
    return Proof(
        told,
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


def _told(found: Collection[File], by: Scope, now: datetime) -> list[Sent]:
    """Return files with what was said of them, and who has taken each since, or back."""
    ids = [row.id for row in found]
    covers = {row.file: row for row in Cover.of(by.authority).filter(file__in=ids)}
    moves = _moved(by.authority, ids)
    seen = Person.within(by).filter(id__in={row.by for row in found})
    names = dict(seen.values_list("id", "name"))
    return [
        _sent(
            row, by, names, (covers.get(row.id, _NO_COVER), moves.get(row.id, ()), now)
        )
        for row in found
    ]


def _moved(authority: str, files: Collection[str]) -> dict[str, Moves]:
    """Return who received, opened or recalled files, and when, in order."""
    steps = Step.objects.filter(authority=authority, file__in=files, act__in=_TOLD)
    of = {
        number: (file, Act(act))
        for number, file, act in steps.values_list("number", "file", "act")
    }
    events = Event.objects.filter(authority=authority, number__in=list(of))
    told = list(events.order_by("number").values_list("number", "at", "by"))
    people = Person.of(authority).filter(id__in={by for _, _, by in told})
    names = dict(people.values_list("id", "name"))
    found: dict[str, Moves] = {}
    for number, at, by in told:
        file, act = of[number]
        one = Took(datetime.fromisoformat(at), names.get(by, ""))
        found[file] = (*found.get(file, ()), (act, one))
    return found


def _took(moves: Moves) -> tuple[Took, ...]:
    return tuple(one for act, one in moves if act in _RECEIVING)


def _until(took: Collection[Took]) -> datetime | None:
    """Return until when a school may have its copy back."""
    first = min((one.at for one in took), default=None)
    return first + timedelta(days=settings.CONFIG.copy_days) if first else None


def copy_until(row: File) -> datetime | None:
    """Return until when a school may have a file back; None while that has no end."""
    moves = _moved(row.authority_id, [row.id]).get(row.id, ())
    return _until(_took(moves))


def _sent(
    row: File,
    by: Scope,
    names: Mapping[str, str],
    more: tuple[Cover, Moves, datetime],
) -> Sent:
    cover, moves, now = more
    state, took = State(row.state), _took(moves)
    until = _until(took)
    kept = by.whole or until is None or now <= until
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
        may_download=(
            DOWNLOAD.held(by) and state in _READABLE and not row.erased and kept
        ),
        may_recall=RECALL.held(by) and state is State.SENT,
        may_receive=MARK_RECEIVED.held(by) and state is State.SENT,
        round=row.bundle,
        tag=cover.tag,
        comment=cover.comment,
        inside=cover.inside,
        request=cover.request,
        checked=cover.checked,
        errors=cover.errors,
        queries=cover.queries,
        notes=cover.notes,
        pupils=cover.pupils,
        took=took,
        recalled=next((one for act, one in moves if act is Act.RECALL), None),
        copy_until=until,
    )
