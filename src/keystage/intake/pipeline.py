"""Many files: found, examined (by several processes if wished), laid side by side."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, as_completed
from dataclasses import dataclass, replace
from pathlib import Path

from keystage import ctf
from keystage.core.errors import Refused, UsageError
from keystage.intake import messages, sources
from keystage.intake.across import across
from keystage.intake.examine import examine
from keystage.intake.known.calendar import load_calendar
from keystage.intake.known.columns import load_columns
from keystage.intake.known.prior import load_prior
from keystage.intake.known.roll import load_rolls, roll_files
from keystage.intake.known.schools import load_schools
from keystage.intake.options import Options, Prior
from keystage.intake.output import withhold
from keystage.intake.output.document import Document, FileReport
from keystage.intake.shelf import Shelf, standard
from keystage.intake.work import Examined, Known, Reader, Work, stopped

# Told how many of how many files are done.
type Progress = Callable[[int, int], None]
# A file and its place in the list, from 1.
type Numbered = tuple[int, sources.Source]

# Each piece of work is a share of what is left, for each worker so many; the last
# are so small a part of all that no worker waits long for another.
_SHARES, _SMALLEST = 3, 16


def check_bytes(
    name: str,
    data: bytes,
    options: Options,
    *,
    reader: Reader = ctf.read,
    shelf: Shelf | None = None,
) -> FileReport:
    """Return what is found in one file already in memory, sent under `name`.

    A file over the size limit is refused unread. Raises `UsageError` where the
    roll or the prior results of `options` are paths that cannot be read. `shelf`
    holds the rulebooks to use instead of those that come with Keystage.
    """
    shelf = shelf or _shelf(options)
    work = Work(_know(options, shelf), shelf, reader)
    shown = name if options.names else withhold.path(name, 1)
    if len(data) <= options.limits.size:
        return examine(shown, data, work).report
    stop = sources.too_large(len(data), options.limits.size)
    return _unread(shown, len(data), stop).report


def check_paths(
    paths: str | Path | Sequence[str | Path],
    options: Options,
    *,
    executor: Executor | None = None,
    workers: int = 1,
    progress: Progress | None = None,
    reader: Reader = ctf.read,
) -> Document:
    """Return what is found in all files of `paths`: files, folders and zips.

    One path may stand alone, and a path may be a text.
    `executor` may be any executor of `concurrent.futures`; `workers` is how many
    pieces it works on at a time. The document is the same with and without one.
    `progress` is called with the files done and the files there are. Raises
    `UsageError` for a path that is not there, where nothing can be read, and as
    `check_bytes` does.
    """
    shelf = _shelf(options)
    known = _know(options, shelf)
    several = [paths] if isinstance(paths, str | Path) else paths
    found, skipped = sources.find([Path(one) for one in several], _left_out(options))
    numbered = list(enumerate(found, 1))
    tell = progress or _tell_nobody
    if executor is None:
        examined = _one_by_one(numbered, known, reader, tell)
    else:
        pool = _Pool(executor, known, reader)
        examined = pool.examine(numbered, workers, tell)
    reports = tuple(one.report for one in examined)
    _refuse_whose(known, reports)
    returns = [one.returns for one in examined]
    if not options.names:  # nothing may be said of what these are called
        skipped = [replace(one, path="a file") for one in skipped]
    told, not_run = across(reports, returns, known.options, shelf, roll=known.roll)
    return Document(reports, told, tuple(skipped), not_run)


def _shelf(options: Options) -> Shelf:
    shelf = standard(options.overrides, options.rulebooks)
    return shelf.preferring(options.collection)


def _know(options: Options, shelf: Shelf) -> Known:
    limits, roll, given = options.limits, options.roll_entries, options.prior
    schools, calendar = options.schools, options.calendar
    _refuse_year(options, shelf)
    prior = given if isinstance(given, Prior) else None
    if not isinstance(given, Prior) and given:
        prior = load_prior(given, limits, shelf)
    if options.roll_paths:
        roll = load_rolls(options.roll_paths, limits)
    if isinstance(schools, Path):
        schools = load_schools(schools, limits)
    if isinstance(calendar, Path):
        calendar = load_calendar(calendar, limits, shelf.collections)
    columns = options.columns
    if isinstance(columns, Path):
        columns = load_columns(columns, limits)
    asked = replace(
        options, roll=None, prior=(), schools=schools, calendar=calendar, columns=None
    )
    return Known(asked, roll, prior, columns)


def _refuse_year(options: Options, shelf: Shelf) -> None:
    """Raise `UsageError` for a year there are no rules for: no file could be right."""
    collections = shelf.collections
    if options.collection in collections:
        collections = (options.collection,)
    years = sorted({year for name in collections for year in shelf.years(name)})
    if options.year is None or options.year in years:
        return
    what = f"{options.collection} of " if options.collection else ""
    known = messages.listed([str(year) for year in years])
    raise UsageError(
        messages.NO_RULES.format(what=f"{what}{options.year}", known=known)
    )


def _refuse_whose(known: Known, reports: Sequence[FileReport]) -> None:
    """Raise `UsageError` where one list would stand for the pupils of many schools."""
    schools = {
        report.source.la + report.source.estab or report.source.urn
        for report in reports
        if report.source and report.refused is None
    }
    if len(schools) > 1 and any(not entry.school for entry in known.roll or ()):
        raise UsageError(messages.WHOSE_ROLL.format(count=len(schools)))


def _left_out(options: Options) -> list[Path]:
    """Return the paths that are given for something else than to be checked."""
    besides = (options.schools, options.calendar, options.columns)
    paths = [path for path in besides if isinstance(path, Path)]
    paths += [file for path in options.roll_paths for file in roll_files(path)]
    return paths if isinstance(options.prior, Prior) else [*paths, *options.prior]


def _tell_nobody(_done: int, _total: int) -> None:
    """Keep progress to oneself."""


def _one_by_one(
    numbered: Sequence[Numbered], known: Known, reader: Reader, tell: Progress
) -> list[Examined]:
    work = Work(known, _shelf(known.options), reader)
    examined = []
    for number, source in numbered:
        examined.append(_examined(number, source, work))
        tell(number, len(numbered))
    return examined


@dataclass(frozen=True, slots=True)
class _Pool:
    """Hands pieces of the list to an executor and puts the answers in order."""

    executor: Executor
    known: Known
    reader: Reader

    def examine(
        self, numbered: Sequence[Numbered], workers: int, tell: Progress
    ) -> list[Examined]:
        futures: dict[Future[list[Examined]], int] = {}
        for start, end in _pieces(len(numbered), workers):
            piece = numbered[start:end]
            future = self.executor.submit(_examine_all, piece, self.known, self.reader)
            futures[future] = start
        done = 0
        answers: dict[int, list[Examined]] = {}
        for future in as_completed(futures):
            answers[futures[future]] = future.result()
            done += len(future.result())
            tell(done, len(numbered))
        return [one for start in sorted(answers) for one in answers[start]]


def _pieces(count: int, workers: int) -> Iterator[tuple[int, int]]:
    """Yield where each piece of `count` files begins and ends, the larger first."""
    least = max(1, count // (workers * _SMALLEST))
    start = 0
    while start < count:
        end = start + max(least, (count - start) // (workers * _SHARES))
        yield start, min(end, count)
        start = end


def _examine_all(
    piece: Sequence[Numbered], known: Known, reader: Reader
) -> list[Examined]:
    """Examine one piece, in whatever process the executor runs it."""
    work = Work(known, _shelf(known.options), reader)
    return [_examined(number, source, work) for number, source in piece]


def _examined(number: int, source: sources.Source, work: Work) -> Examined:
    options = work.known.options
    shown = source.path if options.names else withhold.path(source.path, number)
    try:  # the bytes are not named here, so that they can go once they are read
        return examine(shown, source.read(options.limits.size), work)
    except Refused as stop:
        return _unread(shown, source.size, stop)


def _unread(path: str, size: int, stop: Refused) -> Examined:
    report = FileReport(path, None, size, ())
    return Examined(stopped(report, messages.of_refusal(stop)))
