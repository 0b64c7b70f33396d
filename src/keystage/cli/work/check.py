"""Read what schools sent and say all there is to put right."""

import argparse
import json
import os
import signal
import sys
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from keystage import intake
from keystage.cli import clock, output, progress, terminal
from keystage.cli.work import confirmed
from keystage.core.errors import (
    EXIT_CLEAN,
    EXIT_COULD_NOT,
    EXIT_ERRORS_FOUND,
    UsageError,
)
from keystage.intake.shelf import standard
from keystage.reports import csv, html, text
from keystage.xmlguard import Limits


def run(arguments: argparse.Namespace) -> int:
    """Check the paths, write the report, and return the exit code.

    Raises `UsageError` for what cannot be carried out as asked.
    """
    target: Path | None = arguments.output
    given = [*arguments.paths, *arguments.prior]
    given += [arguments.roll] if arguments.roll else []
    if target is not None:
        output.refuse_input(target, given)
    options = _options(arguments)
    _refuse_unknown(options)
    with ExitStack() as stack:
        bar = stack.enter_context(progress.bar())
        found = intake.check_paths(
            arguments.paths,
            options,
            executor=_executor(arguments.jobs, stack),
            workers=arguments.jobs,
            progress=bar,
        )
    document = intake.to_dict(found)
    if target is None:
        colour = terminal.wants_colour(sys.stdout, os.environ)
        shown = render(document, arguments.format, colour=colour)
        output.to_stdout(shown, as_utf8=arguments.format != "text")
    else:
        output.to_file(render(document, arguments.format), target)
        terminal.complain(_said(document, target))
    return exit_code(document)


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
        roll=arguments.roll,
        prior=tuple(arguments.prior),
        names=not arguments.no_names,
        limits=Limits.command_line(size=size) if size else Limits.command_line(),
        now=clock.now(),
        overrides=confirmed.read(arguments.overrides),
        rulebooks=tuple(arguments.rulebook),
    )


def _refuse_unknown(options: intake.Options) -> None:
    known = standard(options.overrides, options.rulebooks).collections
    if options.collection not in {None, *known}:
        raise UsageError(
            f"There is no collection {options.collection}: there are {', '.join(known)}."
        )


def _executor(jobs: int, stack: ExitStack) -> Executor | None:
    """Return a pool of `jobs` processes, or None where one is enough."""
    if jobs == 1:
        return None
    # Started afresh rather than forked: the same on every system, and safe.
    pool = ProcessPoolExecutor(
        jobs,
        mp_context=get_context("spawn"),
        initializer=signal.signal,
        initargs=(signal.SIGINT, signal.SIG_IGN),
    )
    stack.callback(pool.shutdown, cancel_futures=True)
    # Ctrl-C is for this process alone: the others would each die with a traceback.
    # They inherit deafness to it, so they are started while it is not listened to.
    heard = signal.signal(signal.SIGINT, signal.SIG_IGN)
    for _ in range(jobs):
        pool.submit(abs, 0)
    signal.signal(signal.SIGINT, heard)
    return pool


def _said(document: dict[str, Any], target: Path) -> str:
    summary = document["summary"]
    files, errors, queries = (summary[key] for key in ("files", "errors", "queries"))
    return f"{target}: files {files:,}, errors {errors:,}, queries {queries:,}"
