"""One file, from its bytes to its report; everything that needs no other file."""

import hashlib
from collections import ChainMap
from collections.abc import Mapping, Sequence
from dataclasses import replace

from keystage.checks.model import Context, PriorResult, Rulebook
from keystage.checks.run import Outcome, run
from keystage.core.errors import Refused
from keystage.core.findings import Finding
from keystage.core.records import CtfFile, Return
from keystage.ctf import names
from keystage.intake import messages, refuse
from keystage.intake.interpret import Reading, interpret, school_number
from keystage.intake.known.prior import from_file, merge
from keystage.intake.offers.safe import safe
from keystage.intake.options import Prior
from keystage.intake.output.document import FileReport
from keystage.intake.output.tidied import tidied
from keystage.intake.output.told import broken, once, reports
from keystage.intake.output.withhold import FilePupils, Veil, aside, refused
from keystage.intake.recognise import Recognition, recognise
from keystage.intake.sheets.examine import examine_table
from keystage.intake.sheets.tell import is_table
from keystage.intake.suppliers import steps
from keystage.intake.work import Examined, Work, stopped
from keystage.xmlguard import Limits


def examine(path: str, data: bytes, work: Work) -> Examined:
    """Return what is found in the file `data`, called `path`; raises nothing.

    Where Keystage itself breaks on a file, that is the file's one finding: the
    other files are still answered.
    """
    report = FileReport(path, hashlib.sha256(data).hexdigest(), len(data), ())
    limits: Limits = work.known.options.limits
    try:
        if work.known.options.tables and is_table(path, data):
            return examine_table(report, data, path, work)
        file = work.reader(data, limits=limits)
        del data  # a third of what the checks would otherwise hold
        return _examined(report, file, work)
    except Refused as stop:
        found = messages.of_refusal(stop)
        told = found if work.known.options.names else refused(found)
        return Examined(stopped(report, told))
    except Exception as fault:  # noqa: BLE001 - one file must not cost the others
        return Examined(stopped(report, messages.internal(fault)))


def _examined(report: FileReport, file: CtfFile, work: Work) -> Examined:
    path = report.path
    found = recognise(file, work.shelf, work.known.options)
    returns = _returns(file, found, work, path.rpartition("/")[2])
    contexts = [
        replace(
            work.context(return_, book, work.rolls.of(return_.school)),
            year=refuse.asked_year(work.known.options, found, file),
            prior=_prior(file, found, work),
        )
        for book, return_ in zip(found.books, returns, strict=True)
    ]
    outcomes = [
        run(work.book(book), return_, context)
        for book, return_, context in zip(found.books, returns, contexts, strict=True)
    ]
    refused = _refused(file, found, work, outcomes)
    if refused is not None:
        veiled = _veiled([refused], file, found.books, work)
        known = replace(report, source=file.header.source)
        return Examined(stopped(known, veiled[0]))
    findings = [*file.findings, *refuse.not_checked(work.shelf, found)]
    findings += [*refuse.not_due(file, found, returns), *broken(outcomes)]
    findings += tidied(file, found.plans, returns)
    findings = once([*findings, *(f for part in outcomes for f in part.findings)])
    findings = safe(file, findings, work.reads)
    full = replace(
        report,
        findings=_veiled(findings, file, found.books, work),
        returns=reports(found.books, returns, outcomes),
        dialect=file.dialect,
        source=file.header.source,
        destination=file.header.destination,
        steps=steps(file.dialect.supplier or file.header.supplier, findings),
    )
    return Examined(full, work.kept(found.books, returns))


def _veiled(
    findings: Sequence[Finding], file: CtfFile, books: tuple[Rulebook, ...], work: Work
) -> tuple[Finding, ...]:
    if work.known.options.names:
        return tuple(findings)
    return Veil(FilePupils(file), books, work.rolls.places).findings(findings)


def _returns(file: CtfFile, found: Recognition, work: Work, name: str) -> list[Return]:
    """Return a return for each rulebook.

    The file's name and what was set aside are told once, to the return they concern.
    """
    source = file.header.source
    here = work.rolls.of(school_number(source.la, source.estab)) or ()
    reading = Reading({entry.upn: entry for entry in here})
    returns = [interpret(file, book, found.plans, reading) for book in found.books]
    if returns:
        parts = names.parse(name)
        tag = parts.tag.upper() if parts else ""
        named = [tag in book.ctf.tags for book in found.books]
        concerned = returns[named.index(True) if any(named) else 0]
        concerned.file_name, concerned.general = name, len(returns) > 1
        whole = work.known.options.names
        kept = found.aside if whole else aside(found.aside, work.shelf)
        returns[0].set_aside = dict(kept)
    return returns


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
