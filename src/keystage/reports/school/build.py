"""From one school's pupils to its report: every value made, once, for every form."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from keystage import __version__
from keystage.checks.model import Component
from keystage.reports.school import figures, pupils, spread
from keystage.reports.school.model import Fact, Given, Report, Section, Wishes
from keystage.reports.school.values import Values
from keystage.reports.shown import plain
from keystage.reports.summary.model import Part
from keystage.reports.words import count

OWN = (
    "This report is for the school. It is about its own {pupils}, so small numbers are "
    "not hidden: a figure may tell of one {pupil}. Do not publish it or pass it on."
)
NOTHING_MISSING = "Nothing is missing: every {pupil} has every result."
NOBODY = "There is no {pupil} in this return."
_ERRORS = (
    "{many} still to be put right in what was sent, and the figures may change: "
    "'keystage check' lists {them}."
)
_UNPUBLISHED = (
    "Whether the standard was met is not shown: its threshold is not published yet. "
    "Until then there are marks only."
)
_DIGEST_SHOWN = 12


def report(given: Given, wishes: Wishes, made: date) -> Report:
    """Return the report of one school, dated `made`.

    The same arguments give the same report; nothing in it is hidden for being small.
    """
    values = Values(given)
    part = figures.this_year(given, wishes.by)
    earlier = figures.before(given)
    book = given.book
    return Report(
        title=book.title,
        school=plain(given.school.called),
        number=given.school.number if given.school.name else "",
        pupils=values.pupils,
        made=made,
        version=__version__,
        rulebook=f"{book.id} {book.digest[:_DIGEST_SHOWN]}",
        facts=tuple(_facts(part, values)),
        missing=tuple(_missing(given, values)),
        summary=(figures.years(part, earlier), *spread.sections(given, values)),
        groups=_groups(part, wishes.by),
        lists=tuple(pupils.lists(given, values, names=wishes.names)),
        notes=tuple(_notes(given, values, part)),
    )


def _groups(part: Part, by: str | None) -> tuple[Section, ...]:
    return () if by is None else (figures.groups(part, by),)


def _facts(part: Part, values: Values) -> Iterator[Fact]:
    yield from figures.facts(part)
    incomplete = sum(bool(values.missing(person)) for person in values.people)
    who = count(incomplete, values.pupil, values.pupils).rpartition(" ")[2]
    yield Fact(f"{incomplete:,}", f"{who} with a result missing")


def _missing(given: Given, values: Values) -> Iterator[str]:
    """Yield what is not there, or not sound, each in a sentence."""
    found = list(_gaps(values))
    if not given.people:
        found = [NOBODY.format(pupil=values.pupil)]
    yield from found or [NOTHING_MISSING.format(pupil=values.pupil)]
    if values.secret:
        yield _UNPUBLISHED
    if given.errors:
        many = count(given.errors, "thing is", "things are")
        them = "it" if given.errors == 1 else "them"
        yield _ERRORS.format(many=many, them=them)


def _gaps(values: Values) -> Iterator[str]:
    blank = [values.missing(person) for person in values.people]
    if any(blank):
        which = _which(values, blank)
        yield f"{_many(values, blank, 'has', 'have')} no result yet for {which}."
    doubt = [sorted(person.pupil.doubt) for person in values.people]
    if any(doubt):
        yield (
            f"{_many(values, doubt, 'has', 'have')} a result given more than once, "
            "differently: it is not counted."
        )
    strange = [values.strange(person) for person in values.people]
    if any(strange):
        which = _which(values, strange)
        yield (
            f"{_many(values, strange, 'has', 'have')} what is no result of this year "
            f"in {which}: it is not counted."
        )


def _many(
    values: Values, found: Sequence[Sequence[object]], one: str, many: str
) -> str:
    number = sum(bool(part) for part in found)
    return count(number, f"{values.pupil} {one}", f"{values.pupils} {many}")


def _which(values: Values, found: Sequence[Sequence[Component]]) -> str:
    """Return what is concerned: each column with how many, or that it is all."""
    times = Counter(part.id for parts in found for part in parts)
    parts = list(values.book.components.values())
    titles = [(part.title, times[part.id]) for part in parts if times[part.id]]
    required = {part.id for part in parts if part.required}
    if len(titles) == 1:
        return titles[0][0]
    if required == set(times) and len(set(times.values())) == 1:
        return f"any of the {len(required)}"
    return ", ".join(f"{title} ({number})" for title, number in titles)


def _notes(given: Given, values: Values, part: Part) -> Iterator[str]:
    yield OWN.format(pupil=values.pupil, pupils=values.pupils)
    yield from figures.not_alike(given)
    yield from figures.explained(part)
