"""Pupils who moved, as schools' lists show them: returned by nobody, or left before."""

from collections.abc import Iterable, Iterator

from keystage.checks.fold import folded
from keystage.checks.kind import (
    NOTHING,
    AcrossTest,
    Param,
    RowTest,
    Spec,
    Type,
    across_kind,
    row_kind,
)
from keystage.checks.model import Hit, RollEntry
from keystage.checks.scene import Scene, standing
from keystage.checks.sent import Sent
from keystage.checks.words import listed, long_date, natural, shown
from keystage.core.findings import PupilRef
from keystage.core.records import Row


@across_kind(facts="schools", needs="rolls")
def returned_by_nobody(spec: Spec) -> AcrossTest:
    """Find a pupil on the lists of several schools and in the return of none.

    Only where all these schools have sent a return, and of pupils whose year group
    is that of a cohort everyone of whom is due, or is not known.
    """
    years = {
        year
        for cohort in spec.book.cohorts
        if cohort.include == "all"
        for year in cohort.nc_years
    }

    def test(sent: Sent) -> list[Hit]:
        waiting = _several(sent)
        here = _returned(sent) if waiting else set()
        hits = []
        for number, entries in sorted(waiting.items()):
            first = min(entries, key=lambda one: (one.school, one.surname))
            due = any(not one.nc_year or one.nc_year in years for one in entries)
            if due and here.isdisjoint({number[0], _child(first)}):
                hits.append(_unreturned(first, entries))
        return hits

    return test


def _returned(sent: Sent) -> set[object]:
    """Return the UPN and the child of every row of every return."""
    found: set[object] = set()
    for return_ in sent.returns:
        for number, surname, forename, born in return_.identities():
            found |= {number, (folded(surname), folded(forename), born)}
    return found


def _several(sent: Sent) -> dict[tuple[str, str], list[RollEntry]]:
    """Return the entries of pupils on several lists, all of schools that have sent."""
    numbers = set(sent.schools)
    found: dict[tuple[str, str], list[RollEntry]] = {}
    for entry in sent.rolls or ():
        if entry.upn and entry.school:
            found.setdefault((entry.upn, entry.dob), []).append(entry)
    schools = {who: {one.school for one in found[who]} for who in found}
    return {
        who: entries
        for who, entries in found.items()
        if len(schools[who]) > 1 and schools[who] <= numbers
    }


def _child(entry: RollEntry) -> tuple[str, str, str]:
    return folded(entry.surname), folded(entry.forename), entry.dob


def _unreturned(first: RollEntry, entries: Iterable[RollEntry]) -> Hit:
    pupil = PupilRef(first.upn, first.surname, first.forename, first.dob)
    schools = natural({shown(one.school) for one in entries})
    return Hit(pupil=pupil, facts={"schools": listed(schools, "and")})


@row_kind(
    Param("codes", Type.CODES, required=True),
    facts="left opened",
    needs="roll opens",
)
def left_before(spec: Spec) -> RowTest:
    """Find one of some codes for a pupil who left the roll before the weeks began."""
    codes = frozenset(spec.texts("codes"))

    def test(row: Row, scene: Scene) -> tuple[Hit, ...]:
        opens = scene.context.opens
        name = next(_holding(row, codes), None)
        if name is None or opens is None:
            return NOTHING
        stays = [one for one in scene.context.roll or () if one.upn == row.upn]
        days = [one.left for one in stays if one.left is not None]
        if not days or len(days) < len(stays) or max(days) >= opens:
            return NOTHING
        facts = {"left": long_date(max(days)), "opened": long_date(opens)}
        result = standing(row, name)
        return (Hit(row=row, component=name, result=result, facts=facts),)

    return test


def _holding(row: Row, codes: frozenset[str]) -> Iterator[str]:
    """Yield the components that hold one of `codes`, in order of their names."""
    for name in sorted(row.results):
        if any(result.value in codes for result in row.results[name]):
            yield name


KINDS = (returned_by_nobody, left_before)
