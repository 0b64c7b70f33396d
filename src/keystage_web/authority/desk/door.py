"""The way to the return of one school in one round, and back from what is done there."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from keystage import rulebooks
from keystage.checks.model import Rulebook
from keystage.core.errors import UsageError
from keystage_web import clock
from keystage_web.accounts.register import queries as register
from keystage_web.accounts.register.queries import Line
from keystage_web.accounts.rights import Refused, Right
from keystage_web.accounts.scopes import Scope
from keystage_web.returns import queries
from keystage_web.returns.desk.returned import Sheeted, sheeted
from keystage_web.returns.moments import day_of
from keystage_web.returns.queries import Seen
from keystage_web.returns.refusals import Locked, NotThere, Stale
from keystage_web.returns.sheet.plan import plan_of
from keystage_web.returns.states import NoSuchMove, ReturnState
from keystage_web.rolls.looking import looked
from keystage_web.ui.forms import Form
from keystage_web.ui.pages import Asked, asking

type Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class At:
    """A school's return, and who is at it; `state` is None where it was never begun."""

    scope: Scope
    seen: Seen
    school: Line
    state: ReturnState | None
    now: datetime

    @property
    def book(self) -> Rulebook:
        """The round's rulebook."""
        return rulebooks.load(self.seen.book)

    @property
    def components(self) -> Choices:
        """The results that are entered, by id, each with its title."""
        plan = plan_of(self.seen.book, day_of(self.now))
        return [(one.id, one.title) for one in plan.columns if not one.worked]

    @property
    def page(self) -> str:
        """The address of the return's page."""
        return reverse("authority:round-school", args=[self.seen.id, self.school.id])

    @property
    def told(self) -> dict[str, Any]:
        """What every action on the return is told: by whom, of which, when."""
        at = {"round_id": self.seen.id, "school": self.school.id}
        return {"by": self.scope, **at, "now": self.now}

    def title(self, words: str) -> str:
        """Return the heading of a page about this return."""
        return f"{words}: {self.school.name}, {self.seen.title}"

    def sent(self) -> "Sheeted":
        """Return who is in the version that stands; raises `Http404` without one."""
        found = sheeted(self.scope, self.seen.id, self.school.id)
        if found is None:
            raise Http404
        return found


def at(
    scope: Scope, round_id: str, school: str, right: Right, *, there: bool = True
) -> At:
    """Return a school's return as one works at it who has the right to.

    `there` says whether what the page is about, beside the return, was found.
    Raises `Http404` for what the scope does not see, and `Refused`: all of it is for
    people of the authority, whoever else has the right at a school.
    """
    seen = queries.one(scope, round_id)
    line = next(iter(register.lines(scope, [school])), None)
    if seen is None or line is None or not there:
        raise Http404
    if not scope.whole:
        raise Refused(right)
    right.demand(scope)
    state = queries.returned(scope, round_id).get(school)
    return At(scope, seen, line, state, clock.now())


@dataclass(frozen=True, slots=True)
class Act:
    """What a page with a form does: by which right, what, and what is said then.

    `do` takes what was entered, by its name; `pupils` are those the form names.
    """

    right: Right
    do: Callable[..., object]
    told: str
    asked: Asked
    pupils: Iterable[tuple[str, str]] = ()


def acted(request: HttpRequest, at: At, form: Form, act: Act) -> HttpResponse:
    """Do what a form asks for; until it is right, draw it and keep whom it showed."""
    if form.is_valid():
        return done(request, at, partial(act.do, **form.cleaned_data), act.told)
    pupils = [id_ for id_, _name in act.pupils]
    looked(by=at.scope, right=act.right, pupils=pupils, school=at.school.id, now=at.now)
    return asking(request, form, act.asked)


def barred(
    request: HttpRequest, at: At, states: Collection[ReturnState]
) -> HttpResponse | None:
    """Lead back from a form that the return's state leaves nothing to be done with.

    What is sent goes on: the action says itself why it cannot be done.
    """
    if request.method == "POST" or at.state in states:
        return None
    said = _("That cannot be done as the return stands now.")
    if at.state is ReturnState.UNLOCKED:
        said = _("This return is unlocked. Wait until the school has sent it again.")
    if at.state is ReturnState.ACCEPTED:
        said = _("This return is accepted already.")
    messages.warning(request, said)
    return redirect(at.page)


def done(
    request: HttpRequest, at: At, do: Callable[[], object], told: str
) -> HttpResponse:
    """Do it, say so, and go back to the return; say why where it cannot be done."""
    try:
        do()
    except NotThere:
        raise Http404 from None
    except Locked as locked:
        messages.warning(request, locked.said)
    except (Stale, NoSuchMove, UsageError):
        messages.warning(
            request, _("Nothing was changed: the return stands elsewhere by now.")
        )
    else:
        messages.success(request, told)
    return redirect(at.page)
