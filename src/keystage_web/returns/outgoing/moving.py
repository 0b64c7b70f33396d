"""What a child takes along to the next school: who it is, and every result held here."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from keystage import rulebooks
from keystage.checks.model import Rulebook
from keystage.core import upn
from keystage.core.cells import Cell
from keystage.core.records import Result as Value
from keystage.core.records import Row, School
from keystage.exports.outgoing import Destination, Going, To
from keystage.movement import Place
from keystage_web.accounts.register import queries as register
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.models import Result
from keystage_web.returns.moments import day_of
from keystage_web.returns.refusals import NotThere
from keystage_web.returns.sheet.plan import plan_of
from keystage_web.rolls.children import Child
from keystage_web.rolls.queries import child as children

_LA = 3  # digits of an authority's number
_MOST = 400  # results of one child: all of a childhood


@dataclass(frozen=True, slots=True)
class Held:
    """The results of one collection: its rulebook, and the values by component.

    `wrong` are the titles of those that cannot stand, and so do not go along.
    """

    book: Rulebook
    values: Mapping[str, str]
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Moving:
    """A child on the way: the school it leaves, where it goes, what is held of it."""

    pupil: str
    name: str
    child: Child
    year: int
    source: School
    to: Destination
    held: tuple[Held, ...]

    @property
    def going(self) -> Going:
        """The child with its results, as a file is made of it."""
        results = [(one.book, _row(self.child, one.values)) for one in self.held]
        return Going(_row(self.child, {}), results)


def moving(scope: Scope, pupil: str, now: datetime) -> Moving:
    """Return what a child of the scope's school takes along. Raises `NotThere`."""
    try:
        seen = children.pupil(scope, pupil)
    except children.NotThere:
        raise NotThere(pupil) from None
    school = register.known(scope, seen.school)
    facts = seen.child.facts
    number = seen.registered.number
    return Moving(
        pupil=pupil,
        name=f"{facts.get('forename', '')} {facts.get('surname', '')}".strip(),
        child=seen.child,
        year=seen.year,
        source=School(
            number[:_LA],
            number[_LA:],
            school.facts.urn if school else "",
            seen.registered.here,
        ),
        to=_to(seen.registered.gone_to, seen.registered.to_school),
        held=tuple(_held(scope, seen, now)),
    )


def _to(place: str, number: str) -> Destination:
    """Return where the roll says that a child has gone."""
    if len(number) == len("9991234") and number.isdigit():
        return Destination(To.SCHOOL, number)
    outside = {Place.ABROAD, Place.NON_PARTICIPATING}
    return Destination(To.OUTSIDE if place in outside else To.UNKNOWN)


def _held(scope: Scope, seen: children.Shown, now: datetime) -> Iterable[Held]:
    """Yield what is held of a child here, of this year and of those before."""
    number = seen.child.get("upn")
    same = Q(pupil=seen.id) | (Q(pupil__upn=number) if number else Q())
    rows = Result.within(scope).filter(same, school=seen.school).exclude(value="")
    told = rows.order_by("of_return__round__summer", "component", "id").values_list(
        "of_return__round__book__book", "component", "value"
    )
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for book, component, value in told[:_MOST]:
        found[book][component] = value
    for name, values in found.items():
        plan = plan_of(name, day_of(now))
        fits = {one: value for one, value in values.items() if one in plan.results}
        wrong = [one for one, value in fits.items() if plan.mark(one, value)]
        kept = {one: value for one, value in fits.items() if one not in wrong}
        titles = tuple(plan.book.components[one].title for one in wrong)
        yield Held(rulebooks.load(name), kept, titles)


def _row(child: Child, values: Mapping[str, str]) -> Row:
    return Row(
        position=1,
        upn=upn.tidy(child.get("upn")),
        surname=child.get("surname"),
        forename=child.get("forename"),
        dob=child.get("born"),
        sex=child.get("sex"),
        cells={},
        results={
            name: [Value(name, value, Cell(value))] for name, value in values.items()
        },
        nc_year=child.get("year_group"),
    )
