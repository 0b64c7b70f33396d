"""Examples of checks: changes to a valid return, applied.

An example stands in `examples.toml` under its check and a label of its own:

    [examples.P07.temporary]
    says = "A UPN ending in a letter is temporary."
    rows.1.upn = "@temporary"

    [examples.P07.permanent]
    says = "A UPN ending in a digit is not."
    fires = false

`fires` is true unless given. What else may stand there (all of it may be left out):

    pupils = 10                     so many pupils of each cohort; 3 unless given
    rows.2.surname = "Lee"          a field of the second pupil: upn surname forename
                                    dob sex nc_year group cohort postcode former_upn
    rows.2.results.E01 = "3"        a result; [] takes it away, a list gives several,
                                    {value = "EXS", text = "exs"} tells read from sent
    rows.2.others.G01 = "2"         a result of something the rulebook does not know
    rows.4.like = 1                 a further pupil, at first the same as the first
    rows."*".sex = "F"              every pupil; rows."2-4" the second to the fourth
    drop = [3]                      pupils taken out, after all other changes
    header.version = "21.0"         also header.source.la, header.destination.estab
    return.file_name = "x.xml"      also school, urn, set_aside.phonics-2024 = 3
    no_header = true                the results did not come in a CTF
    threshold_from = "<year>-06-24" as if the threshold were public from that day
    context.now = "<year>-06-20"    also authority school role collection year
                                    expected asks_for opens
    context.roll.2.sex = "M"        the school's list: the unchanged pupils, so changed;
                                    context.roll = {} is the list as it is;
                                    context.roll.drop = [3], ….below_standard = ["REA"]
    context.prior.4 = [{year = "<year-1>", component = "mark", value = "35"}]
    last_year.rows = {...}          last year's return: changes to the same sample
    second.rows = {...}             a second school's return: likewise
    second_roll.2.joined = "<year>-05-20"   the second school's list: as context.roll,
                                    where `joined` and `left` may stand too
    files."a.xml" = "digest"        files sent, by name; schools = ["9991001"] expected

In place of a component `@all`, `@required` (those that must be there) or `@first` (the
first of those); in place of a text:

    @before @from @to @after        the day before, first, last, after of the cohort
    @upn @temporary @wrong          another valid UPN, a temporary one, a wrong letter
    @valid @other                   two values the component may hold
    @code @lower @hidden @word      its first code of letters; in small letters, with a
                                    hidden character, as a word that means it

Common rules are tried with every collection, so their examples name no component.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from keystage.checks.model import Context, Example, PriorResult, RollEntry, Rulebook
from keystage.checks.sent import SentFile
from keystage.core.errors import RulebookError
from keystage.core.records import Return, Row
from keystage.core.years import parse_date
from keystage.rulebooks.changes import changed_header, changed_rows, numbers
from keystage.rulebooks.samples import ESTAB, LA, sample

_SECOND_SCHOOL = "1002"
_OF_RETURN = {"pupils", "rows", "drop", "header", "return", "no_header"}
_OF_TRIAL = {
    *("context", "last_year", "second", "second_roll"),
    *("files", "schools", "threshold_from"),
}
_DAYS = ("joined", "left")
_CONTEXT_TEXTS = {"authority", "school", "role", "collection"}


@dataclass(frozen=True, slots=True)
class Trial:
    """An example made ready to run.

    `book` is the rulebook, its threshold moved where the example says so; `returns`
    the changed return and, for checks across schools, a second one.
    """

    book: Rulebook
    returns: tuple[Return, ...]
    context: Context
    files: tuple[SentFile, ...] = ()
    schools: tuple[str, ...] | None = None
    rolls: tuple[RollEntry, ...] | None = None


def apply(book: Rulebook, example: Example) -> Trial:
    """Return the returns and the context an example stands for.

    Raises `RulebookError` for a change that is not one of those described above.
    """
    changes = example.changes
    _known(changes, _OF_RETURN | _OF_TRIAL)
    own = {key: changes[key] for key in changes if key in _OF_RETURN}
    returns = [_return(book, own)]
    if "second" in changes:
        returns.append(_second(book, changes["second"]))
    schools, context = changes.get("schools"), _context(book, changes)
    return Trial(
        book=_with_threshold(book, changes.get("threshold_from")),
        returns=tuple(returns),
        context=context,
        files=tuple(
            SentFile(name, digest) for name, digest in changes.get("files", {}).items()
        ),
        schools=None if schools is None else tuple(schools),
        rolls=_rolls(book, context, changes),
    )


def _rolls(
    book: Rulebook, context: Context, changes: Mapping[str, Any]
) -> tuple[RollEntry, ...] | None:
    """Return what is on both schools' lists; None where there is no second list."""
    if "second_roll" not in changes:
        return None
    rows = sample(book, changes.get("pupils", 3)).rows
    second = _roll(rows, changes["second_roll"])
    theirs = (dataclasses.replace(one, school=LA + _SECOND_SCHOOL) for one in second)
    return (*(context.roll or ()), *theirs)


