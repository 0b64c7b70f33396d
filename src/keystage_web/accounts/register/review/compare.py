"""Hold what a file tells beside what we have."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from keystage_web.accounts.register.facts import NAMES, Facts, Unreadable, read
from keystage_web.accounts.register.review.address import merged
from keystage_web.accounts.register.review.alike import likeness
from keystage_web.accounts.register.review.given import Given
from keystage_web.accounts.register.review.model import (
    Alike,
    Changed,
    Gone,
    New,
    Problem,
    Shift,
)


@dataclass(frozen=True, slots=True)
class Ours:
    """A school as we have it: its id and its facts."""

    id: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class Sieve:
    """What is not taken of schools we do not have.

    Those that closed before `since`, and those of which `idle` is true.
    """

    since: date
    idle: Callable[[Facts], bool]


@dataclass(slots=True)
class Compared:
    """What became of each line, while the lines are gone through."""

    pairs: list[tuple[Given, Ours]] = field(default_factory=list)
    unknown: list[Given] = field(default_factory=list)
    clashes: list[Problem] = field(default_factory=list)
    met: set[str] = field(default_factory=set)


def matched(rows: Iterable[Given], ours: Sequence[Ours]) -> Compared:
    """Find for each row our school of its number, or else of its URN."""
    numbers = {one.facts.number: one for one in ours if one.facts.number}
    urns = {one.facts.urn: one for one in ours if one.facts.urn}
    done = Compared()
    for row in rows:
        by_number = numbers.get(row.facts.number)
        by_urn = urns.get(row.facts.urn)
        one = by_number or by_urn
        if one is None:
            done.unknown.append(row)
            continue
        clash = _clash(by_number, by_urn, done.met) or _too_much(row, one)
        done.met |= {found.id for found in (by_number, by_urn) if found}
        if clash:
            done.clashes.append(Problem(row.line, clash, row.facts.number))
        else:
            done.pairs.append((row, one))
    return done


def _clash(by_number: Ours | None, by_urn: Ours | None, met: set[str]) -> str:
    """Return why a row cannot be one school of ours; '' where it can."""
    if by_number and by_urn and by_number != by_urn:
        told = _("Its number is that of %(one)s and its URN that of %(other)s.")
        return told % {"one": by_number.facts.name, "other": by_urn.facts.name}
    one = by_number or by_urn
    if one and one.id in met:
        told = _("Another line of the file is already %(one)s.")
        return told % {"one": one.facts.name}
    return ""


def _too_much(row: Given, one: Ours) -> str:
    """Return why what would stand cannot be kept; '' where it can."""
    try:
        read("address", _after(row, "address", one.facts))
    except Unreadable as error:
        return str(error)
    return ""


def shifts(row: Given, facts: Facts) -> tuple[Shift, ...]:
    """Return each fact that would be another; what the row leaves out stays."""
    after = {name: _after(row, name, facts) for name in NAMES}
    return tuple(
        Shift(name, before, after[name])
        for name in NAMES
        if (before := getattr(facts, name)) != after[name]
    )


def _after(row: Given, name: str, facts: Facts) -> Any:
    """Return a fact as it would stand."""
    before = getattr(facts, name)
    if name == "address" and row.parts:
        return merged(before, row.parts)
    return row.told.get(name, before)


def changed(pairs: Iterable[tuple[Given, Ours]]) -> Iterator[Changed]:
    """Yield the schools of ours that the file tells otherwise of."""
    for row, one in pairs:
        if found := shifts(row, one.facts):
            note = _note({shift.fact for shift in found if shift.before})
            yield Changed(row.line, one.id, one.facts.name, found, note)


def _note(facts: set[str]) -> str:
    if "urn" in facts:
        return _(
            "The number is the same and the URN another, as when a school becomes an "
            "academy. It stays the same school here; the old URN is kept beside it."
        )
    if "number" in facts:
        return _("The URN is the same and the number another.")
    return ""


def alike(
    rows: Iterable[Given], spare: Sequence[Ours]
) -> tuple[list[Alike], list[Given]]:
    """Return the rows that may be a school of ours, each of ours once, and the rest."""
    found, rest, taken = [], [], set[str]()
    for row in rows:
        for one in spare:
            reason = "" if one.id in taken else likeness(row.facts, one.facts)
            if reason:
                taken.add(one.id)
                found.append(_alike(row, one, reason))
                break
        else:
            rest.append(row)
    return found, rest


def _alike(row: Given, one: Ours, reason: str) -> Alike:
    known = one.facts.number or one.facts.urn
    return Alike(
        line=row.line,
        facts=row.facts,
        school=one.id,
        name=one.facts.name,
        number=known,
        reason=reason,
        shifts=shifts(row, one.facts),
    )


def sieved(
    rows: Iterable[Given], sieve: Sieve
) -> tuple[list[New], list[Given], list[Given]]:
    """Return schools to be made, those closed long ago, and those that owe nothing."""
    taken, closed, idle = [], [], []
    for row in rows:
        if row.facts.closed and row.facts.closed < sieve.since:
            closed.append(row)
        elif sieve.idle(row.facts):
            idle.append(row)
        else:
            taken.append(New(row.line, row.facts))
    return taken, closed, idle


def gone(spare: Iterable[Ours], told: set[str]) -> Iterator[Gone]:
    """Yield our open schools that the file does not tell of, `told` being those it does.

    `told` holds ids and numbers.
    """
    for one in spare:
        if one.facts.closed is None and not {one.id, one.facts.number} & told:
            known = one.facts.number or one.facts.urn
            yield Gone(one.id, known, one.facts.name)
