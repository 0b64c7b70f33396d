"""Invented classes for a rulebook, with results of every sort, sound and not."""

import random
from datetime import UTC, datetime, timedelta

from keystage import rulebooks
from keystage.checks.model import Component, Rulebook
from keystage.core import upn
from keystage.core.errors import UsageError
from keystage.marksheet.template import Listed, Order, template

MADE = datetime(2026, 7, 20, 10, 0, tzinfo=UTC)
SURNAMES = (
    "Adeyemi",
    "=1+1",
    "García",
    "O'Brien",
    "+SUM(A1)",
    "@Li",
    "-Ngũgĩ",
    "de Vries",
)
_ODD = ("3x", "?", "*", "9", "-1", "2.5", "EXS GDS", "~1", "é", "¦")


def with_templates() -> list[str]:
    """Return the rulebooks that have a template."""
    found = []
    for name in rulebooks.available():
        try:
            template(Order(book=rulebooks.load(name), made=MADE))
        except UsageError:
            continue
        found.append(name)
    return found


def sheets_alike() -> list[list[str]]:
    """Return them by what a person finds on the sheet: years that differ in dates alone."""
    alike: dict[object, list[str]] = {}
    for name in with_templates():
        book = rulebooks.load(name)
        columns = (
            (part.id, part.title, part.codes, part.minimum, part.maximum, part.required)
            for part in book.components.values()
        )
        codes = ((one.id, one.counts, one.role) for one in book.codes.values())
        key = (book.collection, tuple(columns), tuple(codes))
        alike.setdefault(key, []).append(name)
    return list(alike.values())


def class_of(
    book: Rulebook, chance: random.Random, many: int, *, odd: float = 0.0
) -> tuple[Listed, ...]:
    """Return `many` pupils with results; a share of `odd` of these are none."""
    return tuple(_pupil(book, chance, number, odd) for number in range(many))


def _pupil(book: Rulebook, chance: random.Random, number: int, odd: float) -> Listed:
    cohort = chance.choice(book.cohorts)
    days = (cohort.born_to - cohort.born_from).days
    body = f"004123425{number:03d}"
    manner = chance.random()
    results = {
        part.id: _value(book, part, chance, (manner, odd))
        for part in book.components.values()
        if part.required or (part.is_mark or len(book.components) > 2)
    }
    return Listed(
        surname=chance.choice(SURNAMES),
        forename=f"Pupil {number}",
        upn=upn.check_letter(body) + body,
        dob=(cohort.born_from + timedelta(chance.randrange(days))).isoformat(),
        sex=chance.choice("FM"),
        nc_year=chance.choice(cohort.nc_years),
        group="Maple",
        reason="" if cohort.include == "all" else "no result known",
        results={name: value for name, value in results.items() if value},
    )


def _value(
    book: Rulebook,
    part: Component,
    chance: random.Random,
    shares: tuple[float, float],
) -> str:
    """Return a value: blank, odd, one code throughout, or any there is."""
    manner, odd = shares
    said = chance.random()
    if said < odd:
        return chance.choice(("", chance.choice(_ODD)))
    codes = [name for name in part.codes if book.codes[name].role == "school"]
    away = [name for name in codes if book.codes[name].counts in {"out", "denominator"}]
    met = [name for name in codes if book.codes[name].counts == "met"]
    if manner < 0.1 and away:
        return away[0]
    if part.maximum is not None and said < 0.9:
        return str(chance.randint(part.minimum or 0, part.maximum))
    code = chance.choice(met) if met and said < 0.85 else chance.choice(codes)
    return chance.choice((code, code.lower(), *book.codes[code].synonyms, f" {code} "))
