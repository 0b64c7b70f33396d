"""Score a supplier's files, and say what did not come through."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from keystage.cli import clock, output, progress, terminal
from keystage.core.errors import (
    EXIT_CLEAN,
    EXIT_COULD_NOT,
    EXIT_ERRORS_FOUND,
    Refused,
    UsageError,
)
from keystage.core.findings import Severity
from keystage.intake import Skipped, sources
from keystage.intake.sources import Source
from keystage.synth.conformance import KIT, Kit, Outcome, read, score, telling
from keystage.xmlguard import Limits

_NO_KIT = (
    f"There is no {KIT} in {{path}}: name the kit with --kit, or make one with "
    "'keystage synth --kit'."
)
_NOTHING = (
    "There are no exports in {path} yet: export the files that the kit asks for, put "
    "them there, and try again."
)
_NOT_ASKED = "The kit asks for no such file. It asks for {ids}."


def run(arguments: argparse.Namespace) -> int:
    """Write the report, and return the exit code.

    That is 2 if a file could not be read, 1 if something did not come through, else
    0; ways of writing that cost nothing leave it at 0. Raises `UsageError` for what
    cannot be carried out as asked.
    """
    paths: Sequence[Path] = arguments.paths
    target: Path | None = arguments.output
    file = _kit_file(paths, arguments.kit)
    if target is not None:
        output.refuse_input(target, [*paths, file])
    kit = _asked(_kit(file), arguments)
    found, skipped = _found(paths, file)
    passed = [one for one in skipped if Path(one.path).resolve() != file.resolve()]
    with progress.bar() as bar:
        outcome = score(kit, _named(found, paths), _named(passed, paths), bar)
    _write(outcome, arguments)
    if outcome.unread:
        return EXIT_COULD_NOT
    wrong = outcome.weights[Severity.ERROR]
    return EXIT_ERRORS_FOUND if wrong else EXIT_CLEAN


def _found(paths: Sequence[Path], kit: Path) -> tuple[list[Source], list[Skipped]]:
    try:
        return sources.find(paths, [kit])
    except UsageError:
        if not all(path.exists() for path in paths):
            raise
        named = ", ".join(map(str, paths))
        raise UsageError(_NOTHING.format(path=named)) from None


def _kit_file(paths: Sequence[Path], given: Path | None) -> Path:
    """Return where the kit is: what was named, or in the first folder."""
    path = given or paths[0]
    file = path / KIT if path.is_dir() else path
    if not file.is_file() or (given is None and not path.is_dir()):
        raise UsageError(_NO_KIT.format(path=path))
    return file


def _kit(file: Path) -> Kit:
    with file.open("rb") as stream:
        data = stream.read(Limits.command_line().size + 1)
    try:
        return read(data)
    except Refused as stop:
        raise UsageError(f"{file}: {stop.message}") from None


def _asked(kit: Kit, arguments: argparse.Namespace) -> Kit:
    """Return the kit with only what is asked for."""
    name, year = arguments.collection, arguments.year
    exports = tuple(
        one
        for one in kit.exports
        if year in {None, one.year} and (name is None or name in one.collections)
    )
    if not exports:
        ids = ", ".join(one.id for one in kit.exports)
        raise UsageError(_NOT_ASKED.format(ids=ids))
    return replace(kit, exports=exports)


def _named[File: (Source, Skipped)](
    found: Sequence[File], paths: Sequence[Path]
) -> list[File]:
    """Return files by shorter names, where all are in one folder."""
    if len(paths) != 1 or not paths[0].is_dir():
        return list(found)
    root = f"{paths[0].as_posix().rstrip('/')}/"
    return [replace(one, path=one.path.removeprefix(root)) for one in found]


def _write(outcome: Outcome, arguments: argparse.Namespace) -> None:
    target: Path | None = arguments.output
    shown = _shown(outcome, arguments)
    if target is None:
        output.to_stdout(shown, as_utf8=arguments.format != "text")
        return
    output.to_file(shown, target)
    terminal.complain(f"written to {target}")


def _shown(outcome: Outcome, arguments: argparse.Namespace) -> str:
    form = arguments.format
    if form == "json":
        told = telling.to_dict(outcome)
        return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
    if form == "html":
        return telling.html(outcome, made_at=clock.now().astimezone())
    colour = arguments.output is None and terminal.wants_colour(sys.stdout, os.environ)
    return telling.text(outcome, colour=colour)
