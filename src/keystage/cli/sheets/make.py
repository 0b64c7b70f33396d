"""Make a workbook for a school: who stands on it, and the file."""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from pathlib import Path

from keystage import intake
from keystage.checks.fold import by_name
from keystage.checks.model import RollEntry, Rulebook
from keystage.cli import clock, output, terminal
from keystage.cli.figures.again import list_again
from keystage.cli.work import confirmed
from keystage.cli.work.rulebook import named, own
from keystage.core import upn
from keystage.core.errors import EXIT_CLEAN, UsageError
from keystage.intake.interpret import cohort_of
from keystage.intake.known.roll import load_roll, school_named
from keystage.intake.shelf import own_books
from keystage.marksheet.messages import spans
from keystage.marksheet.tag import MARKSHEET
from keystage.marksheet.template import Listed, Order, template
from keystage.marksheet.template.model import HEADS
from keystage.reports.summary.again import OnTheList
from keystage.rulebooks.overrides import Overrides
from keystage.tables.writing import xlsx

_SPARE, _SPARE_OF_NOBODY = 12, 60
_ENDING = ".xlsx"
_NOT_XLSX = (
    "{path} does not end in .xlsx, which is what is written: choose such a name."
)
_THERE = "{path} is already there: choose another name."
_MANY = "The files name {many} schools: choose one with --school."
_NOBODY = "The roll has nobody who is due in {title}{of}: is it the right one?"
_NO_AGAIN = "--prior is for a check that is taken again; in {title} there is none."
_NOT_LISTED = (
    "{title}: no {pupils} are listed who take the check again, as last year's results "
    "were not given: add them with --prior."
)

_NO_SCHOOL = (
    "It says no school's number: give it with --school 9991234, or call the roll "
    "'9991234 roll.csv'."
)
_UPNS = (
    "UPNs that are missing or cannot be right: {many} ({rows} of the sheet {sheet}). Put "
    "them right in the school's system, and make the workbook again."
)
_TWICE = "On the roll more than once under the same UPN: {many}. Here each stands once."


def run(arguments: argparse.Namespace) -> int:
    """Write the workbook and say what is on it.

    Raises `UsageError` where it cannot be done as asked, `MissingExtra` where the
    part that writes workbooks is not installed; then nothing is written.
    """
    target: Path = arguments.out
    laid, book = _book(arguments)
    _refuse(target, arguments)
    order = _order(arguments, laid, book)
    data = xlsx.write(template(order))
    output.data_to_file(data, target)
    pupils = order.book.words["pupils"]
    terminal.complain(f"{target}: {order.book.title}, {pupils} {len(order.pupils):,}")
    for said in _doubts(order):
        terminal.complain(said)
    return EXIT_CLEAN


def _doubts(order: Order) -> Iterator[str]:
    """Yield what somebody should know before the workbook goes out."""
    if not order.school:
        yield _NO_SCHOOL
    rows = [
        number
        for number, one in enumerate(order.pupils, HEADS + 1)
        if upn.faults(one.upn)
    ]
    if rows:
        yield _UPNS.format(many=len(rows), rows=spans(rows), sheet=MARKSHEET)


def _refuse(target: Path, arguments: argparse.Namespace) -> None:
    roll = [arguments.roll] if arguments.roll else []
    output.refuse_input(target, [*roll, *arguments.prior])
    if target.suffix.lower() != _ENDING:
        raise UsageError(_NOT_XLSX.format(path=target))
    if target.exists() or target.is_symlink():
        raise UsageError(_THERE.format(path=target))


def _book(arguments: argparse.Namespace) -> tuple[Overrides | None, Rulebook]:
    """Return what was confirmed, and the rulebook that was named."""
    laid = confirmed.read(arguments.overrides, _paths(arguments))
    known = own_books(tuple(arguments.rulebook))
    return laid, known.get(arguments.book) or named(arguments.book, laid)


def _paths(arguments: argparse.Namespace) -> tuple[Path, ...]:
    return (*arguments.rulebook, *own([arguments.book]))


