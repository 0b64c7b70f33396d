"""What differs in whether, who, when, and in what words."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from keystage.checks.model import Cohort, Rulebook
from keystage.checks.words import listed, long_date
from keystage.rulebooks.deadlines import visible_deadlines, weekday

STATUSES = {
    "statutory": "every school concerned returns it",
    "optional_collected": "it is optional, and an authority asks for it",
    "optional_not_collected": "it is optional, and not collected",
}
_YEAR = re.compile(r"\b20[0-9]{2}\b")
_WORDS = ("title", "pupil", "sex")
_INCLUDES = {
    "all": "all of them",
    "prior_not_met_or_unknown": "those who have not met the standard, or whose result is not known",
}


def status(old: Rulebook, new: Rulebook) -> Iterator[str]:
    """Yield whether the return is due, where that differs."""
    for book in (old, new):
        if book.status == "cancelled":
            yield f"{book.year}: {book.guidance['cancelled']}"
    if "cancelled" not in {old.status, new.status} and old.status != new.status:
        yield f"Now {STATUSES[new.status]}; before, {STATUSES[old.status]}."
    if new.provisional and not old.provisional:
        yield "Carried forward and not yet confirmed."


def who(old: Rulebook, new: Rulebook) -> Iterator[str]:
    """Yield cohorts that came, went or changed."""
    before = {cohort.id: cohort for cohort in old.cohorts}
    now = {cohort.id: cohort for cohort in new.cohorts}
    yield from (f"New: {_cohort(now[name])}." for name in now if name not in before)
    yield from (
        f"No longer: {_cohort(before[name])}." for name in before if name not in now
    )
    both = [(before[name], now[name]) for name in before if name in now]
    for was, has in both:
        yield from _changed(was, has, new.year - old.year)
    moved = [_moves_on(was, has, new.year - old.year) for was, has in both]
    if moved and all(moved) and new.year != old.year:
        yield "Dates of birth move on with the year."


def _cohort(cohort: Cohort) -> str:
    return f"{cohort.title} (year {listed(cohort.nc_years)}, {_window(cohort)})"


def _window(cohort: Cohort) -> str:
    return f"born {long_date(cohort.born_from)} to {long_date(cohort.born_to)}"


def _changed(was: Cohort, has: Cohort, years: int) -> Iterator[str]:
    if was.title != has.title:
        yield f"Now: {has.title}. Before: {was.title}."
    if was.nc_years != has.nc_years:
        yield f"{has.title}: year {listed(has.nc_years)}; before, year {listed(was.nc_years)}."
    if was.include != has.include:
        yield f"{has.title}: {_included(has)}; before, {_included(was)}."
    if not _moves_on(was, has, years):
        yield f"{has.title}: {_window(has)}; before, {_window(was)}."


def _included(cohort: Cohort) -> str:
    return _INCLUDES.get(cohort.include, cohort.include)


def _moves_on(was: Cohort, has: Cohort, years: int) -> bool:
    pairs = ((was.born_from, has.born_from), (was.born_to, has.born_to))
    return all(_same_day(one, other, years) for one, other in pairs)


def _same_day(one: date, other: date, years: int) -> bool:
    month_and_day = (one.month, one.day) == (other.month, other.day)
    return month_and_day and other.year - one.year == years


def dates(old: Rulebook, new: Rulebook) -> Iterator[str]:
    """Yield every date a school may be shown, and the day on which the threshold is."""
    before = {deadline.id: deadline for deadline in visible_deadlines(old)}
    for deadline in visible_deadlines(new):
        was = before.get(deadline.id)
        last = f"; in {old.year}, {_day(was.day)}" if was else ""
        yield f"{deadline.title}: {_day(deadline.day)}{last}."
    if new.threshold and old.threshold and new.threshold.visible_from:
        if new.threshold.mark != old.threshold.mark:
            yield f"The threshold is {new.threshold.mark}; before, {old.threshold.mark}."
    elif new.threshold:
        yield "The threshold is not published yet; until then there are marks only."


def _day(day: date | None) -> str:
    return f"{weekday(day)} {long_date(day)}" if day else "no day"


def words(old: Rulebook, new: Rulebook) -> Iterator[str]:
    """Yield the words that have taken the place of others."""
    for name in _WORDS:
        was, has = old.words.get(name, ""), new.words.get(name, "")
        if was != has:
            yield f"“{has}” stands where “{was}” stood."


def guidance(old: Rulebook, new: Rulebook) -> Iterator[str]:
    """Yield guidance that is new, reads otherwise or has gone."""
    for name, text in new.guidance.items():
        if name not in old.guidance:
            yield f"{_heading(name)} (new): {text}"
        elif later(old.guidance[name], new.year - old.year) != text:
            yield f"{_heading(name)}: {text}"
    for name in old.guidance:
        if name not in new.guidance:
            yield f"{_heading(name)}: no longer said."


def _heading(name: str) -> str:
    return name.replace("_", " ").capitalize()


def later(text: str, years: int) -> str:
    """Return `text` with every year in it moved on: what it would say so much later."""
    return _YEAR.sub(lambda found: str(int(found[0]) + years), text)


def files(old: Rulebook, new: Rulebook) -> Iterator[str]:
    """Yield what differs in the files, versions that move on with the year apart."""
    expected = tuple(_later(one, new.year - old.year) for one in old.ctf.versions)
    if new.ctf.versions != expected:
        yield f"CTF version {listed(new.ctf.versions)}; before, {listed(old.ctf.versions)}."
    if replace(old.ctf, versions=()) != replace(new.ctf, versions=()):
        yield (
            f"Named {new.ctf.tag} and described as “{new.ctf.descriptor}”; before, "
            f"{old.ctf.tag} and “{old.ctf.descriptor}”."
        )
    for name, part in new.components.items():
        was = old.components.get(name)
        if was and was.coding.verified is not part.coding.verified:
            sure = (
                "has been seen in files" if part.coding.verified else "is not verified"
            )
            yield f"The row of {part.title} {sure}."


def _later(version: str, years: int) -> str:
    number, dot, rest = version.partition(".")
    return f"{int(number) + years}{dot}{rest}" if number.isdigit() else version
