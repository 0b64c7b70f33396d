"""Ask for a sheet, always from what a person sees: in six questions at the most."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from keystage_web.accounts.scopes import Scope
from keystage_web.returns.sheet.choice import NO_CLASS, Choice
from keystage_web.returns.sheet.closing import not_taken_in
from keystage_web.returns.sheet.gather.asking import beside, others
from keystage_web.returns.sheet.gather.gathering import (
    Gathered,
    gathered,
    in_order,
    standing_of,
)
from keystage_web.returns.sheet.gather.pupils import still_on
from keystage_web.returns.sheet.model import (
    Changes,
    Counts,
    Foot,
    Moment,
    Named,
    Row,
    Sheet,
    Waiting,
)
from keystage_web.returns.sheet.plan import plan_of
from keystage_web.returns.sheet.rows import Rows, among, counted, foot_of, shown

EVERYTHING = Choice()


@dataclass(frozen=True, slots=True)
class Made:
    """The rows of a class and group, with what they come to."""

    of: Gathered
    rows: tuple[Row, ...]
    foot: Foot
    counts: Counts


def sheet(
    scope: Scope,
    round_id: str,
    *,
    choice: Choice = EVERYTHING,
    now: datetime,
    school: str = "",
    first: bool = False,
) -> Sheet | None:
    """Return the sheet of the scope's school in a round; None where there is none.

    `school` is whose a scope at the authority asks for. A class or a group that is not
    there has no rows. With `first` it is of the first class where none was asked for.
    """
    found = standing_of(scope, round_id, now, school)
    if found is None:
        return None
    opens = first and not choice.named
    of = gathered(scope, found, now, klass=choice.of_class, first=opens)
    wanted = replace(choice, klass=of.klass) if opens else choice
    return _sheet(made_of(of, wanted), wanted)


def sheet_of(of: Gathered) -> Sheet:
    """Return the sheet of what was gathered."""
    return _sheet(made_of(of, EVERYTHING), EVERYTHING)


def one(scope: Scope, round_id: str, pupil: str, *, now: datetime) -> Sheet | None:
    """Return the sheet of a round with the row of one pupil alone; None without one."""
    found = standing_of(scope, round_id, now)
    if found is None:
        return None
    made = made_of(gathered(scope, found, now, [pupil]), EVERYTHING)
    return _sheet(made, EVERYTHING) if made.rows else None


def still(
    scope: Scope, round_id: str, pupils: Collection[str], now: datetime
) -> set[str]:
    """Return those of the pupils who are on the sheet one sees; two questions."""
    found = standing_of(scope, round_id, now)
    if found is None:
        return set()
    book = plan_of(found.round.book.book, found.day).book
    return still_on(scope, found.row, book, pupils)


def moment(
    scope: Scope, round_id: str, *, klass: str = "", now: datetime, school: str = ""
) -> Moment | None:
    """Return where a return stands and who else has a class open: quickly."""
    found = standing_of(scope, round_id, now, school)
    if found is None:
        return None
    here = others(scope, found.of_return, now).values_list("klass_id", "person__name")
    present = beside(((own or "", name) for own, name in here), klass)
    return Moment(found.row.seq, found.locked, present)


def changes(
    scope: Scope,
    round_id: str,
    *,
    choice: Choice = EVERYTHING,
    since: int,
    now: datetime,
    school: str = "",
) -> Changes | None:
    """Return what is new in a class and group since a count of changes; None as `sheet`.

    Whether anything is, `moment` says in two questions.
    """
    found = standing_of(scope, round_id, now, school)
    if found is None:
        return None
    of = gathered(scope, found, now, klass=choice.of_class, alone=True)
    touched = _touched(of, since)
    made = made_of(of, choice, touched)
    rows = {row.pupil: row for row in made.rows if row.pupil in touched}
    return Changes(
        seq=found.row.seq,
        cells={
            (id_, name): cell
            for id_, row in rows.items()
            for name, cell in row.cells.items()
        },
        rows=rows,
        foot=made.foot,
        counts=made.counts,
        clashes=_waiting(made),
        present=beside(of.said.present, choice.of_class),
        locked=found.locked,
    )


def _touched(of: Gathered, since: int) -> set[str]:
    """Return the pupils of whom something is new since a count of changes."""
    said = {id_ for id_, seq in of.said.touched.items() if seq > since}
    return said | {
        id_
        for id_, held in of.results.items()
        if any(one.seq > since for one in held.values())
    }


def made_of(
    of: Gathered, choice: Choice, wanted: Collection[str] | None = None
) -> Made:
    """Return the rows of a class and group, of what was gathered, and what they come to.

    What follows from a row is in those of the `wanted` pupils alone, in all without.
    """
    making = Rows(of)
    children = among(of.children, choice)
    rows = tuple(
        making.row(child, follows=wanted is None or child.id in wanted)
        for child in children
    )
    return Made(of, rows, foot_of(making, children), counted(rows))


def _sheet(made: Made, choice: Choice) -> Sheet:
    of, plan, found = made.of, made.of.plan, made.of.standing
    return Sheet(
        round=found.round.id,
        of_return=found.of_return,
        book=plan.book.id,
        title=plan.book.title,
        year=plan.book.year,
        words=plan.book.words,
        columns=plan.columns,
        accepts=plan.accepts,
        asks=plan.entry.asks,
        rows=shown(made.rows, choice.show),
        foot=made.foot,
        counts=made.counts,
        seq=found.row.seq,
        classes=_classes(of),
        groups=_groups(of),
        clashes=_waiting(made),
        notes=of.said.notes.get(("", ""), 0),
        choice=choice,
        locked=found.locked,
        years=_years(of),
        missing=not_taken_in(of.again) if of.again and of.nothing_before else "",
    )


def _years(of: Gathered) -> tuple[str, ...]:
    """Return the year groups of the pupils in order, where there are several."""
    there = {child.year_group for child in of.children if child.year_group}
    order = sorted(there, key=lambda year: (year.isdecimal(), len(year), year))
    return tuple(order) if len(order) > 1 else ()


def _classes(of: Gathered) -> tuple[Named, ...]:
    """Return the classes of the pupils, in order of their names; who is in none last."""
    many = Counter((child.klass_name, child.klass) for child in of.children)
    order = sorted(many, key=lambda one: in_order(*one))
    return tuple(
        Named(id_ or NO_CLASS, name, many[name, id_], id_ in of.said.done)
        for name, id_ in order
    )


def _groups(of: Gathered) -> tuple[Named, ...]:
    many = Counter(id_ for child in of.children for id_ in child.groups)
    order = sorted(many, key=lambda id_: (of.said.groups[id_], id_))
    return tuple(Named(id_, of.said.groups[id_], many[id_]) for id_ in order)


def _waiting(made: Made) -> tuple[Waiting, ...]:
    here = {row.pupil for row in made.rows}
    return tuple(
        Waiting(met.id, cell[0], cell[1], *met[1:])
        for cell, met in sorted(made.of.said.clashes.items())
        if cell[0] in here
    )
