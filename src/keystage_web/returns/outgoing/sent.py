"""What goes out of a return that was sent: what was sent, whatever the roll says now."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from keystage.checks.model import Rulebook
from keystage.marksheet.values import cohort_of
from keystage_web.returns.outgoing.model import Outgoing, Person
from keystage_web.returns.sheet.facts import Child
from keystage_web.returns.sheet.gather.records import row_of
from keystage_web.returns.versions.content import Line
from keystage_web.rolls import children as rolls


def as_sent(out: Outgoing, number: int, lines: tuple[Line, ...]) -> Outgoing:
    """Return what goes out of a version; who is not in it is among the others."""
    held = {one.id: one for one in (*out.owed, *out.others)}
    sent = {line.id for line in lines}
    others = (
        one if not one.owed else replace(one, why=_("Not in what was sent."))
        for one in held.values()
        if one.id not in sent
    )
    owed = tuple(_people(out.book, lines, held))
    return replace(out, owed=owed, others=tuple(others), version=number)


def _people(
    book: Rulebook, lines: tuple[Line, ...], held: Mapping[str, Person]
) -> Iterator[Person]:
    for at, line in enumerate(lines, 1):
        now = held.get(line.id)
        child = _child(book, line, now.child if now else None)
        values = {name: value for name, value in line.results.items() if value}
        due = max(now.due if now else 0, len(values))
        why = now.why if now else _("No longer on the roll.")
        row = row_of(book, child, values, at)
        yield Person(child, row, due=due, filled=len(values), why=why)


def _child(book: Rulebook, line: Line, now: Child | None) -> Child:
    """Return who a pupil was when the return was sent, in the class of today."""
    base = now or Child(line.id, line.upn, line.surname, line.forename)
    return replace(
        base,
        upn=line.upn,
        surname=line.surname,
        forename=line.forename,
        born=rolls.day(line.dob),
        sex=line.sex,
        year_group=line.year,
        klass_name=line.group,
        cohort=cohort_of(line.year, line.dob, book.cohorts),
    )
