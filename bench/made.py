"""Invented files to measure with: a school's, and an authority's whole year."""

import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from keystage import ctf, rulebooks
from keystage.checks.model import Component, Rulebook
from keystage.core import upn
from keystage.core.records import Assessment, CtfFile, Header, Kind, Pupil, School

YEAR = 2026
COLLECTIONS = ("eyfsp", "phonics", "ks2")
SURNAMES = [
    "Ash",
    "Birch",
    "Cedar",
    "Elm",
    "Fern",
    "Gorse",
    "Hazel",
    "Ivy",
    "Larch",
    "Maple",
    "Oak",
    "Pine",
    "Rowan",
]
FORENAMES = [
    "Ada",
    "Ben",
    "Cleo",
    "Dev",
    "Eve",
    "Finn",
    "Gia",
    "Hal",
    "Isla",
    "Jo",
    "Kit",
    "Lou",
    "Mia",
    "Ned",
    "Ola",
    "Pip",
]
# One result in so many is one no rulebook knows, as in a real July.
WRONG, WRONG_IN = "Z", 400


def school(collection: str, pupils: int, number: int = 1) -> CtfFile:
    """Return one school's results of one collection; the same for the same arguments."""
    book = rulebooks.load(f"{collection}-{YEAR}")
    return CtfFile(header=header(book, number), pupils=list(rows(book, pupils, number)))


def header(book: Rulebook, number: int) -> Header:
    """Return a header as a school's system would write it."""
    return Header(
        document_name="Common Transfer File",
        version=book.ctf.versions[-1],
        date_time=f"{YEAR}-06-29T09:30:00",
        qualifier="partial",
        descriptor=book.ctf.descriptor,
        supplier="Invented",
        source=School("999", f"{2000 + number}", "", f"School {number}", str(YEAR - 1)),
        destination=School("999", "LLLL"),
    )


def rows(book: Rulebook, pupils: int, number: int = 1) -> Iterator[Pupil]:
    """Yield pupils, one at a time, so that any number fits into memory."""
    pick = random.Random(f"{book.id} {number} {pupils}")
    cohort = book.cohorts[0]
    days = (cohort.born_to - cohort.born_from).days
    required = [part for part in book.components.values() if part.required]
    for serial in range(pupils):
        born = cohort.born_from + timedelta(days=pick.randint(0, days))
        yield Pupil(
            upn=number_of(number, serial, born),
            surname=pick.choice(SURNAMES),
            forename=pick.choice(FORENAMES),
            dob=born.isoformat(),
            sex=pick.choice("FM"),
            assessments=[result(part, pick) for part in required],
        )


def number_of(school_number: int, serial: int, born: date) -> str:
    """Return a UPN of its own for each pupil of each school."""
    estab, place = divmod(serial, 1000)
    return upn.make("004", f"{2000 + school_number + estab}", born.year + 5, place)


def result(part: Component, pick: random.Random) -> Assessment:
    """Return one result, likely right."""
    coding = part.coding
    kind = Kind(
        *(coding.stage, "ENG", str(YEAR), coding.subject, coding.method),
        *(coding.component, "R", coding.qualifier),
    )
    if pick.randrange(WRONG_IN) == 0:
        return Assessment(kind, WRONG)
    if part.maximum is not None:
        return Assessment(kind, str(pick.randint(part.maximum // 2, part.maximum)))
    return Assessment(kind, pick.choice(part.codes[:2]))


def authority_year(schools: int) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of every file of a year: each school, each collection."""
    for number in range(1, schools + 1):
        pick = random.Random(number)
        for collection in COLLECTIONS:
            file = school(collection, pick.randint(12, 60), number)
            yield f"999{2000 + number}_{collection}.xml", ctf.write(file)


def write_long(path: Path, pupils: int) -> None:
    """Write one file of any number of pupils, without holding them."""
    book = rulebooks.load(f"eyfsp-{YEAR}")
    save(path, ctf.stream_out(header(book, 1), rows(book, pupils)))


def save(path: Path, pieces: Iterable[bytes]) -> None:
    """Write pieces to a file as they come."""
    with path.open("wb") as out:
        out.writelines(pieces)
