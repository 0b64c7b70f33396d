"""What there is to do at a school, as task lists: worked out here and nowhere else."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from keystage.core.years import summer_year
from keystage_web.accounts import policies as people
from keystage_web.accounts.register import calendar, policies
from keystage_web.accounts.register.queries import Known
from keystage_web.accounts.scopes import Scope
from keystage_web.files import policies as files
from keystage_web.returns import policies as marksheet
from keystage_web.returns import queries as returns
from keystage_web.returns.moments import begin_of, day_of
from keystage_web.returns.queries import Seen
from keystage_web.returns.sheet import queries as sheets
from keystage_web.returns.sheet.model import Sheet
from keystage_web.returns.standing import due, said, standing
from keystage_web.returns.states import RoundState
from keystage_web.rolls import policies as pupils
from keystage_web.school.marksheet.showing import complete
from keystage_web.ui.parts import State, Task, Tone

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


_NOT_THEIRS = "authority"  # the national day of authorities, in every rulebook


@dataclass(frozen=True, slots=True)
class List:
    """A heading, what stands beneath where there is nothing, and the tasks."""

    title: "StrOrPromise"
    none: "StrOrPromise"
    tasks: tuple[Task, ...]


def lists(scope: Scope, school: Known, now: datetime) -> list[List]:
    """Return what there is to do, and where."""
    seen = returns.owed(scope)
    running = [each for each in seen if each.state is RoundState.OPEN]
    over = [each for each in seen if each.state is RoundState.CLOSED]
    found = [
        List(
            _("Results"),
            _("Nothing is asked of your school at the moment."),
            tuple(_round(scope, each, now) for each in running),
        ),
        List(_("Your school"), "", tuple(_own(scope, school, now))),
    ]
    if over:
        rest = tuple(_round(scope, each, now) for each in over)
        found.append(List(_("Closed"), "", rest))
    return found


def _round(scope: Scope, seen: Seen, now: datetime) -> Task:
    hints = [due(seen.dates)]
    sheet = _sheet(scope, seen, now)
    if sheet:
        hints.insert(0, complete(sheet))
    if seen.dates.until and seen.dates.until > seen.dates.deadline:
        hints.append(_("your school was given more time"))
    hints += [
        f"{each.title}: {said(each.day)}"
        for each in seen.national
        if each.day and each.id != _NOT_THEIRS
    ]
    url = reverse("school:marksheet", args=[seen.id]) if sheet else ""
    return Task(seen.title, standing(seen.dates, now), url, "; ".join(hints))


def _sheet(scope: Scope, seen: Seen, now: datetime) -> Sheet | None:
    """Return the marksheet of a round that has begun, to whoever may see it."""
    begun = now >= begin_of(seen.dates.opens)
    if not (begun and marksheet.VIEW.held(scope)):
        return None
    return sheets.sheet(scope, seen.id, now=now)


def _own(scope: Scope, school: Known, now: datetime) -> list[Task]:
    """Return what belongs to the school itself, as far as the role may see it."""
    found = []
    if pupils.VIEW.held(scope):
        found.append(_at("school:roll", _("Pupils"), State(_("See the list"))))
    if people.LIST.held(scope):
        found.append(_at("school:people", _("People"), State(_("See the list"))))
    if files.LIST.held(scope):
        address = reverse("files:sent", args=[school.id])
        found.append(Task(_("Files"), State(_("Send one, or see the list")), address))
    told = calendar.term(scope, summer_year(day_of(now)), school.id)
    done = told.own and school.report_to
    state = State(_("Told"), Tone.DONE) if done else State(_("Please look"), Tone.QUERY)
    if policies.PROFILE.held(scope):
        label = _("Half-term and address for reports")
        found.append(_at("school:profile", label, state))
    return found


def _at(name: str, label: str, state: State) -> Task:
    return Task(label, state, reverse(name))
