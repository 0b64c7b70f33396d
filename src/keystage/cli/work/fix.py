"""Make the repairs a program can make, prove them, and write a new file."""

import argparse
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from keystage import ctf, intake
from keystage.changes import Mended, mend, sentences
from keystage.changes.mending import errors, every
from keystage.changes.words import person
from keystage.checks.model import Rulebook
from keystage.cli import clock, progress
from keystage.cli.doctor import files, page
from keystage.cli.work.name import wanted as wanted_name
from keystage.core.errors import (
    EXIT_CLEAN,
    EXIT_ERRORS_FOUND,
    UsageError,
    WriteError,
)
from keystage.core.findings import Finding, Severity
from keystage.core.records import CtfFile
from keystage.ctf import names
from keystage.intake.known.roll import load_roll
from keystage.intake.offers.reading import RulebookReading
from keystage.intake.shelf import standard
from keystage.xmlguard import Limits

_OF_THE_NAME = "file_name"


@dataclass(frozen=True, slots=True)
class _Patient:
    """The file to mend: where it lies, its bytes, what it says, what is said of it."""

    path: Path
    data: bytes
    file: CtfFile
    report: intake.FileReport
    options: intake.Options


def run(arguments: argparse.Namespace) -> int:
    """Write the mended file, say what was done and left; 1 if errors are left.

    Raises `UsageError` where the file cannot be read or OUT cannot be, `WriteError`
    where a repair does not do what it promises: then nothing is written.
    """
    patient = _examined(arguments.file, arguments.roll)
    rules = frozenset(arguments.rule)
    _refuse_unknown(rules, patient.report)

    def wanted(rule: str) -> bool:
        return not rules or rule in rules

    reads = RulebookReading(standard())
    with progress.bar("repairs") as bar:
        check = _check(patient)
        mended = mend(patient.file, check, wanted, reads=reads, tell=bar)
    out: Path = arguments.out
    target = files.target(out, _name(patient, mended, wanted, out), [patient.path])
    changed = bool(mended.made) or (out.is_dir() and target.name != patient.path.name)
    left = patient.report.findings
    if changed:
        data = _written(patient, mended)
        left = _proved(target.name, data, mended, patient.options)
        if not arguments.dry_run:
            files.save(data, target)
    said = [
        _heading(patient, target, changed, arguments.dry_run),
        *_done(patient, mended),
    ]
    said += _left(left, wanted, mended.why_left)
    page.show(said)
    return EXIT_ERRORS_FOUND if errors(left) else EXIT_CLEAN


def _written(patient: _Patient, mended: Mended) -> bytes:
    """Return the new file's bytes: the old ones where only the name was wrong."""
    if not mended.made:
        return patient.data
    try:
        return ctf.write(mended.file)
    except WriteError as error:
        raise WriteError(
            f"{patient.path}: {error} 'keystage convert' writes it in another "
            "version, which can then be mended."
        ) from None


def _proved(
    name: str, data: bytes, mended: Mended, options: intake.Options
) -> tuple[Finding, ...]:
    """Return what is found in the bytes to write; `WriteError` for a new error."""
    found = intake.check_bytes(name, data, options).findings
    if errors(found) - errors(mended.findings):
        raise WriteError(
            "The mended file would have an error that its contents did not. Nothing "
            "was written; please report this, without any pupil's data."
        )
    return found


def _examined(path: Path, roll: Path | None) -> _Patient:
    data = files.contents(path)
    limits = Limits.command_line()
    entries = None if roll is None else load_roll(roll, limits)
    options = intake.Options(roll=entries, now=clock.now(), limits=limits)
    report = intake.check_bytes(path.name, data, options)
    if report.refused is not None:
        stop = report.findings[0]
        raise UsageError(f"{path}: {stop.message} {stop.fix}".strip())
    file = files.parsed(path, data)
    files.refuse_doubtful(path, file)
    return _Patient(path, data, file, report, options)


def _check(patient: _Patient) -> Callable[[CtfFile], tuple[Finding, ...]]:
    def check(file: CtfFile) -> tuple[Finding, ...]:
        def reader(_: bytes, **_limits: object) -> CtfFile:
            return file

        name = patient.path.name
        report = intake.check_bytes(name, b"", patient.options, reader=reader)
        return report.findings

    return check


def _books(report: intake.FileReport) -> list[Rulebook]:
    """Return the rulebooks the file was checked by."""
    shelf = standard()
    return [shelf.nearest(part.collection, part.year) for part in report.returns]


def _refuse_unknown(rules: frozenset[str], report: intake.FileReport) -> None:
    known = {one.rule for one in every(report.findings)}
    for book in _books(report):
        known |= set(book.checks)
    unknown = sorted(rules - known)
    if unknown:
        raise UsageError(
            f"There is no rule {files.named(unknown)} for this file. "
            "'keystage check' shows the rule of every finding."
        )


def _name(
    patient: _Patient, mended: Mended, wanted: Callable[[str], bool], out: Path
) -> str:
    """Return the name for the new file in a folder, or '' where OUT has one."""
    if not out.is_dir():
        return ""
    about_name = [one for one in every(patient.report.findings) if _is_of_name(one)]
    if about_name and not any(wanted(one.rule) for one in about_name):
        return patient.path.name
    try:
        return names.make(wanted_name(mended.file, patient.path.name))
    except UsageError:  # the header does not say: the name is as good as any
        return patient.path.name


def _is_of_name(finding: Finding) -> bool:
    return finding.repair is not None and finding.repair.target == _OF_THE_NAME


def _heading(patient: _Patient, target: Path, changed: bool, dry: bool) -> str:
    if not changed:
        return (
            f"{patient.path}: there is nothing a program can repair. Nothing written."
        )
    if dry:
        return f"{patient.path} would become {target} (dry run: nothing written)"
    return f"{patient.path} → {target}"


def _done(patient: _Patient, mended: Mended) -> Iterator[str]:
    if not mended.made:
        return
    titles = {
        component.id: component.title
        for book in _books(patient.report)
        for component in book.components.values()
    }
    count = len(mended.made)
    yield ""
    yield f"Repaired: {count:,}"
    yield from (f"  {said}" for said in sentences(mended.made, titles))
    kept = files.not_kept(patient.file)
    if kept:
        yield ""
        yield "Of the old file, to know:"
        yield from (f"  {said}" for said in kept)


def _left(
    findings: Iterable[Finding],
    wanted: Callable[[str], bool],
    why: Callable[[Finding], str],
) -> Iterator[str]:
    """Yield what was left alone, by the reason why."""
    reasons: dict[str, list[Finding]] = {}
    for finding in every(findings):
        if finding.severity is not Severity.NOTE:
            reasons.setdefault(_reason(finding, wanted, why), []).append(finding)
    for reason, those in reasons.items():
        yield ""
        yield f"Left alone: {reason}"
        yield from (f"  {_finding(one)}" for one in those)


def _reason(
    finding: Finding, wanted: Callable[[str], bool], why: Callable[[Finding], str]
) -> str:
    if finding.repair is None:
        return finding.held or "nothing in the file says for certain what is right"
    if not wanted(finding.rule):
        return "not a rule you named"
    if finding.repair.target != _OF_THE_NAME:
        return why(finding)
    return "the name is yours to give; a folder as OUT gives the right one"


def _finding(finding: Finding) -> str:
    whose = f"{person(finding.pupil)}: " if finding.pupil else ""
    said = f"{finding.message} {finding.fix}".strip()
    return f"{finding.severity.value.capitalize()}: {whose}{said} (rule {finding.rule})"
