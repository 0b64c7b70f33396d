"""Ask who goes out of a round, always from what a person sees."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from keystage.core.records import School
from keystage_web.accounts.register import queries as register
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.outgoing.model import Outgoing, Person
from keystage_web.returns.outgoing.sent import as_sent
from keystage_web.returns.sheet.gather.gathering import Gathered, gathered, standing_of
from keystage_web.returns.sheet.gather.records import row_of
from keystage_web.returns.sheet.model import Row
from keystage_web.returns.sheet.rows import Rows
from keystage_web.returns.states import SHOWN
from keystage_web.returns.versions.facts import facts
from keystage_web.returns.versions.queries import content
from keystage_web.rolls.queries.state import postcodes

_LA = 3  # digits of an authority's number


def outgoing(scope: Scope, round_id: str, now: datetime) -> Outgoing | None:
    """Return what the scope's school can take out of a round; None where it has none."""
    found = standing_of(scope, round_id, now)
    if found is None:
        return None
    out = _as_it_stands(scope, gathered(scope, found, now))
    told = facts(scope, round_id)
    current = told.current if told else None
    if current is not None and found.row.state in SHOWN:
        out = as_sent(out, current.number, content(scope, current.id) or ())
    elif current is not None:
        out = replace(out, changed=True)
    return _addressed(scope, out) if out.addresses else out


def _addressed(scope: Scope, out: Outgoing) -> Outgoing:
    """Return what goes out with the postcodes the rolls keep, if they do."""
    found = postcodes(scope, [one.id for one in out.owed])
    owed = (replace(one, postcode=found.get(one.id, "")) for one in out.owed)
    return replace(out, owed=tuple(owed))


def _as_it_stands(scope: Scope, of: Gathered) -> Outgoing:
    people = list(_people(of))
    row = of.standing.round
    return Outgoing(
        round=row.id,
        book=of.plan.book,
        school=_school(scope, of),
        owed=tuple(one for one in people if one.owed),
        others=tuple(one for one in people if not one.owed),
        gateway=row.gateway,
        addresses=row.addresses,
    )


def _school(scope: Scope, of: Gathered) -> School:
    """Return the school as a file names it."""
    known = register.known(scope, of.standing.school)
    urn = known.facts.urn if known else ""
    return School(of.number[:_LA], of.number[_LA:], urn, of.name)


def _people(of: Gathered) -> Iterator[Person]:
    making = Rows(of)
    for at, child in enumerate(of.children, 1):
        line = making.row(child)
        values = making.pupil(child).results
        row = row_of(of.plan.book, child, values, at)
        yield Person(child, row, line.due, line.filled, _why(line))


def _why(line: Row) -> str:
    """Return what is to be said of a pupil: that, or why no result is due."""
    if line.remarks or line.due:
        return line.remark
    return next((cell.reason for cell in line.cells.values() if cell.reason), "")
