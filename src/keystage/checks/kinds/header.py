"""The header of a file and the return as a whole: what, and of when."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta

from keystage.checks.kind import NOTHING, Param, ReturnTest, Spec, Type, return_kind
from keystage.checks.model import Hit
from keystage.checks.scene import Scene
from keystage.checks.vocabulary import Complaint
from keystage.checks.words import counted, listed, long_date
from keystage.core.findings import Repair
from keystage.core.records import HEADER_FIELDS, SCHOOL_FIELDS
from keystage.core.years import parse_date, summer_year

_FIELDS = (
    *HEADER_FIELDS,
    *(f"source.{name}" for name in SCHOOL_FIELDS),
    *(f"destination.{name}" for name in ("la", "estab", "urn")),
)
_FIELD = Param("field", Type.CHOICE, required=True, choices=_FIELDS)
_DATE_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]+(Z|[+-][0-9:]+)?)?")
_SCHOOL_YEAR = "source.academic_year"
_FOUR_DIGITS = re.compile(r"[0-9]{4}")
_BOTH_YEARS = re.compile(r"[0-9]{4} ?[-/] ?(?:[0-9]{2}|[0-9]{4})")
_CLOCKS_DIFFER = timedelta(days=1)
_MIS_TURNS_OVER = 8  # management systems begin the new year on 1 August


def header_text(scene: Scene, name: str) -> str:
    """Return a header field's text, trimmed: `supplier`, `source.la`."""
    return _as_sent(scene, name).strip()


def _as_sent(scene: Scene, name: str) -> str:
    part: object = scene.header
    for step in name.split("."):
        part = getattr(part, step)
    return str(part)


@return_kind(_FIELD, needs="header")
def header_required(spec: Spec) -> ReturnTest:
    """Find a field of the header missing or blank."""
    name = spec.word("field")

    def test(scene: Scene) -> tuple[Hit, ...]:
        return NOTHING if header_text(scene, name) else (Hit(field=name),)

    return test


@return_kind(_FIELD, Param("values", Type.TEXTS, required=True), needs="header")
def header_value(spec: Spec) -> ReturnTest:
    """Find a field of the header that holds none of some values."""
    name, values = spec.word("field"), spec.texts("values")
    known = frozenset(value.casefold() for value in values)

    def test(scene: Scene) -> tuple[Hit, ...]:
        text = header_text(scene, name)
        if not text or text.casefold() in known:
            return NOTHING
        repair = None
        if len(values) == 1:
            repair = Repair("set", "header", name, _as_sent(scene, name), values[0])
        return (Hit(field=name, value=text, allowed=values, repair=repair),)

    return test


@return_kind(facts="expected", needs="header")
def version(spec: Spec) -> ReturnTest:
    """Find a version of the Common Transfer File not in use this year."""
    expected = spec.book.ctf.versions
    known = frozenset(map(_version_number, expected))

    def test(scene: Scene) -> tuple[Hit, ...]:
        text = header_text(scene, "version")
        if _version_number(text) in known:
            return NOTHING
        facts = {"expected": listed(expected)}
        return (Hit(field="version", value=text, allowed=expected, facts=facts),)

    return test


def _version_number(text: str) -> str:
    """Return `25` and `25.0` as one text."""
    whole = re.fullmatch(r"0*([0-9]+)(\.0*)?", text)
    return whole[1] if whole else text


@return_kind(
    Param("fault", Type.CHOICE, required=True, choices=("missing", "future", "early")),
    Param("not_before", Type.TEXT, default="09-01"),
    facts="earliest",
    needs="header",
    needs_when={"future": ("now",)},
)
def sent_when(spec: Spec) -> ReturnTest:
    """Find a file made at no known time, in the future, or too early.

    `early`: before `not_before`, a month and day of the summer year (from
    September on, of the year before it).
    """
    tests = [_SENT_FAULTS[fault](spec) for fault in spec.texts("fault")]

    def test(scene: Scene) -> list[Hit]:
        text = header_text(scene, "date_time")
        facts = [one(scene, _moment(text)) for one in tests]
        return [
            Hit(field="date_time", value=text, facts=found)
            for found in facts
            if found is not None
        ]

    return test


type _Sent = Callable[[Scene, datetime | None], Mapping[str, str] | None]


def _moment(text: str) -> datetime | None:
    """Return the moment; a time without a zone counts as UTC, or None."""
    if not _DATE_TIME.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _sent_missing(_: Spec) -> _Sent:
    return lambda _, moment: {} if moment is None else None


def _sent_in_future(_: Spec) -> _Sent:
    def test(scene: Scene, moment: datetime | None) -> Mapping[str, str] | None:
        now = scene.context.now
        if moment is None or now is None:
            return None
        aware = now if now.tzinfo else now.replace(tzinfo=UTC)
        return {} if moment - aware > _CLOCKS_DIFFER else None

    return test


