"""Pupils whom several schools have: who reports them, by rolls and rulebook."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from keystage import movement, rulebooks
from keystage.checks.fold import folded
from keystage.checks.model import Code, RollEntry, Rulebook
from keystage.checks.sent import school_of
from keystage.core import upn
from keystage.core.errors import UsageError
from keystage.core.findings import Finding, PupilRef
from keystage.core.records import Return, Row
from keystage.intake import messages
from keystage.intake.options import Options
from keystage.movement import Calendar, Facts, Table, Weeks

# The kinds of checks across schools whose repair is to know who reports.
KINDS = frozenset({"pupil_in_two_schools", "returned_by_nobody"})

_TWO = 2

# School and row of each pupil, by tidied UPN.
type Returned = Mapping[str, Sequence[tuple[str, Row]]]


class _Sent(NamedTuple):
    """What schools' returns say of one pupil."""

    schools: frozenset[str] = frozenset()
    assessed: Mapping[str, bool] = {}
    year_group: int = 1


class Movers:
    """Decides by the rolls of all schools, and the days of the season."""

    def __init__(self, roll: Iterable[RollEntry], options: Options) -> None:
        read = options.calendar
        self._calendar = read if isinstance(read, Calendar) else Calendar()
        self._tables: dict[str, Table | None] = {}
        self._entries: dict[str, list[RollEntry]] = {}
        for entry in roll:
            if entry.upn and entry.school:
                self._entries.setdefault(entry.upn, []).append(entry)

    def weeks(self, book: Rulebook) -> Weeks:
        """Return the days `book` turns on, as far as they are known."""
        table = self._table(book)
        if table is None:
            return Weeks()
        return self._calendar.weeks(book.collection, book.year, table.settings)

    def is_elsewhere(self, entry: RollEntry, book: Rulebook) -> bool:
        """Whether, of a pupil on several rolls, another school than `entry`'s reports.

        Also where nobody need. False wherever that cannot be said.
        """
        if len(self._entries.get(entry.upn, ())) == 1 or not entry.school:
            return False  # quickly: of thousands few are on two rolls
        pupil = PupilRef(entry.upn, entry.surname, entry.forename, entry.dob)
        entries = self._of(pupil)
        if len({one.school for one in entries}) < _TWO:
            return False
        table, facts = self._table(book), self._facts(book, entries, _Sent())
        verdict = movement.decided(table, facts) if table and facts else None
        if verdict is None or not verdict.settled:
            return False
        return verdict.duty_of(entry.school) != "reports"

    def advice(self, book: Rulebook, pupil: PupilRef, returned: Returned) -> str | None:
        """Return who reports `pupil` and why, or the one fact that is missing.

        `returned` holds what `returned_by` found. None where no roll holds the pupil, no guidance is known, or the rolls
        contradict themselves.
        """
        table, entries = self._table(book), self._of(pupil)
        if table is None or not entries:
            return None
        facts = self._facts(book, entries, _sent(book, pupil, returned))
        if facts is None:
            return None
        verdict = movement.decide(table, facts)
        said = movement.advice(verdict, table.settings)
        missing = verdict.missing
        if missing is None:
            return said
        how = messages.MOVER_FACTS.get(missing.fact, messages.MOVER_ELSE)
        told = how.format(
            school=missing.school, fact=missing.fact, collection=book.collection
        )
        return f"{said} {told}"

    def schools(self, pupil: PupilRef) -> frozenset[str]:
        """Return the schools on whose rolls `pupil` is."""
        return frozenset(entry.school for entry in self._of(pupil))

    def _of(self, pupil: PupilRef) -> list[RollEntry]:
        """Return the pupil's entries: of the UPN, and of the birth or the surname."""
        surname = folded(pupil.surname)
        return [
            entry
            for entry in self._entries.get(upn.tidy(pupil.upn), ())
            if entry.dob == pupil.dob or folded(entry.surname) == surname
        ]

    def _table(self, book: Rulebook) -> Table | None:
        if book.digest not in self._tables:
            self._tables[book.digest] = rulebooks.movement_of(book)
        return self._tables[book.digest]

    def _facts(
        self, book: Rulebook, entries: Sequence[RollEntry], sent: _Sent
    ) -> Facts | None:
        weeks = self.weeks(book)
        taken = {
            school: was
            for school, was in sent.assessed.items()
            if not was or _was_there(school, entries, weeks)
        }
        try:
            return movement.facts_of_rolls(
                entries,
                returned=sent.schools,
                assessed=taken,
                second_half=self._calendar.halves(book.year),
                weeks=weeks,
                year_group=sent.year_group,
            )
        except UsageError:
            return None


def _was_there(school: str, entries: Sequence[RollEntry], weeks: Weeks) -> bool:
    """Whether a pupil may have been at a school in the weeks of the check.

    A result from a school the pupil was not at then does not show that it was taken.
    """
    own = [entry for entry in entries if entry.school == school]
    opens, closes = weeks.opens, weeks.closes
    if not own or opens is None or closes is None:
        return True
    return any(
        (entry.joined is None or entry.joined <= closes)
        and (entry.left is None or entry.left >= opens)
        for entry in own
    )


def returned_by(returns: Iterable[Return], numbers: Iterable[str]) -> Returned:
    """Return school and row of each pupil with one of `numbers`, by UPN.

    A season's returns are gone through once: few of their pupils have moved.
    """
    wanted = set(map(upn.tidy, numbers))
    found: dict[str, list[tuple[str, Row]]] = {}
    for return_ in returns if wanted else ():
        for at, (number, *_) in enumerate(return_.identities()):
            if number in wanted:
                row = (school_of(return_), return_.rows[at])
                found.setdefault(number, []).append(row)
    return found


def _sent(book: Rulebook, pupil: PupilRef, returned: Returned) -> _Sent:
    rows = returned.get(upn.tidy(pupil.upn), ())
    taken: dict[str, bool] = {}
    for school, row in rows:
        for value in _values(row):
            known = _is_taken(book, value)
            if known is not None:
                taken[school] = taken.get(school, False) or known
    years = [_year_group(book, row) for _, row in rows]
    schools = frozenset(school for school, _ in rows)
    return _Sent(schools, taken, max(years, default=1))


def _values(row: Row) -> list[str]:
    return [one.value for found in row.results.values() for one in found if one.value]


def _is_taken(book: Rulebook, value: str) -> bool | None:
    """Whether a result says that the check was taken; None where it may or may not.

    What the authority alone may set (Q) says nothing of it.
    """
    code: Code | None = book.codes.get(value)
    if code is None:
        return True if value.isascii() and value.isdigit() else None
    return None if code.role == "la" else code.counts in {"met", "not_met"}


def _year_group(book: Rulebook, row: Row) -> int:
    cohorts = (part.nc_years for part in book.cohorts if part.id == row.cohort)
    year = row.nc_year or next((years[0] for years in cohorts if years), "")
    return int(year) if year.isdecimal() else 1


def is_about(book: Rulebook, finding: Finding) -> bool:
    """Whether a finding across schools is one that who reports would settle."""
    return any(
        check.id == finding.rule and check.kind in KINDS
        for check in book.checks.values()
    )
