"""From a file's texts to rows a rulebook understands; the texts stay as sent."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from keystage.checks.model import Cohort, Component, RollEntry, Rulebook
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
from keystage.intake.recognise import Recognition

PUPILS = "/CTfile/CTFpupilData/Pupil"
_SEX_FROM = 24  # the version from which the element is called Sex
_HIDDEN = {"Cc", "Cf"}
_SPACES = re.compile(r"\s+")
_YEAR_WORD = re.compile(r"(?:YEAR|YR|Y)?\s*0?([0-9]{1,2})")
_YEAR_GROUPS = {"E1", "E2", "N1", "N2", "R", *map(str, range(1, 15))}
# Bounded, as a number is that a hostile file may write as long as it likes.
_VERSION = re.compile(r"([0-9]{1,4})(?:\.|\Z)")
_RECEPTION = {"RECEPTION", "REC", "YR", "YEAR R", "R"}
# Texts remembered for one component; only a hostile file has more.
_MOST_TEXTS = 5_000


@dataclass(frozen=True, slots=True)
class Reading:
    """What the roll adds to a file: each pupil's year group and class, by UPN."""

    roll: Mapping[str, RollEntry] = field(default_factory=dict)


def interpret(
    file: CtfFile, book: Rulebook, found: Recognition, reading: Reading
) -> Return:
    """Return the rows of `file` that belong to `book`'s collection and year.

    A pupil belongs to the collections they have results of; one with no result at
    all, to the collection whose cohort they are in, by the file or by the roll.
    Where nothing tells how old they are, they belong to a file's only collection.
    """
    plan = found.plans.get(book.collection, {})
    others = set().union(
        *(kinds for name, kinds in found.plans.items() if name != book.collection)
    )
    read = _values(book)
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


def school_number(la: str, estab: str) -> str:
    """Return the seven digits of authority and establishment, or '' if not digits."""
    number = la + estab
    sound = len(number) == len("9991234") and number.isascii() and number.isdigit()
    return number if sound else ""


def year_group(text: str) -> str:
    """Return the curriculum year `text` names (`R`, `1`), or '' if it names none.

    `Year 1`, `Y1` and `01` are year 1; a class's name is no year.
    """
    word = _SPACES.sub(" ", text).strip().upper()
    if word in _RECEPTION:
        return "R"
    number = _YEAR_WORD.fullmatch(word)
    word = number[1] if number else word
    return word if word in _YEAR_GROUPS else ""


def tidy_name(text: str) -> str:
    """Return `text` without invisible characters, white space collapsed."""
    if not (text.isascii() and text.isprintable()):
        text = _SPACES.sub(" ", text)
        text = "".join(c for c in text if unicodedata.category(c) not in _HIDDEN)
    return " ".join(text.split())


def tidy_value(text: str) -> str:
    """Return `text` without invisible characters, or spaces of any sort around it."""
    if text.isascii() and text.isalnum():
        return text
    seen = (c for c in text if c.isspace() or unicodedata.category(c) not in _HIDDEN)
    return "".join(seen).strip()


def reader_of(book: Rulebook, component: Component) -> Callable[[str], str]:
    """Return how a text of `component` is read: a code of the book, or as sent.

    Only plain letters are compared without case: a letter of another alphabet
    that looks the same is another letter, and the check says so.
    """
    codes: dict[str, str] = {}
    for name in component.codes:
        for form in (*book.codes[name].synonyms, name):
            codes[form.casefold()] = name
    known: dict[str, str] = {}

    def read(text: str) -> str:
        if text not in known:
            if len(known) >= _MOST_TEXTS:
                known.clear()
            value = tidy_value(text)
            folded = value.casefold() if value.isascii() else value
            known[text] = codes.get(folded, value)
        return known[text]

    return read


def _values(book: Rulebook) -> Mapping[str, Callable[[str], str]]:
    readers = {
        component.id: reader_of(book, component)
        for component in book.components.values()
    }
    return {**readers, "": tidy_value}


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
        cell = Cell(part.result, _result_place(part, path))
        value = read[component](part.result)
        if component:
            result = Result(component, value, cell, number)
            results.setdefault(component, []).append(result)
        else:
            others.append(Result(part.kind.component, value, cell, number))
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


def _result_place(part: Assessment, path: str) -> Place:
    return Place(
        line=part.line or None,
        path=f"{path}/StageAssessments/KeyStage[{part.key_stage}]"
        f"/StageAssessment[{part.number}]/Result",
    )


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


def cohort_of(nc_year: str, dob: str, cohorts: tuple[Cohort, ...]) -> str:
    """Return the id of the cohort of a pupil, or '': by year group, else by age."""
    if nc_year:
        return next((part.id for part in cohorts if nc_year in part.nc_years), "")
    born = years.parse_date(dob)
    if born is None:
        return ""
    fits = (part.id for part in cohorts if part.born_from <= born <= part.born_to)
    return next(fits, "")


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
