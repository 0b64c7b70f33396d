"""The file itself: made by the rulebooks' codings, read back, compared cell by cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from keystage import ctf
from keystage.checks.model import Rulebook
from keystage.core.errors import UsageError, WriteError
from keystage.core.records import CtfFile, Element, Header, Kind, Pupil, Row, School
from keystage.ctf import build
from keystage.exports.outgoing.destinations import Destination
from keystage.exports.tables import file

_SUPPLIER = "Keystage"
_FACTS = ("upn", "surname", "forename", "dob", "sex")
_ADDRESS, _POSTCODE = "Address", "PostCode"
_BLANKS = " \t\r\n"  # what no file keeps at the ends of a text


@dataclass(frozen=True, slots=True)
class Going:
    """A pupil who goes out: who it is, and the results of each collection.

    Each of `results` is a rulebook with the row of its results; one without any is as
    good as none. `postcode` is '' where no address is to go along.
    """

    row: Row
    results: Sequence[tuple[Rulebook, Row]] = ()
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """How a file is wanted.

    `summer` is the summer of the school year, `tag` and `number` are those of its name,
    `moment` is when it is made, as clocks show it.
    """

    source: School
    destination: Destination
    summer: int
    tag: str
    moment: datetime
    number: int = 1
    descriptor: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was read back: its name, its bytes, and how much of it was compared.

    `cells` counts facts and results, those that are blank too. None of them differed.
    """

    name: str
    data: bytes
    pupils: int
    cells: int
    results: int


def name_of(order: Order) -> str:
    """Return the name of a file; raises `UsageError` where it can have none.

    That is so for a sender without a school's number, and for nobody's.
    """
    parts = ctf.names.from_header(_header(order), order.tag, order.number)
    if parts is None:
        raise UsageError(
            "A Common Transfer File names the school that sends it by the number of "
            "its authority and its own, and whom it goes to: one of them is not known."
        )
    return ctf.names.make(parts)


def made(people: Sequence[Going], order: Order) -> Made:
    """Return the file of these pupils, once it was found to say what was asked for.

    Raises `UsageError` as `name_of` does, and where there is nobody; `WriteError` where
    something cannot be written, or reads back otherwise.
    """
    if not people:
        raise UsageError("There is nobody to make a file of: choose pupils first.")
    name = name_of(order)
    pupils = [_pupil(one, at) for at, one in enumerate(people, 1)]
    data = ctf.write(CtfFile(_header(order), pupils))
    cells = compared(data, people)
    results = sum(len(one.assessments) for one in pupils)
    return Made(name, data, len(pupils), cells, results)


def compared(data: bytes, people: Sequence[Going]) -> int:
    """Return in how many cells the file `data` was held against `people`.

    Raises `WriteError` with the place of the first that differs: a blank that is none,
    and a result nobody asked for, differ too.
    """
    found = ctf.read(data).pupils
    if len(found) != len(people):
        raise WriteError("The file does not hold as many pupils as were asked for.")
    cells = 0
    for at, (one, asked) in enumerate(zip(found, people, strict=True), 1):
        for what, here, there in _cells(one, asked):
            if here != there:
                raise WriteError(f"Pupil {at}: {what} does not read back as given.")
            cells += 1
    return cells


def _header(order: Order) -> Header:
    return build.header(
        order.source,
        order.destination.place(order.source) or School(),
        order.summer,
        supplier=_SUPPLIER,
        date_time=order.moment.strftime("%Y-%m-%dT%H:%M:%S"),
        descriptor=order.descriptor,
    )


def _pupil(one: Going, at: int) -> Pupil:
    results = [
        part for book, row in one.results for part in file.assessments(row, book)
    ]
    found = file.pupil(one.row, results, at)
    if one.postcode:
        code = Element(_POSTCODE, one.postcode)
        found.sections.append(Element(_ADDRESS, children=[code]))
    return found


def _cells(one: Pupil, asked: Going) -> Iterator[tuple[str, str, str]]:
    """Yield each cell: what it is, as it was read, as it was asked for."""
    for name in _FACTS:
        yield name, getattr(one, name), getattr(asked.row, name).strip(_BLANKS)
    basic = one.section("BasicDetails")
    year = basic.child_text("NCyearActual") if basic else ""
    yield "year group", year, asked.row.nc_year.strip(_BLANKS)
    home = one.section(_ADDRESS)
    code = home.child_text(_POSTCODE) if home else ""
    yield "postcode", code, asked.postcode.strip(_BLANKS)
    held: dict[Kind, str] = {}
    for part in one.assessments:
        held[part.kind] = ", ".join(filter(None, (held.get(part.kind), part.result)))
    for book, row in asked.results:
        for kind, (name, value) in _asked(book, row).items():
            yield name, held.pop(kind, ""), value
    yield "what nobody asked for", ", ".join(held.values()), ""


def _asked(book: Rulebook, row: Row) -> Mapping[Kind, tuple[str, str]]:
    """Return each component's name and value by the kind of its row in a file."""
    found: dict[Kind, tuple[str, str]] = {}
    for component in book.components.values():
        value = row.value(component.id).strip(_BLANKS)
        under = file.coded(component, value, book)
        kind = build.assessment(under.coding, book.year, "").kind
        name = f"{component.title} {book.year}"
        if value or kind not in found:
            found[kind] = (name, value)
        own = build.assessment(component.coding, book.year, "").kind
        found.setdefault(own, (name, ""))
    return found
