"""Whether results may be entered in a return just now, and if not, why."""

from datetime import datetime

from django.utils.translation import gettext as _

from keystage_web.returns.locking.routes import routes_of
from keystage_web.returns.locking.unlocks import open_unlock
from keystage_web.returns.models import Return, Round, Unlock
from keystage_web.returns.moments import begin_of, day_of
from keystage_web.returns.standing import said
from keystage_web.returns.states import ENTERED, ReturnState, RoundState, Route


def locked(
    of_round: Round,
    of_return: Return | None,
    now: datetime,
    unlock: Unlock | None = None,
) -> str:
    """Return why nothing can be entered, in a sentence; '' where it can be.

    Without a return, nothing has been entered yet. Late returns are taken for as long
    as the round is open.
    """
    if shut := closed(of_round, now):
        return shut
    if not of_round.entry:
        return _(
            "Your local authority has switched the marksheet off for this collection."
        )
    school = of_return.school_id if of_return else ""
    if Route.MARKSHEET not in routes_of(of_round, school, now):
        return _("In this collection results are sent in a file.")
    return _of(of_return, now, unlock) if of_return else ""


def closed(of_round: Round, now: datetime) -> str:
    """Return why a round takes nothing, however it comes, in a sentence; or ''."""
    if of_round.state != RoundState.OPEN:
        return _("This collection is closed. Ask your local authority to reopen it.")
    if now < begin_of(of_round.opens):
        told = {"day": said(day_of(begin_of(of_round.opens)))}
        return _("This collection opens on %(day)s.") % told
    return ""


def run_out(row: Return, now: datetime, unlock: Unlock | None = None) -> str:
    """Return, of an unlocked return, that its time has run out, in a sentence; or ''."""
    if row.state != ReturnState.UNLOCKED:
        return ""
    found = unlock or open_unlock(row.round.authority_id, row.id)
    if found is None or found.until is None or now <= found.until:
        return ""
    return _("The time for changes has run out. Ask your local authority for more.")


def _of(row: Return, now: datetime, unlock: Unlock | None) -> str:
    if not row.entry:
        return _("Entering results is switched off. Your headteacher can switch it on.")
    if row.state not in ENTERED:
        return why(ReturnState(row.state))
    return run_out(row, now, unlock)


def why(state: ReturnState) -> str:
    """Return why nothing can be done with a return that stands so, in a sentence."""
    if state is ReturnState.EXCUSED:
        return _("Your school does not take part in this collection.")
    if state is ReturnState.WITHDRAWN:
        return _("This return was withdrawn. Start it again to change results.")
    if state is ReturnState.DRAFT:
        return _("This return has not been sent.")
    if state is ReturnState.UNLOCKED:
        return _("This return is unlocked, and has not been sent again.")
    return _("This return has been sent. Ask your local authority to unlock it.")
