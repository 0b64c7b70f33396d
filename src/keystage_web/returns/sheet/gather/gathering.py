"""A return as it stands, gathered in a few questions however many pupils there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, FilteredRelation, Q

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
    """All a sheet is made of. `number` and `name` are the school's."""

    standing: Standing
    plan: Plan
    children: tuple[Child, ...]
    results: Mapping[str, Mapping[str, Held]]
    said: Said
    before: Mapping[str, Before]
    again: Again | None
    number: str = ""
    name: str = ""


def standing_of(
    scope: Scope, round_id: str, now: datetime, school: str = ""
) -> Standing | None:
    """Return a round the scope sees with the return of its school; one question."""
    own = scope.school or school
    mine = FilteredRelation("returns", condition=Q(returns__school=own))
    rows = Round.within(scope).filter(id=round_id).select_related("book")
    row = (
        rows.annotate(mine=mine)
        .annotate(
            mine_id=F("mine__id"),
            mine_state=F("mine__state"),
            mine_entry=F("mine__entry"),
            mine_seq=F("mine__seq"),
            mine_done=F("mine__completed_on"),
        )
        .first()
    )
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


def gathered(
    scope: Scope,
    found: Standing,
    now: datetime,
    pupils: Sequence[str] = (),
    *,
    klass: str = "",
) -> Gathered:
    """Return all of a return (or of some `pupils`); four questions at the most.

    With a class (`NO_CLASS` for who is in none) the results are those of its children,
    and of who has left: nothing may be made of the others' rows.
    """
    plan = plan_of(found.round.book.book, found.day)
    place = Place(found.school, found.round.summer, found.of_return)
    told = spoken(scope, place, now)
    number, name = _school(told)
    around = Around.of(told, place, (number, name))
    wanted = Wanted(place, now, tuple(pupils), klass)
    rows = pupils_of(scope, wanted, plan.book)
    results = results_of(scope, wanted)
    every = children_of(rows, plan.book, around)
    children = tuple(one for one in every if one.id in results or not _gone(one))
    said, again = sorted_out(told), again_on(plan)
    due = [child for child in children if child.cohort in plan.again] if again else []
    before = before_of(scope, found.school, plan.book, due) if due else {}
    _tell(before, said.known)
    return Gathered(
        standing=found,
        plan=plan,
        children=children,
        results=results,
        said=said,
        before=before,
        again=again,
        number=number,
        name=name,
    )


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
