"""What one school sent, given to an officer: with the reason, and written down."""

from datetime import datetime

from django.db import transaction

from keystage.core.errors import UsageError
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.actions import received
from keystage_web.returns.giving.files import Form, Made, file_of
from keystage_web.returns.giving.telling import counted
from keystage_web.returns.giving.versions import standing
from keystage_web.returns.models.remarks import TEXT
from keystage_web.returns.policies import EXPORT_ONE
from keystage_web.returns.refusals import NotThere
from keystage_web.rolls.looking import looked


@transaction.atomic
def take(
    *, by: Scope, round_id: str, school: str, form: Form, reason: str, now: datetime
) -> Made:
    """Return a school's return as a file: received then, each pupil seen, told if many.

    Raises `NotThere` where nothing was sent, `UsageError` without a reason, and what
    `file_of` raises for a file that cannot be made.
    """
    EXPORT_ONE.demand(by)
    said = reason.strip()
    if not 0 < len(said) <= TEXT:
        raise UsageError("It is said why.")
    given = next(standing(by, round_id, [school]), None)
    if given is None:
        raise NotThere(school)
    made = file_of(given, form, now)
    received(by=by, version=given.id, now=now)
    pupils = [line.id for line in given.lines]
    looked(by=by, right=EXPORT_ONE, pupils=pupils, school=school, now=now)
    counted(by, now)
    told = {"version": given.version, "form": form.value, "reason": said}
    EXPORT_ONE.done(by, now, school=school, said={"round": round_id, **told})
    return made
