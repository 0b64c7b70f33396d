"""The way to the return of one school in one round, and back from what is done there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

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
