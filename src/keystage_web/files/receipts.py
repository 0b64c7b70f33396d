"""The receipt of a file: who sent which bytes when, and nothing of what is in them."""

import json
from datetime import datetime

from django.http import Http404

from keystage.core import canonical
from keystage.transfer import Audit, Body, Findings, Kind, Receipt, Sent
from keystage.transfer import File as Told
from keystage_web.accounts.scopes import Scope
from keystage_web.files.models import Cover, File, Step
from keystage_web.files.policies import RECEIPT
from keystage_web.files.states import Act

_GROUP = 4  # characters of a reference between two hyphens
_FILE, _BEHALF = "file", "behalf"


def receipt_of(*, by: Scope, file: str) -> Receipt:
    """Return a file's receipt, made of facts that never change.

    Raises `Http404` for a file out of sight, `Refused` without the right.
    """
    rows = File.within(by).select_related("school__authority")
    row = rows.filter(id=file).first()
    if row is None:
        raise Http404
    RECEIPT.demand(by)
    step = Step.objects.get(authority=row.authority_id, file=row.id, act=Act.SEND)
    said = json.loads(row.told or told(row, _cover(row)))
    findings = said["findings"]
    return Receipt(
        kind=Kind.FILE,
        reference=reference(row.id),
        authority=Body(**said["authority"]),
        school=Body(**said["school"]),
        sent=Sent(
            datetime.fromisoformat(row.at),
            *(said["sender"], said["role"]),
            _BEHALF if row.behalf else _FILE,
            said["on_time"],
        ),
        findings=Findings(**findings) if findings else None,
        file=Told(row.name, row.kind, row.length, row.sha256),
        audit=Audit(row.authority_id, step.number, step.digest),
    )


def told(row: File, cover: Cover) -> str:
    """Return what a file's receipt says beside its facts, as it is now: canonical JSON.

    Kept in the file under its seal, so that no receipt changes with a name.
    """
    school, authority = row.school, row.school.authority
    number = f"{authority.number}{school.number}" if school.number else ""
    findings = {"errors": cover.errors, "queries": cover.queries}
    said = {
        "authority": {"number": authority.number, "name": authority.name},
        "school": {"number": number, "name": school.name},
        "sender": cover.sender,
        "role": cover.role,
        "on_time": cover.on_time,
        "findings": findings if cover.checked else None,
    }
    return canonical.canonical_bytes(said).decode()


def _cover(row: File) -> Cover:
    return Cover.of(row.authority_id).filter(file=row.id).first() or Cover()


def reference(file: str) -> str:
    """Return what people call a file: its id, to be read over the telephone."""
    parts = [file[at : at + _GROUP] for at in range(0, len(file), _GROUP)]
    return "-".join(parts).upper()
