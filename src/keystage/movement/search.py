"""What may come out while a fact is missing, and which missing fact to ask for.

A rule that meets an unknown fact raises `Unknown`; every answer that fact could have
is then tried. Dates are tried at each day that is known, between them and beyond:
rules compare days, so no other day could come out differently.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from keystage.core.errors import UsageError
from keystage.core.years import summer_year
from keystage.movement.case import Case
from keystage.movement.facts import (
    CAME_FROM,
    GONE_TO,
    STILL,
    Answer,
    Facts,
    Missing,
)
from keystage.movement.table import Row, Table
from keystage.movement.timeline import Timeline, Unknown
from keystage.movement.vocabulary import FACTS, NOBODY, NOT_COVERED, ROLES

BEYOND = timedelta(days=40)
FEW = 5  # answers tried of each fact before all of them are
_PLAIN_YEAR = 2001  # where not one day is known, any year will do
_TURNS = 12  # ways of answering all other facts, to see whether one matters
_LOOKS = 200  # cases looked at to learn which facts come up at all
MOST = 20_000  # cases looked at before the first missing fact is asked for instead
_ENOUGH = 300  # the same, to see what one answer would settle


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one row makes of a case: the school, or that it is nobody, or unsaid."""

    kind: str
    school: str | None = None


@dataclass(slots=True)
class Found:
    """The outcomes that are possible, each with the rows that lead to it.

    `turns_on` is the fact at which the second outcome came up: with the others as
    they then were, one answer to it leads to one outcome and another to the other.
    `left` is how many cases may still be looked at; then it is `given_up`.
    """

    rows: dict[Outcome, dict[str, Row]] = field(default_factory=dict)
    turns_on: Missing | None = None
    left: int = MOST
    given_up: bool = False

    @property
    def settled(self) -> bool:
        """Whether everything unknown comes to the same."""
        return len(self.rows) == 1 and not self.given_up

    @property
    def parted(self) -> bool:
        """Whether it is clear already that not everything comes to the same."""
        return len(self.rows) > 1 or self.given_up

    def note(self, outcome: Outcome, row: Row | None) -> None:
        """Keep one outcome, and the row that led to it."""
        rows = self.rows.setdefault(outcome, {})
        if row is not None:
            rows[row.id] = row


def apply(table: Table, facts: Facts) -> tuple[Outcome, Row | None]:
    """Return what the first row that holds says; no row where none does.

    Raises `Unknown` at the first fact that is needed and not known.
    """
    case = Case(Timeline(facts), table.settings)
    for row in table.rows:
        if all(FACTS[fact].read(case) in row.when[fact] for fact in row.when):
            if row.reports in {NOBODY, NOT_COVERED}:
                return Outcome(row.reports), row
            return Outcome("school", ROLES[row.reports].read(case)), row
    return Outcome(NOT_COVERED), None


def possible(table: Table, facts: Facts, most: int = MOST) -> Found:
    """Return the outcomes still possible; it stops looking at the second.

    A few ways of answering everything are tried first, then a few answers to each
    fact: they mostly show two outcomes. Where `most` cases all came to the same and
    there are more, it is left open, as if there were another: to ask is safe.
    """
    found = Found()
    for turn in range(_TURNS):
        if (came := _answered_by_turns(table, facts, turn)) is not None:
            found.note(*came)
    if found.parted:
        return found
    found = Found(left=most)
    _look(table, facts, found, FEW)
    if found.settled:
        _look(table, facts, found, None)
    return found


def _answered_by_turns(
    table: Table, facts: Facts, turn: int
) -> tuple[Outcome, Row | None] | None:
    """Return what comes out when each fact is answered as it comes up, if anything."""
    for depth in range(_TURNS * len(facts.stays)):
        try:
            return apply(table, facts)
        except Unknown as unknown:
            more = list(completed(facts, unknown.missing, FEW)) or [facts]
            facts = more[(turn * turn + turn * depth + depth) % len(more)]
    return None


def _look(table: Table, facts: Facts, found: Found, few: int | None) -> None:
    found.left -= 1
    try:
        outcome, row = apply(table, facts)
    except Unknown as unknown:
        found.given_up = found.given_up or found.left <= 0
        for more in [] if found.given_up else completed(facts, unknown.missing, few):
            _look(table, more, found, few)
            if found.parted:
                break
        if found.parted:
            found.turns_on = found.turns_on or unknown.missing
        return
    found.note(outcome, row)


