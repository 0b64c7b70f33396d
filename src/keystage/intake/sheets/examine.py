"""One table of results, from its bytes to its report, by the checks every file meets."""

from collections.abc import Sequence
from dataclasses import replace

from keystage.checks.model import Context, Rulebook
from keystage.checks.run import run
from keystage.core.findings import Finding
from keystage.core.records import Dialect, Header, Return, School
from keystage.intake.output.document import FileReport
from keystage.intake.output.told import broken, once, reports
from keystage.intake.output.withhold import Veil
from keystage.intake.refuse import who_sent
from keystage.intake.sheets.cells import cells
from keystage.intake.sheets.pupils import SheetPupils
from keystage.intake.work import Examined, Work, stopped
from keystage.marksheet import messages
from keystage.marksheet.model import Hints, Marksheet
from keystage.marksheet.read import read
from keystage.marksheet.returns import to_return, together
from keystage.tables import Workbook

_CSV = "csv"
_LA = 3  # digits of a school's number that are its authority's


def examine_table(report: FileReport, data: bytes, name: str, work: Work) -> Examined:
    """Return what is found in the table `data`, sent under `name`.

    Raises `Refused` where nothing of it can be read.
    """
    workbook = cells(data)
    sheet = read(workbook, work.shelf, _hints(name, work))
    book, source = sheet.book, _source(sheet)
    told = replace(report, dialect=_dialect(workbook, sheet), source=source)
    if not sheet.lines:  # the findings of the reading say why
        found = _told(sheet.findings, workbook, sheet, work)
        return Examined(replace(told, findings=found))
    roll = work.rolls.of(sheet.school)
    return_ = to_return(sheet, {entry.upn: entry for entry in roll or ()})
    context = work.context(return_, book, roll)
    outcome = run(work.book(book), return_, context)
    refused = _another_sender(return_, source, book, context) or outcome.refused
    if refused is not None:
        return Examined(stopped(told, _veiled([refused], sheet, work)[0]))
    findings = [*broken([outcome]), *together(sheet, outcome.findings, roll or ())]
    if not (source.la or source.urn):
        findings.append(messages.finding("no-school"))
    full = replace(
        told,
        findings=_told(once(findings), workbook, sheet, work),
        returns=reports([book], [return_], [outcome]),
    )
    return Examined(full, work.kept([book], [return_]))


def _hints(name: str, work: Work) -> Hints:
    options = work.known.options
    return Hints(
        name=name.rpartition("/")[2],
        collection=options.collection,
        year=options.year,
        school=options.school or "",
        authority=options.authority or "",
        columns=work.known.columns,
        else_year=work.known.else_year,
    )


def _source(sheet: Marksheet) -> School:
    """Return whose table it is; of a URN alone, the authority that the rows name."""
    said = {line.get("la") for line in sheet.lines} - {""}
    named = said.pop() if sheet.urn and len(said) == 1 else ""
    la = sheet.school[:_LA] or named
    name = sheet.tag.name if sheet.tag else ""
    return School(la=la, estab=sheet.school[_LA:], urn=sheet.urn, name=name)


def _another_sender(
    return_: Return, source: School, book: Rulebook, context: Context
) -> Finding | None:
    """Return why nothing is taken of a table of another school or authority.

    A table that does not say whose it is, is of whoever is checked; one that gives a
    URN alone names no authority, and is of the one that checks.
    """
    if not (source.la or source.urn):
        return None
    known = replace(source, la=source.la or context.authority or "")
    asked = replace(return_, rows=[], header=Header(source=known))
    return run(who_sent(book), asked, context).refused


def _told(
    findings: Sequence[Finding], workbook: Workbook, sheet: Marksheet, work: Work
) -> tuple[Finding, ...]:
    named = workbook.kind != _CSV
    return tuple(_as_told(one, named=named) for one in _veiled(findings, sheet, work))


def _as_told(finding: Finding, *, named: bool) -> Finding:
    """Return a finding as it is told of a table.

    Without repairs: a person's own table is never written over. Unless sheets are
    `named`, as those of a CSV are not, its place has none.
    """
    place = finding.place
    return replace(
        finding,
        repair=None,
        place=place if named or place is None else replace(place, sheet=None),
        consequences=tuple(_as_told(one, named=named) for one in finding.consequences),
    )


def _veiled(
    found: Sequence[Finding], sheet: Marksheet, work: Work
) -> tuple[Finding, ...]:
    if work.known.options.names:
        return tuple(found)
    return Veil(SheetPupils(sheet), (sheet.book,), work.rolls.places).findings(found)


def _dialect(workbook: Workbook, sheet: Marksheet) -> Dialect:
    return Dialect(
        encoding=workbook.encoding or "utf-8",
        deviations=sorted({one.rule for one in sheet.findings}),
        form=workbook.kind,
        separator=workbook.separator,
        template=sheet.tag.rulebook if sheet.tag else "",
    )
