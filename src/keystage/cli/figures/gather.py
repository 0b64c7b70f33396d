"""From files, a roll and last year's results to pupils by school."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from pathlib import Path

from keystage import measures
from keystage.checks.model import RollEntry, Rulebook
from keystage.cli.figures import pieces
from keystage.core import years
from keystage.core.errors import UsageError
from keystage.core.findings import Finding, Severity
from keystage.core.records import Return, Row
from keystage.intake import Options, Prior, messages, sources
from keystage.intake.interpret import cohort_of, school_number
from keystage.intake.known.columns import load_columns
from keystage.intake.known.prior import load_prior
from keystage.intake.known.roll import Rolls, load_rolls, roll_files
from keystage.intake.output.document import ERRORS, UNREADABLE, FileReport
from keystage.intake.pipeline import Progress
from keystage.intake.shelf import Shelf, standard
from keystage.intake.work import Known
from keystage.measures import Pupil, Situation
from keystage.reports.summary.model import Collected, Files, School

_NONE_FROM = "None of these files comes from {sender}."


@dataclass(slots=True)
class Sent:
    """What one school sent of one collection and year, perhaps in several files.

    `errors` counts what must be put right in it, and in its files as a whole.
    """

    name: str
    rows: list[Row] = field(default_factory=list)
    last_year: Return | None = None
    errors: int = 0


class Gathered:
    """All that was read, as far as figures are made of it."""

    def __init__(self, known: Known, shelf: Shelf) -> None:
        self.known = known
        self.shelf = shelf
        self.rolls = Rolls(known.roll or ())
        self.read = 0
        self.with_errors = 0
        self.elsewhere = 0  # files of others than were asked for
        self.unread: list[tuple[str, str]] = []
        self._digests = set[str | None]()
        self._sent: dict[tuple[str, int], dict[str, Sent]] = {}

    @property
    def schools(self) -> set[str]:
        """The numbers of the schools whose files were read."""
        return {number for schools in self._sent.values() for number in schools}

    @property
    def files(self) -> Files:
        """How many files were read, had errors, or could not be read."""
        return Files(self.read, self.with_errors, tuple(self.unread))

    def take(self, report: FileReport, returns: Sequence[Return]) -> None:
        """Add a file that was examined; one sent twice over counts its pupils once."""
        if report.status == UNREADABLE:
            why = report.findings[0]
            self.unread.append((report.path, f"{why.message} {why.fix}".strip()))
            return
        self.read += 1
        self.with_errors += report.status == ERRORS
        if report.sha256 in self._digests:
            return
        self._digests.add(report.sha256)
        name = report.source.name if report.source else ""
        for return_ in returns:
            number = return_.school or return_.urn or report.path
            schools = self._sent.setdefault((return_.collection, return_.year), {})
            sent = schools.setdefault(number, Sent(name))
            sent.rows += return_.rows
            sent.errors += sum(_concerns(one, return_) for one in report.findings)
            if self.known.prior:
                sent.last_year = self.known.prior.last_year(return_)

    def sent(self, book: Rulebook) -> Mapping[str, Sent]:
        """Return what each school sent of the collection and year of `book`."""
        return self._sent.get((book.collection, book.year), {})

    def collected(self, collection: str | None) -> Iterator[Collected]:
        """Yield the pupils of each collection and year, or of one collection only."""
        for (name, year), schools in self._sent.items():
            book = self.shelf.book(name, year)
            if book and book.measures and collection in {None, name}:
                yield self._collected(book, schools)

    def _collected(self, book: Rulebook, schools: Mapping[str, Sent]) -> Collected:
        situation = Situation(
            today=self.known.options.now and self.known.options.now.date(),
            prior=self.known.prior is not None,
            roll=all(self.rolls.of(number) for number in schools),
            earlier=self.shelf.book(book.collection, book.year - 1),
        )
        return Collected(
            book,
            situation,
            {
                School(number, sent.name): self._pupils(book, number, sent)
                for number, sent in schools.items()
            },
        )

    def _pupils(self, book: Rulebook, number: str, sent: Sent) -> list[Pupil]:
        found = measures.of_rows(sent.rows)
        if not any(spec.everyone for spec in measures.specs(book)):
            return found
        prior = self.known.prior or Prior()
        now = self.known.options.now
        listed = [
            entry
            for entry in self.rolls.of(number) or ()
            if not entry.has_left(now and now.date())
        ]
        found = [*found, *_not_here(book, found, listed, sent)]
        return [replace(one, before=before(prior, one.upn, book)) for one in found]


def gather(
    paths: Sequence[Path],
    options: Options,
    progress: Progress,
    *,
    executor: Executor | None = None,
    workers: int = 1,
    else_year: int | None = None,
) -> Gathered:
    """Read the files in `paths`, the roll and last year's results of `options`.

    A table that does not say of which year it is, is of `else_year`.

    Files of another authority or school than `options` name are passed over, and
    counted. `executor` and `workers` are those of `intake.check_paths`, and nothing
    differs with them. Raises `UsageError` as that does, and where no file is left.
    """
    shelf = standard(options.overrides, options.rulebooks)
    known, given = know(options, shelf)
    known = replace(known, else_year=else_year)
    found, _ = sources.find(paths, given)
    gathered = Gathered(known, shelf)
    for number, seen in enumerate(pieces.seen(found, known, executor, workers), 1):
        if seen.examined is None:
            gathered.unread.append((seen.path, seen.why))
        elif _is_wanted(seen.examined.report, options):
            gathered.take(seen.examined.report, seen.examined.returns)
        else:
            gathered.elsewhere += 1
        progress(number, len(found))
    if gathered.elsewhere == len(found):
        raise UsageError(_NONE_FROM.format(sender=options.school or options.authority))
    many = len(gathered.schools)
    if many > 1 and any(not entry.school for entry in known.roll or ()):
        raise UsageError(messages.WHOSE_ROLL.format(count=many))
    return gathered


def _is_wanted(report: FileReport, options: Options) -> bool:
    """Whether a file comes from where it should; one that says nothing does."""
    source = report.source
    if source is None:
        return True
    number = school_number(source.la, source.estab)
    here = options.authority in {None, source.la}
    return here and options.school in {None, number}


def know(options: Options, shelf: Shelf) -> tuple[Known, list[Path]]:
    """Read what `options` name; return it, and which paths hold pupils besides."""
    roll = options.roll if isinstance(options.roll, Path) else None
    prior = () if isinstance(options.prior, Prior) else options.prior
    columns = options.columns if isinstance(options.columns, Path) else None
    asked = replace(
        options, roll=None, prior=(), authority=None, school=None, columns=None
    )
    known = Known(
        asked,
        load_rolls([roll], options.limits) if roll else None,
        load_prior(prior, options.limits, shelf) if prior else None,
        load_columns(columns, options.limits) if columns else None,
    )
    return known, [*(roll_files(roll) if roll else ()), *prior]


def before(prior: Prior, upn: str, book: Rulebook) -> dict[str, str]:
    """Return a pupil's results of the year before, by component.

    One that two files give differently is left out.
    """
    values: dict[str, set[str]] = {}
    for one in prior.results.get(upn, ()):
        if one.collection == book.collection and one.year == book.year - 1:
            values.setdefault(one.component, set()).add(one.value)
    return {name: min(said) for name, said in values.items() if len(said) == 1}


def _not_here(
    book: Rulebook, here: Sequence[Pupil], roll: Sequence[RollEntry], sent: Sent
) -> Iterator[Pupil]:
    """Yield pupils of the collection who are not in this year's return.

    They are on the roll now, or were in the school's return of last year.
    """
    known = {pupil.upn for pupil in here}
    for entry in roll:
        cohort = cohort_of(entry.nc_year, entry.dob, book.cohorts)
        if entry.upn not in known and cohort:
            known.add(entry.upn)
            yield Pupil(
                {},
                upn=entry.upn,
                cohort=cohort,
                sex=entry.sex,
                born=years.parse_date(entry.dob),
                group=entry.group,
                here=False,
            )
    for row in sent.last_year.rows if sent.last_year else ():
        cohort = cohort_of("", row.dob, book.cohorts)
        if row.upn and row.upn not in known and cohort:
            known.add(row.upn)
            (pupil,) = measures.of_rows([row])
            yield replace(pupil, results={}, cohort=cohort, here=False, on_roll=False)


def _concerns(finding: Finding, return_: Return) -> bool:
    of = finding.collection in {None, return_.collection}
    return of and finding.severity is Severity.ERROR
