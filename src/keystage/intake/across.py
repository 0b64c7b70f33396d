"""What only shows when the files of several schools are laid side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from keystage.checks import across as checks_across
from keystage.checks.model import NotRun, RollEntry, Rulebook
from keystage.checks.run import Outcome
from keystage.checks.sent import SentFile
from keystage.core.findings import Finding, PupilRef
from keystage.core.records import Return
from keystage.intake.between.again import given_again
from keystage.intake.between.due import Owed
from keystage.intake.between.movers import Movers, Returned, is_about, returned_by
from keystage.intake.between.places import Group, Places, last
from keystage.intake.between.years import odd_years
from keystage.intake.known.expected import aged
from keystage.intake.options import Options
from keystage.intake.output.document import Across, FileReport
from keystage.intake.output.told import broken
from keystage.intake.output.withhold import without_names
from keystage.intake.shelf import Shelf

_NOTHING_SENT = "nothing_sent"
type Found = tuple[tuple[Across, ...], tuple[NotRun, ...]]


def across(
    reports: Sequence[FileReport],
    returns: Sequence[Sequence[Return]],
    options: Options,
    shelf: Shelf,
    *,
    roll: tuple[RollEntry, ...] | None = None,
) -> Found:
    """Return the findings about several files, each with its files, and what was not run.

    `returns` holds what is kept of each file's returns, in the order of
    `reports`. `roll` is that of all schools: it says who reports a pupil who moved. With names withheld a pupil is told by files alone.
    """
    files = [
        SentFile(last(report.path), report.sha256, _school(parts))
        for report, parts in zip(reports, returns, strict=True)
        if report.sha256
    ]
    places, owed = Places(reports, returns), Owed(options, reports)
    work = _Work(options, shelf, places, owed, roll)
    told: list[Across] = []
    outcomes = []
    for group, parts in _groups(returns, work.owed, options):
        outcome = work.outcome(group, parts, files)
        files = []  # a finding about a file belongs to no collection: told once
        told += work.told(outcome, group, parts)
        outcomes.append(outcome)
    if options.year is None:
        told += odd_years(reports, returns, shelf)
    told += given_again(reports, returns, shelf)
    told += [Across(finding, ()) for finding in broken(outcomes)]
    not_run = {one: None for part in outcomes for one in part.not_run}
    if not options.names:
        told = [replace(one, finding=_nameless(one.finding)) for one in told]
    return tuple(told), tuple(not_run)


def _groups(
    returns: Sequence[Sequence[Return]], owed: Owed, options: Options
) -> Iterator[tuple[Group, list[Return]]]:
    """Yield the returns of each collection and year, and those nobody sent."""
    groups: dict[Group, list[Return]] = {}
    for part in (part for parts in returns for part in parts):
        groups.setdefault((part.collection, part.year), []).append(part)
    newest = max((year for _, year in groups), default=0)
    for part in owed.unseen(groups, options.year or newest):
        groups[part.collection, part.year] = [part]
    for key in sorted(groups):
        yield key, groups[key]


@dataclass(slots=True)
class _Work:
    options: Options
    shelf: Shelf
    places: Places
    owed: Owed
    roll: tuple[RollEntry, ...] | None
    movers: Movers = field(init=False)

    def __post_init__(self) -> None:
        self.movers = Movers(self.roll or (), self.options)

    def outcome(
        self, group: Group, parts: Sequence[Return], files: Sequence[SentFile]
    ) -> Outcome:
        book, roll = self._book_of(parts[0]), self.roll
        return checks_across.outcome_across(
            parts,
            self._book_of,
            files=files,
            expected=self.owed.of(group[0]),
            rolls=None if roll is None else [aged(entry, book) for entry in roll],
        )

    def told(
        self, outcome: Outcome, group: Group, parts: Sequence[Return]
    ) -> Iterator[Across]:
        book = self._book_of(parts[0])
        checks = book.checks.values()
        owing = {check.id for check in checks if check.kind == _NOTHING_SENT}
        rules = {finding.rule: finding for finding in outcome.findings}
        movers = {rule for rule, finding in rules.items() if is_about(book, finding)}
        moved = (finding for finding in outcome.findings if finding.rule in movers)
        held = returned_by(parts, (one.pupil.upn for one in moved if one.pupil))
        for finding in outcome.findings:
            if finding.rule in owing:
                finding.collection = group[0]
                yield self.owed.told(finding)
            elif finding.rule in movers:
                yield self._moved(finding, book, group, held)
            else:
                yield Across(finding, self.places.of(finding, group))

    def _moved(
        self, finding: Finding, book: Rulebook, group: Group, held: Returned
    ) -> Across:
        """Return the finding with who reports, and the files of the schools it names."""
        pupil = finding.pupil or PupilRef()
        advice = self.movers.advice(book, pupil, held)
        files = self.places.of(finding, group)
        files = files or self.places.of_schools(self.movers.schools(pupil), group)
        return Across(replace(finding, fix=advice or finding.fix), files)

    def _book_of(self, return_: Return) -> Rulebook:
        book = self.shelf.nearest(return_.collection, return_.year)
        if self.options.names:
            return book
        return self.shelf.variant(book, "without names", without_names)


def _school(returns: Sequence[Return]) -> str:
    return returns[0].school or returns[0].urn if returns else ""


def _nameless(finding: Finding) -> Finding:
    pupil = finding.pupil and PupilRef(surname="a pupil")
    value = None if finding.pupil else finding.value
    return replace(finding, pupil=pupil, value=value, allowed=(), repair=None)
