"""Write files of results in another version or form, or with chosen pupils."""

import argparse
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from keystage.cli import clock, progress
from keystage.cli.doctor import files, many, page, selection
from keystage.cli.doctor.conversion import CTF, FORMS, Conversion, Wish
from keystage.cli.doctor.marksheets import asked_of
from keystage.cli.work import confirmed
from keystage.core.errors import EXIT_CLEAN, EXIT_ERRORS_FOUND, UsageError
from keystage.ctf import names
from keystage.intake.known.roll import Rolls, load_rolls, roll_files
from keystage.intake.sources import Source
from keystage.xmlguard import Limits

_WRITTEN, _NOT_WANTED = "written", "with nothing asked for"


def run(arguments: argparse.Namespace) -> int:
    """Write the new file, or one for each of a folder, and say what they hold.

    Returns 1 where UPNs were asked for that are not there, 2 where some files of a
    folder could not be written. Raises `UsageError` and `WriteError` where it cannot
    be done as asked.
    """
    wish = _wish(arguments)
    inputs: list[Path] = arguments.files
    if arguments.each or any(map(many.is_many, inputs)):
        return _each(arguments, wish)
    return _one(inputs, arguments, wish)


def _wish(arguments: argparse.Namespace) -> Wish:
    ask, shelf = arguments, confirmed.shelf(arguments)
    roll, out = ask.roll, ask.out
    known = None if roll is None else Rolls(load_rolls([roll], Limits.command_line()))
    ending = out.suffix.lower().removeprefix(".")
    return Wish(
        shelf,
        form=ask.format or (ending if ending in FORMS else CTF),
        made=clock.now(),
        version=ask.version,
        drop_unknown=ask.drop_unknown,
        to=ask.to,
        kind=ask.kind or "",
        collection=selection.collection_of(ask.kind, shelf) if ask.kind else "",
        addresses=ask.addresses == "keep",
        upns=selection.listed_upns(ask.upns) if ask.upns else None,
        group=ask.group,
        year_group=ask.year_group,
        rolls=known,
    )


def _one(inputs: Sequence[Path], arguments: argparse.Namespace, wish: Wish) -> int:
    work, asked = Conversion(wish), asked_of(arguments, wish.shelf, wish.collection)
    out: Path = arguments.out
    with progress.bar() as bar:
        for done, path in enumerate(inputs, 1):
            work.take(path, files.opened(path, asked))
            bar(done, len(inputs))
        work.make()
    data, name = work.data(), work.name()
    as_folder = arguments.as_folder and not out.exists()
    if (as_folder or out.is_dir()) and not name:
        raise UsageError(
            "The files do not say of which school they are, so the new file has no name. "
            "Name the school with --school 9991234, or the new file itself as OUT."
        )
    target = files.target(out / name if as_folder else out, name, inputs)
    files.save(data, target)
    odd = names.parse(target.name) is None and wish.form == CTF
    told = work.report(target, advice=name if odd else "")
    page.show([*told, *_missing(work.missing)])
    return EXIT_ERRORS_FOUND if work.missing else EXIT_CLEAN


def _each(arguments: argparse.Namespace, wish: Wish) -> int:
    """Write a file for each there is, into the folder OUT."""
    folder = many.Folder(arguments.out, arguments.files)
    rolls = roll_files(arguments.roll) if arguments.roll else ()
    besides = (*rolls, arguments.upns, arguments.columns)
    those = many.found(arguments.files, besides)
    missing, asked = (
        dict.fromkeys(wish.upns or ()),
        asked_of(arguments, wish.shelf, wish.collection),
    )

    def do(source: Source) -> tuple[str, Sequence[str]]:
        work = Conversion(wish)
        _, file = files.read(source, asked)
        work.take(source.path, file)
        try:
            work.make()
        except selection.NothingHere:
            return _NOT_WANTED, ()
        data = work.data()
        own = PurePosixPath(source.path).with_suffix(work.ending).name
        target = folder.place(work.name() or own)
        folder.save(data, target)
        for here in set(missing) - set(work.missing):
            del missing[here]
        return _WRITTEN, work.report(target)

    became = many.each(those, do)
    page.show([*_missing(list(missing)), many.counted(became)])
    if not became[_WRITTEN] and not became[many.NOT_DONE]:
        raise UsageError(
            "None of the files holds what was asked for; none was written."
        )
    return many.exit_code(became, EXIT_ERRORS_FOUND if missing else EXIT_CLEAN)


def _missing(upns: list[str]) -> list[str]:
    return [f"  asked for, and in no file: {files.named(upns)}"] if upns else []
