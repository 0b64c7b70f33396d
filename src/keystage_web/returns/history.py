"""Ask what was done with cells, and what of it can be taken back."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, QuerySet

from keystage_web.accounts.models import Person
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.models import Change, Clash, Note, Result, Save, Via

MOST = 200  # lines of a history on one page
PAGE = 100  # changes of a return on one page


@dataclass(frozen=True, slots=True)
class Line:
    """One change of a cell; `by` is a name, '' of who is no longer at the school."""

    before: str
    after: str
    version: int
    by: str
    at: datetime
    via: Via


@dataclass(frozen=True, slots=True)
class Done(Line):
    """A change with the cell it was of: the pupil's id and name, the component's id."""

    pupil: str = ""
    name: str = ""
    component: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """One save: how many cells it changed, of those one sees."""

    seq: int
    at: datetime
    by: str
    via: Via
    cells: int


@dataclass(frozen=True, slots=True)
class Said:
    """A comment; `by` is a name, `own` whether it is one's own."""

    id: str
    component: str
    text: str
    by: str
    at: datetime
    own: bool


@dataclass(frozen=True, slots=True)
class Met:
    """Two values of a cell of which one is to be chosen.

    `mine` is the one that met the other; `theirs`, of `version`, is what is there.
    """

    id: str
    pupil: str
    component: str
    mine: str
    by: str
    at: datetime
    theirs: str
    theirs_by: str
    theirs_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class Newer:
    """A cell that was changed after a moment: its value and version then, and by whom."""

    before: str
    base: int
    by: str


def newer(scope: Scope, round_id: str, seq: int) -> dict[tuple[str, str], Newer]:
    """Return the cells that were changed after a count of changes, as they were then."""
    rows = _changes(scope, round_id).filter(seq__gt=seq).order_by("seq")
    told = rows.values_list("pupil", "component", "before", "version", "person")
    first, last = dict[tuple[str, str], tuple[str, int]](), dict[tuple[str, str], str]()
    for pupil, component, before, version, person in told:
        first.setdefault((pupil, component), (before, version - 1))
        last[pupil, component] = person
    names = _names(scope, set(last.values()))
    return {
        cell: Newer(*was, by=names.get(last[cell], "")) for cell, was in first.items()
    }


def notes(scope: Scope, round_id: str, pupil: str = "") -> list[Said]:
    """Return the comments on a pupil and its cells, or on the return; oldest first."""
    rows = Note.within(scope).filter(
        of_return__round=round_id, school=scope.school, gone_at=None
    )
    found = list(rows.filter(pupil=pupil or None).order_by("at", "id"))
    names = _names(scope, {row.person_id for row in found})
    return [
        Said(
            row.id,
            row.component,
            row.text,
            names.get(row.person_id, ""),
            row.at,
            own=row.person_id == scope.person,
        )
        for row in found
    ]


def clash(scope: Scope, round_id: str, clash_id: str) -> Met | None:
    """Return two values that met and wait for a choice; None for any other."""
    rows = Clash.within(scope).filter(
        of_return__round=round_id, school=scope.school, settled_at=None
    )
    row = rows.filter(id=clash_id).first()
    if row is None:
        return None
    there = Result.within(scope).get(
        of_return=row.of_return_id, pupil=row.pupil_id, component=row.component
    )
    names = _names(scope, {row.person_id, there.person_id})
    return Met(
        id=row.id,
        pupil=row.pupil_id,
        component=row.component,
        mine=row.value,
        by=names.get(row.person_id, ""),
        at=row.at,
        theirs=there.value,
        theirs_by=names.get(there.person_id, ""),
        theirs_at=there.at,
        version=there.version,
    )


def cell(
    scope: Scope,
    round_id: str,
    pupil: str,
    component: str,
    *,
    before: int | None = None,
) -> list[Line]:
    """Return the changes of one cell, the newest first: `MOST`, `before` a version."""
    rows = _changes(scope, round_id).filter(pupil=pupil, component=component)
    if before is not None:
        rows = rows.filter(version__lt=before)
    found = list(rows.order_by("-version")[:MOST])
    names = _names(scope, {row.person_id for row in found})
    return [
        Line(
            row.before,
            row.after,
            row.version,
            names.get(row.person_id, ""),
            row.at,
            via=Via(row.via),
        )
        for row in found
    ]


def everything(scope: Scope, round_id: str, page: int) -> tuple[list[Done], int]:
    """Return a page of the changes of a return, the newest first; and how many pages."""
    rows = _changes(scope, round_id).select_related("pupil")
    pages = max(1, -(-rows.count() // PAGE))
    at = (min(max(1, page), pages) - 1) * PAGE
    found = list(rows.order_by("-seq", "pupil__key", "component")[at : at + PAGE])
    names = _names(scope, {row.person_id for row in found})
    done = [
        Done(
            row.before,
            row.after,
            row.version,
            names.get(row.person_id, ""),
            row.at,
            via=Via(row.via),
            pupil=row.pupil_id,
            name=", ".join(filter(None, (row.pupil.surname, row.pupil.forename))),
            component=row.component,
        )
        for row in found
    ]
    return done, pages


def moments(
    scope: Scope, round_id: str, klass: str = "", before: int | None = None
) -> list[Moment]:
    """Return the saves that changed what one sees of a return, the newest first.

    `MOST` of them, of those `before` a count of changes.
    """
    rows = _changes(scope, round_id)
    if klass:
        rows = rows.filter(pupil__klass=klass)
    if before is not None:
        rows = rows.filter(seq__lt=before)
    told = rows.values_list("seq", "at", "person", "via")
    found = list(told.annotate(cells=Count("id")).order_by("-seq")[:MOST])
    names = _names(scope, {row[2] for row in found})
    return [
        Moment(seq, at, names.get(person, ""), Via(via), cells=cells)
        for seq, at, person, via, cells in found
    ]


def since(scope: Scope, round_id: str, after: int, klass: str = "") -> int:
    """Return how many cells have changed after a save: what restoring it may touch."""
    rows = _changes(scope, round_id).filter(seq__gt=after)
    if klass:
        rows = rows.filter(pupil__klass=klass)
    return rows.values("pupil", "component").distinct().count()


def undoable(scope: Scope, round_id: str) -> int:
    """Return the count of changes of one's own save that is taken back next, or 0."""
    rows = _own(scope, round_id).exclude(via=Via.UNDONE).order_by("-seq")
    return next(iter(rows.values_list("seq", flat=True)[:1]), 0)


def _changes(scope: Scope, round_id: str) -> "QuerySet[Change]":
    return Change.within(scope).filter(of_return__round=round_id, school=scope.school)


def _own(scope: Scope, round_id: str) -> "QuerySet[Save]":
    """Return the saves of oneself that changed cells and were not taken back."""
    rows = Save.within(scope).filter(
        of_return__round=round_id, person=scope.person, undone=False, seq__gt=0
    )
    changes = Change.within(scope).filter(
        of_return=OuterRef("of_return"), seq=OuterRef("seq")
    )
    return rows.filter(Exists(changes))


def _names(scope: Scope, people: set[str]) -> dict[str, str]:
    held = Person.within(scope).filter(id__in=people)
    return dict(held.values_list("id", "name"))
