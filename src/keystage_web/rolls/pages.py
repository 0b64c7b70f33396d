"""What a pupil's page is drawn from, at a school and at the authority."""

from typing import Any

from keystage import rulebooks
from keystage.marksheet import headings
from keystage_web.accounts.scopes import Scope
from keystage_web.rolls.children import OPTIONAL, Fact
from keystage_web.rolls.movers import Report, reports
from keystage_web.rolls.policies import MOVES
from keystage_web.rolls.queries.child import Shown
from keystage_web.rolls.queries.state import asked_for
from keystage_web.rolls.shown import in_words, shown, subject
from keystage_web.rolls.words import FACTS, PLACES

_TESTED = "ks2"  # the collection of the tests a child may be below the standard of
_CORE: tuple[Fact, ...] = (
    *("upn", "surname", "forename", "middle", "born", "sex", "year_group", "group"),
    *("joined", "left"),
)


def tests(year: int, year_group: str) -> list[tuple[str, str]]:
    """Return the tests a child of a year group may be below the standard of: id, title.

    They are the rulebook's subjects that a roll has a heading for.
    """
    found: dict[str, str] = {}
    for name in rulebooks.books_for(_TESTED, year):
        book = rulebooks.load(name)
        if any(year_group in cohort.nc_years for cohort in book.cohorts):
            found |= {one: subject(one) for one in _subjects(book.components)}
    return sorted(found.items())


def _subjects(components: Any) -> list[str]:
    known = headings.roll()
    return [one for one in components if f"below_{one}" in known]


def pupil_context(scope: Scope, one: Shown) -> dict[str, Any]:
    """Return what the page of a pupil is drawn from."""
    child, year_group = one.child, one.child.get("year_group")
    registered = one.registered
    held = tests(one.year, year_group)
    asked = asked_for(scope.authority)
    moved = [
        (PLACES.get(place, place), school)
        for place, school in (
            (registered.came_from, registered.from_school),
            (registered.gone_to, registered.to_school),
        )
    ]
    found = reports(registered) if year_group or child.get("born") else []
    return {
        "one": one,
        "name": shown(child).name,
        "facts": [
            (FACTS[fact], fact, in_words(child.get(fact), fact)) for fact in _CORE
        ],
        "stays": [
            (in_words(joined, "joined"), in_words(left, "left"))
            for joined, left in child.earlier
        ],
        "came_from": moved[0],
        "gone_to": moved[1],
        "tests": held,
        "below": one.below,
        "reports": found,
        "may_answer": MOVES.held(scope),
        "needs": [
            (FACTS[fact], in_words(child.get(fact), fact))
            for fact in OPTIONAL
            if fact in asked
        ],
    }


def asked_of(found: list[Report], collection: str) -> Report | None:
    """Return the report of a collection that still asks something, or None."""
    return next(
        (one for one in found if one.collection == collection and one.ask), None
    )
