"""Take a file of schools in, choose its columns, and save what the review said."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from keystage import rulebooks
from keystage.core.years import summer_year
from keystage_web.accounts.models import Arrival, Authority, Predecessor, School
from keystage_web.accounts.register import policies
from keystage_web.accounts.register.facts import Facts, facts_of
from keystage_web.accounts.register.owing import owed
from keystage_web.accounts.register.review import (
    Here,
    Ours,
    Review,
    Sieve,
    Told,
    review,
)
from keystage_web.accounts.register.sheets import columns
from keystage_web.accounts.register.sheets.links import links
from keystage_web.accounts.register.sheets.reading import Unusable, own, read
from keystage_web.accounts.scopes import Scope

KEPT_YEARS = 3  # a school that closed before has no results we would keep
_CANCELLED = "cancelled"


class Stale(Exception):
    """The schools changed since the review was looked at, or it was saved already."""


@dataclass(frozen=True, slots=True)
class Files:
    """The bytes of a file of schools, and of the register's links or b''."""

    schools: bytes
    links: bytes = b""
    size: int = 3_145_728


def arrive(*, by: Scope, files: Files, now: datetime) -> str:
    """Read a file of schools and keep it for its review; return the arrival's id.

    What this person had waiting is dropped. Raises `Unusable`, in a sentence.
    """
    policies.IMPORT.demand(by)
    la = Authority.within(by).get().number
    cells = read(files.schools, files.size)
    rows, aside = own(cells, la)
    if not rows:
        told = _("No line of the file is of authority %(la)s: %(aside)d are of others.")
        raise Unusable(told % {"la": la, "aside": aside})
    places = columns.guessed(cells.headings)
    found = _linked(files, rows, places)
    with transaction.atomic():
        Arrival.within(by).filter(person=by.person, saved=None).delete()
        arrival = Arrival.of(by.authority).create(
            authority_id=by.authority,
            person_id=by.person,
            at=now,
            sha256=cells.sha256,
            headings=cells.headings,
            columns=places,
            rows=rows,
            links=found,
            aside=aside,
        )
        said = {"read": cells.sha256, "lines": len(rows), "aside": aside}
        policies.IMPORT.done(by, now, said=said)
    return arrival.id


def _linked(
    files: Files, rows: list[tuple[int, list[str]]], places: Mapping[str, int]
) -> list[list[str]]:
    if not files.links:
        return []
    place = places.get("urn")
    urns = {row[place] for _line, row in rows} if place is not None else set()
    return links(read(files.links, files.size), urns)


def choose(
    *, by: Scope, arrival: str, places: Mapping[str, int], now: datetime
) -> None:
    """Say which column holds which fact. Raises `Stale` once it has been saved."""
    policies.IMPORT.demand(by)
    with transaction.atomic():
        found = waiting(by, arrival)
        found.columns = dict(places)
        found.save(update_fields=["columns"])
        policies.IMPORT.done(by, now, said={"columns": dict(places)})


def waiting(by: Scope, arrival: str) -> Arrival:
    """Return an arrival that is not saved yet; raises `Stale` where there is none."""
    found = (
        Arrival.within(by)
        .select_for_update()
        .filter(id=arrival, person=by.person, saved=None)
        .first()
    )
    if found is None:
        raise Stale
    return found


def reviewed(by: Scope, arrival: Arrival, now: datetime) -> Review:
    """Return what an arrival would change, as the schools are at this moment."""
    told = Told(arrival.rows, arrival.columns, arrival.links, arrival.aside)
    summer = summer_year(now.date())
    known = Predecessor.of(by.authority).values_list("school", "number", "urn")
    here = Here(
        la=Authority.within(by).get().number,
        schools=[Ours(one.id, facts_of(one)) for one in _schools(by)],
        known=frozenset(known),
        sieve=Sieve(date(summer - KEPT_YEARS, 9, 1), lambda one: _idle(one, summer)),
    )
    return review(told, here)


def _schools(by: Scope) -> list[School]:
    return list(School.of(by.authority).order_by("number", "urn", "id"))


def _idle(facts: Facts, summer: int) -> bool:
    """Return whether no collection of a summer is about a school."""
    if facts.lowest is None and not facts.number and not facts.urn.startswith("EY"):
        return True
    day = date(summer, 6, 30)
    books = map(rulebooks.load, rulebooks.books_for(None, summer))
    return not any(
        owed(replace(facts, closed=None), book, max(day, facts.opened or day)).owes
        for book in books
        if book.status != _CANCELLED
    )
