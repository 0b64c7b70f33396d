"""Who reports a pupil found on the rolls of several schools."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol

from keystage.movement.calendar import NO_WEEKS, Weeks
from keystage.movement.decide import Verdict, decide
from keystage.movement.facts import Facts, Stay
from keystage.movement.table import Table


class OnRoll(Protocol):
    """One pupil on one school's roll, with the first and last day if they are known."""

    @property
    def school(self) -> str:
        """The school's number."""

    @property
    def joined(self) -> date | None:
        """The first day on the roll; None where the roll does not say."""

    @property
    def left(self) -> date | None:
        """The last day on the roll; None for a pupil who is on it, or nobody says."""


def decide_rolls(
    table: Table,
    entries: Iterable[OnRoll],
    *,
    returned: Iterable[str] = (),
    assessed: Mapping[str, bool] | None = None,
    second_half: Mapping[str, date] | None = None,
    weeks: Weeks = NO_WEEKS,
    year_group: int = 1,
    met_before: bool | None = None,
) -> Verdict:
    """Return who reports one pupil, by what schools' rolls say of the same pupil.

    `entries` are the pupil's, one or more for each school, in any order; one given
    twice counts once. `returned` are the schools whose return holds the pupil: one
    of them without an entry is a school of which no day is known. `assessed` says of
    a school whether the check was taken there, `second_half` when the second half of
    the summer term began there; `weeks` holds for all schools, `year_group` and
    `met_before` are as in `Facts`. Raises `UsageError` where the rolls contradict
    themselves or are none.
    """
    have, checked, halves = set(returned), assessed or {}, second_half or {}
    stays = {(entry.school, entry.joined, entry.left) for entry in entries}
    stays |= {(school, None, None) for school in have - {stay[0] for stay in stays}}
    return decide(
        table,
        Facts(
            tuple(
                Stay(
                    school=school,
                    joined=joined,
                    left=left,
                    second_half=halves.get(school),
                    assessed=checked.get(school),
                    sent=school in have,
                )
                for school, joined, left in sorted(stays, key=str)
            ),
            opens=weeks.opens,
            closes=weeks.closes,
            second_half=weeks.second_half,
            year_group=year_group,
            met_before=met_before,
        ),
    )


def decide_pair(table: Table, one: OnRoll, other: OnRoll) -> Verdict:
    """Return who reports a pupil two schools have both returned.

    The order of the two has no meaning. Raises `UsageError` as `decide_rolls` does.
    """
    return decide_rolls(table, (one, other), returned=(one.school, other.school))
