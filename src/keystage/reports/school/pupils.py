"""The list of the pupils: a row each, a column for each result."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from keystage import measures
from keystage.checks.fold import by_name
from keystage.checks.model import Component
from keystage.measures import Spec, Unit
from keystage.reports.school.model import Given, Grid, Head, Person, Section
from keystage.reports.school.spread import named
from keystage.reports.school.values import DOUBT, NONE, NOT_YET, Values
from keystage.reports.shown import plain
from keystage.reports.words import count

# From so many results on, their heads stand upright.
MANY = 6
_KEY = {
    NONE: "no result",
    DOUBT: "given more than once, differently",
    NOT_YET: "not shown before the threshold is published",
}


@dataclass(frozen=True, slots=True)
class _Column:
    """One column: its head, and what it says of a pupil."""

    head: Head
    says: Callable[[Person], str]


def lists(given: Given, values: Values, *, names: bool) -> Iterator[Section]:
    """Yield the list of each year group, pupils in the order of the alphabet.

    Without `names` they are numbered, and keep the order of the file.
    """
    for number, (called, people) in enumerate(values.cohorts, 1):
        many = count(len(people), values.pupil, values.pupils)
        title = f"{called}: {many}" if called else f"The {many}"
        yield _section(given, values, (f"pupils-{number}", title), people, names=names)


def _section(
    given: Given,
    values: Values,
    called: tuple[str, str],
    people: Sequence[Person],
    *,
    names: bool,
) -> Section:
    ordered = sorted(people, key=_by_class_and_name) if names else list(people)
    columns = [
        *_who(ordered, names=names),
        *_results(values, ordered),
        *_reached(given, ordered[0].pupil.cohort),
    ]
    rows = tuple(
        (
            _name(person, values) if names else f"{values.pupil.capitalize()} {number}",
            *(plain(column.says(person)) for column in columns),
        )
        for number, person in enumerate(ordered, 1)
    )
    first = Head("Name" if names else values.pupil.capitalize())
    return Section(
        id=called[0],
        title=called[1],
        says=tuple(_key(values, rows)),
        grid=Grid(called[1], (first, *(column.head for column in columns)), rows),
    )


def _by_class_and_name(one: Person) -> tuple[str, str, str, int]:
    row = one.row
    return row.group, *by_name(row.surname, row.forename), row.position


def _name(person: Person, values: Values) -> str:
    row = person.row
    found = ", ".join(part for part in (row.surname, row.forename) if part)
    nameless = f"{values.pupil.capitalize()} without name or UPN"
    return plain(found or row.upn or nameless)


def _who(people: Sequence[Person], *, names: bool) -> Iterator[_Column]:
    """Yield what tells pupils apart, as far as it is known of any."""
    asked = {
        "Born": _born if names else None,
        "Sex": lambda person: person.row.sex,
        "Class": lambda person: person.row.group,
    }
    for head, says in asked.items():
        if says is not None and any(says(person) for person in people):
            yield _Column(Head(head), says)


def _born(person: Person) -> str:
    """Return the date of birth as people write it, or as it was sent."""
    born = person.pupil.born
    return f"{born:%d/%m/%Y}" if born else person.row.dob


def _results(values: Values, people: Sequence[Person]) -> Iterator[_Column]:
    parts = [part for part in values.book.components.values() if _has(values, part)]
    for part in parts:
        head = Head(part.short, part.title, number=True, upright=len(parts) >= MANY)

        def says(person: Person, part: Component = part) -> str:
            return values.of(person, part)

        yield _Column(head, says)


def _has(values: Values, part: Component) -> bool:
    """Whether a column for `part` would say anything that may be said."""
    said = set(values.all_of(part)) - {NONE}
    return part.required or bool(said - {NOT_YET})


def _reached(given: Given, cohort: str) -> Iterator[_Column]:
    """Yield a column for each measure that says more of a pupil than a result does."""
    found = [
        spec
        for spec in measures.specs(given.book, given.situation)
        if spec.answer and spec.cohort in {"", cohort} and _says_more(spec)
    ]
    for spec in found:
        head = Head(spec.short, spec.title, number=True, upright=len(found) > 1)

        def says(person: Person, spec: Spec = spec) -> str:
            return _answer(spec, person, given)

        yield _Column(head, says)


def _says_more(spec: Spec) -> bool:
    shares = spec.unit is Unit.SHARE and len(spec.demands) != 1
    return shares or spec.unit is Unit.TOTAL


def _answer(spec: Spec, person: Person, given: Given) -> str:
    """Return what the pupil reached, or the code that leaves the pupil out."""
    answer = spec.answer(person.pupil) if spec.answer else NONE
    if isinstance(answer, str):
        return answer if answer in given.book.codes else NONE
    if spec.unit is Unit.SHARE:
        return "Yes" if answer else "No"
    return f"{answer:,}"


def _key(values: Values, rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield what codes and signs in the list mean, those that are there."""
    shown = {cell for row in rows for cell in row[1:]}
    codes = [code for code in values.codes() if code.id in shown]
    said = [f"{code.id}: {_without_id(named(code), code.id)}" for code in codes]
    said += [f"{sign}: {words}" for sign, words in _KEY.items() if sign in shown]
    if said:
        yield f"{'; '.join(said)}."


def _without_id(name: str, code: str) -> str:
    return name.removesuffix(f" ({code})")
