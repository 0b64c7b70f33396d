"""Small rulebooks for the tests of measures: only what a measure asks for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from keystage.measures import Measure, Pupil, Ratio, Spec, Unit


@dataclass(frozen=True)
class Code:
    points: int | None = None
    counts: str = ""


@dataclass(frozen=True)
class Component:
    title: str
    codes: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True)
class Cohort:
    id: str


@dataclass(frozen=True)
class Threshold:
    mark: int = 32
    visible_from: date | None = date(2026, 6, 22)


@dataclass(frozen=True)
class Book:
    measures: Mapping[str, Any]
    components: Mapping[str, Component]
    codes: Mapping[str, Code]
    year: int = 2026
    cohorts: tuple[Cohort, ...] = (Cohort("year1"), Cohort("year2"))
    sets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    threshold: Threshold | None = None
    sources: Mapping[str, str] = field(default_factory=dict)


SUBJECTS = ("REA", "WRI", "MAT")
JUDGEMENTS = ("EXS", "GDS", "WTS", "A", "L")


def subjects_book(**tables: Any) -> Book:
    """Three subjects; L takes a pupil out, A counts as not met."""
    return Book(
        measures=tables,
        components={name: Component(name.title(), JUDGEMENTS) for name in SUBJECTS},
        codes={
            "EXS": Code(counts="met"),
            "GDS": Code(counts="met"),
            "WTS": Code(counts="not_met"),
            "A": Code(counts="denominator"),
            "L": Code(counts="out"),
        },
        sets={"rw": ("REA", "WRI")},
        sources={"us": "Ourselves"},
    )


def goals_book(number: int = 3, highest: int = 2, **tables: Any) -> Book:
    """So many goals, judged 1 to `highest`; A exempts."""
    points = {str(n): Code(n) for n in range(1, highest + 1)}
    codes = (*points, "A")
    return Book(
        measures=tables,
        components={f"E{n}": Component(f"E{n}", codes) for n in range(1, number + 1)},
        codes=points | {"A": Code()},
        sets={"first": ("E1",)},
    )


CHECK = {
    "mark": "mark",
    "outcome": "outcome",
    "met": ["WA"],
    "not_met": ["WT"],
    "denominator": ["A", "D", "Q"],
    "out": ["L"],
}


def phonics_book(threshold: Threshold | None = Threshold(), **tables: Any) -> Book:
    """A check with a mark of 0 to 40 and an outcome."""
    codes = ("A", "D", "L", "Q")
    return Book(
        measures={name: CHECK | table for name, table in tables.items()},
        components={
            "mark": Component("Mark", codes, 0, 40),
            "outcome": Component("Outcome", ("WA", "WT", *codes)),
        },
        codes={name: Code() for name in ("WA", "WT", *codes)},
        threshold=threshold,
    )


def child(codes: str) -> Pupil:
    """A child by the codes of the goals in order; a dot is an open goal."""
    given = {f"E{n}": code for n, code in enumerate(codes, 1) if code != "."}
    return Pupil(given)


def checked(result: str, before: str = "", **said: Any) -> Pupil:
    """A pupil with a mark or code, and that of last year; '' for none."""
    earlier = {"mark": before} if before else {}
    return Pupil({"mark": result} if result else {}, before=earlier, **said)


def found(measures: Iterable[Measure]) -> dict[str, Ratio | None]:
    """What each measure comes to, by id."""
    return {measure.id: measure.ratio for measure in measures}


def measure(numerator: int, denominator: int, id_: str = "m", **said: Any) -> Measure:
    """A measure as worked out, for the tests of hiding."""
    spec = Spec(id_, id_, id_, said.pop("unit", Unit.SHARE), lambda _: 0, **said)
    return Measure(spec, Ratio(numerator, denominator), {})