def _sent_early(spec: Spec) -> _Sent:
    first = _day_of_year(spec.text("not_before"), spec.book.year)

    def test(_: Scene, moment: datetime | None) -> Mapping[str, str] | None:
        if moment is None or moment.date() >= first:
            return None
        return {"earliest": long_date(first)}

    return test


def _day_of_year(text: str, year: int) -> date:
    """Return the day `MM-DD` names in a school year; raise `Complaint`."""
    days = (parse_date(f"{calendar}-{text}") for calendar in (year, year - 1))
    day = next((one for one in days if one and summer_year(one) == year), None)
    if day is None:
        raise Complaint(f"not_before: {text!r} is not a month and day, like 05-01")
    return day


_SENT_FAULTS: Mapping[str, Callable[[Spec], _Sent]] = {
    "missing": _sent_missing,
    "future": _sent_in_future,
    "early": _sent_early,
}


@return_kind(
    Param("fault", Type.CHOICE, required=True, choices=("wanted", "header", "shape")),
    facts="found expected",
    needs_when={"wanted": ("year",), "header": ("header",), "shape": ("header",)},
)
def year(spec: Spec) -> ReturnTest:
    """Find results of another year than was asked for, or than the header says.

    A header made from August on may already name the school year to come. `shape`:
    what the header says is not the four digits of the year the school year begins in.
    """
    return _YEAR_FAULTS[spec.word("fault")]


def _year_wanted(scene: Scene) -> tuple[Hit, ...]:
    asked = scene.context.year or 0
    return _other_year(scene, None, {asked}, str(scene.return_.year))


def _year_in_header(scene: Scene) -> tuple[Hit, ...]:
    text = header_text(scene, _SCHOOL_YEAR)
    if not _FOUR_DIGITS.fullmatch(text):
        return NOTHING
    sent = _moment(header_text(scene, "date_time"))
    said = {int(text) + 1}
    if sent and sent.year == int(text) and sent.month >= _MIS_TURNS_OVER:
        said.add(int(text))
    return _other_year(scene, _SCHOOL_YEAR, said, text)


def _year_shape(scene: Scene) -> tuple[Hit, ...]:
    text = header_text(scene, _SCHOOL_YEAR)
    if not text or _FOUR_DIGITS.fullmatch(text):
        return NOTHING
    begins = str(scene.return_.year - 1)
    repair = None
    if _BOTH_YEARS.fullmatch(text) and text.startswith(begins):
        old = _as_sent(scene, _SCHOOL_YEAR)
        repair = Repair("set", "header", _SCHOOL_YEAR, old, begins)
    facts = {"found": str(scene.return_.year), "expected": begins}
    return (Hit(field=_SCHOOL_YEAR, value=text, facts=facts, repair=repair),)


_YEAR_FAULTS: Mapping[str, ReturnTest] = {
    "wanted": _year_wanted,
    "header": _year_in_header,
    "shape": _year_shape,
}


def _other_year(
    scene: Scene, name: str | None, expected: set[int], value: str
) -> tuple[Hit, ...]:
    if scene.return_.year in expected:
        return NOTHING
    facts = {
        "found": str(scene.return_.year),
        "expected": str(max(expected)),
    }
    return (Hit(field=name, value=value, facts=facts),)


@return_kind(facts="what")
def set_aside(_: Spec) -> ReturnTest:
    """Find results of other years or collections in the file, left aside."""

    def test(scene: Scene) -> tuple[Hit, ...]:
        aside = scene.return_.set_aside
        parts = [
            f"{counted(aside[key], 'result', 'results')} of {' '.join(filter(None, key))}"
            for key in sorted(aside)
            if aside[key]
        ]
        facts = {"what": listed(parts, "and")}
        return (Hit(facts=facts),) if parts else NOTHING

    return test


@return_kind(facts="found expected", needs="collection")
def wanted_collection(_: Spec) -> ReturnTest:
    """Find results of another collection than the one asked for.

    Both are told by the rulebook's words: its own `collection`, and `of_ks1` for ks1.
    """

    def test(scene: Scene) -> tuple[Hit, ...]:
        found, asked = scene.return_.collection, scene.context.collection or ""
        if found == asked:
            return NOTHING
        words = scene.book.words
        facts = {
            "found": words.get("collection", found),
            "expected": words.get(f"of_{asked}", asked),
        }
        return (Hit(value=found, facts=facts),)

    return test


KINDS = (
    header_required,
    header_value,
    version,
    sent_when,
    year,
    set_aside,
    wanted_collection,
)