def completed(facts: Facts, missing: Missing, few: int | None) -> Iterator[Facts]:
    """Yield the facts with each answer `missing` could have and not contradict.

    With `few`, about so many of them, spread over all.
    """
    tried = list(answers(facts, missing))
    for answer in tried[:: max(1, len(tried) // few) if few else 1]:
        try:
            yield facts.answered(missing, answer)
        except UsageError:
            continue


def answers(facts: Facts, missing: Missing) -> Iterable[Answer]:
    """Return answers to try for a fact, so that no other could come out otherwise."""
    fixed: Mapping[str, Iterable[Answer]] = {
        "assessed": (True, False),
        "met_before": (True, False),
        "came_from": CAME_FROM,
        "gone_to": GONE_TO,
        "most_time": missing.among,
        "longest": missing.among,
        "may_days": range(24),
    }
    if missing.fact in fixed:
        return fixed[missing.fact]
    days = _days(facts)
    return (STILL, *days) if missing.fact == "left" else days


def _days(facts: Facts) -> list[date]:
    """Return the days known, a day between each two, and one beyond at either end."""
    known = {facts.opens, facts.closes, facts.second_half}
    for stay in facts.stays:
        known |= {stay.joined, stay.second_half}
        known |= {day for day in (stay.left, stay.assessed) if isinstance(day, date)}
    told = {day for day in known if day is not None}
    year = summer_year(max(told)) if told else _PLAIN_YEAR
    told |= {date(year - 1, 9, 1), date(year, 5, 1), date(year, 5, 31)}
    told |= {date(year, 7, 31)}
    days = sorted(told)
    between = {first + (second - first) // 2 for first, second in pairwise(days)}
    return sorted({days[0] - BEYOND, *days, *between, days[-1] + BEYOND})


def deciding(table: Table, facts: Facts, found: Found) -> Missing | None:
    """Return the missing fact to ask for: the one most of whose answers settle it.

    Where no single answer settles anything, the first that the rules come to and
    that makes a difference; where none was seen to, the one outcomes parted at. A
    school's last day is asked for before its first: the school that was left first
    needs no other.
    """
    asked = _coming_up(table, facts)
    best = _best(table, facts, found, asked)
    if best is None or best.fact != "joined":
        return best
    left = Missing("left", best.school)
    return left if left in asked else best


def _best(
    table: Table, facts: Facts, found: Found, asked: Sequence[Missing]
) -> Missing | None:
    scores = {missing: _settling(table, facts, missing) for missing in asked}
    best = max(asked, key=lambda missing: scores[missing])
    if scores[best]:
        return best
    plans = [_plan(facts, asked, turn) for turn in range(_TURNS)]
    for missing in asked:
        if any(_differs(table, facts, missing, plan) for plan in plans):
            return missing
    return found.turns_on if found.turns_on in asked else asked[0]


def _plan(facts: Facts, asked: Sequence[Missing], turn: int) -> dict[Missing, Answer]:
    """Return an answer to each fact, another at every turn."""
    tried = [(missing, list(answers(facts, missing))) for missing in asked]
    return {
        missing: among[(turn * (at + 1) + at) % len(among)]
        for at, (missing, among) in enumerate(tried)
    }


def _differs(
    table: Table, facts: Facts, missing: Missing, plan: Mapping[Missing, Answer]
) -> bool:
    """Whether, with all else answered by `plan`, answers to `missing` come apart."""
    found = {_played(table, more, plan) for more in completed(facts, missing, 2 * FEW)}
    return len(found - {None}) > 1


def _played(
    table: Table, facts: Facts, plan: Mapping[Missing, Answer]
) -> Outcome | None:
    """Return the outcome by the answers of `plan`; None where they do not do."""
    try:
        return apply(table, facts)[0]
    except Unknown as unknown:
        missing = unknown.missing
    rest = {other: answer for other, answer in plan.items() if other != missing}
    if missing not in plan:
        return None
    try:
        return _played(table, facts.answered(missing, plan[missing]), rest)
    except UsageError:
        return None


def _coming_up(table: Table, facts: Facts) -> list[Missing]:
    """Return the missing facts the rules come to, the first first."""
    seen: dict[Missing, None] = {}
    waiting = [facts]
    for _ in range(_LOOKS):
        if not waiting:
            break
        one = waiting.pop(0)
        try:
            apply(table, one)
        except Unknown as unknown:
            seen[unknown.missing] = None
            waiting += completed(one, unknown.missing, FEW)
    return [missing for missing in seen if _is_open(facts, missing)]


def _is_open(facts: Facts, missing: Missing) -> bool:
    """Whether a fact can be asked for now: its school is told or spoken of."""
    return not missing.school or missing.school in facts.schools


def _settling(table: Table, facts: Facts, missing: Missing) -> float:
    """Return the share of a fact's answers that settle the case."""
    tried = [
        possible(table, more, _ENOUGH).settled
        for more in completed(facts, missing, 2 * FEW)
    ]
    return sum(tried) / len(tried) if tried else 0.0
