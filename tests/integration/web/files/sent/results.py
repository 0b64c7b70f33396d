"""Files of results to send: of a school, a collection, and the children one names."""

from dataclasses import dataclass, field
from datetime import date

from keystage import ctf, rulebooks
from keystage.core import upn
from keystage.core.records import Return
from keystage.exports.tables import file as of_table
from keystage.exports.tables import table
from keystage_web.returns.sheet.facts import Child
from keystage_web.returns.sheet.gather.records import return_of, row_of
from tests.integration.web.accounts.town import BEGIN

SURNAME = "Quill"


@dataclass(frozen=True)
class Pupil:
    """A child of a file: forename, the number its UPN is made of, and its results."""

    name: str
    turn: int
    results: dict[str, str] = field(default_factory=dict)
    born: date = date(2019, 11, 1)
    group: str = "1"


def number(turn: int) -> str:
    """Return the UPN of a child who began in 2024."""
    return upn.make("004", "2001", 2024, turn)


def marked(name: str, turn: int, mark: int | str, group: str = "1") -> Pupil:
    """Return a child with a mark in phonics."""
    born = (
        date(2019, 11, turn % 28 + 1) if group == "1" else date(2018, 11, turn % 28 + 1)
    )
    return Pupil(name, turn, {"mark": str(mark)} if mark != "" else {}, born, group)


def results(
    *pupils: Pupil, school: str = "9992001", book: str = "phonics-2026"
) -> bytes:
    """Return a Common Transfer File of a school's results."""
    made = of_table.of(
        _return(pupils, school, book), rulebooks.load(book), BEGIN, school[:3]
    )
    return ctf.write(made)


def as_csv(
    *pupils: Pupil, school: str = "9992001", book: str = "phonics-2026"
) -> bytes:
    """Return the same as a table."""
    rules = rulebooks.load(book)
    return bytes(table.as_csv(table.of(_return(pupils, school, book), rules)))


def _return(pupils: tuple[Pupil, ...], school: str, book: str) -> Return:
    rules = rulebooks.load(book)
    rows = [
        row_of(
            rules,
            Child(
                one.name,
                number(one.turn),
                SURNAME,
                one.name,
                born=one.born,
                sex="F",
                year_group=one.group,
            ),
            one.results,
            at,
        )
        for at, one in enumerate(pupils, 1)
    ]
    return return_of(rules, school, rows)
