"""One file, from its bytes to its report; everything that needs no other file."""

import hashlib
from collections import ChainMap
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from keystage import ctf
from keystage.checks.model import Context, NotRun, PriorResult, RollEntry, Rulebook
from keystage.checks.run import Outcome, run
from keystage.core.errors import Refused
from keystage.core.findings import Finding
from keystage.core.records import CtfFile, Return, Row
from keystage.ctf import names
from keystage.intake import messages, refuse
from keystage.intake.between.kept import light
from keystage.intake.between.movers import Movers
from keystage.intake.interpret import Reading, interpret, school_number
from keystage.intake.known.expected import placed
from keystage.intake.known.prior import from_file, merge
from keystage.intake.known.roll import Rolls
from keystage.intake.offers.reading import RulebookReading
from keystage.intake.offers.safe import safe
from keystage.intake.options import Options, Prior
from keystage.intake.output.document import FileReport, ReturnReport
from keystage.intake.output.withhold import Veil, without_names
from keystage.intake.recognise import Recognition, recognise
from keystage.intake.shelf import Shelf
from keystage.intake.suppliers import steps
from keystage.xmlguard import Limits

# How the engine begins the reason of a check that broke.
_BROKEN = "Internal error"

# A reader takes bytes and `limits=`, answers a `CtfFile` or raises `Refused`.
type Reader = Callable[..., CtfFile]


@dataclass(frozen=True, slots=True)
class Known:
    """The options with the roll and the prior results read; it can be pickled."""

    options: Options
    roll: tuple[RollEntry, ...] | None = None
    prior: Prior | None = None


@dataclass(frozen=True, slots=True)
class Examined:
    """A file's report, and its pupils as far as other files are compared with them."""

    report: FileReport
    returns: tuple[Return, ...] = ()


class Work:
    """What any number of files are examined with.

    `keep` says what is kept of a return once it is checked; without it, only what
    other files are compared with.
    """

    def __init__(
        self,
        known: Known,
        shelf: Shelf,
        reader: Reader = ctf.read,
        keep: Callable[[Return], Return] | None = None,
    ) -> None:
        self.known = known
        self.shelf = shelf
        self.reader = reader
        self.keep = keep
        self.rolls = Rolls(known.roll or ())
        self.movers = Movers(known.roll or (), known.options)
        self.reads = RulebookReading(shelf)


def examine(path: str, data: bytes, work: Work) -> Examined:
    """Return what is found in the file `data`, called `path`; raises nothing.

    Where Keystage itself breaks on a file, that is the file's one finding: the
    other files are still answered.
    """
    report = FileReport(path, hashlib.sha256(data).hexdigest(), len(data), ())
    limits: Limits = work.known.options.limits
    try:
        return _examined(report, work.reader(data, limits=limits), work)
    except Refused as stop:
        return Examined(stopped(report, messages.of_refusal(stop)))
    except Exception as fault:  # noqa: BLE001 - one file must not cost the others
        return Examined(stopped(report, messages.internal(fault)))


def _examined(report: FileReport, file: CtfFile, work: Work) -> Examined:
    path = report.path
    found = recognise(file, work.shelf, work.known.options)
    returns = _returns(file, found, work, path.rpartition("/")[2])
    contexts = [
        replace(
            _context(return_, file, found, work),
            roll=placed(
                work.rolls.of(return_.school), return_, book, work.movers.is_elsewhere
            ),
            opens=work.movers.weeks(book).opens,
        )
        for book, return_ in zip(found.books, returns, strict=True)
    ]
    outcomes = [
        run(_book(book, work), return_, context)
        for book, return_, context in zip(found.books, returns, contexts, strict=True)
    ]
    refused = _refused(file, found, work, outcomes)
    if refused is not None:
        veiled = _veiled([refused], file, found.books, work)
        known = replace(report, source=file.header.source)
        return Examined(stopped(known, veiled[0]))
    findings = [*file.findings, *refuse.not_checked(work.shelf, found)]
    findings += [*refuse.not_due(file, found, returns), *broken(outcomes)]
    findings = _once([*findings, *(f for part in outcomes for f in part.findings)])
    findings = safe(file, findings, work.reads)
    full = replace(
        report,
        findings=_veiled(findings, file, found.books, work),
        returns=_reports(found.books, returns, outcomes),
        dialect=file.dialect,
        source=file.header.source,
        destination=file.header.destination,
        steps=steps(file.dialect.supplier or file.header.supplier, findings),
    )
    pairs = zip(found.books, returns, strict=True)
    kept = (work.keep(part) if work.keep else light(part, book) for book, part in pairs)
    return Examined(full, tuple(kept))


def stopped(report: FileReport, finding: Finding) -> FileReport:
    """Return the report of a file of which nothing is taken, because of `finding`."""
    return replace(report, findings=(finding,), refused=finding.rule)


