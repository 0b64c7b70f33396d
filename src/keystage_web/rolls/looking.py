"""Write down that somebody saw pupils: one event for a page, however many it shows."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from keystage_web.accounts.rights import Right
from keystage_web.accounts.scopes import Scope
from keystage_web.audit import actions as audit


def looked(
    *, by: Scope, right: Right, pupils: Collection[str], school: str, now: datetime
) -> None:
    """Write that these pupils of a school were seen; nothing where there were none."""
    if pupils:
        with transaction.atomic():
            audit.looked(
                authority=by.authority,
                by=by.person,
                action=right.action,
                now=now,
                about=pupils,
                school=school,
            )
