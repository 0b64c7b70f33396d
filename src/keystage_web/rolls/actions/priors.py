"""Keep results of earlier years, as an officer brings them in a file."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from keystage.core.errors import UsageError
from keystage.xmlguard import Limits
from keystage_web.accounts.scopes import Scope
from keystage_web.rolls.models import Prior
from keystage_web.rolls.policies import PRIORS
from keystage_web.rolls.reading.apart import priors_apart
from keystage_web.rolls.reading.file import Asked
from keystage_web.rolls.reading.prior import Row

_BATCH = 200
_KEY = ("authority", "upn", "collection", "year", "component")


@dataclass(frozen=True, slots=True)
class Kept:
    """How many results were kept, and how many pupils of the file were not plain."""

    results: int
    unclear: int


def keep_priors(*, by: Scope, year: int, name: str, data: bytes, now: datetime) -> Kept:
    """Keep the results of years before `year` in a Common Transfer File.

    A result that is there already is written anew. Raises `UsageError` where the file
    cannot be read or holds none.
    """
    PRIORS.demand(by)
    limits = Limits(size=settings.CONFIG.upload_limit)
    found = priors_apart(data, Asked(name, "", year, {}, limits))
    if found.faults or not found.rows:
        said = " ".join(found.faults)
        raise UsageError(said or f"{name} holds no results of earlier years.")
    rows = {row[:1] + row[3:6]: _kept(by.authority, row) for row in found.rows}
    with transaction.atomic():
        Prior.of(by.authority).bulk_create(
            rows.values(),
            batch_size=_BATCH,
            update_conflicts=True,
            unique_fields=_KEY,
            update_fields=("born", "surname", "value"),
        )
        PRIORS.done(by, now, said={"results": len(rows), "unclear": found.unclear})
    return Kept(len(rows), found.unclear)


def _kept(authority: str, row: Row) -> Prior:
    upn, born, surname, collection, year, component, value = row
    return Prior(
        authority_id=authority,
        upn=upn,
        born=date.fromisoformat(born),
        surname=surname,
        collection=collection,
        year=year,
        component=component,
        value=value,
    )
