"""Ask what was sent, and what has changed since: always from what a person sees."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from keystage import rulebooks
from keystage.checks.model import Rulebook
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.models import Result, Return, Version
from keystage_web.returns.versions.content import Line, lines
from keystage_web.rolls.models import Pupil
from keystage_web.rolls.models.classes import is_teacher

type Cell = tuple[str, str]
"""A cell by the ids of its pupil and its component."""


class Kind(StrEnum):
    """What became of a pupil between two versions."""

    ADDED = "added"
    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing of a pupil that is another: what it is called, before and after.

    `component` is the result's id, '' for a fact of the pupil.
    """

    title: str
    before: str
    after: str
    component: str = ""


@dataclass(frozen=True, slots=True)
class Differing:
    """A pupil who differs between two versions, and in what."""

    pupil: str
    name: str
    kind: Kind
    parts: tuple[Part, ...]


def content(scope: Scope, version: str) -> tuple[Line, ...] | None:
    """Return the pupils of a version, of those one sees; None for any other version."""
    row = Version.within(scope).filter(id=version).first()
    return None if row is None else _seen(scope, row)


def standing(scope: Scope, round_id: str, school: str = "") -> str:
    """Return the id of the version of a school that stands, '' for none."""
    row = _return(scope, round_id, school)
    if row is None or not row.version:
        return ""
    rows = Version.within(scope).filter(of_return=row, number=row.version)
    return rows.values_list("id", flat=True).first() or ""


def difference(scope: Scope, older: str, newer: str) -> list[Differing] | None:
    """Return the pupils who differ between two versions of one return, in order.

    None where one of the two is not the scope's, or they are of different returns.
    """
    rows = {row.id: row for row in Version.within(scope).filter(id__in=(older, newer))}
    if rows.keys() != {older, newer}:
        return None
    before, after = rows[older], rows[newer]
    if before.of_return_id != after.of_return_id:
        return None
    book = rulebooks.load(after.book)
    return differing(book, _seen(scope, before), _seen(scope, after))


def differing(
    book: Rulebook, before: Iterable[Line], after: Iterable[Line]
) -> list[Differing]:
    """Return the pupils who differ, those of `after` first, then who is in it no more."""
    old = {line.id: line for line in before}
    new = {line.id: line for line in after}
    found = [
        _both(book, old[id_], line) if id_ in old else _alone(book, Kind.ADDED, line)
        for id_, line in new.items()
    ]
    gone = (line for id_, line in old.items() if id_ not in new)
    found += [_alone(book, Kind.GONE, line) for line in gone]
    return [one for one in found if one.parts or one.kind is not Kind.CHANGED]


def unsent(scope: Scope, round_id: str, school: str = "") -> Mapping[Cell, str]:
    """Return the cells that differ from the version that stands, and what was sent in them.

    Of a return that was never sent, there are none.
    """
    row = _return(scope, round_id, school)
    mine = {"of_return": row} if row else {}
    sent = Version.within(scope).filter(**mine, number=row.version) if row else None
    version = sent.first() if sent else None
    if version is None:
        return {}
    told = {line.id: line.results for line in _seen(scope, version)}
    before = {
        (pupil, name): value
        for pupil, results in told.items()
        for name, value in results.items()
    }
    rows = Result.within(scope).filter(**mine)
    held = {
        (pupil, component): value
        for pupil, component, value in rows.values_list("pupil", "component", "value")
    }
    cells = sorted(before.keys() | held.keys())
    return {
        cell: before.get(cell, "")
        for cell in cells
        if before.get(cell, "") != held.get(cell, "")
    }


def _return(scope: Scope, round_id: str, school: str) -> Return | None:
    own = scope.school or school
    return Return.within(scope).filter(round=round_id, school=own).first()


def _seen(scope: Scope, row: Version) -> tuple[Line, ...]:
    """Return a version's pupils: to a teacher, those of the own classes."""
    found = lines(row.content)
    if not is_teacher(scope):
        return found
    mine = Pupil.within(scope).filter(id__in=[line.id for line in found])
    ids = set(mine.values_list("id", flat=True))
    return tuple(line for line in found if line.id in ids)


def _alone(book: Rulebook, kind: Kind, line: Line) -> Differing:
    """Return a pupil who is in one of two versions only, with all results."""
    before, after = (None, line) if kind is Kind.ADDED else (line, None)
    parts = tuple(_results(book, before, after))
    return Differing(line.id, line.name, kind, parts)


def _both(book: Rulebook, old: Line, new: Line) -> Differing:
    facts = (
        Part(title, getattr(old, name), getattr(new, name))
        for name, title in titles(book).items()
        if getattr(old, name) != getattr(new, name)
    )
    parts = (*facts, *_results(book, old, new))
    return Differing(new.id, new.name, Kind.CHANGED, parts)


def _results(book: Rulebook, old: Line | None, new: Line | None) -> Iterator[Part]:
    before = old.results if old else {}
    after = new.results if new else {}
    for name, part in book.components.items():
        was, now = before.get(name, ""), after.get(name, "")
        if was != now:
            yield Part(part.title, was, now, name)


def titles(book: Rulebook) -> Mapping[str, str]:
    """Return what the facts of a pupil are called, by their name in a line."""
    return {
        "upn": _("UPN"),
        "surname": _("Surname"),
        "forename": _("Forename"),
        "dob": _("Date of birth"),
        "sex": book.words.get("sex", _("Sex")),
        "year": _("Year group"),
        "group": _("Class"),
    }
