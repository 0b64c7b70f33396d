"""What was said of a return, of any sort, in one question to the database.

Each sort of row is a part of one union: what it is, whose, of which component, two
texts, the count of changes, and when it was over.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple, cast

from django.db import connection
from django.db.models import (
    CharField,
    DateTimeField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast

from keystage_web.accounts.models import School, Term
from keystage_web.accounts.roles import Role
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.models import (
    Clash,
    ClassDone,
    Exemption,
    Flag,
    Known,
    Note,
    Opened,
    Present,
    Result,
)
from keystage_web.returns.sheet.facts import Before, Met, Said
from keystage_web.returns.sheet.gather.prepared import Prepared, Values, prepared
from keystage_web.rolls.models import FormerUpn, Member, Stay

type _Part = QuerySet[Any, tuple[Any, ...]]


class Spoken(NamedTuple):
    """One row of the union."""

    kind: str
    pupil: str | None
    component: str
    text: str
    more: str
    seq: int
    over: datetime | None


class Place(NamedTuple):
    """Whose return is asked about; `of_return` is '' where there is none yet."""

    school: str
    summer: int
    of_return: str


def spoken(scope: Scope, place: Place, now: datetime) -> list[Spoken]:
    """Return all that was said of a return, and what stands around its pupils."""
    question = _question(scope.role, bool(place.of_return), connection.vendor)
    who = (scope.authority, scope.person, scope.school)
    values = Values(*who, place.school, place.of_return, "", place.summer, now)
    rows = map(Spoken._make, question.rows(values))
    return [row._replace(over=_moment(row.over)) if row.over else row for row in rows]


@lru_cache(maxsize=64)
def _question(role: Role, there: bool, vendor: str) -> Prepared:
    """Return the question of a role, with what was said where a return is there."""

    def parts(signs: Values) -> list[_Part]:
        scope = Scope(signs.authority, signs.person, "", role, signs.own)
        found = [*_around(scope, Place(signs.school, signs.summer, ""))]
        return [*found, *(_said(scope, signs.of_return, signs.now) if there else ())]

    return prepared(parts)


def _moment(told: Any) -> datetime | None:
    """Return a moment as it came: one database gives a text, in UTC."""
    if not isinstance(told, str):
        return cast("datetime | None", told)
    found = datetime.fromisoformat(told)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _around(scope: Scope, place: Place) -> Iterator[_Part]:
    of_roll = {"pupil__school": place.school, "pupil__year": place.summer}
    yield _part(
        FormerUpn.within(scope).filter(**of_roll), "former", ("pupil_id", "upn")
    )
    groups = Member.within(scope).filter(**of_roll)
    yield _part(groups, "group", ("pupil_id", "group_id"), ("group__name",))
    stays = Stay.within(scope).filter(**of_roll)
    yield _part(stays, "stay", ("pupil_id",), ("joined", "left"))
    schools = School.within(scope).filter(id=place.school)
    yield _part(schools, "school", ("id", "number"), ("name", "authority__number"))
    terms = Term.within(scope).filter(summer=place.summer)
    yield _part(terms, "term", ("school_id",), ("second_half",))


def _said(scope: Scope, of_return: str, now: datetime) -> Iterator[_Part]:
    mine = {"of_return": of_return}
    cell = ("pupil_id", "component")
    notes = Note.within(scope).filter(**mine)
    yield _part(notes, "note", cell, over="gone_at", seq=True)
    yield _part(Flag.within(scope).filter(**mine, on=True), "flag", cell, seq=True)
    off = Flag.within(scope).filter(**mine, on=False)
    yield _part(off, "unflag", cell, seq=True)
    clashes = Clash.within(scope).filter(**mine)
    yield _part(
        *(clashes, "clash", cell, ("id", "person__name")), over="settled_at", seq=True
    )
    waiting = clashes.filter(settled_at=None)
    yield _part(waiting, "value", cell, ("id", "value"))
    met = waiting.filter(pupil=OuterRef("pupil"), component=OuterRef("component"))
    there = Result.within(scope).filter(Exists(met), **mine)
    yield _part(there, "theirs", cell, ("value", "person__name"), over="at")
    yield _part(Opened.within(scope).filter(**mine), "opened", cell, seq=True)
    exempt = Exemption.within(scope).filter(**mine)
    yield _part(
        *(exempt, "exempt", ("pupil_id", "code"), ("reason",)),
        over="ended_at",
        seq=True,
    )
    known = Known.within(scope).filter(**mine)
    yield _part(known, "known", cell, ("value", "source"), seq=True)
    yield _part(ClassDone.within(scope).filter(**mine), "done", ("klass_id",))
    here = others(scope, of_return, now)
    yield _part(here, "here", ("klass_id",), ("person__name",))


def others(scope: Scope, of_return: str, now: datetime) -> QuerySet[Present]:
    """Return who else has a return open."""
    here = Present.within(scope).filter(of_return=of_return, until__gt=now)
    return here.exclude(person=scope.person)


def beside(present: Iterable[tuple[str, str]], klass: str) -> tuple[str, ...]:
    """Return the names of those who have a class open, or all classes, in order."""
    return tuple(
        sorted({name for own, name in present if not (own and klass) or own == klass})
    )


def _part(
    rows: QuerySet[Any],
    kind: str,
    who: tuple[str, ...],
    texts: tuple[str, ...] = (),
    *,
    over: str = "",
    seq: bool = False,
) -> _Part:
    """Return rows as a part of the union; what it does not have is empty."""
    none = Value("", output_field=CharField())
    given: list[Value | Cast] = [Cast(name, CharField()) for name in who[1:]]
    given += [none] * (1 - len(given))
    given += [Cast(name, CharField()) for name in texts]
    given += [none] * (3 - len(given))
    number = F("seq") if seq else Value(0, output_field=IntegerField())
    ended = F(over) if over else Cast(Value(None), DateTimeField())
    what = Value(kind, output_field=CharField())
    return rows.order_by().values_list(what, F(who[0]), *given, number, ended)


def sorted_out(rows: Iterable[Spoken]) -> Said:
    """Return what was said, by what it is of."""
    said, values, theirs = Said(), dict[str, str](), dict[tuple[str, str], Any]()
    for row in rows:
        cell = (row.pupil or "", row.component or "")
        if row.seq:
            said.touched[cell[0]] = max(said.touched.get(cell[0], 0), row.seq)
        if row.kind == "theirs":
            theirs[cell] = (row.text, row.more, row.over)
        if row.over is not None:
            continue
        if row.kind == "value":
            values[row.text] = row.more
        elif row.kind in _SORTS:
            _SORTS[row.kind](said, cell, row)
    for cell, one in said.clashes.items():
        there = theirs.get(cell, ("", "", None))
        said.clashes[cell] = Met(one.id, values.get(one.id, ""), one.person, *there)
    return said


def _note(said: Said, cell: tuple[str, str], _: Spoken) -> None:
    said.notes[cell] = said.notes.get(cell, 0) + 1


def _known(said: Said, cell: tuple[str, str], row: Spoken) -> None:
    held = said.known.get(cell[0])
    results = {**(held.results if held else {}), cell[1]: row.text}
    said.known[cell[0]] = Before(results, source=row.more)


def _group(said: Said, cell: tuple[str, str], row: Spoken) -> None:
    said.groups[cell[1]] = row.text


def _clash(said: Said, cell: tuple[str, str], row: Spoken) -> None:
    said.clashes.setdefault(cell, Met(row.text, "", row.more))


_SORTS: Mapping[str, Callable[[Said, tuple[str, str], Spoken], None]] = {
    "note": _note,
    "flag": lambda said, cell, _: said.flags.add(cell),
    "clash": _clash,
    "opened": lambda said, cell, _: said.opened.add(cell),
    "exempt": lambda said, cell, row: said.exempt.update({cell[0]: row.text}),
    "known": _known,
    "done": lambda said, cell, _: said.done.add(cell[0]),
    "group": _group,
    "here": lambda said, cell, row: said.present.add((cell[0], row.text)),
}
