"""A return as it stands, gathered in a few questions however many pupils there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet

from keystage_web.accounts.models import Within
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.locking import locked
from keystage_web.returns.locking.unlocks import ALL, Limits, limits_of, open_unlock
from keystage_web.returns.models import Return, Round
from keystage_web.returns.moments import day_of
from keystage_web.returns.sheet.closing import Again, again_on
from keystage_web.returns.sheet.facts import Before, Child, Held, Said
from keystage_web.returns.sheet.gather.asking import Place, Spoken, sorted_out, spoken
from keystage_web.returns.sheet.gather.earlier import before_of
from keystage_web.returns.sheet.gather.pupils import Around, children_of, moved
from keystage_web.returns.sheet.gather.reading import Wanted, pupils_of, results_of
from keystage_web.returns.sheet.plan import Plan, plan_of
from keystage_web.returns.states import ReturnState
from keystage_web.rolls.models import Pupil


@dataclass(frozen=True, slots=True)
class Standing:
    """A round, and a school's return in it; `row.id` is '' where there is none yet.

    `unlocked` is what may be changed of a return that was sent.
    """

    round: Round
    row: Return
    school: str
    locked: str
    day: date
    unlocked: Limits = ALL

    @property
    def of_return(self) -> str:
        """The id of the return, or ''."""
        return self.row.id


@dataclass(frozen=True, slots=True)
class Gathered:
    """All a sheet is made of. `number` and `name` are the school's.

    `klass` is the class whose results alone are there, '' where all are.
    """

    standing: Standing
    plan: Plan
    children: tuple[Child, ...]
    results: Mapping[str, Mapping[str, Held]]
    said: Said
    before: Mapping[str, Before]
    again: Again | None
    number: str = ""
    name: str = ""
    klass: str = ""

    @property
    def nothing_before(self) -> bool:
        """Whether several pupils should have a result of last year, and none has one.

        What another school told of a pupil does not count.
        """
        known = (one.results for one in self.before.values() if not one.source)
        return len(self.before) > 1 and not any(known)


def standing_of(
    scope: Scope, round_id: str, now: datetime, school: str = ""
) -> Standing | None:
    """Return a round the scope sees with the return of its school; one question."""
    own = scope.school or school
    row: Any = _ROUND.first(scope, round_id, own)
    if row is None or not own:
        return None
    held = Return(id="", round=row, school_id=own)
    if row.mine_id is not None:
        held = Return(
            id=row.mine_id,
            round=row,
            school_id=own,
            state=row.mine_state,
            entry=row.mine_entry,
            seq=row.mine_seq,
            completed_on=row.mine_done,
        )
    unlocked = held.state == ReturnState.UNLOCKED
    unlock = open_unlock(row.authority_id, held.id) if unlocked else None
    said = locked(row, held, now, unlock)
    return Standing(row, held, own, said, day_of(now), unlocked=limits_of(unlock))


def _with_own(rows: QuerySet[Round], id_: str, own: str) -> QuerySet[Round]:
    """Return a round with what its return of a school says, as `mine_…`."""
    mine = FilteredRelation("returns", condition=Q(returns__school=own))
    rows = rows.filter(id=id_).select_related("book").defer("book__content")
    return rows.annotate(mine=mine).annotate(
        mine_id=F("mine__id"),
        mine_state=F("mine__state"),
        mine_entry=F("mine__entry"),
        mine_seq=F("mine__seq"),
        mine_done=F("mine__completed_on"),
    )


_ROUND = Within(Round, _with_own)


def gathered(
    scope: Scope,
    found: Standing,
    now: datetime,
    pupils: Sequence[str] = (),
    *,
    klass: str = "",
    first: bool = False,
    alone: bool = False,
) -> Gathered:
    """Return all of a return (or of some `pupils`); four questions at the most.

    With a class (`NO_CLASS` for who is in none) the results are those of its children,
    and of who has left: nothing may be made of the others' rows. `first` takes the first
    of the classes there are. With `alone`, the class's children are all that are read.
    """
    plan = plan_of(found.round.book.book, found.day)
    place = Place(found.school, found.round.summer, found.of_return)
    told = spoken(scope, place, now)
    school = _school(told)
    around = Around.of(told, place, school)
    wanted = Wanted(place, now, tuple(pupils), klass, alone=alone)
    rows = pupils_of(scope, wanted, plan.book)
    every = children_of(rows, plan.book, around)
    if first:
        wanted = wanted._replace(klass=_first(every))
    results = results_of(scope, wanted)
    children = tuple(one for one in every if one.id in results or not _gone(one))
    said, again = sorted_out(told), again_on(plan)
    due = [child for child in children if child.cohort in plan.again] if again else []
    before = before_of(scope, found.school, plan.book, due) if due else {}
    _tell(before, said.known)
    return Gathered(
        *(found, plan, children, results, said, before, again),
        *school,
        klass=wanted.klass,
    )


def _first(children: Sequence[Child]) -> str:
    """Return the first class that somebody is in still, '' where nobody is in one."""
    there = {(one.klass_name, one.klass) for one in children if not _gone(one)}
    return min(there, key=lambda one: in_order(*one), default=("", ""))[1]


def in_order(name: str, klass: str) -> tuple[bool, int, str, str]:
    """Return by what classes are put in order; who is in none comes last."""
    return (not klass, len(name), name, klass)


def _tell(before: dict[str, Before], known: Mapping[str, Before]) -> None:
    """Add what another school told of those of whom nothing is held from before."""
    for id_, told in known.items():
        if not before.get(id_, told).results:
            before[id_] = told


def may_close(scope: Scope, found: Standing, pupils: Sequence[str]) -> bool:
    """Whether any cell may be closed to some pupils: by the rulebook, or as they moved."""
    plan = plan_of(found.round.book.book, found.day)
    if plan.entry.closed:
        return True
    rows = Pupil.within(scope).filter(moved(found.round.summer), id__in=pupils)
    return rows.exists()


def _school(told: Sequence[Spoken]) -> tuple[str, str]:
    """Return the seven digits of the school, '' for one without, and its name."""
    row = next((one for one in told if one.kind == "school"), None)
    if row is None:
        return "", ""
    return (row.more + row.component if row.component else ""), row.text


def _gone(child: Child) -> bool:
    """Whether a child has left, and another school is to report it."""
    return bool(child.left and child.report and child.report.ours is False)
