"""Read what stands in the cells that are to be changed, in a few questions."""

from collections.abc import Collection, Hashable, Mapping

from django.db.models import QuerySet

from keystage.marksheet.values import cohort_of
from keystage_web.database.questions import Question
from keystage_web.returns.actions.cells.judging import Standing
from keystage_web.returns.actions.cells.model import Cell
from keystage_web.returns.actions.writing import Writing
from keystage_web.returns.locking.unlocks import limits_of
from keystage_web.returns.models import Exemption, Opened, Result
from keystage_web.returns.refusals import NotThere
from keystage_web.returns.sheet import closing, shutting
from keystage_web.returns.sheet.facts import Child
from keystage_web.returns.sheet.gather.pupils import has_moved, still_on
from keystage_web.rolls import children as rolls
from keystage_web.rolls.models import Pupil


def standing(
    writing: Writing, pupils: Collection[str], components: Collection[str]
) -> Standing:
    """Return what stands where values of these pupils and components are to be written.

    Raises `NotThere` where one of them is not on the sheet.
    """
    for component in set(components):
        writing.component(component)
    there, plan = writing.pupils(set(pupils)), writing.plan
    cohorts = {id_: _cohort(writing, row) for id_, row in there.items()}
    of_return = (None, writing.by.authority, writing.row.id)
    rows = _RESULTS.all(*of_return, *there)
    fills = any(ask.fills for ask in plan.entry.asks)
    exempt, lapsed = _exempt(writing, list(there)) if fills else (set(), set())
    return Standing(
        plan=plan,
        results={(row.pupil_id, row.component): row for row in rows},
        closed=_closed(writing, there, cohorts, set(components)),
        exempt=exempt,
        lapsed=lapsed,
        unlocked=limits_of(writing.unlock),
    )


def still(writing: Writing, pupils: Collection[str]) -> set[str]:
    """Return those of the pupils who are still on the sheet, for who sees them."""
    return still_on(writing.by, writing.row, writing.plan.book, pupils)


def _cohort(writing: Writing, row: Pupil) -> str:
    """Return of which cohort a pupil is; raises `NotThere` for one of none."""
    born, cohorts = rolls.text(row.born), writing.plan.book.cohorts
    cohort = cohort_of(row.year_group, born, cohorts)
    if not cohort:
        raise NotThere(row.id)
    return cohort


def _closed(
    writing: Writing,
    pupils: Mapping[str, Pupil],
    cohorts: Mapping[str, str],
    components: Collection[str],
) -> Mapping[Cell, str]:
    """Return the cells that are closed, and why.

    Most pupils have not moved, and no result of another year closes their cells: then
    only what was opened has to be asked for, and that only where something is closed.
    """
    plan, moved, closed = writing.plan, list[str](), dict[Cell, str]()
    for id_, row in pupils.items():
        if cohorts[id_] in plan.again or _moved(row):
            moved.append(id_)
            continue
        child = Child(
            *(id_, row.upn, row.surname, row.forename),
            cohort=cohorts[id_],
            below=frozenset(rolls.subjects(row.below)),
        )
        shut = closing.standing(plan, child, closing.NOTHING, None).shut
        for name, one in shut.items():
            if name in components:
                closed[id_, name] = one.reason
    opened = _opened(writing, {pupil for pupil, _ in closed}) if closed else set()
    for cell in [one for one in closed if not opened.isdisjoint({one, (one[0], "")})]:
        del closed[cell]
    if not moved:
        return closed
    found = shutting.shut(writing.by, writing.row, pupils=moved, now=writing.now)
    return {**closed, **{cell: one.reason for cell, one in found.items()}}


def _moved(row: Pupil) -> bool:
    """Return whether it may be another school that reports a pupil."""
    return has_moved(row.year, joined=row.joined, left=row.left, also_at=row.also_at)


def _opened(writing: Writing, pupils: set[str]) -> set[Cell]:
    """Return the closed cells that were opened; of all of a pupil's, no component."""
    rows = Opened.of(writing.by.authority).filter(
        of_return=writing.row, pupil__in=pupils
    )
    return set(rows.values_list("pupil_id", "component"))


def _exempt(writing: Writing, pupils: Collection[str]) -> tuple[set[str], set[str]]:
    """Return the pupils of whom an exemption is on record, and those of whom one was."""
    of_return = (None, writing.by.authority, writing.row.id)
    rows = _EXEMPTIONS.all(*of_return, *pupils)
    told = [(row.pupil_id, row.ended_at) for row in rows]
    stand = {pupil for pupil, ended in told if ended is None}
    return stand, {pupil for pupil, _ in told} - stand


def _results(
    _: Hashable, authority: str, of_return: str, *pupils: str
) -> QuerySet[Result]:
    return Result.of(authority).filter(of_return=of_return, pupil__in=pupils)


def _exemptions(
    _: Hashable, authority: str, of_return: str, *pupils: str
) -> QuerySet[Exemption]:
    return Exemption.of(authority).filter(of_return=of_return, pupil__in=pupils)


_RESULTS, _EXEMPTIONS = Question(_results), Question(_exemptions)