def _veiled(
    findings: Sequence[Finding], file: CtfFile, books: tuple[Rulebook, ...], work: Work
) -> tuple[Finding, ...]:
    if work.known.options.names:
        return tuple(findings)
    return Veil(file, books, work.rolls.places).findings(findings)


def _book(book: Rulebook, work: Work) -> Rulebook:
    if work.known.options.names:
        return book
    return work.shelf.variant(book, "without names", without_names)


def _returns(file: CtfFile, found: Recognition, work: Work, name: str) -> list[Return]:
    """Return a return for each rulebook.

    The file's name and what was set aside are told once, to the return they concern.
    """
    source = file.header.source
    here = work.rolls.of(school_number(source.la, source.estab)) or ()
    reading = Reading({entry.upn: entry for entry in here})
    returns = [interpret(file, book, found, reading) for book in found.books]
    if returns:
        parts = names.parse(name)
        tag = parts.tag.upper() if parts else ""
        named = [tag in book.ctf.tags for book in found.books]
        returns[named.index(True) if any(named) else 0].file_name = name
        returns[0].set_aside = dict(found.aside)
    return returns


def _context(return_: Return, file: CtfFile, found: Recognition, work: Work) -> Context:
    options, prior = work.known.options, work.known.prior
    return Context(
        now=options.now,
        authority=options.authority,
        school=options.school,
        role=options.role,
        collection=options.collection,
        year=refuse.asked_year(options, found, file),
        prior=_prior(file, found, work),
        last_year=prior.last_year(return_) if prior else None,
        expected=options.expected,
        asks_for=options.asks_for,
    )


def _prior(
    file: CtfFile, found: Recognition, work: Work
) -> Mapping[str, tuple[PriorResult, ...]] | None:
    """Return what is known of earlier years: what was given, and the file's own.

    Beside a roll the file's own are not enough: of the pupils it leaves out it
    would seem to say that they have no earlier result.
    """
    known, year = work.known, found.year
    older = year is not None and any(at < year for at in found.years)
    if not older or (known.prior is None and known.roll is not None):
        return known.prior.results if known.prior else None
    own = from_file(file, work.shelf, year)
    given = known.prior.results if known.prior else {}
    besides = {number: given[number] for number in own.results if number in given}
    both = merge([Prior(besides), Prior(own.results)]).results
    return ChainMap(dict(both), dict(given)) if given else both


def _refused(
    file: CtfFile, found: Recognition, work: Work, outcomes: Sequence[Outcome]
) -> Finding | None:
    """Return the finding for which nothing of the file is taken, if there is one."""
    if found.books:
        return next((part.refused for part in outcomes if part.refused), None)
    options = work.known.options
    asked = Context(
        authority=options.authority,
        school=options.school,
        year=refuse.asked_year(options, found, file),
    )
    return refuse.stop_unrecognised(file, work.shelf, found, asked)


def broken(outcomes: Iterable[Outcome]) -> list[Finding]:
    """Return the finding that says which checks broke, so that none seems passed."""
    rules = {
        one.rule
        for part in outcomes
        for one in part.not_run
        if part.crashed and one.reason.startswith(_BROKEN)
    }
    if not rules:
        return []
    return [messages.finding("INTERNAL", rules=messages.listed(sorted(rules)))]


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """Return `findings` without those a second return of the file says again."""
    kept: dict[object, Finding] = {}
    for finding in findings:
        place = finding.place
        where = (place.line, place.path) if place else finding.message
        kept.setdefault((finding.rule, finding.subject, finding.value, where), finding)
    return list(kept.values())


def _reports(
    books: Sequence[Rulebook], returns: Sequence[Return], outcomes: Sequence[Outcome]
) -> tuple[ReturnReport, ...]:
    """Return what is told of each return; a rule run for one was run for the file."""
    skipped = [{one.rule for one in part.not_run} for part in outcomes]
    nowhere: set[str] = set.intersection(*skipped)
    return tuple(
        ReturnReport(
            collection=return_.collection,
            year=return_.year,
            pupils=_pupils(return_.rows),
            results=_results(return_.rows),
            book=book.id,
            digest=book.digest,
            not_run=_not_run(outcome.not_run, nowhere),
        )
        for book, return_, outcome in zip(books, returns, outcomes, strict=True)
    )


def _not_run(found: Iterable[NotRun], nowhere: set[str]) -> tuple[NotRun, ...]:
    kept = {one for one in found if one.rule != "H09" or one.rule in nowhere}
    return tuple(sorted(kept, key=lambda one: (one.rule, one.reason)))


def _pupils(rows: Iterable[Row]) -> int:
    return len({row.upn or row.position for row in rows})


def _results(rows: Iterable[Row]) -> int:
    """Return how many results there are, one given twice alike counted once."""
    return len(
        {
            (row.upn or row.position, component, result.value)
            for row in rows
            for component, given in row.results.items()
            for result in given
        }
    )
