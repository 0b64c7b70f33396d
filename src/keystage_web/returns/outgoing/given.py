"""Write down what was taken out: which pupils, by whom, and for whom."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from keystage_web.accounts.rights import Right
from keystage_web.accounts.scopes import Scope
from keystage_web.audit import actions as audit
from keystage_web.audit import counting


def give(
    *,
    by: Scope,
    right: Right,
    pupils: Collection[str],
    said: Mapping[str, str],
    now: datetime,
) -> None:
    """Write that a file of these pupils was given out, and what is `said` of it.

    The name of the file, whom it goes to, its digest, reasons: nothing of a pupil.
    """
    right.demand(by)
    with transaction.atomic():
        audit.record(
            authority=by.authority,
            by=by.person,
            action=right.action,
            now=now,
            school=by.school,
            about=pupils,
            said=said,
        )


def number_of_next(scope: Scope, right: Right, most: int) -> int:
    """Return the number a school's next file gets: from 1, and again after the last."""
    done = counting.done(
        authority=scope.authority, school=scope.school, action=right.action
    )
    return done % most + 1
