"""What a version holds: all rows of a return as canonical JSON, and what they come to."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from keystage.checks.model import Component
from keystage.checks.vocabulary import is_mark
from keystage.core import canonical
from keystage.marksheet.values import cohort_of
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.models import Return, Version
from keystage_web.returns.moments import day_of
from keystage_web.returns.refusals import NotThere
from keystage_web.returns.sheet.checking import Checked, judged
from keystage_web.returns.sheet.facts import Child, Held
from keystage_web.returns.sheet.gather.gathering import Gathered, Standing, gathered
from keystage_web.returns.sheet.model import Counts
from keystage_web.returns.sheet.model import Row as SheetRow
from keystage_web.returns.sheet.rows import Rows, counted
from keystage_web.rolls import children as rolls

FORMAT = 1
MARK = "mark"  # marks are counted together: one of its own would tell of a pupil
OTHER = "other"  # so is what is neither a mark nor a code


@dataclass(frozen=True, slots=True)
class Line:
    """One pupil as they were sent; `results` are values by component."""

    id: str
    upn: str
    surname: str
    forename: str
    dob: str
    sex: str
    year: str
    group: str
    results: Mapping[str, str]

    @property
    def name(self) -> str:
        """The name as lists have it."""
        return ", ".join(part for part in (self.surname, self.forename) if part)


@dataclass(frozen=True, slots=True)
class Content:
    """What is sent: `text` is canonical, `digest` its SHA-256, `counts` for a version."""

    text: str
    digest: str
    counts: dict[str, Any]
    checked: Checked
    pupils: tuple[str, ...]


def content_of(scope: Scope, row: Return, now: datetime) -> Content:
    """Return what a return would send as it stands. `row` has its round and the book."""
    of = gathered(scope, Standing(row.round, row, row.school_id, "", day_of(now)), now)
    return _content(scope, of, now)


def content_with(
    scope: Scope,
    row: Return,
    stood: Version,
    told: tuple[str, str, str],
    *,
    now: datetime,
) -> Content:
    """Return what a version holds with one cell another: all else as it was sent.

    `told` is the pupil, the component and its value. The roll may have moved on since:
    a pupil keeps the facts that were sent, and who is on it no more stays. The findings
    are of what was sent, too. Raises `NotThere` for a pupil of neither.
    """
    pupil, name, value = told
    of = gathered(scope, Standing(row.round, row, row.school_id, "", day_of(now)), now)
    child = next((one for one in of.children if one.id == pupil), None)
    held = {one.id: one for one in lines(stood.content)}
    line = held.get(pupil) or (_line(child, {}) if child else None)
    if line is None:
        raise NotThere(pupil)
    given = {**line.results, name: value}
    line = replace(line, results={part: one for part, one in given.items() if one})
    return _changed(scope, of, stood, {pupil: line}, now=now)


def content_under(
    scope: Scope, row: Return, stood: Version, pupils: Collection[str], *, now: datetime
) -> Content:
    """Return what a version holds with these pupils as they stand today.

    All others are as they were sent, whatever became of the roll since. A pupil who was
    not sent, and is on the roll now, is in it if named; who is on it no more, is not.
    """
    of = gathered(scope, Standing(row.round, row, row.school_id, "", day_of(now)), now)
    making = Rows(of)
    today = {line.id: line for line in _lines(making, map(making.row, of.children))}
    told = {id_: today.get(id_) for id_ in sorted(pupils)}
    return _changed(scope, of, stood, told, now=now)


def _changed(
    scope: Scope,
    of: Gathered,
    stood: Version,
    told: Mapping[str, Line | None],
    *,
    now: datetime,
) -> Content:
    """Return a version's content with these lines another, or gone; counts follow."""
    was = {line.id: line for line in lines(stood.content)}
    found = {id_: line for id_, line in {**was, **told}.items() if line is not None}
    counts = dict(stood.counts)
    for sign, held in ((-1, was), (1, found)):
        some = _as_sent(of, [held[id_] for id_ in told if id_ in held])
        for name, many in _counts(counted(map(Rows(some).row, some.children))).items():
            counts[name] += sign * many
    counts["components"] = _values(of, found.values())
    checked = judged(scope, _as_sent(of, found.values()), now)
    return _written(found.values(), counts, checked)


def _as_sent(of: Gathered, told: Iterable[Line]) -> Gathered:
    """Return what was gathered with these pupils, as they were sent, for those it holds.

    Of what was not sent of a pupil, what the roll says today stands.
    """
    today = {child.id: child for child in of.children}
    cohorts, found = of.plan.book.cohorts, list(told)
    children = tuple(
        replace(
            today.get(line.id) or Child(line.id, line.upn, line.surname, line.forename),
            upn=line.upn,
            surname=line.surname,
            forename=line.forename,
            born=rolls.day(line.dob),
            sex=line.sex,
            year_group=line.year,
            klass_name=line.group,
            cohort=cohort_of(line.year, line.dob, cohorts),
        )
        for line in found
    )
    held = {
        line.id: {name: Held(value, 1) for name, value in line.results.items()}
        for line in found
    }
    return replace(of, children=children, results=defaultdict(dict, held))


def lines(text: str) -> tuple[Line, ...]:
    """Return the pupils a version's content tells of, in its order."""
    return tuple(Line(**one) for one in json.loads(text)["pupils"])


def _content(scope: Scope, of: Gathered, now: datetime) -> Content:
    making = Rows(of)
    rows = [making.row(child) for child in of.children]
    told = _lines(making, rows)
    counts = {**_counts(counted(rows)), "components": _values(of, told)}
    return _written(told, counts, judged(scope, of, now))


def _lines(making: Rows, rows: Iterable[SheetRow]) -> list[Line]:
    """Return the pupils who are sent: with anything due, or any result."""
    found = []
    for child, row in zip(making.of.children, rows, strict=True):
        results = making.pupil(child).results
        if row.due or results:
            found.append(_line(child, results))
    return found


def _written(told: Iterable[Line], counts: dict[str, Any], checked: Checked) -> Content:
    found = list(told)
    data = canonical.canonical_bytes({"format": FORMAT, "pupils": found})
    digest = hashlib.sha256(data).hexdigest()
    return Content(
        data.decode(), digest, counts, checked, tuple(line.id for line in found)
    )


def _line(child: Child, results: Mapping[str, str]) -> Line:
    return Line(
        id=child.id,
        upn=child.upn,
        surname=child.surname,
        forename=child.forename,
        dob=rolls.text(child.born),
        sex=child.sex,
        year=child.year_group,
        group=child.klass_name,
        results=dict(results),
    )


def _counts(found: Counts) -> dict[str, int]:
    return {
        "pupils": found.pupils,
        "complete": found.complete,
        "blanks": found.blanks,
    }


def _values(of: Gathered, told: Iterable[Line]) -> dict[str, dict[str, int]]:
    return by_code(of.plan.book.components, told)


def by_code(
    parts: Mapping[str, Component], told: Iterable[Line]
) -> dict[str, dict[str, int]]:
    """Return how often each code was given to some pupils, by component."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for line in told:
        for name, value in line.results.items():
            found[name][_counted_as(parts.get(name), value)] += 1
    return {name: dict(counter) for name, counter in found.items()}


def _counted_as(part: Component | None, value: str) -> str:
    """Return what a value is counted under: its code, or together with others."""
    if part is None:
        return OTHER
    if value in part.codes:
        return value
    return MARK if is_mark(value, part) else OTHER
