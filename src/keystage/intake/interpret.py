"""From a file's texts to rows a rulebook understands; the texts stay as sent."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from keystage.checks.model import RollEntry, Rulebook
from keystage.core import upn, years
from keystage.core.cells import Cell
from keystage.core.findings import Place
from keystage.core.records import (
    Assessment,
    CtfFile,
    Element,
    Kind,
    Pupil,
    Result,
    Return,
    Row,
)
from keystage.intake.recognise import Plans, Recognition
from keystage.marksheet.values import (
    cohort_of,
    reader_of,
    readers_of,
    school_number,
    tidy_name,
    tidy_value,
    year_group,
)

# Some are asked for here by who reads files, as those of a file's own are.
__all__ = [
    "PUPILS",
    "Reading",
    "cohort_of",
    "interpret",
    "left_out",
    "reader_of",
    "school_number",
    "tidy_name",
    "tidy_value",
    "year_group",
]

PUPILS = "/CTfile/CTFpupilData/Pupil"
_SEX_FROM = 24  # the version from which the element is called Sex
# Bounded, as a number is that a hostile file may write as long as it likes.
_VERSION = re.compile(r"([0-9]{1,4})(?:\.|\Z)")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the roll adds to a file: each pupil's year group and class, by UPN."""

    roll: Mapping[str, RollEntry] = field(default_factory=dict)


def interpret(file: CtfFile, book: Rulebook, plans: Plans, reading: Reading) -> Return:
    """Return the rows of `file` that belong to `book`'s collection and year.

    A pupil belongs to the collections they have results of; one with no result at
    all, to the collection whose cohort they are in, by the file or by the roll.
    Where nothing tells how old they are, they belong to a file's only collection.
    """
    plan = plans.get(book.collection, {})
    others = set().union(
        *(kinds for name, kinds in plans.items() if name != book.collection)
    )
    read = readers_of(book)
    sex = _sex_element(file)
    rows = []
    for pupil in file.pupils:
        row = _row(pupil, plan, read, sex)
        _place_in_year(row, book, reading)
        if _has_results(row) or (
            not any(part.kind in others for part in pupil.assessments)
            and _is_due(row, book, reading, alone=not others)
        ):
            rows.append(row)
    source = file.header.source
    return Return(
        collection=book.collection,
        year=book.year,
        school=school_number(source.la, source.estab),
        urn=source.urn,
        rows=rows,
        header=file.header,
    )


def left_out(file: CtfFile, found: Recognition, returns: Iterable[Return]) -> int:
    """Return how many pupils are in no return, for want of a result and by age."""
    taken = {row.position for return_ in returns for row in return_.rows}
    known = set().union(*found.plans.values())
    return sum(
        pupil.position not in taken
        and not any(part.kind in known for part in pupil.assessments)
        for pupil in file.pupils
    )


def _row(
    pupil: Pupil,
    plan: Mapping[Kind, str],
    read: Mapping[str, Callable[[str], str]],
    sex: str,
) -> Row:
    path = f"{PUPILS}[{pupil.position}]"
    results: dict[str, list[Result]] = {}
    others: list[Result] = []
    for number, part in enumerate(pupil.assessments, 1):
        component = plan.get(part.kind)
        if component is None:
            continue
        cell = _ResultCell(part, pupil.position)
        value = read[component](part.result)
        if component:
            result = Result(component, value, cell, number)
            results.setdefault(component, []).append(result)
        else:
            name = part.kind.component
            others.append(Result(name, value, cell, number, part.kind))
    cells = _cells(pupil, path, sex)
    return Row(
        position=pupil.position,
        upn=upn.tidy(pupil.upn),
        surname=tidy_name(pupil.surname),
        forename=tidy_name(pupil.forename),
        dob=pupil.dob,
        sex=pupil.sex,
        cells=cells,
        results=results,
        others=others,
        nc_year=year_group(cells["nc_year"].text) if "nc_year" in cells else "",
        place=Place(line=pupil.line or None, path=path),
    )


class _ResultCell(Cell):
    """A result's cell: of a thousand one is asked for its place, and works it out."""

    __slots__ = ("_part", "_pupil")

    def __init__(self, part: Assessment, pupil: int) -> None:
        self.text = part.result
        self._part = part
        self._pupil = pupil

    @property
    def place(self) -> Place:
        """Where the result stands."""
        part = self._part
        path = (
            f"{PUPILS}[{self._pupil}]/StageAssessments/KeyStage[{part.key_stage}]"
            f"/StageAssessment[{part.number}]/Result"
        )
        return Place(line=part.line or None, path=path)

    def __reduce__(self) -> tuple[type[Cell], tuple[str, Place]]:
        """Hand over to another process what is asked for, not the whole result."""
        return Cell, (self.text, self.place)


def _cells(pupil: Pupil, path: str, sex: str) -> dict[str, Cell]:
    cells = {}
    for name, text, element in (
        ("upn", pupil.upn, "UPN"),
        ("surname", pupil.surname, "Surname"),
        ("forename", pupil.forename, "Forename"),
        ("dob", pupil.dob, "DOB"),
        ("sex", pupil.sex, sex),
    ):
        if text or name in pupil.lines:
            place = Place(line=pupil.lines.get(name), path=f"{path}/{element}")
            cells[name] = Cell(text, place)
    for name, section, elements in (
        ("former_upn", "BasicDetails", ("FormerUPN", "UPN")),
        ("nc_year", "BasicDetails", ("NCyearActual",)),
        ("postcode", "Address", ("PostCode",)),
    ):
        found = _child(pupil.section(section), elements)
        if found is not None:
            place = Place(
                line=found.line or None, path=f"{path}/{section}/{found.name}"
            )
            cells[name] = Cell(found.text.strip(), place)
    return cells


def _child(section: Element | None, names: tuple[str, ...]) -> Element | None:
    children = section.children if section else ()
    return next((part for part in children if part.name in names), None)


def _place_in_year(row: Row, book: Rulebook, reading: Reading) -> None:
    """Give `row` its year group, class and cohort: curriculum year before age."""
    entry = reading.roll.get(row.upn)
    if entry is not None:
        row.nc_year = row.nc_year or year_group(entry.nc_year)
        row.group = entry.group
    row.cohort = cohort_of(row.nc_year, row.dob, book.cohorts)


def _has_results(row: Row) -> bool:
    return bool(row.results or row.others)


def _is_due(row: Row, book: Rulebook, reading: Reading, *, alone: bool) -> bool:
    """Whether a pupil without a result of any collection here should have one."""
    entry = reading.roll.get(row.upn)
    if row.cohort or (entry and cohort_of(entry.nc_year, entry.dob, book.cohorts)):
        return True
    return alone and not row.nc_year and years.parse_date(row.dob) is None


def _sex_element(file: CtfFile) -> str:
    version = _VERSION.match(file.header.version)
    old = version is not None and int(version[1]) < _SEX_FROM
    return "Gender" if old or "CTF-GENDER" in file.dialect.deviations else "Sex"
