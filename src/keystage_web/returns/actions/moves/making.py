"""Make a version of a return: judged as it stands, written once, never changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Max

from keystage.core import canonical
from keystage.core.errors import UsageError
from keystage_web.accounts.models import Person
from keystage_web.accounts.rights import Right
from keystage_web.audit.seals import SEAL
from keystage_web.returns.actions.moves.model import Sent, sent
from keystage_web.returns.actions.writing import Writing
from keystage_web.returns.models import (
    Confirmation,
    Extension,
    Return,
    Source,
    Step,
    Version,
)
from keystage_web.returns.models.remarks import TEXT
from keystage_web.returns.models.returns import KEY
from keystage_web.returns.models.versions import NAME, seal_of
from keystage_web.returns.policies import SIGNERS
from keystage_web.returns.refusals import Reused, Unfinished
from keystage_web.returns.states import Declaration
from keystage_web.returns.versions import declaring
from keystage_web.returns.versions.content import Content
from keystage_web.returns.versions.declaring import Declared
from keystage_web.returns.versions.progress import keep
from keystage_web.returns.versions.receipts import names


@dataclass(frozen=True, slots=True)
class Made:
    """What a version is made of, beside its content.

    `at` is when its last byte was here, by which it is on time, unless `on_time` says
    whether what it corrects was. `declaration` is as it is kept; `signed` says that
    whoever may declare did.
    """

    right: Right
    key: str
    asked: str
    source: Source
    at: datetime
    file: str = ""
    explained: Mapping[str, str] = field(default_factory=dict)
    declaration: Mapping[str, object] = field(default_factory=dict)
    signed: bool = False
    on_time: bool | None = None
    said: Mapping[str, object] = field(default_factory=dict)


def before(writing: Writing, key: str, asked: str) -> Sent | None:
    """Return what a key was answered before; None where it is new.

    Raises `Reused` where it was sent with something else, `UsageError` for no key.
    """
    if not 0 < len(key) <= KEY:
        raise UsageError("A sending has a key of its own.")
    rows = Version.of(writing.by.authority).filter(of_return=writing.row, key=key)
    row = rows.first()
    if row is None:
        return None
    if row.asked != asked:
        raise Reused("This key was sent before.")
    return sent(row, again=True)


def asked(writing: Writing, *content: object) -> str:
    """Return the digest of what is asked, and by whom."""
    return canonical.digest([writing.by.person, *content])


def judge(
    content: Content, explained: Mapping[str, str], *, whole: bool = True
) -> dict[str, str]:
    """Return the reasons for the errors that are left.

    Raises `Unfinished` for one without, where the `whole` has to be explained.
    """
    findings = [one.finding for one in content.checked.findings]
    lacking = declaring.unexplained(findings, explained)
    if whole and lacking:
        raise Unfinished(lacking)
    rules = {one.rule for one in findings}
    found = {rule: text.strip() for rule, text in explained.items() if rule in rules}
    if any(len(text) > TEXT for text in found.values()):
        raise UsageError("A reason is too long.")
    return found


def declaration_of(writing: Writing, told: Declared) -> dict[str, object]:
    """Return a declaration as it is kept; raise `Unfinished` where it lacks something."""
    if lacking := declaring.unsaid(writing.row.round, told):
        raise Unfinished(statements=lacking)
    if len(told.name.strip()) > NAME:
        raise UsageError("A name is too long.")
    return {
        "kind": writing.row.round.declaration,
        "statements": sorted(told.statements),
        "name": told.name.strip(),
    }


def signing(writing: Writing, told: Declared | None) -> tuple[dict[str, object], bool]:
    """Return what is declared with a sending, as it is kept, and whether that signs it.

    Where it is confirmed apart from the sending, nothing is declared with it.
    """
    apart = writing.row.round.declaration == Declaration.APART
    if told is None or apart:
        return {}, False
    return declaration_of(writing, told), True


def may_declare(writing: Writing) -> bool:
    """Return whether the person may declare in this round: where so is set, any sender."""
    by_sender = writing.row.round.declaration == Declaration.SENDER
    return writing.by.role in SIGNERS or by_sender


def make(writing: Writing, content: Content, of: Made) -> Version:
    """Write a version, and the one event of it, last in the transaction."""
    row = writing.row
    row.version = _newest(writing) + 1
    writing.about |= set(content.pupils)
    keep(row, content, writing.seq, writing.now)
    kept = {
        "source": of.source,
        "file": of.file,
        "explained": dict(of.explained),
        "declaration": dict(of.declaration),
    }
    version = Version(
        **writing.where(),
        **signature(writing),
        **kept,
        **_found(row, content),
        key=of.key,
        asked=of.asked,
        signed=of.signed,
        on_time=of.at <= end_of(writing) if of.on_time is None else of.on_time,
        seq=writing.seq,
        told=names(row, of.file),
    )
    told = {"version": row.version, "content": content.digest, **kept, **of.said}
    record(writing, of.right.action, told, [version])
    return version


def record(
    writing: Writing,
    action: str,
    said: Mapping[str, object],
    rows: Sequence[Version | Confirmation | Step],
) -> None:
    """Write the one event of these rows with their seal, and them; last of all."""
    done = writing.sealed(action, {**said, SEAL: seal_of(rows)})
    for row in rows:
        row.event, row.event_digest = done.number, done.digest
        row.save(force_insert=True)


def _found(row: Return, content: Content) -> dict[str, object]:
    """Return what a version says of a return's content, and of the rulebook it was judged by."""
    book = row.round.book
    return {
        "number": row.version,
        "content": content.text,
        "digest": content.digest,
        "counts": content.counts,
        "errors": content.checked.errors,
        "queries": content.checked.queries,
        "book": book.book,
        "book_digest": book.digest,
        "revision": book.revision,
    }


def signature(writing: Writing) -> dict[str, object]:
    """Return who says something now, with the name and the role they have today."""
    person = Person.of(writing.by.authority).filter(id=writing.by.person).first()
    return {
        "person_id": writing.by.person,
        "name": person.name if person else "",
        "role": writing.by.role,
        "at": writing.now,
    }


def end_of(writing: Writing) -> datetime:
    """Return the school's last moment in the round."""
    row = writing.row
    given = Extension.of(row.authority_id).filter(round=row.round_id)
    until = given.filter(school=row.school_id).values_list("until", flat=True).first()
    return max(row.round.deadline, until) if until else row.round.deadline


def _newest(writing: Writing) -> int:
    rows = Version.of(writing.by.authority).filter(of_return=writing.row)
    return int(rows.aggregate(newest=Max("number", default=0))["newest"])
