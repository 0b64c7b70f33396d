"""What a list and a pupil's pages are drawn from, at a school and at the authority."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from keystage import rulebooks
from keystage.marksheet import headings
from keystage_web import clock
from keystage_web.accounts.scopes import Scope
from keystage_web.audit.queries import PAGE
from keystage_web.config.figures import whole
from keystage_web.rolls.children import OPTIONAL, Fact
from keystage_web.rolls.looking import looked
from keystage_web.rolls.movers import Report, reports
from keystage_web.rolls.policies import HISTORY, MOVES
from keystage_web.rolls.queries.child import Shown
from keystage_web.rolls.queries.child import history as events_of
from keystage_web.rolls.queries.roll import Filter, Page
from keystage_web.rolls.queries.state import asked_for
from keystage_web.rolls.shown import address, heads, in_words, lines, shown, subject
from keystage_web.rolls.words import ACTIONS, FACTS, PLACES
from keystage_web.ui.forms import EVENT_DIGITS

_TESTED = "ks2"  # the collection of the tests a child may be below the standard of
_CORE: tuple[Fact, ...] = (
    *("upn", "surname", "forename", "middle", "born", "sex", "year_group", "group"),
    *("joined", "left"),
)


def list_context(
    found: Page, wanted: Filter, path: str, *, ticked: bool
) -> dict[str, Any]:
    """Return what a list is drawn from; `path` is where its filters lead."""
    numbers = range(1, found.pages + 1)
    return {
        "found": found,
        "wanted": wanted,
        "heads": list(heads(found.columns, wanted, path)),
        "lines": list(lines(found, ticked=ticked)),
        "choices": [
            (fact, FACTS[fact], fact in found.columns) for fact in found.offered
        ],
        "all_address": address(wanted, page=str(found.page), all="1"),
        "numbers": numbers,
        "turns": [(one, f"{path}?{address(wanted, page=str(one))}") for one in numbers],
        "empty": not (found.here or found.gone),
    }


def history(request: HttpRequest, scope: Scope, one: Shown, back: str) -> HttpResponse:
    """Draw what was done with a pupil, and who looked; no facts. That is written down.

    `back` leads to the page of the pupil; empty where the role sees none.
    """
    below = whole(request.GET.get("below", ""), EVENT_DIGITS)
    events = events_of(scope, one.id, below)
    told = {
        "events": [
            {"at": each.at, "who": each.who, "action": _in_words(each.action)}
            for each in events
        ],
        "more": events[-1].number if len(events) == PAGE else None,
        "back": back,
    }
    now = clock.now()
    looked(by=scope, right=HISTORY, pupils=[one.id], school=one.school, now=now)
    return render(request, "rolls/history.html", told)


def _in_words(action: str) -> Any:
    return ACTIONS.get(action, action)


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
