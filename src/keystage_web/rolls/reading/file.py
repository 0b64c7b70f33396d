"""One door for a roll's file: a Common Transfer File, a CSV, a workbook."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from keystage import tables
from keystage.core import upn
from keystage.core.errors import Refused, UsageError
from keystage.core.records import Pupil
from keystage.core.years import parse_date
from keystage.intake.interpret import tidy_name
from keystage.intake.known import roll
from keystage.tables import TableLimits
from keystage.xmlguard import Limits
from keystage_web.rolls.children import LONGEST, Fact, order
from keystage_web.rolls.reading.concerns import concerns
from keystage_web.rolls.reading.gather import gathered
from keystage_web.rolls.reading.model import Reading
from keystage_web.rolls.reading.rules import rules
from keystage_web.rolls.reading.table import (
    Row,
    facts_of,
    lacking,
    questions,
    rows_of,
    table_of,
    tells,
    tidy_postcode,
)

_MOST_FAULTS = 50
_OF_A_FILE: tuple[Fact, ...] = (
    *("upn", "surname", "forename", "middle", "born", "sex", "year_group"),
    *("joined", "left", "sen", "language", "postcode"),
)
_FIRST_LANGUAGES = {"F", "M"}  # types of a language that say it is the first


@dataclass(frozen=True, slots=True)
class Asked:
    """Of whom a file is asked: the school's seven digits ('' for a setting), the summer.

    `mapping` is how the school heads its columns. Limits are the library's.
    """

    name: str
    school: str
    year: int
    mapping: Mapping[str, str]
    limits: Limits


def read(data: bytes, asked: Asked) -> Reading:
    """Return what a file tells of a school's pupils; it raises nothing."""
    try:
        if roll.looks_like_xml(data):
            return _of_file(data, asked)
        return _of_table(data, asked)
    except Refused as stop:
        said = f"{asked.name} could not be read. {stop.message} {stop.fix}".strip()
        return Reading("none", faults=(said,))
    except UsageError as fault:
        return Reading("none", faults=(str(fault),))


def _of_table(data: bytes, asked: Asked) -> Reading:
    limits = TableLimits(size=asked.limits.size, rows=asked.limits.pupils)
    book = tables.read(data, limits)
    table = table_of(asked.name, book, asked.mapping)
    if table is None or lacking(table):
        columns = questions(book, rules(asked.year))
        if columns:
            return Reading(book.kind, questions=columns)
        raise UsageError(
            f"{asked.name} holds no table of pupils: its first row is to hold headings."
        )
    found = list(rows_of(table))
    rows = [one for one in found if isinstance(one, Row)]
    faults = [str(one) for one in found if isinstance(one, UsageError)]
    empty = tuple(one for one in found if isinstance(one, int))
    made = _made(rows, (asked, "row"), faults)
    return replace(made, kind=book.kind, tells=tells(table), empty=empty)


def _of_file(data: bytes, asked: Asked) -> Reading:
    file = roll.read_file(asked.name, data, asked.limits)
    rows = []
    for number, (pupil, entry) in enumerate(
        zip(file.pupils, roll.from_file(file), strict=True), 1
    ):
        basic = pupil.section("BasicDetails")
        ask: Callable[[str], str] = basic.child_text if basic else lambda _: ""
        besides = {"middle": tidy_name(ask("MiddleNames"))}
        facts = facts_of(entry, {**besides, **_needs(pupil)})  # type: ignore[dict-item]  # facts
        former = upn.tidy(ask("FormerUPN") or ask("UPN"))
        rows.append(Row(number, entry, facts, former))
    faults = [
        f"{asked.name}, pupil {row.number}: {row.facts['born']} is not a date of birth."
        for row in rows
        if row.facts["born"] and parse_date(row.facts["born"]) is None
    ]
    made = _made(rows, (asked, "pupil"), faults)
    return replace(made, kind="ctf", tells=_OF_A_FILE)


def _needs(pupil: Pupil) -> dict[str, str]:
    """Return special needs, first language and postcode, where a file has them."""
    sen, tongues = pupil.section("SENhistory"), pupil.section("Languages")
    stays = [one.child_text("SENprovision") for one in (sen.children if sen else ())]
    spoken = [
        one.child_text("Language")
        for one in (tongues.children if tongues else ())
        if one.child_text("LanguageType") in _FIRST_LANGUAGES
    ]
    home = pupil.section("Address")
    return {
        "sen": stays[-1] if stays else "",
        "language": spoken[0] if spoken else "",
        "postcode": tidy_postcode(home.child_text("PostCode")) if home else "",
    }


def _made(rows: Sequence[Row], of: tuple[Asked, str], faults: Sequence[str]) -> Reading:
    asked, what = of
    own = [row for row in rows if row.entry.school in {"", asked.school}]
    if rows and not own:
        raise UsageError(
            f"{asked.name} is the roll of another school: {rows[0].entry.school}."
        )
    wrong = [*faults, *_too_long(own, f"{asked.name}, {what}")]
    told, twice, unclear = gathered(own, f"{asked.name}, {what}")
    wrong += unclear
    if wrong:
        return Reading("", faults=tuple(wrong[:_MOST_FAULTS]))
    if not told:
        raise UsageError(f"{asked.name} holds no pupils.")
    return Reading(
        "",
        told=tuple(sorted(told, key=order)),
        concerns=concerns(told, rules(asked.year)),
        twice=twice,
        others=len(rows) - len(own),
    )


def _too_long(rows: Sequence[Row], where: str) -> list[str]:
    found = []
    for row in rows:
        texts = [(fact.replace("_", " "), row.facts.get(fact, "")) for fact in LONGEST]
        texts.append(("former UPN", row.former))
        most = [*LONGEST.values(), LONGEST["upn"]]
        found += [
            f"{where} {row.number}: {what} has {len(text)} characters; {limit} at most "
            "are kept."
            for (what, text), limit in zip(texts, most, strict=True)
            if len(text) > limit
        ]
    return found
