"""What an authority says of a round to its schools."""

from datetime import datetime

from django.db import transaction

from keystage_web.accounts.scopes import Scope
from keystage_web.audit.actions import Change
from keystage_web.returns.models import Round
from keystage_web.returns.policies import GUIDE
from keystage_web.returns.refusals import NotThere


@transaction.atomic
def guide(*, by: Scope, round_id: str, text: str, link: str, now: datetime) -> None:
    """Set what schools read of a round, and where there is more. Raises `NotThere`."""
    row = Round.within(by).select_for_update().filter(id=round_id).first()
    if row is None:
        raise NotThere(round_id)
    GUIDE.demand(by)
    after = {"guidance": text.strip(), "link": link.strip()}
    changes = [
        Change(row.id, name, getattr(row, name), value)
        for name, value in after.items()
        if getattr(row, name) != value
    ]
    for name, value in after.items():
        setattr(row, name, value)
    row.save(update_fields=list(after))
    GUIDE.done(by, now, changes=changes)
