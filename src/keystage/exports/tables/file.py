"""A return as a Common Transfer File, coded as its rulebook says."""

from datetime import datetime

from keystage.checks.model import Component, Rulebook
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
_MARK = "mark"  # of the table of components: a row that holds figures


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
    pupils = [
        pupil(row, assessments(row, book), at) for at, row in enumerate(return_.rows, 1)
    ]
    dialect = Dialect(version=header.version, supplier=_SUPPLIER)
    return CtfFile(header, pupils, dialect=dialect)


def pupil(row: Row, results: list[Assessment], position: int) -> Pupil:
    """Return who `row` is of, with results, at a place of a file."""
    basic = Element("BasicDetails", children=[Element("NCyearActual", row.nc_year)])
    return Pupil(
        upn=row.upn,
        surname=row.surname,
        forename=row.forename,
        dob=row.dob,
        sex=row.sex,
        assessments=results,
        sections=[basic] if row.nc_year else [],
        position=position,
    )


def assessments(row: Row, book: Rulebook) -> list[Assessment]:
    """Return the results of `row` as `book` has them written in a file."""
    return [
        build.assessment(
            coded(component, given.value, book).coding, book.year, given.value
        )
        for component in book.components.values()
        for given in row.results.get(component.id, ())
    ]


def coded(component: Component, value: str, book: Rulebook) -> Component:
    """Return the component under which a file holds a value of `component`.

    A row of marks holds figures alone: a code in place of a mark stands in the row of
    codes beside it, where the rulebook has one.
    """
    if component.coding.result_type != _MARK or value not in component.codes:
        return component
    beside = (
        one
        for one in book.components.values()
        if one.area == component.area and not one.is_mark and value in one.codes
    )
    return next(beside, component)
