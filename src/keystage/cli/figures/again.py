"""Who takes the check again: from last year's results and the roll of this year."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from keystage.checks.fold import by_name
from keystage.checks.model import Cohort, RollEntry, Rulebook
from keystage.cli.figures.gather import before, know
from keystage.core.errors import UsageError
from keystage.core.records import Return, Row
from keystage.intake import Options, Prior
from keystage.intake.interpret import cohort_of
from keystage.intake.known.roll import Rolls
from keystage.intake.shelf import Shelf, standard
from keystage.measures import recheck
from keystage.measures.recheck import Reason, Rule
from keystage.reports.summary.again import Again, OfSchool, OnTheList, in_words

USUAL = "phonics"
NO_ROLL = (
    "No roll was given: pupils who have left since are still on the list, and those "
    "who are new to a school are not."
)
_NO_BOOK = "Keystage has no rulebook of {collection} {year}: give another --year."
_NO_COHORT = "In {title} nobody takes a check again."
_NO_RESULTS = "There are no results of {title} in what --prior names."
_NOT_YET = (
    "Who was below the threshold of {title} may not be said: it is not published."
)


@dataclass(frozen=True, slots=True)
class _Pupil:
    """Who may have to take it again; `new` to the school since last year."""

    upn: str
    surname: str
    forename: str
    dob: str
    group: str
    new: bool = False


@dataclass(frozen=True, slots=True)
class _Season:
    """This year's rulebook and cohort, last year's, and what is known."""

    book: Rulebook
    cohort: Cohort
    earlier: Rulebook
    rule: Rule
    prior: Prior
    rolls: Rolls | None
    options: Options

    @property
    def today(self) -> date | None:
        """The day of asking, where it is known."""
        return self.options.now and self.options.now.date()

    def wants(self, school: str) -> bool:
        """Whether the list of `school` (a number) is asked for."""
        authority, one = self.options.authority, self.options.school
        return school.startswith(authority or "") and one in {None, school}


def list_again(options: Options, collection: str | None) -> Again:
    """Return who takes the check of `collection` again in the year of `options`.

    Without a year it is the one after the newest prior results. Raises
    `UsageError` where there is no such check, nothing of last year, or nothing
    that may be said.
    """
    shelf = standard(options.overrides, options.rulebooks)
    known, _ = know(options, shelf)
    prior = known.prior or Prior()
    name = collection or USUAL
    year = options.year or _year_after(prior, name)
    book = _book(shelf, name, year)
    earlier = _book(shelf, name, year - 1)
    cohort = next((part for part in book.cohorts if part.include != "all"), None)
    if cohort is None:
        raise UsageError(_NO_COHORT.format(title=book.title))
    rule = recheck.rule_of(earlier, options.now and options.now.date())
    if rule is None:
        raise UsageError(_NOT_YET.format(title=earlier.title))
    rolls = Rolls(known.roll) if known.roll else None
    season = _Season(book, cohort, earlier, rule, prior, rolls, options)
    return Again(
        collection=name,
        title=book.title,
        year=year,
        from_year=year - 1,
        threshold=rule.threshold,
        schools=tuple(_schools(season, known.roll or ())),
        notes=() if rolls else (NO_ROLL,),
    )


def _year_after(prior: Prior, collection: str) -> int:
    years = [
        return_.year
        for (name, _), returns in prior.returns.items()
        for return_ in returns
        if name == collection
    ]
    if not years:
        raise UsageError(_NO_RESULTS.format(title=collection))
    return max(years) + 1


def _book(shelf: Shelf, collection: str, year: int) -> Rulebook:
    known = collection in shelf.collections
    book = shelf.book(collection, year) if known else None
    if book is None:
        raise UsageError(_NO_BOOK.format(collection=collection, year=year))
    return book


def _schools(season: _Season, roll: Sequence[RollEntry]) -> Iterator[OfSchool]:
    """Yield a list for each school of last year's returns and of the roll."""
    returns = {
        number: return_
        for (name, number), found in season.prior.returns.items()
        for return_ in found
        if name == season.book.collection and return_.year == season.book.year - 1
    }
    numbers = {*returns, *(entry.school for entry in roll if entry.school)}
    if not returns:
        raise UsageError(_NO_RESULTS.format(title=season.earlier.title))
    for number in sorted(one for one in numbers if season.wants(one)):
        yield _school(season, number, returns.get(number))


def _school(season: _Season, number: str, last: Return | None) -> OfSchool:
    rows = [row for row in last.rows if _is_due(season, row)] if last else []
    due = list(_due(season, number, rows, last))
    reasons = [(pupil, _reason(season, pupil)) for pupil in due]
    here = {pupil.upn for pupil in due}
    shown = [_shown(season, pupil, why) for pupil, why in reasons if why]
    name = last.header.source.name if last and last.header else ""
    return OfSchool(
        number=number,
        name=name,
        pupils=tuple(sorted(shown, key=_by_class_and_name)),
        met=len(due) - len(shown),
        gone=None if season.rolls is None else len({r.upn for r in rows} - here),
    )


def _due(
    season: _Season, number: str, rows: Sequence[Row], last: Return | None
) -> Iterator[_Pupil]:
    """Yield the pupils of the year group: by the roll, else those of last year."""
    if season.rolls is None:
        unique = {row.upn or row.position: row for row in rows}
        for row in unique.values():
            yield _Pupil(row.upn, row.surname, row.forename, row.dob, row.group)
        return
    there = {row.upn for row in last.rows} if last else set()
    for entry in season.rolls.of(number) or ():
        if entry.has_left(season.today):
            continue
        fits = cohort_of(entry.nc_year, entry.dob, season.book.cohorts)
        if fits == season.cohort.id:
            yield _Pupil(
                upn=entry.upn,
                surname=entry.surname,
                forename=entry.forename,
                dob=entry.dob,
                group=entry.group,
                new=last is not None and entry.upn not in there,
            )


def _is_due(season: _Season, row: Row) -> bool:
    """Whether a pupil of last year's return is of this year's cohort.

    That is the cohort of last year with the same births: year 1 then, year 2 now.
    """
    return any(
        row.cohort == part.id and part.born_from == season.cohort.born_from
        for part in season.earlier.cohorts
    )


def _reason(season: _Season, pupil: _Pupil) -> Reason | None:
    results = before(season.prior, pupil.upn, season.book)
    return season.rule.reason(results, new=pupil.new)


def _shown(season: _Season, pupil: _Pupil, why: Reason) -> OnTheList:
    return OnTheList(
        upn=pupil.upn,
        surname=pupil.surname,
        forename=pupil.forename,
        dob=pupil.dob,
        group=pupil.group,
        result=why.result,
        because=why.because.value,
        reason=in_words(why, season.earlier, season.rule.threshold),
    )


def _by_class_and_name(one: OnTheList) -> tuple[str, str, str, str]:
    return one.group, *by_name(one.surname, one.forename), one.upn
