"""Take what came with one page: each file by itself, and each file of a zip."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from django.conf import settings

from keystage.core.errors import Refused
from keystage_web.accounts.scopes import Scope
from keystage_web.files import actions, messages, queries
from keystage_web.files.bundles import unpacked
from keystage_web.files.kinds import Expected, fits, is_bundle, is_table
from keystage_web.files.store import Arrival
from keystage_web.files.tags.queries import Offered
from keystage_web.files.uploads import Upload
from keystage_web.returns.sending import judging
from keystage_web.returns.sending.reading import Asked
from keystage_web.returns.states import Route

type Judge = Callable[[Path], actions.Judged]


@dataclass(frozen=True, slots=True)
class Delivery:
    """What is sent, for which school, under which tag; `told` is said of each file.

    `expected` is the sort of file that is asked for, where a request is answered.
    """

    by: Scope
    school: str
    offered: Offered
    key: str
    told: actions.Told
    now: datetime
    latest: datetime
    expected: Expected = Expected.ANY


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: its receipt, or why it was not taken."""

    name: str
    receipt: actions.Receipt | None = None
    refused: Refused | None = None


@dataclass(frozen=True, slots=True)
class _Rules:
    """By which rules files are judged: none for those an officer looks at."""

    asked: Asked | None = None
    routes: frozenset[Route] = frozenset()


def may_send(by: Scope, school: str, uploads: Sequence[Upload]) -> None:
    """Go on if these files may be sent for a school; raises as the query of it."""
    limit = settings.CONFIG.upload_limit
    filled = any(is_table(each.arrival.path, limit) for each in uploads)
    queries.may_send(by=by, school=school, filled=filled)


def delivered(what: Delivery, uploads: Sequence[Upload]) -> list[Outcome]:
    """Take files and return what became of each, in their order.

    Raises the library's `Refused` where none can be taken, `Swept` for one whose bytes
    went away as it was kept.
    """
    rules = _Rules()
    if what.offered.round:
        ways = judging.routes(what.by, what.offered.round, what.school, what.now)
        asked = judging.asked_of(
            what.by, what.offered.round, what.school, what.now, latest=what.latest
        )
        rules = _Rules(asked, ways)
    return [one for each in uploads for one in _each(what, rules, each)]


def _each(what: Delivery, rules: _Rules, upload: Upload) -> Iterator[Outcome]:
    name = upload.name or ""
    if not is_bundle(upload.arrival.path):
        yield _one(what, rules, name, upload.arrival)
        return
    inner = replace(what, told=replace(what.told, inside=name))
    try:
        for member in unpacked(upload.arrival.path):
            called = member.name or name
            if member.arrival is None:
                yield Outcome(called, refused=member.refused)
            else:
                yield _one(inner, rules, called, member.arrival)
    except Refused as refused:
        yield Outcome(name, refused=refused)


def _one(what: Delivery, rules: _Rules, name: str, arrival: Arrival) -> Outcome:
    try:
        receipt = actions.send(
            by=what.by,
            school=what.school,
            arrival=arrival,
            name=name,
            key=what.key,
            bundle=what.offered.round,
            told=replace(what.told, judge=_expected(what, _judge(rules, name))),
            now=what.now,
        )
    except Refused as refused:
        return Outcome(name, refused=refused)
    return Outcome(name, receipt)


def _expected(what: Delivery, judge: Judge) -> Judge:
    """Return what judges a file, and refuses one that is not what is asked for."""

    def found(path: Path) -> actions.Judged:
        made = judge(path)
        if not fits(made.kind, what.expected):
            raise messages.not_expected(what.expected)
        return made

    return found


def _judge(rules: _Rules, name: str) -> Judge:
    if rules.asked is None:
        return actions.unchecked
    return judging.judge(Path(name.replace("\\", "/")).name, rules.asked, rules.routes)
