"""Make a round, change its days, open and close it, give schools more time."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from keystage import rulebooks
from keystage.checks.model import Rulebook
from keystage.core.years import summer_year
from keystage_web import clock
from keystage_web.accounts.entrance import entered
from keystage_web.accounts.register import calendar
from keystage_web.accounts.register import queries as register
from keystage_web.accounts.scopes import Scope
from keystage_web.authority.rounds.forms import Around, BookForm, ExtendForm, PlanForm
from keystage_web.authority.rounds.pages import seen_or_404
from keystage_web.returns import policies, queries
from keystage_web.returns.actions import rounds
from keystage_web.returns.moments import day_of, end_of
from keystage_web.returns.queries import Seen
from keystage_web.returns.states import Move, NoSuchMove, RoundState
from keystage_web.ui.pages import Asked, asking, sent

_BOTH = require_http_methods(["GET", "HEAD", "POST"])


@_BOTH
@entered
def choose(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Ask of which collection the new round is."""
    policies.EDIT.demand(scope)
    now = clock.now()
    books = queries.to_make(scope, now)
    form = BookForm(sent(request), books=books, summer=summer_year(day_of(now)))
    if form.is_valid():
        return redirect(f"{reverse('authority:round-make')}?book={form.chosen()}")
    back = reverse("authority:rounds")
    return asking(request, form, Asked(_("A new round"), back, _("Go on to its days")))


@_BOTH
@entered
def add(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Ask for the days of a new round, and make it: a draft, seen by no school."""
    policies.EDIT.demand(scope)
    now = clock.now()
    book = request.GET.get("book") or request.POST.get("book", "")
    found = next((one for one in queries.to_make(scope, now) if one.id == book), None)
    if found is None:
        return redirect("authority:round-add")
    form = PlanForm(sent(request), around=_around(scope, found))
    if form.is_valid():
        try:
            made = rounds.create(by=scope, book=book, plan=form.plan(), now=now)
        except rounds.Exists:
            return redirect("authority:rounds")
        messages.success(request, _("The round is a draft: no school sees it yet."))
        return redirect("authority:round", round_id=made)
    asked = Asked(found.title, reverse("authority:round-add"), _("Make the round"))
    return asking(request, form, asked)


@_BOTH
@entered
def edit(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Change the days of a draft."""
    seen = seen_or_404(scope, round_id)
    policies.EDIT.demand(scope)
    if seen.state is not RoundState.DRAFT:
        return _too_late(request, seen)
    around = _around(scope, rulebooks.load(seen.book))
    form = PlanForm(sent(request), around=around, seen=seen)
    if form.is_valid():
        plan, now = form.plan(), clock.now()
        try:
            rounds.edit(by=scope, round_id=round_id, plan=plan, now=now)
        except NoSuchMove:
            return _too_late(request, seen)
        messages.success(request, _("The days of the round are kept."))
        return redirect(_page(seen))
    title = _("Days of the round: %(round)s") % {"round": seen.title}
    return asking(request, form, Asked(title, _page(seen)))


@require_POST
@entered
def move(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Open, close, reopen or archive a round."""
    seen = seen_or_404(scope, round_id)
    policies.OPEN_CLOSE.demand(scope)
    try:
        asked = Move(request.POST.get("move", ""))
        rounds.move(by=scope, round_id=round_id, move=asked, now=clock.now())
    except (ValueError, NoSuchMove):
        return _too_late(request, seen)
    messages.success(request, _moved(asked))
    return redirect(_page(seen))


@_BOTH
@entered
def extend(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Give schools more time, and say why."""
    seen = seen_or_404(scope, round_id)
    policies.EXTEND.demand(scope)
    owing = {one for one, said in queries.owing(scope, seen).items() if said.owes}
    lines = register.lines(scope, owing)
    choices = [(line.id, f"{line.number} {line.name}") for line in lines]
    asked = {"schools": request.GET.getlist("school")}
    form = ExtendForm(sent(request), seen=seen, choices=choices, initial=asked)
    if form.is_valid():
        try:
            count = rounds.extend(
                by=scope,
                round_id=round_id,
                schools=form.cleaned_data["schools"],
                until=end_of(form.cleaned_data["until"]),
                reason=form.cleaned_data["reason"],
                now=clock.now(),
            )
        except NoSuchMove:
            return _too_late(request, seen)
        told = ngettext(
            "%(count)d school has more time.",
            "%(count)d schools have more time.",
            count,
        )
        messages.success(request, told % {"count": count})
        return redirect(_page(seen))
    title = _("More time: %(round)s") % {"round": seen.title}
    return asking(request, form, Asked(title, _page(seen), _("Give more time")))


@require_POST
@entered
def switch(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Let schools enter results on the marksheet, or no longer."""
    seen = seen_or_404(scope, round_id)
    policies.SWITCH_ROUND.demand(scope)
    on = request.POST.get("on") == "1"
    rounds.switch(by=scope, round_id=round_id, on=on, now=clock.now())
    said = (
        _("Schools can enter results on the marksheet.")
        if on
        else _("No school enters results on the marksheet now.")
    )
    messages.success(request, said)
    return redirect(_page(seen))


def _around(scope: Scope, book: Rulebook) -> Around:
    off = [each.day for each in calendar.days_off(scope)]
    return Around(book, calendar.term(scope, book.year), off)


def _too_late(request: HttpRequest, seen: Seen) -> HttpResponse:
    told = _("Nothing was changed: the round stands elsewhere by now.")
    messages.warning(request, told)
    return redirect(_page(seen))


def _moved(move: Move) -> str:
    return {
        Move.OPEN: _("The round is open: schools that owe it see it now."),
        Move.CLOSE: _("The round is closed: nothing more is taken."),
        Move.REOPEN: _("The round is open again."),
        Move.ARCHIVE: _("The round is archived: schools no longer see it."),
    }[move]


def _page(seen: Seen) -> str:
    return reverse("authority:round", kwargs={"round_id": seen.id})
