"""Values of a roll as a page shows them: days as people write them, lists in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from keystage.marksheet import headings
from keystage_web.config.figures import whole
from keystage_web.rolls.children import DAYS, FACTS, Child, Fact, Told, day, subjects
from keystage_web.rolls.queries.roll import SORTS, Filter, Page, Row
from keystage_web.rolls.words import FACTS as WORDS
from keystage_web.ui.forms import PAGE_DIGITS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_NOTHING = "–"  # noqa: RUF001 - as shown
_STATES = ("here", "left", "all")


@dataclass(frozen=True, slots=True)
class Shown:
    """A child as a line of a page: its name, its facts in words, and its id if it has one."""

    id: str
    name: str
    facts: Mapping[Fact, str]
    place: int = 0


@dataclass(frozen=True, slots=True)
class Head:
    """A column's heading, and where it leads: to the list in its order."""

    fact: Fact
    label: "StrOrPromise"
    url: str
    sorted: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list: who, and the values of the columns shown."""

    row: Row
    cells: tuple[tuple[Fact, str], ...]
    ticked: bool


def in_words(value: str, fact: Fact) -> str:
    """Return one fact as it is shown; a dash where nothing is known."""
    if not value:
        return _NOTHING
    if fact in DAYS:
        found = day(value)
        return found.strftime("%d/%m/%Y") if found else value
    if fact == "below":
        return ", ".join(subject(one) for one in subjects(value))
    return (
        {"Y": _("Yes"), "N": _("No")}.get(value, value) if fact == "premium" else value
    )


def subject(id_: str) -> str:
    """Return what a test a child may be below the standard of is called."""
    found = headings.roll().get(f"below_{id_}")
    return found.label.removeprefix("Below standard ").capitalize() if found else id_


def shown(one: Child | Told) -> Shown:
    """Return a child as a page shows it."""
    facts = {fact: in_words(one.get(fact), fact) for fact in FACTS}
    name = f"{one.get('surname')}, {one.get('forename')}"
    if isinstance(one, Told):
        return Shown("", name, facts, one.place)
    return Shown(one.id, name, facts)


def wanted_of(told: QueryDict) -> Filter:
    """Return what of a roll is wanted, by an address or a search that was sent."""
    page, state, sort = (
        told.get("page", ""),
        told.get("state", ""),
        told.get("sort", ""),
    )
    number = whole(page, PAGE_DIGITS)
    return Filter(
        groups=tuple(told.getlist("group")),
        classes=tuple(told.getlist("class")),
        state=state if state in _STATES else "here",
        find=told.get("find", "")[:100],
        sort=sort if sort in SORTS else "",
        page=1 if number is None else number,
    )


def address(wanted: Filter, **other: str) -> str:
    """Return the part of an address that asks for the same with something else.

    A search is never in it.
    """
    told: list[tuple[str, str]] = [("group", one) for one in wanted.groups]
    told += [("class", one) for one in wanted.classes]
    plain = {"state": wanted.state, "sort": wanted.sort, **other}
    told += [(name, value) for name, value in plain.items() if value]
    return urlencode(told)


def heads(columns: tuple[Fact, ...], wanted: Filter, path: str) -> Iterator[Head]:
    """Yield the headings of a list."""
    for fact in columns:
        url = f"{path}?{address(wanted, sort=fact)}" if fact in SORTS else ""
        yield Head(fact, WORDS[fact], url, fact == wanted.sort)


def lines(found: Page, *, ticked: bool) -> Iterator[Line]:
    """Yield the lines of a list."""
    for row in found.rows:
        cells = tuple(
            (one, in_words(row.facts.get(one, ""), one)) for one in found.columns
        )
        yield Line(row, cells, ticked)
