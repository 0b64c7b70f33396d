"""Schools with invented pupils, as a report is made of them."""

from collections.abc import Mapping, Sequence
from datetime import date
from random import Random
from typing import Any

from keystage import measures, rulebooks
from keystage.checks.model import Component, Rulebook
from keystage.core.cells import Cell
from keystage.core.findings import Place
from keystage.core.records import Result, Row
from keystage.measures import Situation
from keystage.reports.school import build
from keystage.reports.school.model import Earlier, Given, Person, Report, Wishes
from keystage.reports.summary.model import School

MADE = date(2026, 6, 10)
LATE = date(2026, 12, 1)
ASH = School("9992001", "Ash Primary School")
GOALS = [f"E{number:02}" for number in range(1, 18)]
LONG = "Wolfeschlegelsteinhausenbergerdorff" * 3
# Names of many origins, one a typeface of Latin letters lacks, and one that hides.
NAMES = (
    "Nguyễn Thị Ánh",
    "Żółcińska-Wójcik",
    "Şahinoğlu",
    "Ŵynn ap Gruffŷdd",
    "Ó Súilleabháin",
    "Adébáyọ̀ Ọlọ́runfẹ́mi",
    "O'Brien",
    "李小龙",
    LONG,
    "Иванов",
    "Li",
    "\u202eCosta\u200b",
)


def results(values: Mapping[str, str | Sequence[str]]) -> dict[str, list[Result]]:
    """Results by component; several values are a result given several times."""
    found = {}
    for name, said in values.items():
        given = [said] if isinstance(said, str) else said
        found[name] = [Result(name, value, Cell("", Place())) for value in given]
    return found


def person(
    number: int, values: Mapping[str, str | Sequence[str]], **said: Any
) -> Person:
    """One pupil: `person(3, {"E01": "2"}, surname="Ash")`."""
    usual: dict[str, Any] = {
        "upn": f"X{number}",
        "surname": f"Surname{number:03}",
        "forename": "Ana",
        "dob": "2021-01-05",
        "sex": "FM"[number % 2],
    }
    row = Row(position=number, cells={}, results=results(values), **(usual | said))
    return Person(row, measures.of_rows([row])[0])


def child(number: int, code: str, **said: Any) -> Person:
    """A child with one code on all goals; '' for none."""
    goals = dict.fromkeys(GOALS, code) if code else {}
    return person(number, goals, cohort="reception", **said)


def school(book: str, *people: Person, day: date = LATE, **said: Any) -> Given:
    """One school of pupils, by the rulebook `book`."""
    loaded = rulebooks.load(book)
    return Given(ASH, loaded, Situation(today=day), people, **said)


def report(given: Given, by: str | None = None, *, names: bool = True) -> Report:
    """The report of one school."""
    return build.report(given, Wishes(by, names=names), MADE)


def crowd(book: str, number: int, *, prior: int = 2, day: date = LATE) -> Given:
    """A school with every sort of name and result, and years before."""
    chance = Random(f"{book}{number}")
    loaded = rulebooks.load(book)
    years = (f"{loaded.collection}-{loaded.year - back}" for back in (1, 2))
    return Given(
        School("9992001", f"St Somebody's and All Saints, {LONG}"),
        loaded,
        Situation(today=day),
        [_anyone(loaded, at, chance) for at in range(1, number + 1)],
        earlier=[_before(year, chance) for year in list(years)[:prior]],
        errors=3,
    )


def _before(book: str, chance: Random) -> Earlier:
    loaded = rulebooks.load(book)
    people = [_anyone(loaded, at, chance) for at in range(1, 25)]
    return Earlier(loaded, [one.pupil for one in people])


def _anyone(book: Rulebook, at: int, chance: Random) -> Person:
    values = {
        part.id: _value(part, chance)
        for part in book.components.values()
        if chance.random() < (0.97 if part.required else 0.1)
    }
    classes = ("Maple", "Oak", "The long name of the class of Rowan and Elder")
    return person(
        at,
        values,
        surname=NAMES[at % len(NAMES)],
        forename=NAMES[(at * 7 + 3) % len(NAMES)],
        group=classes[at % 3],
        cohort=chance.choice(book.cohorts).id,
        dob=f"2020-0{1 + at % 9}-1{at % 9}",
    )


def _value(part: Component, chance: Random) -> str:
    if part.maximum is not None and chance.random() < 0.9:
        return str(chance.randint(part.minimum or 0, part.maximum))
    usual = part.codes[:3] if chance.random() < 0.8 else part.codes
    return chance.choice(usual)
