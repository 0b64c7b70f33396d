"""The versions of one return, and what came of each, without what is in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy

from keystage_web.accounts.scopes import Scope
from keystage_web.returns.giving.versions import current
from keystage_web.returns.models import Act, Step, Version
from keystage_web.returns.versions.content import Line, lines

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Kept:
    """A version: who sent it and when, how, and what became of it."""

    id: str
    number: int
    at: datetime
    name: str
    source: str
    file: str
    on_time: bool
    pupils: int
    errors: int
    received: bool
    accepted: bool
    gone: bool


@dataclass(frozen=True, slots=True)
class Differs:
    """What is another of one pupil in the later of two versions, in words."""

    id: str
    name: str
    changes: tuple[tuple[str, str, str], ...]
    came: bool = False
    went: bool = False


def versions(scope: Scope, round_id: str, school: str) -> list[Kept]:
    """Return the versions of a school's return, the newest first."""
    rows = Version.within(scope).filter(of_return__round=round_id, school=school)
    found = list(rows.defer("content").order_by("-number"))
    steps = Step.within(scope).filter(version__in=[row.id for row in found])
    acts = {(id_, act) for id_, act in steps.values_list("version", "act")}
    return [
        Kept(
            *(row.id, row.number, row.at, row.name, row.source, row.file, row.on_time),
            pupils=int(row.counts.get("pupils", 0)),
            errors=row.errors,
            received=(row.id, Act.RECEIVED) in acts,
            accepted=(row.id, Act.ACCEPTED) in acts,
            gone=bool({(row.id, Act.WITHDRAWN), (row.id, Act.RECALLED)} & acts),
        )
        for row in found
    ]


def to_receive(scope: Scope, round_id: str) -> set[str]:
    """Return the schools whose version stands, and which nobody has received yet."""
    received = Step.within(scope).filter(version=OuterRef("pk"), act=Act.RECEIVED)
    rows = current(scope, round_id).filter(~Exists(received))
    return set(rows.values_list("school", flat=True))


def difference(
    scope: Scope,
    round_id: str,
    school: str,
    *,
    version: str,
    titles: Mapping[str, str],
) -> tuple[int, list[Differs]] | None:
    """Return a version's number, and what it has other than the one before it.

    None where there is none before it.
    """
    rows = Version.within(scope).filter(of_return__round=round_id, school=school)
    here = rows.filter(id=version).first()
    if here is None:
        return None
    before = rows.filter(number__lt=here.number).order_by("-number").first()
    if before is None:
        return None
    old = {line.id: line for line in lines(before.content)}
    new = {line.id: line for line in lines(here.content)}
    found = []
    for id_ in dict.fromkeys([*new, *old]):
        one = _differs(old.get(id_), new.get(id_), titles)
        if one is not None:
            found.append(one)
    return here.number, found


def is_version(scope: Scope, round_id: str, school: str, version: str) -> bool:
    """Return whether there is such a version of a school's return."""
    of = {"of_return__round": round_id, "school": school}
    return Version.within(scope).filter(**of, id=version).exists()


def _differs(
    old: Line | None, new: Line | None, titles: Mapping[str, str]
) -> Differs | None:
    there = new or old
    if there is None:
        return None
    before, after = (dict(one.results) if one else {} for one in (old, new))
    changes = tuple(
        (titles.get(name, name), before.get(name, ""), after.get(name, ""))
        for name in titles
        if before.get(name, "") != after.get(name, "")
    )
    facts = _facts(old, new)
    if not changes and not facts and old and new:
        return None
    return Differs(
        there.id, there.name, (*facts, *changes), came=old is None, went=new is None
    )


def _facts(old: Line | None, new: Line | None) -> tuple[tuple[str, str, str], ...]:
    if old is None or new is None:
        return ()
    return tuple(
        (str(label), getattr(old, name), getattr(new, name))
        for name, label in _LABELS.items()
        if getattr(old, name) != getattr(new, name)
    )


_LABELS: Mapping[str, "StrOrPromise"] = {
    "name": gettext_lazy("Name"),
    "upn": gettext_lazy("UPN"),
    "dob": gettext_lazy("Date of birth"),
    "sex": gettext_lazy("Sex"),
}
