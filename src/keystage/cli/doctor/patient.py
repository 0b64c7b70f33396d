"""One file to mend: examined, mended, proved; and what there is to tell of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from keystage import ctf, intake
from keystage.changes import Mended, mend, sentences
from keystage.changes.mending import Progress, errors, every
from keystage.changes.words import person
from keystage.checks.model import RollEntry, Rulebook
from keystage.cli.doctor import files
from keystage.cli.doctor.naming import wanted
from keystage.core.errors import UsageError, WriteError
from keystage.core.findings import Finding, Severity
from keystage.core.records import CtfFile
from keystage.ctf import names
from keystage.intake.offers.reading import RulebookReading
from keystage.intake.sheets.tell import is_table
from keystage.intake.shelf import Shelf

_OF_THE_NAME = "file_name"
_TABLE = (
    "{path} is a table, which only its owner changes: 'keystage check {path} --output "
    "notes.xlsx' returns it with a note at each cell. Or make a Common Transfer File of "
    "it with 'keystage convert', and mend that."
)


@dataclass(frozen=True, slots=True)
class Surgery:
    """What files are mended by: the rulebooks, the options of a check, the rules.

    Without `rules` the repairs of all are made. `roll` is that of the options.
    """

    shelf: Shelf
    options: intake.Options
    rules: frozenset[str] = frozenset()
    roll: tuple[RollEntry, ...] = ()

    def wants(self, rule: str) -> bool:
        """Whether the repairs of `rule` are to be made."""
        return not self.rules or rule in self.rules


@dataclass(frozen=True, slots=True)
class Patient:
    """A file as it came: where it lies, its bytes, what it says, what is said of it."""

    path: str
    data: bytes
    file: CtfFile
    report: intake.FileReport

    @property
    def name(self) -> str:
        """The file's own name, without folders."""
        return PurePosixPath(self.path).name


@dataclass(frozen=True, slots=True)
class Cure:
    """A file after its repairs: what was made of it, and all that is known of it now.

    `data` are the bytes to write: as they came where nothing in them was mended.
    """

    patient: Patient
    mended: Mended
    data: bytes
    left: tuple[Finding, ...]

    @property
    def has_errors(self) -> bool:
        """Whether errors are left."""
        return bool(errors(self.left))


def examined(path: str, data: bytes, surgery: Surgery) -> Patient:
    """Return the file `data` at `path` with what a check says of it.

    Raises `UsageError` where it cannot be read with certainty.
    """
    if is_table(path, data):
        raise UsageError(_TABLE.format(path=path))
    report = intake.check_bytes(
        PurePosixPath(path).name, data, surgery.options, shelf=surgery.shelf
    )
    if report.refused is not None:
        stop = report.findings[0]
        raise UsageError(f"{path}: {stop.message} {stop.fix}".strip())
    file = files.parsed(path, data)
    files.refuse_doubtful(path, file)
    return Patient(path, data, file, report)


def mended(patient: Patient, surgery: Surgery, tell: Progress | None = None) -> Mended:
    """Return the file with the repairs that are wanted; raises as `mend` does."""
    return mend(
        patient.file,
        _check(patient, surgery),
        surgery.wants,
        reads=RulebookReading(surgery.shelf),
        tell=tell,
    )


def untouched(patient: Patient, found: Mended) -> Cure:
    """Return the file as it came, where there is nothing to do."""
    return Cure(patient, found, patient.data, patient.report.findings)


def cured(patient: Patient, found: Mended, name: str, surgery: Surgery) -> Cure:
    """Return the file to write under `name`, proved.

    Raises `WriteError` where a repair does not do what it promises, or the file
    cannot be written anew in its version.
    """
    data = _written(patient, found)
    left = intake.check_bytes(name, data, surgery.options, shelf=surgery.shelf).findings
    if errors(left) - errors(found.findings):
        raise WriteError(
            "The mended file would have an error that its contents did not. Nothing "
            "was written; please report this, without any pupil's data."
        )
    return Cure(patient, found, data, left)


def known_rules(patient: Patient, surgery: Surgery) -> set[str]:
    """Return the rules that there are for the file, and those of its findings."""
    known = {one.rule for one in every(patient.report.findings)}
    for book in _books(patient, surgery.shelf):
        known |= set(book.checks)
    return known


def due_name(patient: Patient, found: Mended, surgery: Surgery) -> str:
    """Return the name the new file should have; its own where nothing says another."""
    about_name = [one for one in every(patient.report.findings) if _is_of_name(one)]
    if about_name and not any(surgery.wants(one.rule) for one in about_name):
        return patient.name
    try:
        return names.make(wanted(found.file, patient.name, surgery.shelf))
    except UsageError:  # the header does not say: the name is as good as any
        return patient.name


def told(cure: Cure, surgery: Surgery) -> Iterator[str]:
    """Yield what was done, and what was left alone by the reason why."""
    yield from _done(cure, surgery.shelf)
    reasons: dict[str, list[Finding]] = {}
    for finding in every(cure.left):
        if finding.severity is not Severity.NOTE:
            why = _reason(finding, surgery, cure.mended.why_left)
            reasons.setdefault(why, []).append(finding)
    for reason, those in reasons.items():
        yield ""
        yield f"Left alone: {reason}"
        yield from (f"  {_finding(one)}" for one in those)


def _check(
    patient: Patient, surgery: Surgery
) -> Callable[[CtfFile], tuple[Finding, ...]]:
    def check(file: CtfFile) -> tuple[Finding, ...]:
        def reader(_: bytes, **_limits: object) -> CtfFile:
            return file

        report = intake.check_bytes(
            patient.name, b"", surgery.options, reader=reader, shelf=surgery.shelf
        )
        return report.findings

    return check


def _written(patient: Patient, found: Mended) -> bytes:
    """Return the new file's bytes: the old ones where only the name was wrong."""
    if not found.made:
        return patient.data
    try:
        return ctf.write(found.file)
    except WriteError as error:
        raise WriteError(
            f"{patient.path}: {error} 'keystage convert' writes it in another "
            "version, which can then be mended."
        ) from None


def _books(patient: Patient, shelf: Shelf) -> list[Rulebook]:
    """Return the rulebooks the file was checked by."""
    parts = patient.report.returns
    return [shelf.nearest(part.collection, part.year) for part in parts]


def _is_of_name(finding: Finding) -> bool:
    return finding.repair is not None and finding.repair.target == _OF_THE_NAME


def _done(cure: Cure, shelf: Shelf) -> Iterator[str]:
    made = cure.mended.made
    if not made:
        return
    titles = {
        component.id: component.title
        for book in _books(cure.patient, shelf)
        for component in book.components.values()
    }
    yield ""
    yield f"Repaired: {len(made):,}"
    yield from (f"  {said}" for said in sentences(made, titles))
    kept = files.not_kept(cure.patient.file)
    if kept:
        yield ""
        yield "Of the old file, to know:"
        yield from (f"  {said}" for said in kept)


def _reason(
    finding: Finding, surgery: Surgery, why_left: Callable[[Finding], str]
) -> str:
    if finding.repair is None:
        return finding.held or "nothing in the file says for certain what is right"
    if not surgery.wants(finding.rule):
        return "not a rule you named"
    if finding.repair.target != _OF_THE_NAME:
        return why_left(finding)
    return "the name is yours to give; a folder as OUT gives the right one"


def _finding(finding: Finding) -> str:
    whose = f"{person(finding.pupil)}: " if finding.pupil else ""
    said = f"{finding.message} {finding.fix}".strip()
    return f"{finding.severity.value.capitalize()}: {whose}{said} (rule {finding.rule})"
