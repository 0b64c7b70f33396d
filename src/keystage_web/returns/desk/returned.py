"""What a school returned, as an officer reads it: the version that stands, and no more."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy

from keystage.core.findings import Severity
from keystage_web.accounts.roles import Role
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.giving.versions import current
from keystage_web.returns.models import Confirmation, Source, Version
from keystage_web.returns.sheet import queries as sheets
from keystage_web.returns.sheet.checking import Checked, judged
from keystage_web.returns.sheet.facts import Held
from keystage_web.returns.sheet.gather.gathering import Gathered, gathered, standing_of
from keystage_web.returns.sheet.model import Column, Figure, Row
from keystage_web.returns.versions.content import Line, lines

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_SHOWN = 200  # findings of one weight


@dataclass(frozen=True, slots=True)
class Found:
    """What the checks say: of whom, of what, the sentence, and the reason the school gave."""

    name: str
    component: str
    message: str
    fix: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Pupil:
    """A pupil as they were sent, and the texts of the columns."""

    id: str
    name: str
    group: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Returned:
    """A version: who sent it and how, what is in it, and what the checks say of it."""

    id: str
    number: int
    at: datetime
    name: str
    role: str
    source: str
    file: str
    on_time: bool
    signed: bool
    declared: Mapping[str, Any]
    confirmed: Sequence[tuple[str, datetime]]
    errors: int
    queries: int
    columns: tuple[Column, ...]
    pupils: tuple[Pupil, ...]
    remarks: tuple[tuple[str, str], ...]
    foot: tuple[str, ...]
    figures: tuple[Figure, ...]
    wrong: tuple[Found, ...]
    to_look_at: tuple[Found, ...]

    @property
    def ids(self) -> list[str]:
        """The ids of the pupils in it."""
        return [one.id for one in self.pupils]


def returned(
    scope: Scope, round_id: str, school: str, now: datetime
) -> Returned | None:
    """Return the version of a school's return that stands; None where there is none."""
    row = current(scope, round_id).filter(school=school).first()
    found = standing_of(scope, round_id, now, school)
    if row is None or found is None:
        return None
    told = lines(row.content)
    of = _as_sent(gathered(scope, found, now), told)
    sheet = sheets.sheet_of(of)
    rows = {one.pupil: one for one in sheet.rows}
    findings = list(_findings(of, judged(scope, of, now), row))
    pupils = tuple(_pupil(line, rows.get(line.id), sheet.columns) for line in told)
    kept = {line.id for line in told}
    return Returned(
        **_facts(scope, row),
        columns=sheet.columns,
        pupils=pupils,
        remarks=tuple(_remarks(one for one in sheet.rows if one.pupil in kept)),
        foot=tuple(
            sheet.foot.cells[one.id].text if one.id in sheet.foot.cells else ""
            for one in sheet.columns
        )
        if sheet.foot.cells
        else (),
        figures=sheet.foot.figures,
        wrong=tuple(one for weight, one in findings if weight is Severity.ERROR),
        to_look_at=tuple(one for weight, one in findings if weight is Severity.QUERY),
    )


def _facts(scope: Scope, row: Version) -> dict[str, Any]:
    said = Confirmation.within(scope).filter(version=row).order_by("at")
    return {
        "id": row.id,
        "number": row.number,
        "at": row.at,
        "name": row.name,
        "role": Role(row.role).label,
        "source": row.source,
        "file": row.file,
        "on_time": row.on_time,
        "signed": row.signed,
        "declared": row.declaration,
        "confirmed": list(said.values_list("name", "at")),
        "errors": row.errors,
        "queries": row.queries,
    }


def _as_sent(of: Gathered, told: Iterable[Line]) -> Gathered:
    """Return a return with the results of a version in place of those it holds."""
    held = {
        line.id: {name: Held(value, 1) for name, value in line.results.items() if value}
        for line in told
    }
    return replace(of, results=defaultdict(dict, held))


def _findings(
    of: Gathered, checked: Checked, row: Version
) -> Iterator[tuple[Severity, Found]]:
    many: dict[Severity, int] = defaultdict(int)
    parts = of.plan.book.components
    for one in checked.findings:
        finding, weight = one.finding, one.finding.severity
        many[weight] += 1
        if many[weight] <= _SHOWN:
            yield (
                weight,
                Found(
                    one.name,
                    parts[one.component].title if one.component in parts else "",
                    finding.message,
                    finding.fix or "",
                    str(row.explained.get(finding.rule, "")),
                ),
            )


def _pupil(line: Line, row: Row | None, columns: Sequence[Column]) -> Pupil:
    texts = []
    for column in columns:
        if column.worked:
            worked = row.worked.get(column.id) if row else None
            texts.append(worked.text if worked else "")
        else:
            texts.append(line.results.get(column.id, ""))
    return Pupil(line.id, line.name, line.group, tuple(texts))


def _remarks(rows: Iterator[Row]) -> Iterator[tuple[str, str]]:
    """Yield what is to be said of pupils, by name: remarks, and what cannot stand."""
    for row in rows:
        yield from ((row.name, said) for said in row.remarks)


SOURCES: Mapping[str, "StrOrPromise"] = {
    Source.MARKSHEET.value: gettext_lazy("On the marksheet"),
    Source.FILE.value: gettext_lazy("In a file"),
    Source.BEHALF.value: gettext_lazy("By the authority, on the school's behalf"),
    Source.CORRECTION.value: gettext_lazy("By a correction"),
}


@dataclass(frozen=True, slots=True)
class Sheeted:
    """Who is in the version that stands, without their results being looked at."""

    version: str
    number: int
    errors: int
    signed: bool
    pupils: tuple[tuple[str, str], ...]


def sheeted(scope: Scope, round_id: str, school: str) -> Sheeted | None:
    """Return who is in the version that stands, by id and name; None without one."""
    row = current(scope, round_id).filter(school=school).first()
    if row is None:
        return None
    names = tuple(
        (line.id, f"{line.name} ({line.group})" if line.group else line.name)
        for line in lines(row.content)
    )
    return Sheeted(row.id, row.number, row.errors, row.signed, names)
