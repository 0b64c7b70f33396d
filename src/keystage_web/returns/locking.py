"""Whether results may be entered in a return just now, and if not, why."""

from datetime import datetime

from django.utils.translation import gettext as _

from keystage_web.returns.models import Return, Round
from keystage_web.returns.moments import begin_of, day_of
from keystage_web.returns.standing import said
from keystage_web.returns.states import ENTERED, ReturnState, RoundState


def locked(of_round: Round, of_return: Return | None, now: datetime) -> str:
    """Return why nothing can be entered, in a sentence; '' where it can be.

    Without a return, nothing has been entered yet. Late returns are taken for as long
    as the round is open.
    """
    if of_round.state != RoundState.OPEN:
        return _("This collection is closed. Ask your local authority to reopen it.")
    if now < begin_of(of_round.opens):
        told = {"day": said(day_of(begin_of(of_round.opens)))}
        return _("This collection opens on %(day)s.") % told
    if not of_round.entry:
        return _(
            "Your local authority has switched the marksheet off for this collection."
        )
    return _of(of_return) if of_return else ""


def _of(row: Return) -> str:
    if not row.entry:
        return _("Entering results is switched off. Your headteacher can switch it on.")
    return "" if row.state in ENTERED else _state(ReturnState(row.state))


def _state(state: ReturnState) -> str:
    if state is ReturnState.EXCUSED:
        return _("Your school does not take part in this collection.")
    if state is ReturnState.WITHDRAWN:
        return _("This return was withdrawn. Start it again to change results.")
    return _("This return has been sent. Ask your local authority to unlock it.")
