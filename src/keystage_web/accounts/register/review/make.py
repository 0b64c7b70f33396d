"""A review, out of the rows of a file, its links, and our schools."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from keystage_web.accounts.register.review import compare
from keystage_web.accounts.register.review.compare import Ours, Sieve
from keystage_web.accounts.register.review.given import Given, given, one_each
from keystage_web.accounts.register.review.model import Link, Review, sealed
from keystage_web.accounts.register.sheets.reading import Row

type Known = frozenset[tuple[str, str, str]]
"""Predecessors we have: the id of the later school, number and URN of the earlier."""

_KEPT = "Kept its number"


@dataclasses.dataclass(frozen=True, slots=True)
class Here:
    """What is known here: our schools, their predecessors, the authority's number."""

    la: str
    schools: Sequence[Ours]
    known: Known
    sieve: Sieve


@dataclasses.dataclass(frozen=True, slots=True)
class Told:
    """What a file tells: rows, which column is which, and the register's links.

    A link is the later URN, the earlier one, how, and since in ISO form or ''; `aside`
    counts the rows of other authorities.
    """

    rows: Iterable[Row]
    places: Mapping[str, int]
    links: Iterable[Sequence[str]] = ()
    aside: int = 0


def review(told: Told, here: Here) -> Review:
    """Return what a file would change here. The same of both gives the same review."""
    every, unreadable = given(told.rows, told.places)
    now, before, unclear = one_each(every)
    found = compare.matched(now, here.schools)
    spare = [one for one in here.schools if one.id not in found.met]
    alike, fresh = compare.alike(found.unknown, spare)
    new, closed, idle = compare.sieved(fresh, here.sieve)
    changed = tuple(compare.changed(found.pairs))
    problems = [*unreadable, *unclear, *found.clashes]
    mentioned = {one.school for one in alike} | {one.number for one in problems}
    ids = {row.line: one.id for row, one in found.pairs}
    staying = [row for row in now if row.line in ids or row.line in _lines(new, alike)]
    links = [
        *_links(told.links, staying, every, here.la),
        *_conversions(before, staying, here.la),
        *_renumbered(found.pairs, here.la),
    ]
    made = Review(
        new=tuple(new),
        changed=changed,
        alike=tuple(alike),
        gone=tuple(compare.gone(spare, mentioned)),
        links=tuple(_fresh(links, ids, here)),
        problems=tuple(sorted(problems, key=lambda one: one.line)),
        same=len(found.pairs) - len(changed),
        others=told.aside,
        closed=len(closed),
        idle=len(idle),
    )
    return dataclasses.replace(made, digest=sealed(made))


def _lines(*parts: Iterable[object]) -> set[int]:
    return {int(getattr(one, "line", 0)) for part in parts for one in part}


def _fresh(links: Iterable[Link], ids: Mapping[int, str], here: Here) -> list[Link]:
    """Return the links that are not here yet, each once."""
    found: dict[tuple[int, str, str], Link] = {}
    for link in links:
        school = ids.get(link.line, "")
        if (school, link.number, link.urn) not in here.known:
            told = dataclasses.replace(link, school=school)
            found.setdefault((link.line, link.number, link.urn), told)
    return list(found.values())


def _conversions(before: Iterable[Given], now: Iterable[Given], la: str) -> list[Link]:
    """Return the schools that went before another under the number it kept."""
    by_number = {row.facts.number: row for row in now}
    return [
        Link(
            line=later.line,
            name=later.facts.name,
            number=la + row.facts.number,
            urn=row.facts.urn,
            how=_KEPT,
            since=row.facts.closed,
        )
        for row in before
        if (later := by_number.get(row.facts.number)) and row.facts.urn
    ]


def _renumbered(pairs: Iterable[tuple[Given, Ours]], la: str) -> list[Link]:
    """Return our schools whose URN the file gives to another under their number."""
    return [
        Link(
            line=row.line,
            name=row.facts.name,
            number=la + one.facts.number if one.facts.number else "",
            urn=one.facts.urn,
            how=_KEPT,
            since=row.facts.opened,
        )
        for row, one in pairs
        if one.facts.urn and row.facts.urn not in {"", one.facts.urn}
    ]


def _links(
    links: Iterable[Sequence[str]],
    now: Iterable[Given],
    every: Iterable[Given],
    la: str,
) -> list[Link]:
    """Return the register's links to schools that stay, with the number of the earlier."""
    later = {row.facts.urn: row for row in now if row.facts.urn}
    numbers = {row.facts.urn: row.facts.number for row in every if row.facts.number}
    return [
        Link(
            line=row.line,
            name=row.facts.name,
            number=la + numbers[urn] if urn in numbers else "",
            urn=urn,
            how=how,
            since=date.fromisoformat(since) if since else None,
        )
        for after, urn, how, since in links
        if (row := later.get(after)) and urn
    ]
