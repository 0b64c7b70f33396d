"""Say what results come to, or who takes a check again."""

import argparse
import json
import os
import sys
from contextlib import ExitStack
from pathlib import Path

from keystage import intake
from keystage.cli import clock, output, progress, terminal
from keystage.cli.figures.again import list_again
from keystage.cli.figures.gather import Gathered, gather
from keystage.cli.options import processes
from keystage.cli.work import confirmed
from keystage.core.errors import (
    EXIT_CLEAN,
    EXIT_COULD_NOT,
    EXIT_ERRORS_FOUND,
    UsageError,
)
from keystage.reports.summary import again, again_shown, csv, html, plain, text
from keystage.reports.summary.again import Again
from keystage.reports.summary.build import build
from keystage.reports.summary.model import Summary

_ELSEWHERE = "files of others, which are not counted: {count:,}"
_NO_PATHS = "Name the files, folders or zips to summarise."
_NO_ROLL = "Classes are not in the files: give the list of pupils with --roll."
_ONE_SCHOOL = "Classes are counted for one school at a time; these are files of {many}."
_NO_PRIOR = "--recheck needs last year's results: give them with --prior."
_ONLY_PRIOR = (
    "--recheck reads last year's results and no others: name them after --prior."
)
_NO_GROUPS = "--recheck makes a list, which has no groups: leave out --by."


def run(arguments: argparse.Namespace) -> int:
    """Write the summary or the list, and return the exit code.

    That is 2 if a file could not be read, 1 if one has errors, else 0. Raises
    `UsageError` for what cannot be carried out as asked.
    """
    target: Path | None = arguments.output
    besides = filter(None, (arguments.roll, arguments.columns))
    given = [*arguments.paths, *arguments.prior, *besides]
    if target is not None:
        output.refuse_input(target, given)
    options = _options(arguments)
    if arguments.recheck:
        return _list(arguments, options)
    return _summarise(arguments, options)


def _summarise(arguments: argparse.Namespace, options: intake.Options) -> int:
    if not arguments.paths:
        raise UsageError(_NO_PATHS)
    if arguments.by == "class" and arguments.roll is None:
        raise UsageError(_NO_ROLL)
    with ExitStack() as stack:
        found = gather(
            arguments.paths,
            options,
            stack.enter_context(progress.bar()),
            executor=processes.executor(arguments.jobs, stack),
            workers=arguments.jobs,
        )
    if found.elsewhere:
        terminal.complain(_ELSEWHERE.format(count=found.elsewhere))
    if arguments.by == "class" and len(found.schools) > 1:
        raise UsageError(_ONE_SCHOOL.format(many=len(found.schools)))
    summary = build(
        found.collected(arguments.collection),
        found.files,
        by=arguments.by,
        least=arguments.suppress,
    )
    _write(_shown(summary, arguments), arguments)
    return _exit_code(found)


def _list(arguments: argparse.Namespace, options: intake.Options) -> int:
    if not arguments.prior:
        raise UsageError(_NO_PRIOR)
    if arguments.by is not None:
        raise UsageError(_NO_GROUPS)
    if arguments.paths:
        raise UsageError(_ONLY_PRIOR)
    found = list_again(options, arguments.collection)
    _write(_listed(found, arguments), arguments)
    return EXIT_CLEAN


def _shown(summary: Summary, arguments: argparse.Namespace) -> str:
    form = arguments.format
    if form == "json":
        return _json(plain.to_dict(summary))
    if form == "csv":
        return csv.render(summary)
    if form == "html":
        return html.render(summary, made_at=clock.now().astimezone())
    return text.render(summary, colour=_colour(arguments))


def _listed(found: Again, arguments: argparse.Namespace) -> str:
    form = arguments.format
    if form == "json":
        return _json(again.to_dict(found))
    if form == "csv":
        return again.render_csv(found)
    if form == "html":
        return again_shown.render_html(found, made_at=clock.now().astimezone())
    return again_shown.render_text(found, colour=_colour(arguments))


def _write(shown: str, arguments: argparse.Namespace) -> None:
    target: Path | None = arguments.output
    if target is None:
        output.to_stdout(shown, as_utf8=arguments.format != "text")
    else:
        output.to_file(shown, target)
        terminal.complain(f"written to {target}")


def _json(told: object) -> str:
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _colour(arguments: argparse.Namespace) -> bool:
    to_screen = arguments.output is None
    return to_screen and terminal.wants_colour(sys.stdout, os.environ)


def _exit_code(found: Gathered) -> int:
    if found.unread:
        return EXIT_COULD_NOT
    return EXIT_ERRORS_FOUND if found.with_errors else EXIT_CLEAN


def _options(arguments: argparse.Namespace) -> intake.Options:
    return intake.Options(
        year=arguments.year,
        authority=arguments.authority,
        school=arguments.school,
        roll=arguments.roll,
        prior=tuple(arguments.prior),
        now=clock.now(),
        overrides=confirmed.read(arguments.overrides, tuple(arguments.rulebook)),
        rulebooks=tuple(arguments.rulebook),
        columns=arguments.columns,
    )
