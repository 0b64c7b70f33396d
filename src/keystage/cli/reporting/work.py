"""Make a school's report, or one for each school, as PDF, page or workbook."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from keystage import intake
from keystage.cli import clock, output, progress, terminal
from keystage.cli.figures.gather import Gathered, gather
from keystage.cli.reporting.gathering import given
from keystage.cli.work import confirmed
from keystage.core.errors import EXIT_CLEAN, EXIT_COULD_NOT, UsageError
from keystage.reports.school import build, html, pdf, workbook
from keystage.reports.school.model import Given, Report, Wishes

_NO_ROLL = "Classes are not in the files: give the list of pupils with --roll."
_NOTHING = (
    "There are no results here that a report could be made of. 'keystage check' says "
    "what is in the files."
)
_NONE_OF = (
    "There is no such report to be made of these files. They hold:\n{listed}\nChoose "
    "with --school, --collection and --year."
)
_SEVERAL = (
    "These files hold {many} reports:\n{listed}\nChoose one with --school, "
    "--collection and --year, or give a folder in place of {out}: it gets one file for "
    "each."
)
_NO_FORM = (
    "{out} is neither a folder nor a name that ends in .pdf, .html or .xlsx: give one "
    "of these."
)
_TWO_FORMS = "--format says {form} and {out} says otherwise: leave out --format."
_MOST_LISTED = 12


def _page(report: Report) -> bytes:
    return html.render(report).encode("utf-8", "backslashreplace")


FORMS: Mapping[str, Callable[[Report], bytes]] = {
    "pdf": pdf.render,
    "html": _page,
    "xlsx": workbook.render,
}


def run(arguments: argparse.Namespace) -> int:
    """Write the report or reports, and return the exit code.

    That is 2 if a file could not be read, else 0: what must be put right in the
    results is said in the report. Raises `UsageError` for what cannot be carried out
    as asked.
    """
    out: Path = arguments.out
    form = _form(arguments)
    if arguments.by == "class" and arguments.roll is None:
        raise UsageError(_NO_ROLL)
    if not out.is_dir():
        # a folder that is not there yet needs no more than a place to be made in
        output.refuse_input(out, _inputs(arguments))
    now = clock.now().astimezone()
    with progress.bar() as bar:
        found = gather(
            arguments.paths, _options(arguments), bar, else_year=arguments.year
        )
    chosen = _chosen(found, arguments)
    wishes = Wishes(arguments.by, names=not arguments.no_names)
    for number, one in enumerate(chosen, 1):
        path = out / _file_name(one, number, form) if _is_folder(out) else out
        _write(one, wishes, now.date(), path)
    for said in _left_out(found):
        terminal.complain(said)
    return EXIT_COULD_NOT if found.unread else EXIT_CLEAN


def _write(one: Given, wishes: Wishes, made: date, path: Path) -> None:
    report = build.report(one, wishes, made)
    path.parent.mkdir(exist_ok=True)
    output.data_to_file(FORMS[path.suffix.lower().lstrip(".")](report), path)
    terminal.complain(f"written to {path}")


def _form(arguments: argparse.Namespace) -> str:
    """Return in which form the report is wanted: by the name of `out`, or as asked."""
    out: Path = arguments.out
    asked: str | None = arguments.format
    if _is_folder(out):
        return asked or "pdf"
    form = out.suffix.lower().lstrip(".")
    if form not in FORMS:
        raise UsageError(_NO_FORM.format(out=out))
    if asked not in {None, form}:
        raise UsageError(_TWO_FORMS.format(form=asked, out=out))
    return form


def _is_folder(out: Path) -> bool:
    """Whether `out` is a folder, or is to be one: nothing yet, with a folder's name."""
    return out.is_dir() or not (out.suffix or out.exists())


def _inputs(arguments: argparse.Namespace) -> list[Path]:
    besides = filter(None, (arguments.roll, arguments.columns))
    return [*arguments.paths, *arguments.prior, *besides]


def _chosen(found: Gathered, arguments: argparse.Namespace) -> Sequence[Given]:
    """Return what reports are to be made of; several only where a folder takes them."""
    everything = list(given(found))
    if not everything:
        raise UsageError("\n".join([_NOTHING, *_left_out(found)]))
    chosen = [one for one in everything if _is_wanted(one, arguments)]
    if not chosen:
        raise UsageError(_NONE_OF.format(listed=_listed(everything)))
    if len(chosen) > 1 and not _is_folder(arguments.out):
        listed, out = _listed(chosen), arguments.out
        raise UsageError(_SEVERAL.format(many=len(chosen), listed=listed, out=out))
    return chosen


def _left_out(found: Gathered) -> list[str]:
    return [f"{path} is in no report. {why}" for path, why in found.unread]


def _is_wanted(one: Given, arguments: argparse.Namespace) -> bool:
    number = (arguments.school or "").replace("/", "").replace(" ", "")
    return (
        number in {"", one.school.number}
        and arguments.collection in {None, one.book.collection}
        and arguments.year in {None, one.book.year}
    )


def _listed(found: Sequence[Given]) -> str:
    lines = [
        f"  {one.school.number} {one.book.collection} {one.book.year}" for one in found
    ]
    more = len(lines) - _MOST_LISTED
    rest = [f"  and {more} more"] if more > 0 else []
    return "\n".join([*lines[:_MOST_LISTED], *rest])


def _file_name(one: Given, number: int, form: str) -> str:
    """Return a name that tells of the school and of no pupil."""
    school = one.school.number
    known = school if school.isascii() and school.isdigit() else f"school-{number}"
    return f"report-{known}-{one.book.collection}-{one.book.year}.{form}"


def _options(arguments: argparse.Namespace) -> intake.Options:
    return intake.Options(
        roll=arguments.roll,
        prior=tuple(arguments.prior),
        now=clock.now(),
        overrides=confirmed.read(arguments.overrides, tuple(arguments.rulebook)),
        rulebooks=tuple(arguments.rulebook),
        columns=arguments.columns,
    )
