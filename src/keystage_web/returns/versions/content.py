"""What a version holds: all rows of a return as canonical JSON, and what they come to."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from keystage.checks.model import Component
from keystage.checks.vocabulary import is_mark
from keystage.core import canonical
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.models import Return, Version
from keystage_web.returns.moments import day_of
from keystage_web.returns.refusals import NotThere
from keystage_web.returns.sheet.checking import Checked, judged
from keystage_web.returns.sheet.facts import Child, Held
from keystage_web.returns.sheet.gather.gathering import Gathered, Standing, gathered
from keystage_web.returns.sheet.model import Counts
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
    are those of today. Raises `NotThere` for a pupil of neither.
    """
    pupil, name, value = told
    was = {line.id: line for line in lines(stood.content)}
    of = gathered(scope, Standing(row.round, row, row.school_id, "", day_of(now)), now)
    child = next((one for one in of.children if one.id == pupil), None)
    before = _as_sent(of, was.values())
    line = was.get(pupil) or (_line(child, {}) if child else None)
    if line is None:
        raise NotThere(pupil)
    given = {**line.results, name: value}
    line = replace(line, results={part: one for part, one in given.items() if one})
    found = {**was, pupil: line}.values()
    after = _as_sent(of, found)
    counts = dict(stood.counts)
    if child is not None:
        old, new = (
            _counts(counted([Rows(each).row(child)])) for each in (before, after)
        )
        if pupil not in was:
            old = dict.fromkeys(old, 0)
        counts |= {one: counts[one] + new[one] - old[one] for one in new}
    counts["components"] = _values(of, found)
    return _written(found, counts, judged(scope, after, now))


def _as_sent(of: Gathered, told: Iterable[Line]) -> Gathered:
    """Return what was gathered with these results in place of those it holds."""
    held = {
        line.id: {name: Held(value, 1) for name, value in line.results.items()}
        for line in told
    }
    return replace(of, results=defaultdict(dict, held))


def lines(text: str) -> tuple[Line, ...]:
    """Return the pupils a version's content tells of, in its order."""
    return tuple(Line(**one) for one in json.loads(text)["pupils"])


def _content(scope: Scope, of: Gathered, now: datetime) -> Content:
    making = Rows(of)
    rows = [making.row(child) for child in of.children]
    sent = [
        child
        for child, row in zip(of.children, rows, strict=True)
        if row.due or making.pupil(child).results
    ]
    told = [_line(child, making.pupil(child).results) for child in sent]
    counts = {**_counts(counted(rows)), "components": _values(of, told)}
    return _written(told, counts, judged(scope, of, now))


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
