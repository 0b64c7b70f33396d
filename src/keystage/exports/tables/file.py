"""A return as a Common Transfer File, coded as its rulebook says."""

from datetime import datetime

from keystage.checks.model import Rulebook
from keystage.core.file_names import addressee
from keystage.core.records import (
    Assessment,
    CtfFile,
    Dialect,
    Element,
    Pupil,
    Return,
    Row,
    School,
)
from keystage.ctf import build

_SUPPLIER = "Keystage"
_LA = 3


def of(return_: Return, book: Rulebook, made: datetime, authority: str = "") -> CtfFile:
    """Return the pupils and results of `return_`, addressed to whom the book says.

    `made` is the moment the file is made, as clocks show it. `authority` is whose
    school it is, where the return does not say. A text that is no code of the book
    stands there as it is, for the checks to find.
    """
    source = School(return_.school[:_LA], return_.school[_LA:], return_.urn)
    to = addressee(book.ctf.destination, source, authority)
    header = build.header(
        source,
        to or School(),
        book.year,
        supplier=_SUPPLIER,
        date_time=made.strftime("%Y-%m-%dT%H:%M:%S"),
        descriptor=book.ctf.descriptor,
    )
    pupils = [_pupil(row, book, at) for at, row in enumerate(return_.rows, 1)]
    dialect = Dialect(version=header.version, supplier=_SUPPLIER)
    return CtfFile(header, pupils, dialect=dialect)


def _pupil(row: Row, book: Rulebook, position: int) -> Pupil:
    basic = Element("BasicDetails", children=[Element("NCyearActual", row.nc_year)])
    return Pupil(
        upn=row.upn,
        surname=row.surname,
        forename=row.forename,
        dob=row.dob,
        sex=row.sex,
        assessments=_assessments(row, book),
        sections=[basic] if row.nc_year else [],
        position=position,
    )


def _assessments(row: Row, book: Rulebook) -> list[Assessment]:
    return [
        build.assessment(component.coding, book.year, given.value)
        for component in book.components.values()
        for given in row.results.get(component.id, ())
    ]
