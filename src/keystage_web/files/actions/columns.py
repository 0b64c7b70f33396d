"""Remember how a school heads its columns, and what a file of it comes to, read so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.http import Http404

from keystage_web.accounts.scopes import Scope
from keystage_web.files.actions.sending import Judged
from keystage_web.files.models import Columns, Cover, File
from keystage_web.files.policies import COLUMNS

MOST = 200  # headings that are remembered, the newest


@dataclass(frozen=True, slots=True)
class Known:
    """What a person said of the columns of a table of a `collection`, by its headings.

    `judged` is what was found in the file, read so.
    """

    collection: str
    mapping: Mapping[str, str]
    judged: Judged


@transaction.atomic
def read_so(*, by: Scope, file: str, known: Known, now: datetime) -> None:
    """Remember the columns for the file's school, and count what was found in the file.

    Raises `Http404` for a file out of sight, `Refused` without the right.
    """
    row = File.within(by).filter(id=file).first()
    if row is None:
        raise Http404
    COLUMNS.demand(by)
    held, _ = (
        Columns.of(by.authority)
        .select_for_update(of=("self",))
        .get_or_create(
            school_id=row.school_id,
            collection=known.collection,
            defaults={"authority_id": by.authority},
        )
    )
    others = {to: of for to, of in held.mapping.items() if to not in known.mapping}
    whole = {**others, **known.mapping}
    held.mapping = dict(list(whole.items())[-MOST:])
    held.save(update_fields=["mapping"])
    judged = known.judged
    Cover.of(by.authority).filter(file=row.id).update(
        checked=judged.checked,
        errors=judged.errors,
        queries=judged.queries,
        notes=judged.notes,
        pupils=judged.pupils,
    )
    COLUMNS.done(by, now, school=row.school_id, said={"file": row.id})
