"""A slip for the parents of each pupil: what was found, and what it means, in words.

The names and meanings of results are the rulebook's.
"""

from collections.abc import Iterator
from datetime import date

from keystage.checks.fold import by_name
from keystage.checks.model import Component
from keystage.reports.papers.model import Leaf, Paper
from keystage.reports.school.model import Given, Grid, Head, Person
from keystage.reports.school.values import DOUBT, NONE, NOT_YET, Values
from keystage.reports.shown import plain

KIND = "Results for parents and carers"
_HEADS = (Head("What was assessed"), Head("Result"))
_SAID = {
    NONE: ("No result yet", "The school will tell you when there is one."),
    DOUBT: ("Not settled", "The school is making sure of this result."),
}
_MARK = "{mark} out of {most}"
_ASK = "If you have a question about these results, please ask {school}."
_LATER = "Which mark meets the standard is made known after the check."


def slips(given: Given, made: date, *, mark: str = "") -> Paper:
    """Return a slip for each pupil, in the order of class and name."""
    values = Values(given)
    people = sorted(given.people, key=_by_class_and_name)
    return Paper(
        kind=KIND,
        title=given.book.title,
        school=plain(given.school.called),
        made=made,
        leaves=tuple(_slip(one, given, values) for one in people),
        mark=mark,
        own=True,
    )


def _by_class_and_name(one: Person) -> tuple[str, str, str, int]:
    row = one.row
    return row.group, *by_name(row.surname, row.forename), row.position


def _slip(person: Person, given: Given, values: Values) -> Leaf:
    row = person.row
    name = " ".join(part for part in (row.forename, row.surname) if part)
    title = plain(name) or values.pupil.capitalize()
    told = [
        (part, *_told(part, said, values)) for part, said in _results(person, values)
    ]
    rows = tuple((plain(part.title), plain(result)) for part, result, _ in told)
    means = {
        plain(f"{result}: {meaning}"): None for _, result, meaning in told if meaning
    }
    late = [_LATER] if values.secret else []
    ask = _ASK.format(school=plain(given.school.called))
    return Leaf(
        title,
        (f"Class {plain(row.group)}",) if row.group else (),
        (Grid(f"Results of {title}", _HEADS, rows),),
        (*means, *late, ask),
    )


def _results(person: Person, values: Values) -> Iterator[tuple[Component, str]]:
    """Yield what there is to tell: what everybody needs, and what this pupil has."""
    for part in values.book.components.values():
        said = values.of(person, part)
        instead = values.in_place_of(person, part) if part.is_mark else said
        if said not in {NONE, NOT_YET} or (part.required and instead == NONE):
            yield part, said


def _told(part: Component, said: str, values: Values) -> tuple[str, str]:
    """Return a result in words, and its meaning."""
    if said in _SAID:
        return _SAID[said]
    if values.is_mark(part, said):
        return _MARK.format(mark=int(said), most=part.maximum), ""
    code = values.book.codes.get(said)
    return (code.name, code.meaning) if code else (said, "")
