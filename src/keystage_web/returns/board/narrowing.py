"""Which lines of the board are wanted, in which order, and what there is to choose."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keystage_web.accounts.register.board import Owing
from keystage_web.returns.board.cells import KINDS, OURS, THEIRS
from keystage_web.returns.board.model import Cell, Column, Line, Option, Wanted

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_MOST = 8  # words that are looked for


def _behind(line: Line) -> float:
    due = sum(cell.due for cell in line.cells)
    return sum(cell.done for cell in line.cells) / due if due else 1.0


def _waits(line: Line) -> int:
    return -sum(bool(cell.ours) for cell in line.cells)


def _quiet(line: Line) -> tuple[bool, datetime | None]:
    return line.last is not None, line.last


# How schools can follow each other; those that are alike, by their names.
_BY: Mapping[str, "tuple[StrOrPromise, Callable[[Line], Any]]"] = {
    "number": (gettext_lazy("School number"), lambda line: line.number),
    "behind": (gettext_lazy("Furthest behind first"), _behind),
    "problems": (
        gettext_lazy("Most problems first"),
        lambda line: -sum(cell.problems for cell in line.cells),
    ),
    "ours": (gettext_lazy("Waiting on us first"), _waits),
    "quiet": (gettext_lazy("Longest without news first"), _quiet),
}


def of_round(
    columns: Sequence[Column],
    lines: Iterable[tuple[Owing, Line]],
    wanted: Wanted,
) -> tuple[tuple[Column, ...], list[tuple[Owing, Line]]]:
    """Return the column that is wanted with those who owe it; all, where none is."""
    at = next((at for at, one in enumerate(columns) if one.round == wanted.round), None)
    if at is None:
        return tuple(columns), list(lines)
    found = [
        (school, replace(line, cells=(line.cells[at],)))
        for school, line in lines
        if line.cells[at].owed
    ]
    return (columns[at],), found


def rounds(columns: Iterable[Column], wanted: Wanted) -> tuple[Option, ...]:
    """Return the rounds that can be looked at alone."""
    return tuple(
        Option(one.round, one.short, chosen=one.round == wanted.round)
        for one in columns
    )


def orders(wanted: Wanted) -> tuple[Option, ...]:
    """Return how schools can follow each other, but for by their names."""
    return tuple(
        Option(value, str(label), chosen=value == wanted.order)
        for value, (label, _key) in _BY.items()
    )


def narrowed(lines: Iterable[tuple[Owing, Line]], wanted: Wanted) -> list[Line]:
    """Return the lines whose school is looked for and has a return like that, in order."""
    words = wanted.words.lower().split()[:_MOST]
    found = [
        line
        for school, line in lines
        if _named(line, words)
        and (not wanted.area or wanted.area in _areas(school))
        and (not wanted.state or any(_is(cell, wanted.state) for cell in line.cells))
    ]
    return sorted(found, key=_BY[wanted.order][1]) if wanted.order in _BY else found


def states(lines: Iterable[Line], wanted: Wanted) -> tuple[Option, ...]:
    """Return the states there are on the board, and what is waited for."""
    there = {cell.kind for line in lines for cell in line.cells if cell.owed}
    waits = ((OURS, _("Waiting on us")), (THEIRS, _("Waiting on the school")))
    held = [(kind, str(label)) for kind, label in KINDS.items() if kind in there]
    return tuple(
        Option(value, label, chosen=value == wanted.state)
        for value, label in (*held, *waits)
    )


def areas(
    schools: Sequence[Owing], wanted: Wanted
) -> Sequence[tuple[str, tuple[Option, ...]]]:
    """Return the clusters and the wards of the schools, each in order."""
    groups = (
        (_("Cluster"), "cluster", {one.facts.cluster for one in schools}),
        (_("Ward"), "ward", {one.facts.ward for one in schools}),
    )
    return [
        (
            label,
            tuple(_option(f"{kind}:{name}", name, wanted) for name in sorted(names)),
        )
        for label, kind, found in groups
        if (names := found - {""})
    ]


def _option(value: str, label: str, wanted: Wanted) -> Option:
    return Option(value, label, chosen=value == wanted.area)


def _named(line: Line, words: Iterable[str]) -> bool:
    name = line.name.lower()
    return all(word in name or line.number.lower().startswith(word) for word in words)


def _areas(school: Owing) -> tuple[str, str]:
    return f"cluster:{school.facts.cluster}", f"ward:{school.facts.ward}"


def _is(cell: Cell, state: str) -> bool:
    if state == OURS:
        return bool(cell.ours)
    if state == THEIRS:
        return bool(cell.theirs)
    return cell.owed and cell.kind == state
