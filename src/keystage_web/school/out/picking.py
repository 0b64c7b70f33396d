"""The first step: which pupils, one by one, by class or year group, or all of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keystage.checks.fold import folded
from keystage.core import upn
from keystage_web import clock
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.outgoing.model import Outgoing, Person
from keystage_web.returns.policies import VIEW
from keystage_web.returns.sheet.facts import Child
from keystage_web.rolls.children import Fact
from keystage_web.rolls.looking import looked
from keystage_web.rolls.words import FACTS
from keystage_web.school.out import door
from keystage_web.school.out.keeping import Choice, keep, kept
from keystage_web.school.roll.door import at_school
from keystage_web.ui.forms import Fault

if TYPE_CHECKING:
    from datetime import date

    from django_stubs_ext import StrOrPromise

_NONE = "none"  # of no class, or of no year group


def _day(found: "date | None") -> str:
    return date_format(found, "j M Y") if found else ""


_COLUMNS: Mapping[Fact, Callable[[Child], str]] = {
    "year_group": lambda one: one.year_group,
    "group": lambda one: one.klass_name,
    "upn": lambda one: one.upn,
    "born": lambda one: _day(one.born),
    "sex": lambda one: one.sex,
    "joined": lambda one: _day(one.joined),
    "left": lambda one: _day(one.left),
}
_USUAL = ("year_group", "group")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which pupils are shown: words of a name or a UPN, year groups and classes."""

    find: str = ""
    groups: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()

    @property
    def narrows(self) -> bool:
        """Whether a year group or a class was ticked."""
        return bool(self.groups or self.classes)

    def fits(self, one: Person) -> bool:
        """Whether a pupil is shown."""
        child = one.child
        if self.groups and (child.year_group or _NONE) not in self.groups:
            return False
        if self.classes and (child.klass or _NONE) not in self.classes:
            return False
        name = folded(f"{child.surname} {child.forename}")
        words = folded(self.find.replace(",", " ")).split()
        number = upn.tidy(self.find)
        return number == upn.tidy(child.upn) != "" or all(one in name for one in words)


@dataclass(frozen=True, slots=True)
class Tick:
    """A value to tick, with its words and how many pupils have it."""

    value: str
    label: "StrOrPromise"
    count: int
    ticked: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A pupil to tick."""

    person: Person
    ticked: bool
    facts: tuple[str, ...]

    @property
    def done(self) -> str:
        """How far its results are, in words."""
        told = {"filled": self.person.filled, "due": self.person.due}
        return _("%(filled)d of %(due)d entered") % told


@require_http_methods(["GET", "HEAD", "POST"])
@at_school
def page(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Show the pupils the school returns; keep the ticks with every button."""
    out = door.out_of(scope, round_id)
    choice = kept(request, round_id)
    if request.method != "POST":
        return _drawn(request, scope, out, _told(out, choice, Wanted()))
    told = request.POST
    do, wanted = told.get("do", ""), _wanted(told)
    choice = _ticked(told, out, choice)
    if do == "clear":
        wanted = Wanted()
    elif do in {"all", "none"}:
        choice = _shown_too(out, choice, wanted, on=do == "all")
    elif do == "columns":
        chosen = tuple(one for one in _COLUMNS if one in told.getlist("column"))
        choice = replace(choice, columns=chosen or ("",))
    keep(request, round_id, choice)
    if do == "go" and choice.people(out):
        return redirect(door.at(out, "to"))
    return _drawn(request, scope, out, _told(out, choice, wanted, wrong=do == "go"))


def _wanted(told: QueryDict) -> Wanted:
    return Wanted(
        told.get("find", "").strip()[:100],
        tuple(told.getlist("year")),
        tuple(told.getlist("class")),
    )


def _ticked(told: QueryDict, out: Outgoing, choice: Choice) -> Choice:
    """Return the choice with the ticks of those shown; others stay as they were."""
    shown = set(told.get("shown", "").split(","))
    before = {one.id for one in choice.people(out)}
    ticked = set(told.getlist("pupil"))
    after = (before - shown) | (ticked & shown)
    return _of(out, choice, after)


def _shown_too(out: Outgoing, choice: Choice, wanted: Wanted, *, on: bool) -> Choice:
    """Return the choice with all those shown, or without them."""
    shown = {one.id for one in out.owed if wanted.fits(one)}
    before = {one.id for one in choice.people(out)}
    return _of(out, choice, before | shown if on else before - shown)


def _of(out: Outgoing, choice: Choice, chosen: set[str]) -> Choice:
    """Return the choice of these pupils; of all, whoever is still to come."""
    ids = tuple(one.id for one in out.owed if one.id in chosen)
    return replace(choice, pupils=None if len(ids) == len(out.owed) else ids)


def _drawn(
    request: HttpRequest, scope: Scope, out: Outgoing, told: dict[str, Any]
) -> HttpResponse:
    """Draw the pupils, and write down who was seen."""
    seen = {line.person.id for line in told["lines"]} | {one.id for one in out.others}
    looked(by=scope, right=VIEW, pupils=seen, school=scope.school, now=clock.now())
    status = HTTPStatus.UNPROCESSABLE_ENTITY if told["faults"] else HTTPStatus.OK
    return render(request, "school/out/pupils.html", told, status=status)


def _told(
    out: Outgoing, choice: Choice, wanted: Wanted, *, wrong: bool = False
) -> dict[str, Any]:
    chosen = {one.id for one in choice.people(out)}
    shown = [one for one in out.owed if wanted.fits(one)]
    columns = choice.columns or _USUAL
    said = _("Choose at least one of the %(pupils)s.") % out.book.words
    return {
        "out": out,
        "words": out.book.words,
        "trail": door.trail(out, _("Take results out")),
        "standing": door.standing(out),
        "wanted": wanted,
        "heads": [FACTS[one] for one in _COLUMNS if one in columns],
        "columns": [(one, FACTS[one], one in columns) for one in _COLUMNS],
        "years": _years(out, wanted),
        "classes": _classes(out, wanted),
        "lines": [_line(one, chosen, columns) for one in shown],
        "shown": ",".join(one.id for one in shown),
        "chosen": len(chosen),
        "faults": [Fault(said, "pupils")] if wrong else [],
        "back": door.trail(out, "")[1].url,
    }


def _line(one: Person, chosen: set[str], columns: tuple[str, ...]) -> Line:
    facts = tuple(says(one.child) for name, says in _COLUMNS.items() if name in columns)
    return Line(one, one.id in chosen, facts)


def _years(out: Outgoing, wanted: Wanted) -> list[Tick]:
    found = [(one.child.year_group, one.child.year_group) for one in out.owed]
    return _ticks(found, wanted.groups, _("No year group"))


def _classes(out: Outgoing, wanted: Wanted) -> list[Tick]:
    found = [(one.child.klass, one.child.klass_name) for one in out.owed]
    return _ticks(found, wanted.classes, _("No class"))


def _ticks(
    found: list[tuple[str, str]], ticked: tuple[str, ...], none: str
) -> list[Tick]:
    order = sorted(set(found), key=lambda one: (not one[0], len(one[1]), one[1]))
    return [
        Tick(
            id_ or _NONE,
            name or none,
            found.count((id_, name)),
            (id_ or _NONE) in ticked,
        )
        for id_, name in order
    ]