def _known(changes: Mapping[str, Any], known: set[str]) -> None:
    for key in changes:
        if key not in known:
            raise RulebookError(f"an example cannot change {key!r}")


def _return(book: Rulebook, changes: Mapping[str, Any]) -> Return:
    _known(changes, _OF_RETURN)
    made = sample(book, changes.get("pupils", 3))
    made.rows = changed_rows(book, made.rows, changes.get("rows", {}))
    dropped = changes.get("drop", [])
    made.rows = [row for row in made.rows if row.position not in dropped]
    if made.header is None or changes.get("no_header"):
        made.header = None
    else:
        changed_header(made.header, changes.get("header", {}))
    of_return = dict(changes.get("return", {}))
    for key, count in of_return.pop("set_aside", {}).items():
        stage, _, year = key.rpartition("-")
        made.set_aside[stage, year] = count
    return dataclasses.replace(made, **of_return)


def _second(book: Rulebook, changes: Mapping[str, Any]) -> Return:
    made = _return(book, changes)
    made.school = LA + _SECOND_SCHOOL
    if made.header is not None:
        made.header.source.estab = _SECOND_SCHOOL
    return made


def _with_threshold(book: Rulebook, day: str | None) -> Rulebook:
    if day is None or book.threshold is None:
        return book
    visible = dataclasses.replace(book.threshold, visible_from=parse_date(day))
    return dataclasses.replace(book, threshold=visible)


def _context(book: Rulebook, changes: Mapping[str, Any]) -> Context:
    given = dict(changes.get("context", {}))
    rows = sample(book, changes.get("pupils", 3)).rows
    last = changes.get("last_year")
    context = Context(
        now=_moment(given.pop("now", f"{book.year}-06-20")),
        authority=LA,
        school=LA + ESTAB,
        collection=book.collection,
        year=int(given.pop("year", book.year)),
        expected=given.pop("expected", len(rows)),
        asks_for=frozenset(given.pop("asks_for", ())),
        roll=_roll(rows, given.pop("roll")) if "roll" in given else None,
        prior=_prior(book, rows, given.pop("prior")) if "prior" in given else None,
        last_year=None if last is None else _return(book, last),
        opens=parse_date(given.pop("opens", "")),
    )
    _known(given, _CONTEXT_TEXTS)
    return dataclasses.replace(context, **given)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _roll(rows: Sequence[Row], changes: Mapping[str, Any]) -> tuple[RollEntry, ...]:
    entries = {
        row.position: RollEntry(
            upn=row.upn,
            surname=row.surname,
            forename=row.forename,
            dob=row.dob,
            sex=row.sex,
            nc_year=row.nc_year,
            school=LA + ESTAB,
        )
        for row in rows
    }
    for key, fields in changes.items():
        if key == "drop":
            entries = {n: entry for n, entry in entries.items() if n not in fields}
            continue
        patch = dict(fields)
        if "below_standard" in patch:
            patch["below_standard"] = frozenset(patch["below_standard"])
        patch |= {name: parse_date(patch[name]) for name in _DAYS if name in patch}
        for number in numbers(key, len(rows)):
            entries[number] = dataclasses.replace(entries[number], **patch)
    return tuple(entries.values())


def _prior(
    book: Rulebook, rows: Sequence[Row], changes: Mapping[str, Any]
) -> dict[str, tuple[PriorResult, ...]]:
    return {
        rows[number - 1].upn: tuple(
            PriorResult(
                collection=one.get("collection", book.collection),
                year=int(one["year"]),
                component=one["component"],
                value=one["value"],
            )
            for one in given
        )
        for key, given in changes.items()
        for number in numbers(key, len(rows))
    }
