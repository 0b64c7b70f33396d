"""What became of a return: every version that was sent, and where it stands now."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from keystage_web.accounts.roles import Role
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.models import (
    Act,
    Confirmation,
    Return,
    Round,
    Source,
    Step,
    Version,
)
from keystage_web.returns.models.versions import GONE
from keystage_web.returns.states import Declaration, ReturnState
from keystage_web.returns.versions.reference import reference


@dataclass(frozen=True, slots=True)
class Signed:
    """Who did something with a version, in what role, when; `words` came with it."""

    what: str
    name: str
    role: str
    at: datetime
    words: str = ""

    @property
    def said(self) -> str:
        """What was done, in words."""
        return _DONE[self.what]()


@dataclass(frozen=True, slots=True)
class Sent:
    """A version: what it is called, who sent it and how, and what became of it.

    `name` is that of the person as it was then. `said` are those who confirmed it,
    `steps` what came of it. `stands` says that it is the one that counts.
    """

    id: str
    number: int
    at: datetime
    name: str
    role: str
    source: str
    file: str
    on_time: bool
    signed: bool
    declared: str
    statements: tuple[str, ...]
    pupils: int
    complete: int
    components: dict[str, dict[str, int]]
    errors: int
    queries: int
    explained: dict[str, str]
    digest: str
    book: str
    revision: int
    stands: bool
    said: tuple[Signed, ...]
    steps: tuple[Signed, ...]

    @property
    def how(self) -> str:
        """How it came, in words."""
        return HOW[Source(self.source)]()

    @property
    def reference(self) -> str:
        """What people call it."""
        return reference(self.id)

    @property
    def received(self) -> bool:
        """Whether somebody at the authority has opened it."""
        return any(one.what in {Act.RECEIVED, Act.ACCEPTED} for one in self.steps)

    @property
    def gone(self) -> bool:
        """Whether it was taken back."""
        return any(one.what in GONE for one in self.steps)


@dataclass(frozen=True, slots=True)
class Facts:
    """Where a return of a school stands; `state` is None where nothing was begun.

    `gateway` says that schools upload to the national gateway themselves, `seq` is the
    return's count of changes. The newest version comes first.
    """

    state: ReturnState | None = None
    seq: int = 0
    gateway: bool = False
    declaration: Declaration = Declaration.HEAD
    versions: Sequence[Sent] = field(default_factory=tuple)

    @property
    def current(self) -> Sent | None:
        """The version that stands."""
        return next((one for one in self.versions if one.stands), None)

    @property
    def awaits(self) -> bool:
        """Whether whoever may declare has not yet said that what stands is right."""
        one = self.current
        by_sender = self.declaration is Declaration.SENDER
        return one is not None and not (by_sender or one.signed or one.said)


_CONFIRMED = "confirmed"
HOW: Mapping[Source, Callable[[], str]] = {
    Source.MARKSHEET: lambda: _("On the marksheet"),
    Source.FILE: lambda: _("In a file"),
    Source.BEHALF: lambda: _("By the authority, on the school's behalf"),
    Source.CORRECTION: lambda: _("By a correction"),
}
_DONE: Mapping[str, Callable[[], str]] = {
    _CONFIRMED: lambda: _("Confirmed"),
    Act.RECEIVED: lambda: _("Received by the authority"),
    Act.ACCEPTED: lambda: _("Accepted by the authority"),
    Act.WITHDRAWN: lambda: _("Taken back"),
    Act.RECALLED: lambda: _("Recalled with its file"),
}


def facts(scope: Scope, round_id: str) -> Facts | None:
    """Return where the return of the scope's school stands; None without the round."""
    of = Round.within(scope).filter(id=round_id).defer("confirmed").first()
    if of is None:
        return None
    row = Return.within(scope).filter(round=of, school=scope.school).first()
    return Facts(
        state=ReturnState(row.state) if row else None,
        seq=row.seq if row else 0,
        gateway=of.gateway,
        declaration=Declaration(of.declaration),
        versions=tuple(_versions(scope, row)) if row else (),
    )


def _versions(scope: Scope, row: Return) -> list[Sent]:
    mine = {"of_return": row}
    versions = Version.within(scope).filter(**mine).defer("content")
    said: dict[str, list[Signed]] = defaultdict(list)
    steps: dict[str, list[Signed]] = defaultdict(list)
    for one in Confirmation.within(scope).filter(**mine).order_by("at", "id"):
        said[one.version_id].append(_signed(_CONFIRMED, one))
    for step in Step.within(scope).filter(**mine).order_by("at", "id"):
        steps[step.version_id].append(_signed(step.act, step, step.reason))
    return [
        _sent(one, row.version, tuple(said[one.id]), tuple(steps[one.id]))
        for one in versions.order_by("-number")
    ]


def _signed(what: str, one: Confirmation | Step, words: str = "") -> Signed:
    return Signed(what, one.name, str(Role(one.role).label), one.at, words)


def _sent(
    row: Version, standing: int, said: tuple[Signed, ...], steps: tuple[Signed, ...]
) -> Sent:
    return Sent(
        id=row.id,
        number=row.number,
        at=row.at,
        name=row.name,
        role=str(Role(row.role).label),
        source=row.source,
        file=row.file,
        on_time=row.on_time,
        signed=row.signed,
        declared=row.declaration.get("name", ""),
        statements=tuple(row.declaration.get("statements", ())),
        pupils=row.counts["pupils"],
        complete=row.counts["complete"],
        components=row.counts["components"],
        errors=row.errors,
        queries=row.queries,
        explained=row.explained,
        digest=row.digest,
        book=row.book,
        revision=row.revision,
        stands=row.number == standing,
        said=said,
        steps=steps,
    )
