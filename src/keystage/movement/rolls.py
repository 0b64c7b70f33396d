"""Who reports a pupil found on the rolls of several schools."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Protocol

from keystage.movement.calendar import NO_WEEKS, Weeks
from keystage.movement.decide import Verdict, decide
from keystage.movement.facts import Facts, Stay
from keystage.movement.table import Table

type _Days = tuple[str, date | None, date | None]


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


def decide_rolls(table: Table, entries: Iterable[OnRoll], **known: Any) -> Verdict:
    """Return who reports one pupil, by what schools' rolls say of the same pupil.

    The arguments are those of `facts_of_rolls`, which raises `UsageError`.
    """
    return decide(table, facts_of_rolls(entries, **known))


def facts_of_rolls(
    entries: Iterable[OnRoll],
    *,
    returned: Iterable[str] = (),
    assessed: Mapping[str, bool] | None = None,
    second_half: Mapping[str, date] | None = None,
    weeks: Weeks = NO_WEEKS,
    year_group: int = 1,
    met_before: bool | None = None,
) -> Facts:
    """Return the facts about one pupil in what schools' rolls say.

    `entries` are the pupil's, in any order; one given twice counts once. `returned` are
    the schools whose return holds the pupil: of one without an entry no day is known.
    `assessed` says of a school whether the check was taken there, `second_half` when the
    second half of the summer term began there; `weeks` is for all schools. The others
    are as in `Facts`. Raises `UsageError` where rolls contradict themselves or are none.
    """
    have, checked, halves = set(returned), assessed or {}, second_half or {}
    stays = tuple(
        Stay(
            school,
            joined,
            left,
            second_half=halves.get(school),
            assessed=checked.get(school),
            sent=school in have,
        )
        for school, joined, left in _days(entries, have)
    )
    return Facts(
        stays,
        opens=weeks.opens,
        closes=weeks.closes,
        second_half=weeks.second_half,
        year_group=year_group,
        met_before=met_before,
    )


def _days(entries: Iterable[OnRoll], returned: set[str]) -> list[_Days]:
    """Return the days at each school, of those that returned the pupil too."""
    found = {(entry.school, entry.joined, entry.left) for entry in entries}
    named = {school for school, _, _ in found}
    found |= {(school, None, None) for school in returned - named}
    return sorted(found, key=str)


def decide_pair(table: Table, one: OnRoll, other: OnRoll) -> Verdict:
    """Return who reports a pupil two schools have both returned.

    The order of the two has no meaning. Raises `UsageError` as `decide_rolls` does.
    """
    return decide_rolls(table, (one, other), returned=(one.school, other.school))
