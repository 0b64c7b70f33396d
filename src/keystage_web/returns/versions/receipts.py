"""The receipt of a version: the same words for page, PDF and JSON, and nobody's results."""

from dataclasses import dataclass
from typing import Any

from keystage import rulebooks
from keystage.transfer import (
    Audit,
    Body,
    Collection,
    Confirmed,
    Counts,
    Declared,
    File,
    Findings,
    Kind,
    Receipt,
    Sent,
)
from keystage_web.accounts.models import School
from keystage_web.accounts.scopes import Scope
from keystage_web.files.models import File as Sending
from keystage_web.returns.models import Confirmation, Return, Version
from keystage_web.returns.versions.content import lines
from keystage_web.returns.versions.reference import reference

_OF_FILE = ("name", "kind", "length", "sha256")


@dataclass(frozen=True, slots=True)
class Proof:
    """A receipt, the round and the school (by id) it is of, and the file it came in."""

    receipt: Receipt
    round: str
    school: str
    file: str


@dataclass(frozen=True, slots=True)
class Data:
    """The data a receipt is of, byte for byte, and whose results they are (ids)."""

    content: bytes
    reference: str
    school: str
    pupils: tuple[str, ...]


def data(scope: Scope, version: str) -> Data | None:
    """Return the data of a version a scope sees; None for any other."""
    row = Version.within(scope).filter(id=version).first()
    if row is None:
        return None
    pupils = tuple(line.id for line in lines(row.content))
    return Data(row.content.encode(), reference(row.id), row.school_id, pupils)


def proof(scope: Scope, version: str) -> Proof | None:
    """Return the receipt of a version a scope sees; None for any other."""
    rows = Version.within(scope).filter(id=version).defer("content")
    row = rows.select_related("of_return", "school__authority").first()
    if row is None:
        return None
    said = Confirmation.within(scope).filter(version=row).order_by("at", "id").first()
    made = _receipt(row, said)
    return Proof(made, row.of_return.round_id, row.school_id, row.file)


def names(row: Return, file: str) -> dict[str, Any]:
    """Return what a receipt will call whom it is of, as they are called now.

    Kept in the version, so that no receipt changes with a name.
    """
    sent = Sending.of(row.authority_id).get(id=file) if file else None
    return _names(row.school, row.round.book.book, sent)


def _names(school: School, book: str, file: Sending | None) -> dict[str, Any]:
    authority = school.authority
    number = f"{authority.number}{school.number}" if school.number else ""
    told: dict[str, Any] = {
        "authority": {"number": authority.number, "name": authority.name},
        "school": {"number": number, "name": school.name},
        "title": rulebooks.load(book).title,
    }
    if file is not None:
        told["file"] = {name: getattr(file, name) for name in _OF_FILE}
    return told


def _receipt(row: Version, said: Confirmation | None) -> Receipt:
    told, counts = row.told or _today(row), row.counts
    return Receipt(
        kind=Kind.RETURN,
        reference=reference(row.id),
        authority=Body(**told["authority"]),
        school=Body(**told["school"]),
        collection=Collection(row.book, told["title"], row.revision, row.book_digest),
        version=row.number,
        sent=Sent(row.at, row.name, row.role, row.source, row.on_time),
        declaration=_declared(row),
        confirmed=_confirmed(said),
        counts=Counts(counts["pupils"], counts["complete"], counts["components"]),
        findings=Findings(row.errors, row.queries),
        data=row.digest,
        file=File(**told["file"]) if "file" in told else None,
        audit=Audit(row.authority_id, row.event, row.event_digest),
    )


def _today(row: Version) -> dict[str, Any]:
    """Return the names of today, for a version of before they were kept in it."""
    sent = Sending.of(row.authority_id).get(id=row.file) if row.file else None
    return _names(row.school, row.book, sent)


def _declared(row: Version) -> Declared | None:
    told = row.declaration
    if "statements" not in told:  # none, or a correction
        return None
    return Declared(told["kind"], tuple(told["statements"]), told["name"])


def _confirmed(said: Confirmation | None) -> Confirmed | None:
    if said is None:
        return None
    return Confirmed(said.at, said.name, said.role, tuple(said.statements))
