"""The ways in which results come in a round, and those one school is given beside them."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from keystage.core.errors import UsageError
from keystage_web.accounts.models import School
from keystage_web.accounts.scopes import Scope
from keystage_web.audit.actions import Change
from keystage_web.returns.actions.moves.submitting import sentence
from keystage_web.returns.models import Granted, Round
from keystage_web.returns.policies import ROUTES
from keystage_web.returns.refusals import NotThere
from keystage_web.returns.states import Route


@transaction.atomic
def take_by(
    *,
    by: Scope,
    round_id: str,
    routes: Collection[Route],
    gateway: bool,
    addresses: bool,
    now: datetime,
) -> None:
    """Set by which ways results come, whether schools upload themselves, and addresses.

    Raises `NotThere`, and `UsageError` for no way at all.
    """
    if not routes:
        raise UsageError("Results come in one way at least.")
    row = _locked(by, round_id)
    after = {
        "routes": sorted(Route(one).value for one in routes),
        "gateway": gateway,
        "addresses": addresses,
    }
    changes = [
        Change(row.id, name, getattr(row, name), value)
        for name, value in after.items()
        if getattr(row, name) != value
    ]
    for name, value in after.items():
        setattr(row, name, value)
    row.save(update_fields=list(after))
    ROUTES.done(by, now, changes=changes)


@transaction.atomic
def grant_route(
    *,
    by: Scope,
    round_id: str,
    school: str,
    routes: Collection[Route],
    until: datetime | None,
    reason: str,
    now: datetime,
) -> None:
    """Let a school use ways beside the round's own, and say why; none takes them back.

    Raises `NotThere`, `UsageError` without a reason or for a moment that is past.
    """
    said = sentence(reason)
    if until is not None and until <= now:
        raise UsageError("The time is past already.")
    row = _locked(by, round_id)
    if not School.within(by).filter(id=school).exists():
        raise NotThere(school)
    names = sorted(Route(one).value for one in routes)
    Granted.of(by.authority).update_or_create(
        round=row,
        school_id=school,
        defaults={
            "authority_id": by.authority,
            "routes": names,
            "until": until,
            "reason": said,
            "person_id": by.person,
            "at": now,
        },
    )
    told = {"round": row.id, "reason": said, "routes": names}
    told["until"] = until.isoformat() if until else ""
    ROUTES.done(by, now, school=school, said=told)


def _locked(by: Scope, round_id: str) -> Round:
    row = Round.within(by).select_for_update().filter(id=round_id).first()
    if row is None:
        raise NotThere(round_id)
    ROUTES.demand(by)
    return row
