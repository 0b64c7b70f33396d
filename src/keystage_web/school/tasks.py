"""What there is to do at a school, as task lists: worked out here and nowhere else."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from keystage import rulebooks
from keystage.core.years import summer_year
from keystage_web.accounts import policies as people
from keystage_web.accounts.register import calendar, policies
from keystage_web.accounts.register.queries import Known
from keystage_web.accounts.scopes import Scope
from keystage_web.files import policies as files
from keystage_web.files.requests import queries as requests
from keystage_web.returns import policies as signing
from keystage_web.returns.board import own as returns
from keystage_web.returns.board.own import Own
from keystage_web.returns.giving.posting import posted
from keystage_web.returns.moments import begin_of, day_of
from keystage_web.returns.standing import due, is_taking, left, said, standing
from keystage_web.returns.states import ENTERED, RoundState
from keystage_web.rolls import policies as pupils
from keystage_web.school.signing.door import at
from keystage_web.school.signing.telling import national
from keystage_web.ui.parts import Link, State, Task, Tone

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_AT_WORK = (None, *ENTERED)


@dataclass(frozen=True, slots=True)
class List:
    """A heading, what stands beneath where there is nothing, and the tasks."""

    title: "StrOrPromise"
    none: "StrOrPromise"
    tasks: tuple[Task, ...]


def lists(scope: Scope, school: Known, now: datetime) -> list[List]:
    """Return what there is to do, and where."""
    held = returns.own(scope, now)
    running = [each for each in held if each.seen.state is RoundState.OPEN]
    over = [each for each in held if each.seen.state is RoundState.CLOSED]
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


def _round(scope: Scope, own: Own, now: datetime) -> Task:
    seen = own.seen
    return Task(
        seen.title,
        _state(scope, own, now),
        _door(scope, own, now),
        ". ".join(capfirst(one) for one in _hints(scope, own, now)),
        tuple(_links(scope, own, now)),
    )


def _state(scope: Scope, own: Own, now: datetime) -> State:
    """Return how the return stands; to who may not know that, how the round does."""
    sent = own.state not in _AT_WORK
    known = signing.RETURN.held(scope) and (sent or is_taking(own.seen.dates, now))
    return own.cell.word if known else standing(own.seen.dates, now)


def _door(scope: Scope, own: Own, now: datetime) -> str:
    """Return where a return is worked on, or read where it is not; '' before it begins."""
    begun = now >= begin_of(own.seen.dates.opens)
    if not (begun and signing.RETURN.held(scope)):
        return ""
    route = "school:marksheet" if own.state in _AT_WORK else "school:return"
    return reverse(route, args=[own.seen.id])


def _hints(scope: Scope, own: Own, now: datetime) -> Iterator[str]:
    seen, cell = own.seen, own.cell
    if signing.RETURN.held(scope) and cell.far and is_taking(seen.dates, now):
        words = rulebooks.load(seen.book).words
        told = {"done": cell.done, "all": cell.due, "who": words["pupils"]}
        yield _("%(done)d of %(all)d %(who)s complete") % told
    if own.state in _AT_WORK or seen.state is not RoundState.OPEN:
        yield ", ".join(filter(None, (due(seen.dates), left(seen.dates, now))))
    if seen.dates.until and seen.dates.until > seen.dates.deadline:
        yield _("your school was given more time")
    if signing.RETURN.held(scope):
        yield from cell.more
    yield from national(seen)


def _links(scope: Scope, own: Own, now: datetime) -> Iterator[Link]:
    """Yield what else there is to do about a return, as far as the role may do it."""
    seen = own.seen
    open_ = is_taking(seen.dates, now) and own.state in _AT_WORK
    wanted = [
        ("sign", _("Check and send"), open_ and signing.SUBMIT.held(scope)),
        ("", _("The return"), signing.RETURN.held(scope)),
        ("late", _("We will be late"), open_ and signing.LATE.held(scope)),
        ("excuse", _("Nothing to return"), open_ and signing.EXCUSE.held(scope)),
        ("changed", _("What changed this year"), True),
        ("guidance", _("Guidance and contacts"), True),
    ]
    for name, label, there in wanted:
        if there:
            yield Link(label, at(name, seen.id))
    if is_taking(seen.dates, now) and files.UPLOAD.held(scope):
        address = reverse("files:round", args=[scope.school, seen.id])
        yield Link(_("Send a file"), address)


def _own(scope: Scope, school: Known, now: datetime) -> list[Task]:
    """Return what belongs to the school itself, as far as the role may see it."""
    found = []
    if pupils.VIEW.held(scope):
        found.append(_at("school:roll", _("Pupils"), State(_("See the list"))))
    if people.LIST.held(scope):
        found.append(_at("school:people", _("People"), State(_("See the list"))))
    if files.LIST.held(scope):
        address = reverse("files:sent", args=[school.id])
        label, state = _("Files"), State(_("Send one, or see the list"))
        more = (Link(_("Check a file without sending it"), reverse("files:check")),)
        links = more if files.DRY_RUN.held(scope) else ()
        found.append(Task(label, state, address, links=links))
        found += _asked_for(scope, address, now)
    if signing.PAPERS.held(scope):
        found += [
            Task(
                _("Your list: %(round)s") % {"round": one.title},
                State(_("From the authority: please look through it"), Tone.QUERY),
                reverse("school:list", args=[one.round]),
            )
            for one in posted(scope)
        ]
    told = calendar.term(scope, summer_year(day_of(now)), school.id)
    done = told.own and school.report_to
    state = State(_("Told"), Tone.DONE) if done else State(_("Please look"), Tone.QUERY)
    if policies.PROFILE.held(scope):
        label = _("Half-term and address for reports")
        found.append(_at("school:profile", label, state))
    return found


def _asked_for(scope: Scope, address: str, now: datetime) -> Iterator[Task]:
    """Yield the files the authority asks for, as long as they are not closed."""
    for one in requests.open_to(scope):
        if one.sent:
            state = State(_("Sent"), Tone.SENT)
        elif one.late(now):
            state = State(_("Late"), Tone.LATE)
        else:
            state = State(_("Asked for"), Tone.QUERY)
        day = said(day_of(one.deadline))
        yield Task(
            one.title,
            state,
            f"{address}?request={one.id}",
            _("A file for your authority, by %(day)s") % {"day": day},
        )


def _at(name: str, label: str, state: State) -> Task:
    return Task(label, state, reverse(name))
