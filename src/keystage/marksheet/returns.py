"""From a marksheet to the return the checks are run on, and their findings together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from keystage.checks.model import RollEntry
from keystage.core import upn
from keystage.core.cells import Cell
from keystage.core.findings import Finding, Place
from keystage.core.records import Result, Return, Row
from keystage.marksheet.causes import Causes
from keystage.marksheet.model import Line, Marksheet, Value
from keystage.marksheet.reading.meant import perhaps
from keystage.marksheet.sorting import by_roll
from keystage.marksheet.values import cohort_of, tidy_name, year_group

_FIELDS = (
    "upn",
    "surname",
    "forename",
    "dob",
    "sex",
    "former_upn",
    "postcode",
    "nc_year",
)


def to_return(
    marksheet: Marksheet, roll: Mapping[str, RollEntry] | None = None
) -> Return:
    """Return the rows of a marksheet as the checks take them, each knowing its cells.

    What a finding says is not to be trusted is not in it. `roll`, by UPN, adds year
    group and class where the marksheet does not say, and the sex where it has no
    column for it.
    """
    rows = [
        _row(number, line, marksheet, roll or {})
        for number, line in enumerate(marksheet.lines, 1)
    ]
    return Return(
        collection=marksheet.book.collection,
        year=marksheet.book.year,
        school=marksheet.school,
        urn=marksheet.urn,
        rows=rows,
    )


def together(
    marksheet: Marksheet, found: Iterable[Finding], roll: Sequence[RollEntry] = ()
) -> list[Finding]:
    """Return the findings of the reading and of the checks, each thing said once.

    What a check says of a cell that reading has already named goes beneath that: the
    result is not missing, it is a formula. A check quotes what stands in the cell.
    `roll` may show that names were sorted without their UPNs, where the marksheet
    itself did not; each row's difference from the roll goes beneath that.
    """
    slip = None if marksheet.apart else by_roll(marksheet.lines, roll)
    if slip is not None:
        marksheet = replace(
            marksheet,
            findings=[slip.finding, *marksheet.findings],
            apart=slip.rows,
        )
    causes = Causes(marksheet)
    beneath: dict[int, list[Finding]] = {}
    rest: list[Finding] = []
    for one in found:
        quoted = perhaps(causes.quoting(one), marksheet.book)
        number = causes.of(one)
        if number is None:
            rest.append(quoted)
        else:
            beneath.setdefault(number, []).append(quoted)
    told = [
        replace(one, consequences=(*one.consequences, *beneath.get(number, ())))
        for number, one in enumerate(marksheet.findings)
    ]
    return [*told, *rest]


def _row(
    number: int, line: Line, marksheet: Marksheet, roll: Mapping[str, RollEntry]
) -> Row:
    results: dict[str, list[Result]] = {}
    cells = {
        name: Cell(value.text, value.place)
        for name, value in line.values.items()
        if name in _FIELDS
    }
    for name in marksheet.book.components:
        value = line.values.get(name)
        if value is None:
            continue
        cell = Cell(value.text, value.place)
        if value.read:
            results[name] = [Result(name, value.read, cell, len(results) + 1)]
        else:
            cells[name] = cell  # blank, or not to be trusted: where it is missing
    row = Row(
        position=number,
        upn=upn.tidy(line.get("upn")),
        surname=tidy_name(line.get("surname")),
        forename=tidy_name(line.get("forename")),
        dob=line.get("dob"),
        sex=line.get("sex"),
        cells=cells,
        results=results,
        nc_year=year_group(line.get("nc_year")),
        group=line.get("group"),
        place=Place(sheet=line.sheet, row=line.row),
    )
    _complete(row, roll.get(row.upn), line.values)
    row.cohort = cohort_of(row.nc_year, row.dob, marksheet.book.cohorts)
    return row


def _complete(row: Row, entry: RollEntry | None, values: Mapping[str, Value]) -> None:
    if entry is None:
        return
    row.nc_year = row.nc_year or year_group(entry.nc_year)
    row.group = row.group or entry.group
    if "sex" not in values:
        row.sex = entry.sex
