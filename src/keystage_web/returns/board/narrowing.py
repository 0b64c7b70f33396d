"""Which lines of the board are wanted, and what they can be narrowed to."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from keystage_web.accounts.register.board import Owing
from keystage_web.returns.board.cells import KINDS, OURS, THEIRS
from keystage_web.returns.board.model import Cell, Line, Option, Wanted

_MOST = 8  # words that are looked for


def narrowed(lines: Iterable[tuple[Owing, Line]], wanted: Wanted) -> list[Line]:
    """Return the lines whose school is looked for and has a return like that."""
    words = wanted.words.lower().split()[:_MOST]
    return [
        line
        for school, line in lines
        if _named(line, words)
        and (not wanted.area or wanted.area in _areas(school))
        and (not wanted.state or any(_is(cell, wanted.state) for cell in line.cells))
    ]


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
