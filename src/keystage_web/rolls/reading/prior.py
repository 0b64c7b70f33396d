"""Results of earlier years out of a Common Transfer File, each with who it is of."""

from collections.abc import Iterator
from dataclasses import dataclass

from keystage.checks.fold import folded
from keystage.core import upn
from keystage.core.errors import UsageError
from keystage.core.records import CtfFile
from keystage.core.years import parse_date
from keystage.intake.known import prior, roll
from keystage.intake.shelf import standard
from keystage_web.rolls.reading.file import Asked

type Row = tuple[str, str, str, str, int, str, str]
"""UPN, birth date, surname (folded), collection, year, component, value."""


@dataclass(frozen=True, slots=True)
class Priors:
    """The results of a file, how many pupils it could not tell apart, and its faults."""

    rows: tuple[Row, ...] = ()
    unclear: int = 0
    faults: tuple[str, ...] = ()


def read_priors(data: bytes, asked: Asked) -> Priors:
    """Return the results of years before `asked.year` in a file; it raises nothing.

    Only pupils with a sound UPN, a birth date and a surname count: by these three they
    are found again.
    """
    if not roll.looks_like_xml(data):
        said = f"{asked.name} is no Common Transfer File: results need one."
        return Priors(faults=(said,))
    try:
        file = roll.read_file(asked.name, data, asked.limits)
    except UsageError as fault:
        return Priors(faults=(str(fault),))
    people, unclear = _people(file)
    return Priors(tuple(_rows(file, people, asked.year)), unclear)


def _people(file: CtfFile) -> tuple[dict[str, tuple[str, str]], int]:
    """Return birth date and surname by UPN, and how many pupils are not plain."""
    found: dict[str, set[tuple[str, str]]] = {}
    for pupil in file.pupils:
        number = upn.tidy(pupil.upn)
        found.setdefault(number, set()).add((pupil.dob, folded(pupil.surname)))
    plain = {
        number: next(iter(who))
        for number, who in found.items()
        if len(who) == 1 and not upn.faults(number)
    }
    kept = {
        number: (born, surname)
        for number, (born, surname) in plain.items()
        if parse_date(born) and surname
    }
    return kept, len(found) - len(kept)


def _rows(
    file: CtfFile, people: dict[str, tuple[str, str]], year: int
) -> Iterator[Row]:
    results = prior.from_file(file, standard(), year).results
    for number, found in results.items():
        if number in people:
            born, surname = people[number]
            for one in found:
                yield (
                    *(number, born, surname, one.collection, one.year),
                    *(one.component, one.value),
                )
