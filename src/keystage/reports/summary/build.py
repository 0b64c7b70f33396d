"""From pupils by school to the summary: measures worked out, small numbers hidden."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from keystage import measures
from keystage.checks.fold import folded
from keystage.checks.model import Rulebook
from keystage.measures import Measure, Pupil
from keystage.measures.hiding import Level, Veil, hide, level
from keystage.measures.pupils import IN_DOUBT, INCOMPLETE
from keystage.measures.suppression import LEAST
from keystage.reports.summary.model import (
    Collected,
    Column,
    Figure,
    Files,
    LeftOut,
    Part,
    Row,
    School,
    Summary,
)

ALL_SCHOOLS = "All schools"
_TITLES = {
    "sex": {"F": "Female", "M": "Male", "": "Sex not known"},
    "term": {
        "autumn": "Born in autumn (September to December)",
        "spring": "Born in spring (January to April)",
        "summer": "Born in summer (May to August)",
        "": "Birth not known",
    },
    "class": {"": "Class not known"},
}
_REASONS = {
    "": "",
    INCOMPLETE: "incomplete",
    IN_DOUBT: "in doubt: given more than once, differently",
}


@dataclass(frozen=True, slots=True)
class _Group:
    """Rows of one sort: what they are of, and titles and pupils by id."""

    of: str
    titles: Mapping[str, str]
    members: Mapping[str, Sequence[Pupil]]


def build(
    found: Iterable[Collected],
    files: Files,
    *,
    by: str | None = None,
    least: int | None = None,
) -> Summary:
    """Return the summary of `found`, in groups `by` sex, term or class if wished.

    Counts below `least` are hidden. Left open, that is 5 if there are several
    schools, and nothing if there is one: a school may see its own pupils.
    """
    parts = list(found)
    schools = {school.number for part in parts for school in part.schools}
    if least is None:
        least = LEAST if len(schools) > 1 else 0
    shown = sorted(parts, key=lambda part: (part.book.collection, part.book.year))
    return Summary(tuple(_part(one, by, least) for one in shown), files, by, least)


def _part(one: Collected, by: str | None, least: int) -> Part:
    book = one.book
    everyone = [pupil for pupils in one.schools.values() for pupil in pupils]
    total = measures.of(book, everyone, one.situation)
    groups = [*_by_group(everyone, by), *_by_school(one.schools)]
    tables = [
        {
            name: measures.of(book, pupils, one.situation)
            for name, pupils in group.members.items()
        }
        for group in groups
    ]
    veil = hide(total, tables, least)
    title, shown = _called(one.schools), _shown(total, veil)
    rows = [Row("all", "", title, _here(everyone), shown)]
    for number, group in enumerate(groups):
        for name, pupils in group.members.items():
            figures = _shown(tables[number][name], veil, (number, name))
            title = group.titles.get(name, name)
            rows.append(Row(group.of, name, title, _here(pupils), figures))
    return Part(
        collection=book.collection,
        year=book.year,
        title=book.title,
        book=book.id,
        digest=book.digest,
        pupil=book.words.get("pupil", "pupil"),
        pupils=book.words.get("pupils", "pupils"),
        schools=len(one.schools),
        columns=tuple(_column(measure) for measure in total),
        rows=_without_sizes(rows, total, veil, least),
        left_out=tuple(_left_out(book, total, veil, least)),
        outside=_outside(everyone, total, least),
        several=_several(everyone, least),
    )


def _by_group(everyone: Sequence[Pupil], by: str | None) -> Iterator[_Group]:
    if by is not None:
        yield _Group(by, _TITLES[by], measures.split(everyone, by))


def _by_school(schools: Mapping[School, Sequence[Pupil]]) -> Iterator[_Group]:
    if len(schools) > 1:
        order = sorted(schools, key=lambda one: (folded(one.called), one.number))
        yield _Group(
            "school",
            {school.number: school.called for school in order},
            {school.number: schools[school] for school in order},
        )


def _called(schools: Mapping[School, Sequence[Pupil]]) -> str:
    return ALL_SCHOOLS if len(schools) > 1 else next(iter(schools)).called


def _here(pupils: Iterable[Pupil]) -> int:
    return sum(pupil.here for pupil in pupils)


def _column(measure: Measure) -> Column:
    spec = measure.spec
    return Column(
        id=spec.id,
        title=spec.title,
        short=spec.short,
        unit=spec.unit,
        note=measure.note,
        source=spec.source,
        verified=spec.verified,
        national=spec.national,
        said=measure.ratio is not None,
    )


def _shown(
    found: Iterable[Measure], veil: Veil, group: tuple[int, str] | None = None
) -> tuple[Figure, ...]:
    return tuple(_figure(one, level(veil, one.id, group)) for one in found)


def _figure(measure: Measure, hidden: Level) -> Figure:
    if hidden is Level.ALL:
        return Figure(hidden=True)
    if hidden is Level.FIGURE:
        return Figure(denominator=measure.denominator, hidden=True)
    return Figure(
        measure.numerator, measure.denominator, measure.rate, measure.mean, hidden=False
    )


def _without_sizes(
    rows: list[Row], total: Iterable[Measure], veil: Veil, least: int
) -> tuple[Row, ...]:
    """Return `rows` without how many pupils there are where that tells too much.

    Beside how many count it would say how many do not, and the other way round.
    """
    if not least:
        return tuple(rows)
    unknown = any(
        _is_few(_out(measure), least)
        or (level(veil, measure.id) is Level.ALL and not measure.spec.beside)
        for measure in total
    )
    first, *others = rows
    return (
        replace(first, pupils=None) if unknown else first,
        *(replace(row, pupils=None) for row in others),
    )


def _left_out(
    book: Rulebook, total: Iterable[Measure], veil: Veil, least: int
) -> Iterator[LeftOut]:
    """Yield who is left out of the figures, measures with the same pupils together.

    Of a measure that hides how many count nothing is said. Where few are left out
    of one measure no number is told of any: the difference might be those few.
    """
    few = any(_is_few(_out(measure), least) for measure in total)
    same: dict[tuple[str, int | None], list[str]] = {}
    for measure in total:
        reasons = {"": _out(measure)} if least else measure.left_out
        known = level(veil, measure.id) is not Level.ALL
        for reason, count in reasons.items() if known else ():
            shown = None if few and count else count
            same.setdefault((reason, shown), []).append(measure.id)
    for (reason, shown), columns in same.items():
        if shown != 0:
            code = reason if reason in book.codes else ""
            words = f"{reason}: {book.codes[reason].name}" if code else reason
            said = _REASONS.get(reason, words)
            yield LeftOut(said, code, shown, tuple(columns))


def _outside(
    everyone: Iterable[Pupil], total: Sequence[Measure], least: int
) -> int | None:
    """Return how many pupils are of no cohort any measure is of; None for a few."""
    cohorts = {measure.spec.cohort for measure in total}
    if "" in cohorts:
        return 0
    count = sum(pupil.here and pupil.cohort not in cohorts for pupil in everyone)
    return None if _is_few(count, least) else count


def _several(everyone: Iterable[Pupil], least: int) -> int | None:
    """Return how many pupils are in several schools' files; None for a few."""
    times = Counter(pupil.upn for pupil in everyone if pupil.here and pupil.upn)
    count = sum(number > 1 for number in times.values())
    return None if _is_few(count, least) else count


def _out(measure: Measure) -> int:
    return sum(measure.left_out.values())


def _is_few(count: int | None, least: int) -> bool:
    return 0 < (count or 0) < least