def _order(
    arguments: argparse.Namespace, laid: Overrides | None, book: Rulebook
) -> Order:
    made = _moment(arguments)
    options = intake.Options(
        year=book.year,
        roll=arguments.roll,
        prior=tuple(arguments.prior),
        now=made,
        overrides=laid,
        rulebooks=_paths(arguments),
    )
    school, pupils = _pupils(arguments, book, options)
    spare = _SPARE if pupils else _SPARE_OF_NOBODY
    return Order(
        book=book,
        pupils=tuple(pupils),
        made=made,
        school=school,
        name=arguments.name,
        ask=arguments.ask,
        spare=spare if arguments.spare is None else arguments.spare,
    )


def _moment(arguments: argparse.Namespace) -> datetime:
    if arguments.date is None:
        return clock.now()
    return datetime.combine(arguments.date, time(), UTC)


def _pupils(
    arguments: argparse.Namespace, book: Rulebook, options: intake.Options
) -> tuple[str, list[Listed]]:
    """Return whose workbook it is, and who stands on it: by cohort, class and name."""
    school: str = arguments.school or ""
    roll = load_roll(arguments.roll, options.limits) if arguments.roll else ()
    school = school or _only(entry.school for entry in roll)
    if roll and not school:
        school = school_named(arguments.roll.name)
    mine = [one for one in roll if one.school in {"", school}]
    found = list(_of_roll(mine, book))
    if twice := _listed_twice(mine, book):
        terminal.complain(_TWICE.format(many=twice))
    if arguments.roll and not found and not arguments.prior:
        of = f" of {school}" if school else ""
        raise UsageError(_NOBODY.format(title=book.title, of=of))
    again = any(cohort.include != "all" for cohort in book.cohorts)
    if arguments.prior and not again:
        raise UsageError(_NO_AGAIN.format(title=book.title))
    if arguments.prior:
        lists = list_again(options, book.collection).schools
        school = school or _only(one.number for one in lists)
        of_school = [one for one in lists if one.number in {"", school}]
        found += _of_list(mine, book, (p for one in of_school for p in one.pupils))
    elif again and arguments.roll:
        terminal.complain(_NOT_LISTED.format(**{**book.words, "title": book.title}))
    return school, found


def _only(schools: Iterable[str]) -> str:
    """Return the one school of `schools`, '' for none; raises `UsageError` for several."""
    numbers = sorted({number for number in schools if number})
    if len(numbers) > 1:
        raise UsageError(_MANY.format(many=len(numbers)))
    return "".join(numbers)


def _of_roll(roll: Iterable[RollEntry], book: Rulebook) -> Iterator[Listed]:
    for cohort in book.cohorts:
        if cohort.include == "all":
            due: dict[object, RollEntry] = {}
            for entry in roll:
                if cohort_of(entry.nc_year, entry.dob, book.cohorts) == cohort.id:
                    due.setdefault(entry.upn or id(entry), entry)
            for entry in sorted(due.values(), key=_by_class_and_name):
                yield _listed(entry)


def _listed_twice(roll: Iterable[RollEntry], book: Rulebook) -> int:
    """Return how many UPNs of those who are due stand more than once on the roll."""
    times = Counter(
        entry.upn
        for entry in roll
        if entry.upn and cohort_of(entry.nc_year, entry.dob, book.cohorts)
    )
    return sum(many > 1 for many in times.values())


def _of_list(
    roll: Iterable[RollEntry], book: Rulebook, again: Iterable[OnTheList]
) -> Iterator[Listed]:
    known = {entry.upn: entry for entry in roll if entry.upn}
    years = [
        year for one in book.cohorts if one.include != "all" for year in one.nc_years
    ]
    for one in again:
        entry = known.get(one.upn) or RollEntry(
            upn=one.upn,
            surname=one.surname,
            forename=one.forename,
            dob=one.dob,
            group=one.group,
            nc_year=years[0],
        )
        yield _listed(entry, one.reason)


def _listed(entry: RollEntry, reason: str = "") -> Listed:
    return Listed(
        surname=entry.surname,
        forename=entry.forename,
        upn=entry.upn,
        dob=entry.dob,
        sex=entry.sex,
        nc_year=entry.nc_year,
        group=entry.group,
        reason=reason,
        below=entry.below_standard,
    )


def _by_class_and_name(entry: RollEntry) -> tuple[str, str, str, str]:
    return (
        entry.group.casefold(),
        *by_name(entry.surname, entry.forename),
        entry.upn,
    )
