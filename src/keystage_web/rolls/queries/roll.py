"""The list of a roll: one question for its rows, one for its counts, one for its classes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, When
from django.db.models.functions import Length

from keystage.checks.fold import folded
from keystage.core import upn as numbers
from keystage_web.accounts.scopes import Scope
from keystage_web.rolls.children import OPTIONAL, Fact
from keystage_web.rolls.models import Asked, Class, Pupil, Shown
from keystage_web.rolls.policies import SENSITIVE
from keystage_web.rolls.queries.state import facts_of

PAGE = 100
_SHORTEST = 2  # letters to search for
COLUMNS: tuple[Fact, ...] = (
    *("upn", "born", "sex", "year_group", "group", "joined", "left"),
    *("middle", "below", "premium", "sen", "language", "postcode"),
)
USUAL: tuple[Fact, ...] = ("upn", "born", "sex", "year_group", "group")
SORTS: tuple[Fact, ...] = (
    "upn",
    "born",
    "sex",
    "year_group",
    "group",
    "joined",
    "left",
)
_ORDER = ("N1", "N2", "R", *map(str, range(1, 15)))


@dataclass(frozen=True, slots=True)
class Filter:
    """What of a roll is wanted: year groups and classes (none ticked: all), a search.

    `state` is `here`, `left` or `all`, `sort` one of `SORTS`. `page` counts from 1.
    """

    groups: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    state: str = "here"
    find: str = ""
    sort: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One pupil of a list."""

    id: str
    name: str
    facts: Mapping[Fact, str]
    doubt: bool  # whether something is wrong with the UPN


@dataclass(frozen=True, slots=True)
class Tick:
    """A value to filter by, and how many pupils have it."""

    value: str
    label: str
    count: int
    ticked: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a roll: its rows, how many there are in all, and what can be ticked."""

    rows: tuple[Row, ...]
    found: int
    here: int
    gone: int
    groups: tuple[Tick, ...]
    classes: tuple[Tick, ...]
    columns: tuple[Fact, ...]
    offered: tuple[Fact, ...]
    page: int = 1
    pages: int = 1
    ids: tuple[str, ...] = field(default=())


def page(scope: Scope, year: int, wanted: Filter, school: str = "") -> Page:
    """Return a page of the pupils a scope sees, of one school and year."""
    pupils = _pupils(scope, year, school)
    counts = pupils.aggregate(
        here=Count("id", filter=Q(left=None)), gone=Count("id", filter=~Q(left=None))
    )
    found = _filtered(pupils, wanted)
    total = found.count()
    pages = max(1, -(-total // PAGE))
    at = min(max(1, wanted.page), pages)
    rows = _sorted(found.select_related("klass"), wanted.sort)
    shown = tuple(map(row_of, rows[(at - 1) * PAGE : at * PAGE]))
    offered = offered_to(scope)
    return Page(
        rows=shown,
        found=total,
        here=counts["here"],
        gone=counts["gone"],
        groups=_groups(_of_state(pupils, wanted), wanted.groups),
        classes=_classes(_of_state(pupils, wanted), wanted.classes),
        columns=columns_of(scope, offered),
        offered=offered,
        page=at,
        pages=pages,
        ids=tuple(one.id for one in shown),
    )


def _sorted(pupils: "QuerySet[Pupil]", sort: str) -> "QuerySet[Pupil]":
    """Return pupils by a column, then by name; of year groups, reception comes first."""
    if sort not in SORTS:
        return pupils.order_by("key", "id")
    if sort == "year_group":
        places = [When(year_group=one, then=at) for at, one in enumerate(_ORDER)]
        by = Case(*places, default=len(_ORDER), output_field=IntegerField())
        return pupils.order_by(by, "key", "id")
    column = "klass__name" if sort == "group" else sort
    return pupils.order_by(F(column).asc(nulls_last=True), "key", "id")


def _pupils(scope: Scope, year: int, school: str) -> "QuerySet[Pupil]":
    found = Pupil.within(scope).filter(year=year)
    return found.filter(school=school) if school else found


def _of_state(pupils: "QuerySet[Pupil]", wanted: Filter) -> "QuerySet[Pupil]":
    if wanted.state == "all":
        return pupils
    return pupils.filter(left__isnull=wanted.state != "left")


def _filtered(pupils: "QuerySet[Pupil]", wanted: Filter) -> "QuerySet[Pupil]":
    found = _of_state(pupils, wanted)
    if wanted.groups:
        found = found.filter(year_group__in=[_plain(one) for one in wanted.groups])
    if wanted.classes:
        none = Q(klass=None) if "none" in wanted.classes else Q()
        named = Q(klass__in=[one for one in wanted.classes if one != "none"])
        found = found.filter(named | none if none else named)
    return searched(found, wanted.find)


def _plain(group: str) -> str:
    return "" if group == "none" else group


def searched(pupils: "QuerySet[Pupil]", find: str) -> "QuerySet[Pupil]":
    """Return the pupils whose UPN, now or before, or whose name a text is found in."""
    text = find.strip()
    if not text:
        return pupils
    number = numbers.tidy(text)
    if len(number) == numbers.LENGTH and any(char.isdigit() for char in number):
        former = Q(formerupn__upn=number)
        return pupils.filter(Q(upn=number) | former).distinct()
    for word in folded(text.replace(",", " ")).split():
        pupils = pupils.filter(key__contains=word)
    return pupils


def long_enough(find: str) -> bool:
    """Whether a search has letters enough to be one."""
    return len(folded(find)) >= _SHORTEST


def row_of(pupil: Pupil) -> Row:
    """Return a pupil as a line of a list."""
    facts = facts_of(pupil)
    name = f"{pupil.surname}, {pupil.forename}"
    return Row(pupil.id, name, facts, bool(not pupil.upn or numbers.faults(pupil.upn)))


def _groups(pupils: "QuerySet[Pupil]", ticked: Collection[str]) -> tuple[Tick, ...]:
    found = pupils.order_by().values_list("year_group").annotate(many=Count("id"))
    counts = dict(found)
    order = [*_ORDER, *sorted(counts.keys() - {*_ORDER, ""}), ""]
    return tuple(
        Tick(one or "none", one, counts[one], (one or "none") in ticked)
        for one in order
        if one in counts
    )


def _classes(pupils: "QuerySet[Pupil]", ticked: Collection[str]) -> tuple[Tick, ...]:
    by_class = pupils.order_by().values("klass", "klass__name")
    found = by_class.annotate(many=Count("id")).order_by(
        Length("klass__name"), "klass__name"
    )
    return tuple(
        Tick(
            one["klass"] or "none",
            one["klass__name"] or "",
            one["many"],
            (one["klass"] or "none") in ticked,
        )
        for one in found
    )


def offered_to(scope: Scope) -> tuple[Fact, ...]:
    """Return the columns a scope may see: those of needs only where they are asked for."""
    held = Asked.of(scope.authority).first() if SENSITIVE.held(scope) else None
    asked = held.facts if held else ()
    return tuple(one for one in COLUMNS if one not in OPTIONAL or one in asked)


def columns_of(scope: Scope, offered: Collection[Fact]) -> tuple[Fact, ...]:
    """Return the columns a person wants to see, of those that are offered."""
    held = Shown.within(scope).first()
    wanted = held.columns if held else USUAL
    return tuple(one for one in COLUMNS if one in wanted and one in offered)


def class_names(scope: Scope, year: int) -> list[tuple[str, str]]:
    """Return the classes a scope sees, id and name, in order of their names."""
    rows = Class.within(scope).filter(year=year).order_by("name")
    return [(one.id, one.name) for one in rows]
