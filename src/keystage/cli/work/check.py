"""Read what schools sent and say all there is to put right."""

import argparse
import json
import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from keystage import intake
from keystage.cli import clock, output, progress, terminal
from keystage.cli.doctor.many import Folder
from keystage.cli.options import processes
from keystage.cli.work import confirmed, workbook
from keystage.core.errors import (
    EXIT_CLEAN,
    EXIT_COULD_NOT,
    EXIT_ERRORS_FOUND,
    UsageError,
)
from keystage.intake.shelf import standard
from keystage.reports import csv, html, text
from keystage.xmlguard import Limits

_ENDINGS = {
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".csv": "csv",
    ".txt": "text",
    ".text": "text",
    ".xlsx": "xlsx",
}
_CAME_IN = "standard input"
_TYPED, _STDIN = Path("-"), Path("/dev/stdin")
# What no report is, and a person may hope for.
_OTHER_ENDINGS = frozenset({".pdf", ".doc", ".docx", ".xls", ".ods", ".xml"})


def run(arguments: argparse.Namespace) -> int:
    """Check the paths, write the report, and return the exit code.

    Raises `UsageError` for what cannot be carried out as asked.
    """
    target: Path | None = arguments.output
    given = [*arguments.paths, *arguments.prior, *arguments.roll]
    besides = (arguments.schools, arguments.facts, arguments.columns)
    given += [path for path in besides if path]
    folder = _folder(arguments)
    if target is not None and folder is None:
        output.refuse_input(target, given)
    form = "xlsx" if folder else form_of(arguments.format, target)
    if form == "xlsx" and target is None:
        raise UsageError("--format xlsx needs a file: --output findings.xlsx")
    paths = [_STDIN if path == _TYPED else path for path in arguments.paths]
    options = _options(arguments)
    _refuse_unknown(options)
    with ExitStack() as stack:
        bar = stack.enter_context(progress.bar())
        found = intake.check_paths(
            paths,
            options,
            executor=processes.executor(arguments.jobs, stack),
            workers=arguments.jobs,
            progress=bar,
        )
    document = _named(intake.to_dict(found))
    if target is None:
        colour = terminal.wants_colour(sys.stdout, os.environ)
        shown = render(document, form, colour=colour)
        output.to_stdout(shown, as_utf8=form != "text")
    elif form == "xlsx":
        what = workbook.save(document, paths, options, folder or target)
        terminal.complain(f"{_said(document, target)}: {what}")
    else:
        output.to_file(render(document, form), target)
        terminal.complain(_said(document, target))
    return exit_code(document)


def _named(document: dict[str, Any]) -> dict[str, Any]:
    """Return the document with what came in called so, and not by a system's name."""
    for file in document["files"]:
        if file["path"] == str(_STDIN):
            file["path"] = _CAME_IN
    return document


def _folder(arguments: argparse.Namespace) -> Folder | None:
    """Return the folder that workbooks go into, where `--output` names one."""
    target: Path | None = arguments.output
    if target is None or not (arguments.as_folder or target.is_dir()):
        return None
    if arguments.format not in {None, "xlsx"}:
        raise UsageError(
            f"{target} is a folder, and a report is one file: give --output its name, "
            "or --format xlsx, of which each workbook and CSV becomes one."
        )
    return Folder(target, arguments.paths)


def form_of(asked: str | None, target: Path | None) -> str:
    """Return the form of the report: the one asked for, else by the file's ending.

    Raises `UsageError` where the ending promises what the file would not hold.
    """
    ending = target.suffix.lower() if target else ""
    promised = _ENDINGS.get(ending)
    if asked is None and (promised or not ending):
        return promised or "text"
    if asked is None:
        raise UsageError(
            f"--output {target}: a report ends in .html, .json, .csv, .xlsx or .txt; choose "
            "one of these, or say what it should hold with --format."
        )
    if promised not in {None, asked} or ending in _OTHER_ENDINGS:
        raise UsageError(
            f"--output {target} does not hold {asked}, as --format says: give the file "
            f"an ending that does, or leave out --format."
        )
    return asked


def render(document: dict[str, Any], form: str, *, colour: bool = False) -> str:
    """Return the findings document as `form`: text, json, csv or html."""
    if form == "json":
        return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    if form == "csv":
        return csv.render(document)
    if form == "html":
        return html.render(document, checked_at=clock.now().astimezone())
    return text.render(document, colour=colour)


def exit_code(document: dict[str, Any]) -> int:
    """Return 2 if a file could not be read, else 1 if there are errors, else 0."""
    statuses = {file["status"] for file in document["files"]}
    if "unreadable" in statuses:
        return EXIT_COULD_NOT
    if "errors" in statuses or document["summary"]["errors"]:
        return EXIT_ERRORS_FOUND
    return EXIT_CLEAN


def _options(arguments: argparse.Namespace) -> intake.Options:
    size: int | None = arguments.max_size
    return intake.Options(
        collection=arguments.collection,
        year=arguments.year,
        authority=arguments.authority,
        school=arguments.school,
        roll=tuple(arguments.roll) or None,
        schools=arguments.schools,
        calendar=arguments.facts,
        prior=tuple(arguments.prior),
        names=not arguments.no_names,
        limits=Limits.command_line(size=size) if size else Limits.command_line(),
        now=clock.now(),
        overrides=confirmed.read(
            arguments.overrides, tuple(arguments.rulebook), arguments.collection
        ),
        rulebooks=tuple(arguments.rulebook),
        columns=arguments.columns,
        tables=not arguments.ctf_only,
    )


def _refuse_unknown(options: intake.Options) -> None:
    known = standard(options.overrides, options.rulebooks).collections
    if options.collection not in {None, *known}:
        raise UsageError(
            f"There is no collection {options.collection}: there are {', '.join(known)}."
        )


def _said(document: dict[str, Any], target: Path) -> str:
    summary = document["summary"]
    files, errors, queries = (summary[key] for key in ("files", "errors", "queries"))
    left = sum(file["status"] == "unreadable" for file in document["files"])
    besides = f" ({left:,} not taken or not readable)" if left else ""
    return f"{target}: files {files:,}{besides}, errors {errors:,}, queries {queries:,}"
