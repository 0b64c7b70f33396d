"""Fields of the pupil: present, one of the values, date of birth, postcode."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from keystage.checks.conditions import cohorts_of
from keystage.checks.kind import (
    NOTHING,
    Param,
    ReturnTest,
    RowTest,
    Spec,
    Type,
    return_kind,
    row_kind,
)
from keystage.checks.model import Cohort, Hit
from keystage.checks.scene import Scene, child_of, has_no_column
from keystage.checks.words import long_date
from keystage.core.findings import Repair
from keystage.core.records import Row
from keystage.core.years import age_on, parse_date

FIELDS = ("upn", "surname", "forename", "dob", "sex", "postcode", "nc_year")
_ON_ROW = frozenset({"upn", "surname", "forename", "dob", "sex", "nc_year"})
_VALUE_FAULTS = ("unknown", "written")
_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}")
_SHAPE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MIDNIGHT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]00:00(:00(\.0+)?)?Z?")
_BRITISH = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_DAY_NUMBER = re.compile(r"[0-9]{5}")
_DAY_ZERO = date(1899, 12, 30)  # as spreadsheets count
_LAST_MONTH = 12


def field_text(row: Row, name: str) -> str:
    """Return the field's tidied text, or ''."""
    if name in _ON_ROW:
        return str(getattr(row, name))
    cell = row.cells.get(name)
    return cell.text.strip() if cell else ""


def set_field(row: Row, name: str, new: str) -> Repair:
    """Return the repair that puts `new` into a field of the pupil."""
    cell = row.cells.get(name)
    old = cell.text if cell else ""
    return Repair("set", "pupil", name, old, new, pupil=row.position)


@row_kind(Param("field", Type.CHOICE, required=True, choices=FIELDS))
def required_field(spec: Spec) -> RowTest:
    """Find a field every pupil must have missing or blank."""
    name = spec.word("field")

    def test(row: Row, _: Scene) -> tuple[Hit, ...]:
        if field_text(row, name) or has_no_column(row, name):
            return NOTHING
        return (Hit(row=row, field=name),)

    return test


@row_kind(
    Param("field", Type.CHOICE, required=True, choices=FIELDS),
    Param("values", Type.TEXTS, required=True),
    Param("synonyms", Type.TABLE),
    Param("fault", Type.CHOICE, default=_VALUE_FAULTS, choices=_VALUE_FAULTS),
)
def field_one_of(spec: Spec) -> RowTest:
    """Find a field that holds none of the values it may have.

    `written`: one of them in another case, with spaces or as a synonym, which has
    a repair; `unknown`: none of them at all. Both, unless `fault` says which.
    """
    faults = spec.texts("fault")
    name, values = spec.word("field"), spec.texts("values")
    meant = {value.casefold(): value for value in values}
    meant |= {word.casefold(): value for word, value in spec.table("synonyms").items()}

    def test(row: Row, scene: Scene) -> tuple[Hit, ...]:
        text = field_text(row, name)
        if not text or text in values:
            return NOTHING
        new = meant.get("".join(text.split()).casefold())
        if ("written" if new else "unknown") not in faults:
            return NOTHING
        repair = set_field(row, name, new) if new and scene.is_alone(row) else None
        return (Hit(row=row, field=name, value=text, allowed=values, repair=repair),)

    return test


@row_kind(
    Param("fault", Type.CHOICE, required=True, choices=("missing", "format")),
    needs="address",
)
def postcode(spec: Spec) -> RowTest:
    """Find a postcode, asked for by the authority, missing or not a postcode."""
    missing = spec.word("fault") == "missing"

    def test(row: Row, _: Scene) -> tuple[Hit, ...]:
        text = field_text(row, "postcode")
        fires = not text if missing else bool(text) and not _is_postcode(text)
        return (Hit(row=row, field="postcode", value=text),) if fires else NOTHING

    return test


def _is_postcode(text: str) -> bool:
    return _POSTCODE.fullmatch(" ".join(text.upper().split())) is not None


@row_kind(
    Param(
        "fault",
        Type.CHOICE,
        required=True,
        choices=("missing", "format", "value", "range", "window"),
    ),
    Param("youngest", Type.WHOLE, default=3),
    Param("oldest", Type.WHOLE, default=13),
    facts="why earliest latest age youngest oldest",
)
def date_of_birth(spec: Spec) -> RowTest:
    """Find a date of birth missing, unreadable, impossible or unusual.

    `range`: the age on 31 August, when the school year ends, is outside
    `youngest` to `oldest`, which a date in the future always is. `window`: the
    date is not a usual one for the pupil's cohort, or for any if it has none.
    """
    makers = {"range": _out_of_range, "window": _out_of_window}
    tests = [
        makers[fault](spec) if fault in makers else _DATE_FAULTS[fault]
        for fault in spec.texts("fault")
    ]

    def test(row: Row, scene: Scene) -> tuple[Hit, ...]:
        for one in tests:
            hit = one(row, scene)
            if hit is not None:
                return (hit,)
        return NOTHING

    return test


type _DateTest = Callable[[Row, Scene], Hit | None]


