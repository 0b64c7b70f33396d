"""What the checks say of a sheet: each finding on a cell or a row that is there."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from keystage import rulebooks
from keystage.checks.model import Context, PriorResult
from keystage.checks.run import run
from keystage.core import upn
from keystage.core.findings import Finding, Repair, Severity
from keystage.core.records import Row as Record
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.models import Correction, Why
from keystage_web.returns.sheet.choice import ALL_CLASSES
from keystage_web.returns.sheet.facts import Child
from keystage_web.returns.sheet.gather.gathering import Gathered, gathered, standing_of
from keystage_web.returns.sheet.gather.records import (
    earlier_returns,
    entry_of,
    return_of,
    row_of,
)
from keystage_web.returns.sheet.model import Cell, Row, State
from keystage_web.returns.sheet.rows import Rows

_BY_ROLE = "role_only"  # the kind of check that asks who entered a code


class Mend(NamedTuple):
    """A repair as a save takes it: the value that is there, and the one to be there."""

    pupil: str
    component: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Located:
    """A finding, whose it is, and the id of the cell or the row it is about.

    One of all pupils together (`pupil` is '') stands on the first row; of a pupil and no
    result, on the row. `klass` is the pupil's class, '' for none, all for all pupils.
    """

    finding: Finding
    pupil: str
    name: str
    klass: str
    component: str
    cell: str
    repair: Mend | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of a sheet came to: its findings, and how many of each weight."""

    findings: tuple[Located, ...]

    @property
    def errors(self) -> int:
        """How many must be put right."""
        return self._many(Severity.ERROR)

    @property
    def queries(self) -> int:
        """How many are to be looked at."""
        return self._many(Severity.QUERY)

    @property
    def notes(self) -> int:
        """How many are worth knowing."""
        return self._many(Severity.NOTE)

    def _many(self, severity: Severity) -> int:
        return sum(one.finding.severity is severity for one in self.findings)


def check(
    scope: Scope, round_id: str, *, now: datetime, school: str = ""
) -> Checked | None:
    """Return what the rulebook's checks say of a school's sheet; None where there is none.

    Nothing is looked at of a pupil for whom nothing is due and nothing entered.
    """
    found = standing_of(scope, round_id, now, school)
    if found is None:
        return None
    return judged(scope, gathered(scope, found, now), now)


def judged(scope: Scope, of: Gathered, now: datetime) -> Checked:
    """Return what the checks say of what was gathered."""
    return Checked(tuple(_located(scope, of, now))) if of.children else Checked(())


def _located(scope: Scope, of: Gathered, now: datetime) -> Iterator[Located]:
    making, book = Rows(of), of.plan.book
    rows = {child.id: making.row(child) for child in of.children}
    due = [
        child
        for child in of.children
        if rows[child.id].due or making.pupil(child).results
    ]
    records = [
        row_of(book, child, making.pupil(child).results, at)
        for at, child in enumerate(due, 1)
    ]
    place = _Places(of, due, rows, records)
    told = return_of(book, of.number, records)
    imposed = _imposed(scope, of)
    for finding in run(book, told, _context(scope, of, now)).findings:
        found = place.located(finding)
        kind = book.checks[finding.rule].kind if finding.rule in book.checks else ""
        cell = (found.pupil, found.component)
        if kind != _BY_ROLE or imposed.get(cell) != finding.value:
            yield found


def _imposed(scope: Scope, of: Gathered) -> Mapping[tuple[str, str], str]:
    """Return the values that the authority gave itself, by cell: no school is blamed."""
    codes = {code.id for code in of.plan.book.codes.values() if code.role == "la"}
    held = (one.value for cells in of.results.values() for one in cells.values())
    if codes.isdisjoint(held):
        return {}
    rows = Correction.of(scope.authority).filter(
        of_return=of.standing.of_return, kind=Why.MALADMINISTRATION
    )
    told = rows.order_by("at").values_list("pupil", "component", "after")
    return {(pupil, component): after for pupil, component, after in told}


def _context(scope: Scope, of: Gathered, now: datetime) -> Context:
    book = of.plan.book
    last = book.year - 1
    earlier = earlier_returns(scope, of, [last])
    table = rulebooks.movement_of(book)
    return Context(
        now=now,
        authority=of.number[:3] or None,
        school=of.number or None,
        collection=book.collection,
        year=book.year,
        roll=tuple(map(entry_of, of.children)),
        prior=_prior(of) if of.again else None,
        last_year=earlier.get(last),
        opens=table.settings.opens if table else None,
    )


def _prior(of: Gathered) -> Mapping[str, tuple[PriorResult, ...]]:
    """Return the results of the year before, by UPN."""
    earlier = of.again.earlier if of.again else of.plan.book
    return {
        upn.tidy(child.upn): tuple(
            PriorResult(earlier.collection, earlier.year, component, value)
            for component, value in of.before[child.id].results.items()
        )
        for child in of.children
        if child.upn and child.id in of.before
    }


class _Places:
    """Where the findings of one sheet stand."""

    def __init__(
        self,
        of: Gathered,
        due: list[Child],
        rows: Mapping[str, Row],
        records: Iterable[Record],
    ) -> None:
        self._of, self._rows = of, rows
        self._at = dict(enumerate(due, 1))
        self._by_upn = {upn.tidy(one.upn): one for one in of.children if one.upn}
        self._records = {record.position: record for record in records}

    def located(self, finding: Finding) -> Located:
        """Return a finding with its place."""
        child = self._child(finding)
        if child is None:
            name = _("All %(pupils)s") % self._of.plan.book.words
            first = self._of.children[0].id
            return Located(finding, "", name, ALL_CLASSES, "", f"r-{first}")
        component = self._component(finding)
        cell = f"{child.id}.{component}" if component else f"r-{child.id}"
        return Located(
            finding,
            *(child.id, child.name, child.klass, component, cell),
            repair=self._mend(finding, child, component),
        )

    def _child(self, finding: Finding) -> Child | None:
        if finding.place and finding.place.row in self._at:
            return self._at[finding.place.row]
        number = finding.pupil.upn if finding.pupil else ""
        return self._by_upn.get(upn.tidy(number)) if number else None

    def _component(self, finding: Finding) -> str:
        column = finding.place.column if finding.place else None
        names = (finding.subject or "", column or "")
        return next((name for name in names if name in self._of.plan.results), "")

    def _mend(self, finding: Finding, child: Child, component: str) -> Mend | None:
        """Return the repair of a rule, or the blank that a closed cell should hold."""
        cell = self._rows[child.id].cells.get(component, Cell())
        if finding.repair and finding.repair.target == "result":
            return self._repaired(finding.repair, child)
        if cell.state is State.CLOSED and cell.value:
            return Mend(child.id, component, cell.value, "")
        return None

    def _repaired(self, repair: Repair, child: Child) -> Mend | None:
        record = self._records[repair.pupil or 0]
        name = next(
            (
                name
                for name, held in record.results.items()
                if held[0].number == repair.result
            ),
            "",
        )
        new = repair.new if repair.action == "set" else ""
        if repair.field != "result" or name not in self._of.plan.results:
            return None
        return Mend(child.id, name, repair.old, new)
