"""A return a rulebook has nothing to say against: invented pupils of invented schools.

Examples are changes to it. Everything follows from the rulebook: births from the
cohorts' windows, results from the components' codes, header from the CTF facts.
"""

from datetime import timedelta

from keystage.checks.model import Cohort, Component, Rulebook
from keystage.core import upn
from keystage.core.cells import Cell
from keystage.core.findings import Place
from keystage.core.records import Header, Result, Return, Row, School

LA = "999"
ESTAB = "1001"
URN = "900001"
UPN_LA = "004"

_SURNAMES = ("Ashdown", "Birchall", "Corrie", "Dunmore", "Elverton", "Farrow", "Gale")
_FORENAMES = (
    *("Mina", "Theo", "Orla", "Idris", "Wren", "Jonah", "Sela", "Bram", "Tova"),
    *("Kit", "Nell"),
)
_DAYS_BETWEEN = 7
_LEAST_MARK = 20


def sample(book: Rulebook, pupils: int = 3) -> Return:
    """Return a valid return with so many pupils of each cohort of `book`.

    Rows are numbered from 1 in the order of the cohorts. At most 75 pupils.
    """
    rows = [
        _row(book, cohort, at * pupils + number)
        for at, cohort in enumerate(book.cohorts)
        for number in range(1, pupils + 1)
    ]
    header = _header(book)
    to = header.destination
    return Return(
        collection=book.collection,
        year=book.year,
        school=LA + ESTAB,
        urn=URN,
        rows=rows,
        header=header,
        file_name=f"{LA}{ESTAB}_{book.ctf.tag}_{to.la}{to.estab}_001.xml",
    )


def _header(book: Rulebook) -> Header:
    destination = {
        "la": School(la=LA, estab="LLLL"),
        "naa": School(la="NAA", estab="LLLL"),
        "own": School(la=LA, estab=ESTAB),
    }[book.ctf.destination]
    return Header(
        document_name="Common Transfer File",
        version=book.ctf.versions[-1],
        date_time=f"{book.year}-06-18T09:30:00",
        qualifier="partial",
        descriptor=book.ctf.descriptor,
        supplier="Example",
        source=School(
            la=LA,
            estab=ESTAB,
            urn=URN,
            name="Example Primary School",
            academic_year=str(book.year - 1),
        ),
        destination=destination,
    )


def _row(book: Rulebook, cohort: Cohort, number: int) -> Row:
    born = cohort.born_from + timedelta(days=_DAYS_BETWEEN * (number % 50))
    fields = {
        "upn": upn.make(UPN_LA, ESTAB, born.year + 4, number),
        "surname": _SURNAMES[number % len(_SURNAMES)],
        "forename": _FORENAMES[number % len(_FORENAMES)],
        "dob": born.isoformat(),
        "sex": "FM"[number % 2],
        "nc_year": cohort.nc_years[0],
    }
    place = Place(line=100 * number)
    results = {
        name: [Result(name, value, Cell(value, place), at)]
        for at, (name, value) in enumerate(_values(book, number), start=1)
    }
    return Row(
        position=number,
        upn=fields["upn"],
        surname=fields["surname"],
        forename=fields["forename"],
        dob=fields["dob"],
        sex=fields["sex"],
        nc_year=fields["nc_year"],
        cells={name: Cell(text, place) for name, text in fields.items()},
        results=results,
        cohort=cohort.id,
        place=place,
    )


def _values(book: Rulebook, number: int) -> list[tuple[str, str]]:
    required = (part for part in book.components.values() if part.required)
    return [
        (part.id, valid_value(book, part, number + at))
        for at, part in enumerate(required)
    ]


def valid_value(book: Rulebook, component: Component, turn: int = 0) -> str:
    """Return a value `component` may hold: one of two, by turns.

    A mark in the middle of its range, or the codes that most simply say met and
    not met.
    """
    if component.is_mark:
        return str(min(_LEAST_MARK, component.maximum or 0) + turn % 2)
    codes = [book.codes[name] for name in component.codes]
    met = next(code.id for code in codes if code.counts == "met")
    not_met = next(code.id for code in codes if code.counts == "not_met")
    return (met, not_met)[turn % 2]
