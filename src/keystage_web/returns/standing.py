"""Where a round stands for somebody, in words: worked out here and nowhere else."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from keystage_web.returns.moments import begin_of, day_of, time_of
from keystage_web.returns.states import RoundState
from keystage_web.ui.parts import State, Tone

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_NEAR = 7  # days before the end, from which a round is said to be due soon


@dataclass(frozen=True, slots=True)
class Dates:
    """The days of a round for one who asks; `until` is the end for a school given time."""

    state: RoundState
    opens: date
    deadline: datetime
    until: datetime | None = None

    @property
    def end(self) -> datetime:
        """The last moment for a return."""
        return max(self.deadline, self.until) if self.until else self.deadline


def standing(dates: Dates, now: datetime) -> State:
    """Return the word for a round, and how it looks."""
    if dates.state is not RoundState.OPEN:
        return _at_rest(dates.state)
    if now < begin_of(dates.opens):
        told = _("Opens on %(day)s") % {"day": said(dates.opens)}
        return State(told, Tone.WAITING)
    days = (day_of(dates.end) - day_of(now)).days
    if now > dates.end:
        return State(_("Late"), Tone.LATE)
    if days <= _NEAR:
        return State(left(dates, now), Tone.QUERY)
    return State(_("Open"), Tone.BEGUN)


def left(dates: Dates, now: datetime) -> str:
    """Return how many days are left in an open round, in words; '' once it is over."""
    if dates.state is not RoundState.OPEN or now > dates.end:
        return ""
    days = (day_of(dates.end) - day_of(now)).days
    if days == 0:
        return _("Due today")
    told = ngettext("%(left)d day left", "%(left)d days left", days)
    return told % {"left": days}


def is_taking(dates: Dates, now: datetime) -> bool:
    """Return whether returns may be entered: in an open round, from its first day on.

    Late ones too: that they are late is kept as a fact.
    """
    return dates.state is RoundState.OPEN and now >= begin_of(dates.opens)


def due(dates: Dates) -> str:
    """Return by when a return is due, in words."""
    day = said(day_of(dates.end))
    at = time_of(dates.end)
    if at is None:
        return _("Due by the end of %(day)s") % {"day": day}
    return _("Due by %(time)s on %(day)s") % {"time": at.strftime("%H:%M"), "day": day}


def said(day: date) -> str:
    """Return a day with its weekday, as Tuesday 23 June 2026."""
    return date_format(day, "l j F Y")


_REST: dict[RoundState, Tone] = {
    RoundState.DRAFT: Tone.QUIET,
    RoundState.CLOSED: Tone.SENT,
    RoundState.ARCHIVED: Tone.QUIET,
}


def _at_rest(state: RoundState) -> State:
    word: StrOrPromise = state.label
    return State(word, _REST[state])
