"""Make the repairs a program can make, prove them, and write new files."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from keystage import intake
from keystage.checks.model import RollEntry
from keystage.cli import clock, progress
from keystage.cli.doctor import files, many, page, patient
from keystage.cli.doctor.patient import Cure, Surgery
from keystage.cli.work import confirmed
from keystage.core.errors import EXIT_CLEAN, EXIT_ERRORS_FOUND, UsageError
from keystage.intake import messages
from keystage.intake.known.roll import load_rolls, roll_files
from keystage.intake.sources import Source
from keystage.xmlguard import Limits

_MENDED, _RENAMED, _AS_IT_WAS = "mended", "renamed", "as they were"


def run(arguments: argparse.Namespace) -> int:
    """Write what is mended, say what was done and left; 1 if errors are left.

    Of a folder every file that can be read gets into the new folder, mended or as
    it was; 2 if some could not. Raises `UsageError` where the file cannot be read or
    OUT cannot be, `WriteError` where a repair does not do what it promises: then
    nothing is written.
    """
    surgery = _surgery(arguments)
    if many.is_many(arguments.file):
        return _each(arguments, surgery)
    return _one(arguments, surgery)


def _surgery(arguments: argparse.Namespace) -> Surgery:
    limits = Limits.command_line()
    roll: Path | None = arguments.roll
    entries = None if roll is None else load_rolls([roll], limits)
    options = intake.Options(roll=entries, now=clock.now(), limits=limits)
    rules, shelf = frozenset(arguments.rule), confirmed.shelf(arguments)
    return Surgery(shelf, options, rules, entries or ())


def _one(arguments: argparse.Namespace, surgery: Surgery) -> int:
    path: Path = arguments.file
    out: Path = arguments.out
    one = patient.examined(path.as_posix(), files.contents(path), surgery)
    _refuse_unknown(surgery.rules - patient.known_rules(one, surgery), "for this file")
    with progress.bar("repairs") as bar:
        found = patient.mended(one, surgery, bar)
    name = patient.due_name(one, found, surgery) if out.is_dir() else ""
    target = files.target(out, name, [path])
    cure = patient.untouched(one, found)
    if not found.made and (not name or target.name == path.name):
        heading = f"{path}: there is nothing a program can repair. Nothing written."
    else:
        cure = patient.cured(one, found, target.name, surgery)
        heading = _heading(path, target, dry=arguments.dry_run)
        if not arguments.dry_run:
            files.save(cure.data, target)
    page.show([heading, *patient.told(cure, surgery)])
    return EXIT_ERRORS_FOUND if cure.has_errors else EXIT_CLEAN


def _each(arguments: argparse.Namespace, surgery: Surgery) -> int:
    """Mend every file of a folder or zip into the folder OUT."""
    folder = many.Folder(arguments.out, [arguments.file])
    rolls = roll_files(arguments.roll) if arguments.roll else ()
    those = many.found([arguments.file], rolls)
    _refuse_whose(those, surgery.roll)
    unknown, with_errors = set(surgery.rules), set[str]()

    def do(source: Source) -> tuple[str, Sequence[str]]:
        data = files.held(source)
        one = patient.examined(source.path, data, surgery)
        unknown.difference_update(patient.known_rules(one, surgery))
        found = patient.mended(one, surgery)
        target = folder.place(patient.due_name(one, found, surgery))
        cure = patient.untouched(one, found)
        if found.made or target.name != one.name:
            cure = patient.cured(one, found, target.name, surgery)
        if not arguments.dry_run:
            folder.save(cure.data, target)
        if cure.has_errors:
            with_errors.add(source.path)
        heading = _heading(source.path, target, dry=arguments.dry_run)
        return _became(cure, target), [heading, *patient.told(cure, surgery), ""]

    became = many.each(those, do)
    dry = " Dry run: nothing written." if arguments.dry_run else ""
    page.show([f"{many.counted(became)} With errors left: {len(with_errors):,}.{dry}"])
    _refuse_unknown(unknown, "for these files")
    return many.exit_code(became, EXIT_ERRORS_FOUND if with_errors else EXIT_CLEAN)


def _became(cure: Cure, target: Path) -> str:
    if cure.mended.made:
        return _MENDED
    return _AS_IT_WAS if target.name == cure.patient.name else _RENAMED


def _heading(path: object, target: Path, *, dry: bool) -> str:
    if dry:
        return f"{path} would become {target} (dry run: nothing written)"
    return f"{path} → {target}"


def _refuse_unknown(unknown: set[str] | frozenset[str], where: str) -> None:
    if unknown:
        raise UsageError(
            f"There is no rule {files.named(sorted(unknown))} {where}. "
            "'keystage check' shows the rule of every finding."
        )


def _refuse_whose(those: Sequence[Source], roll: Sequence[RollEntry]) -> None:
    """Raise `UsageError` where one list would stand for the pupils of many schools."""
    if all(entry.school for entry in roll):
        return
    schools: set[str] = set()
    for source in those:
        try:
            header = files.read(source)[1].header
        except UsageError:
            continue  # told when its turn comes
        schools.add(f"{header.source.la}{header.source.estab}" or header.source.urn)
    if len(schools) > 1:
        raise UsageError(messages.WHOSE_ROLL.format(count=len(schools)))