def _missing(row: Row, _: Scene) -> Hit | None:
    there = row.dob or has_no_column(row, "dob")
    return None if there else Hit(row=row, field="dob")


def _no_date_form(row: Row, scene: Scene) -> Hit | None:
    if not row.dob or _SHAPE.fullmatch(row.dob):
        return None
    why, meant = _misread(row.dob)
    usual = meant and any(c.born_from <= meant <= c.born_to for c in scene.book.cohorts)
    surname, forename, _ = child_of(row)
    repair = None
    free = (surname, forename, str(meant)) not in scene.children
    if meant and usual and free and scene.is_alone(row):
        repair = set_field(row, "dob", meant.isoformat())
    return Hit(row=row, field="dob", value=row.dob, facts={"why": why}, repair=repair)


def _misread(text: str) -> tuple[str, date | None]:
    """Return what may have happened to a date, and the only date it can be."""
    if with_time := _MIDNIGHT.fullmatch(text):
        return "a time stands after the date", parse_date(with_time[1])
    if parts := _BRITISH.fullmatch(text):
        return _day_and_month(int(parts[1]), int(parts[2]), int(parts[3]))
    if _DAY_NUMBER.fullmatch(text):
        day = long_date(_DAY_ZERO + timedelta(days=int(text)))
        return f"a spreadsheet has turned it into a number (perhaps {day})", None
    return "it is not written as year, month and day, for example 2018-09-01", None


def _day_and_month(first: int, second: int, year: int) -> tuple[str, date | None]:
    """Read day/month/year; never choose where month/day/year reads as well."""
    day_first = parse_date(f"{year:04}-{second:02}-{first:02}")
    month_first = parse_date(f"{year:04}-{first:02}-{second:02}")
    if day_first and month_first and day_first != month_first:
        both = f"{long_date(day_first)} or {long_date(month_first)}"
        return f"it could be {both}", None
    if first > _LAST_MONTH and day_first:
        return f"it seems to be {long_date(day_first)}", day_first
    return "it is not written as year, month and day, for example 2018-09-01", None


def _no_such_day(row: Row, scene: Scene) -> Hit | None:
    if not _SHAPE.fullmatch(row.dob) or scene.born(row) is not None:
        return None
    return Hit(row=row, field="dob", value=row.dob)


_DATE_FAULTS: Mapping[str, _DateTest] = {
    "missing": _missing,
    "format": _no_date_form,
    "value": _no_such_day,
}


def _out_of_range(spec: Spec) -> _DateTest:
    youngest, oldest = spec.whole("youngest"), spec.whole("oldest")
    last_day = date(spec.book.year, 8, 31)

    def test(row: Row, scene: Scene) -> Hit | None:
        born = scene.born(row)
        if born is None or youngest <= age_on(born, last_day) <= oldest:
            return None
        facts = {"youngest": str(youngest), "oldest": str(oldest)}
        return Hit(row=row, field="dob", value=row.dob, facts=facts)

    return test


def _out_of_window(spec: Spec) -> _DateTest:
    last_day = date(spec.book.year, 8, 31)

    def test(row: Row, scene: Scene) -> Hit | None:
        born, windows = scene.born(row), cohorts_of(row, scene.book)
        if born is None or not _is_outside(born, windows):
            return None
        facts = {**_limits(windows), "age": str(age_on(born, last_day))}
        return Hit(row=row, field="dob", value=row.dob, facts=facts)

    return test


def _is_outside(born: date | None, windows: Sequence[Cohort]) -> bool:
    """Return whether a date of birth is in none of some windows; not where none is."""
    if born is None or not windows:
        return False
    return not any(cohort.born_from <= born <= cohort.born_to for cohort in windows)


def _limits(windows: Sequence[Cohort]) -> dict[str, str]:
    return {
        "earliest": long_date(min(cohort.born_from for cohort in windows)),
        "latest": long_date(max(cohort.born_to for cohort in windows)),
    }


@return_kind(
    Param("at_least", Type.WHOLE, default=5),
    Param("more_than_share", Type.NUMBER, default=0.5),
    facts="count total earliest latest",
)
def births_outside(spec: Spec) -> ReturnTest:
    """Find a return most of whose pupils were born outside the usual dates.

    So many pupils `at_least`, and a larger share (0 to 1) of all: then it is the
    file that is of another year or collection, and not each date that is wrong.
    """
    least, part = spec.whole("at_least"), spec.number("more_than_share")

    def test(scene: Scene) -> tuple[Hit, ...]:
        windows = [(row, cohorts_of(row, scene.book)) for row in scene.pupils]
        outside = [
            cohorts for row, cohorts in windows if _is_outside(scene.born(row), cohorts)
        ]
        if len(outside) < least or len(outside) <= part * len(windows):
            return NOTHING
        facts = {"count": str(len(outside)), "total": str(len(windows))}
        limits = _limits([cohort for cohorts in outside for cohort in cohorts])
        return (Hit(facts={**facts, **limits}),)

    return test


KINDS = (required_field, field_one_of, postcode, date_of_birth, births_outside)
