"""Write an authority's own terms of use, or go back to the service's."""

from datetime import date, datetime

from django.db import transaction

from keystage_web.accounts import policies
from keystage_web.accounts.actions.standing import demand
from keystage_web.accounts.models import Terms
from keystage_web.accounts.scopes import Scope
from keystage_web.audit.actions import Change


@transaction.atomic
def write(*, by: Scope, text: str, dated: date | None, now: datetime) -> None:
    """Keep the text and its day; without a text the service's own counts again.

    With another day everybody is asked to agree when they next sign in.
    """
    demand(policies.TERMS, by)
    rows = Terms.of(by.authority)
    row = rows.first()
    was = {"text": row.text, "dated": row.dated.isoformat()} if row else {}
    new: dict[str, str] = {}
    if text and dated:
        new = {"text": text, "dated": dated.isoformat()}
        rows.update_or_create(
            authority_id=by.authority, defaults={"text": text, "dated": dated}
        )
    else:
        rows.delete()
    changes = [
        Change(by.authority, name, was.get(name, ""), new.get(name, ""))
        for name in ("text", "dated")
        if was.get(name) != new.get(name)
    ]
    policies.TERMS.done(by, now, changes=changes)
