"""What a cell of the board says: a word, and on whom the return waits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from keystage_web.returns.board.gather import Sent, Standing
from keystage_web.returns.board.model import Cell
from keystage_web.returns.models import Round
from keystage_web.returns.moments import begin_of, day_of
from keystage_web.returns.standing import Dates
from keystage_web.returns.states import Declaration, ReturnState
from keystage_web.returns.versions.progress import Far
from keystage_web.ui.parts import State, Tone

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

OURS, THEIRS = "ours", "theirs"


@dataclass(frozen=True, slots=True)
class Asking:
    """A round whose cells are asked for, its days, and when it is asked."""

    round: Round
    dates: Dates
    now: datetime


NOT_STARTED, PROGRESS, PROBLEMS, READY = "not-started", "progress", "problems", "ready"
SUBMITTED, AWAITS, QUERIED, ACCEPTED = "sent", "awaits", "queried", "accepted"
UNLOCKED, LATE, EXTENDED, EXCUSED = "unlocked", "late", "extension", "excused"
WITHDRAWN, NOT_OPEN = "withdrawn", "not-open"

# The words for a return: at its school, on its own page and at the authority alike.
KINDS: Mapping[str, "StrOrPromise"] = {
    NOT_OPEN: gettext_lazy("Not open yet"),
    NOT_STARTED: gettext_lazy("Not started"),
    PROGRESS: gettext_lazy("In progress"),
    PROBLEMS: gettext_lazy("Problems"),
    READY: gettext_lazy("Ready to send"),
    SUBMITTED: gettext_lazy("Sent"),
    AWAITS: gettext_lazy("Sent, awaiting confirmation"),
    QUERIED: gettext_lazy("Queried"),
    ACCEPTED: gettext_lazy("Accepted"),
    UNLOCKED: gettext_lazy("Unlocked"),
    LATE: gettext_lazy("Late"),
    EXTENDED: gettext_lazy("Extension"),
    EXCUSED: gettext_lazy("Not taking part"),
    WITHDRAWN: gettext_lazy("Withdrawn"),
}
_TONES: Mapping[str, Tone] = {
    PROGRESS: Tone.BEGUN,
    PROBLEMS: Tone.PROBLEM,
    READY: Tone.BEGUN,
    SUBMITTED: Tone.SENT,
    AWAITS: Tone.SENT,
    QUERIED: Tone.QUERY,
    ACCEPTED: Tone.DONE,
    UNLOCKED: Tone.WAITING,
    LATE: Tone.LATE,
    EXTENDED: Tone.WAITING,
}
SENT = frozenset({SUBMITTED, AWAITS, QUERIED, ACCEPTED, UNLOCKED})
_TO_SEND = frozenset({NOT_STARTED, PROGRESS, READY, EXTENDED, WITHDRAWN})
_STATES: Mapping[ReturnState, str] = {
    ReturnState.QUERIED: QUERIED,
    ReturnState.ACCEPTED: ACCEPTED,
    ReturnState.UNLOCKED: UNLOCKED,
    ReturnState.EXCUSED: EXCUSED,
}


def cell_of(asking: Asking, one: Standing, *, owes: bool) -> Cell:
    """Return what is said of a return; of one that is not owed, where there is one."""
    if not owes and one.state is None:
        return Cell(NOT_STARTED, State(KINDS[NOT_STARTED]), owed=False)
    kind = kind_of(asking, one)
    far = _told(kind, one)
    theirs = _theirs(asking, kind, one, far)
    return Cell(
        kind=kind,
        word=_word(kind, asking.dates, one),
        done=far.complete,
        due=0 if kind == EXCUSED else far.due,
        problems=0 if kind in {ACCEPTED, EXCUSED} else far.errors,
        more=tuple(_more(asking, kind, one, far)),
        ours=_ours(kind, one),
        theirs=theirs,
        plain=theirs == _to_send(kind),
        asked=one.asked,
    )


def _told(kind: str, one: Standing) -> Far:
    """Return how far it is: of what stands as sent, the pupils in it and what is left."""
    if one.sent is None or kind not in SENT or kind == UNLOCKED:
        return one.far
    far, sent = one.far, one.sent
    return far._replace(complete=far.given, errors=sent.errors, queries=sent.queries)


def kind_of(asking: Asking, one: Standing) -> str:
    """Return where a return stands, as it is found by."""
    if one.state is ReturnState.SUBMITTED:
        return AWAITS if _awaits(asking.round, one.sent) else SUBMITTED
    if one.state and one.state in _STATES:
        return _STATES[one.state]
    return _timed(_own(asking.dates, one), asking.now) or _begun(one)


def by_time(dates: Dates, now: datetime) -> State | None:
    """Return the word for a return at work where its days alone give it; else None."""
    kind = _timed(dates, now)
    return _word(kind, dates, Standing(until=dates.until)) if kind else None


def _timed(dates: Dates, now: datetime) -> str:
    """Return the kind that the days alone give; '' where it is what was entered."""
    if now < begin_of(dates.opens):
        return NOT_OPEN
    if now > dates.end:
        return LATE
    return EXTENDED if _has_longer(dates) else ""


def _has_longer(dates: Dates) -> bool:
    return dates.end > dates.deadline


def _begun(one: Standing) -> str:
    """Return how far a return is that is at work, or is not."""
    if one.state is ReturnState.WITHDRAWN:
        return WITHDRAWN
    if one.state is None or not one.far.begun:
        return NOT_STARTED
    if one.far.errors:
        return PROBLEMS
    return READY if one.far.due and one.far.complete == one.far.due else PROGRESS


def last_of(held: Iterable[Standing]) -> tuple[datetime | None, str]:
    """Return when something last came of returns, and what that was."""
    found = [told for one in held for told in _events(one)]
    return max(found, key=lambda told: told[0]) if found else (None, "")


def _events(one: Standing) -> Iterable[tuple[datetime, str]]:
    told = (
        (one.sent.at if one.sent else None, _("sent")),
        (one.given_at, _("given more time")),
        (one.late_at, _("said it will be late")),
        (one.asked_since, _("asked a question")),
        (one.unlock_asked, _("asked to unlock")),
        (one.unlocked, _("unlocked")),
    )
    return [(at, said) for at, said in told if at is not None]


def _own(dates: Dates, one: Standing) -> Dates:
    """Return the days of a round for one school."""
    return replace(dates, until=one.until or dates.until)


def _awaits(of: Round, sent: Sent | None) -> bool:
    if sent is None or of.declaration == Declaration.SENDER:
        return False
    return not (sent.signed or sent.confirmed)


def _word(kind: str, dates: Dates, one: Standing) -> State:
    label = KINDS[kind]
    if kind == NOT_OPEN:
        label = _("Opens on %(day)s") % {"day": date_format(dates.opens, "j F")}
    if kind == EXTENDED and one.until:
        label = _("Extension to %(day)s") % {"day": _day(one.until)}
    if kind == UNLOCKED and one.unlocked_until:
        label = _("Unlocked until %(day)s") % {"day": _day(one.unlocked_until)}
    return State(label, _TONES.get(kind, Tone.QUIET))


def _more(asking: Asking, kind: str, one: Standing, far: Far) -> Iterable[str]:
    """Yield what is said beside the word."""
    if far.errors and kind not in {ACCEPTED, EXCUSED}:
        said = ngettext("%(many)d problem", "%(many)d problems", far.errors)
        yield said % {"many": far.errors}
    if one.sent and kind in SENT and not one.sent.on_time:
        yield _("sent late")
    if kind == LATE and one.until and _has_longer(_own(asking.dates, one)):
        yield _("had until %(day)s") % {"day": _day(one.until)}
    if one.late and kind not in SENT:
        told = (
            _("late moderation, by %(day)s") if one.moderation else _("says by %(day)s")
        )
        yield told % {"day": date_format(one.late, "j F")}


def _ours(kind: str, one: Standing) -> str:
    """Return what a return waits for that is ours to do; '' for nothing."""
    if one.unlock_asked and not one.unlocked:
        return _("Us: asked to unlock")
    if one.answered:
        said = ngettext("Us: %(many)d answer", "Us: %(many)d answers", one.answered)
        return said % {"many": one.answered}
    if kind == SUBMITTED and one.sent:
        return _("Us: to accept") if one.sent.received else _("Us: to receive")
    return ""


def _theirs(asking: Asking, kind: str, one: Standing, far: Far) -> str:
    """Return what it waits for that is the school's to do; '' for nothing."""
    if one.asked and one.asked_since:
        days = (day_of(asking.now) - day_of(one.asked_since)).days
        said = ngettext(
            "School: question %(days)d day", "School: question %(days)d days", days
        )
        return said % {"days": days} if days else _("School: question today")
    if one.proposed:
        return _("School: agree to a correction")
    if kind == AWAITS:
        return _("School: headteacher's word")
    if kind == LATE:
        return _("School: nothing sent")
    if kind == PROBLEMS:
        said = ngettext(
            "School: %(many)d problem", "School: %(many)d problems", far.errors
        )
        return said % {"many": far.errors}
    return _to_send(kind)


def _to_send(kind: str) -> str:
    """Return that a school has not sent it yet, or not again; '' where it has."""
    if kind == UNLOCKED:
        return _("School: to send again")
    return _("School: to send") if kind in _TO_SEND else ""


def _day(moment: datetime) -> str:
    return date_format(day_of(moment), "j F")
