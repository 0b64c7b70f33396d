"""What the administrator changes of a school."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from keystage_web import clock
from keystage_web.accounts.entrance import entered
from keystage_web.accounts.register import policies, queries, schools
from keystage_web.accounts.register.queries import Known
from keystage_web.accounts.scopes import Scope
from keystage_web.authority.schools.forms import (
    BeforeForm,
    CloseForm,
    FactsForm,
    MergeForm,
    OwesForm,
)
from keystage_web.authority.schools.pages import known_or_404
from keystage_web.returns import queries as returns
from keystage_web.ui.forms import Form
from keystage_web.ui.pages import Asked, asking, sent

_BOTH = require_http_methods(["GET", "HEAD", "POST"])


@_BOTH
@entered
def add(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Add a school by hand."""
    policies.EDIT.demand(scope)
    form = FactsForm(sent(request))

    def do() -> str:
        return schools.add(by=scope, facts=form.facts(), now=clock.now())

    if form.is_valid() and (made := _unless_taken(form, do)):
        messages.success(request, _("The school was added."))
        return redirect("authority:school", school=made)
    asked = Asked(_("Add a school"), reverse("authority:schools"), _("Add the school"))
    return asking(request, form, asked)


@_BOTH
@entered
def edit(request: HttpRequest, scope: Scope, school: str) -> HttpResponse:
    """Change the facts of a school."""
    found = known_or_404(scope, school)
    policies.EDIT.demand(scope)
    form = FactsForm(sent(request), facts=found.facts)

    def do() -> str:
        count = schools.edit(
            by=scope, school=school, facts=form.facts(), now=clock.now()
        )
        told = ngettext("%(count)d fact changed.", "%(count)d facts changed.", count)
        return told % {"count": count}

    if form.is_valid() and (told := _unless_taken(form, do)):
        messages.success(request, told)
        return _back(found)
    asked = Asked(_("Change %(name)s") % {"name": found.facts.name}, _page(found))
    return asking(request, form, asked)


@_BOTH
@entered
def close(request: HttpRequest, scope: Scope, school: str) -> HttpResponse:
    """Say that a school has closed, or will."""
    found = known_or_404(scope, school)
    policies.EDIT.demand(scope)
    form = CloseForm(sent(request))
    if form.is_valid():
        day = form.cleaned_data["day"]
        schools.close(by=scope, school=school, day=day, now=clock.now())
        messages.success(request, _("The last day of the school is kept."))
        return _back(found)
    asked = Asked(
        _("Close %(name)s") % {"name": found.facts.name},
        _page(found),
        _("Close the school"),
        _(
            "Its people, pupils and results stay. From the next day on it owes nothing "
            "and no longer stands among the open schools."
        ),
    )
    return asking(request, form, asked)


@_BOTH
@entered
def merge(request: HttpRequest, scope: Scope, school: str) -> HttpResponse:
    """Say which schools became this one."""
    found = known_or_404(scope, school)
    policies.EDIT.demand(scope)
    form = MergeForm(
        sent(request), known=lambda words: queries.numbered(scope, words, found.id)
    )
    if form.is_valid():
        schools.merge(
            by=scope,
            school=school,
            earlier=form.cleaned_data["earlier"],
            day=form.cleaned_data["day"],
            now=clock.now(),
        )
        messages.success(request, _("The schools were merged."))
        return _back(found)
    asked = Asked(
        _("Which schools became %(name)s?") % {"name": found.facts.name},
        _page(found),
        _("Merge the schools"),
        _(
            "They close on the day before. Their results stay theirs, and this school "
            "finds them."
        ),
    )
    return asking(request, form, asked)


@_BOTH
@entered
def before(request: HttpRequest, scope: Scope, school: str) -> HttpResponse:
    """Say which school went before this one, by its number."""
    found = known_or_404(scope, school)
    policies.EDIT.demand(scope)
    form = BeforeForm(sent(request))
    if form.is_valid():
        schools.follow(
            by=scope,
            school=school,
            number=form.cleaned_data["number"],
            since=form.cleaned_data["since"],
            now=clock.now(),
        )
        messages.success(request, _("The earlier school is kept."))
        return _back(found)
    title = _("Which school went before %(name)s?") % {"name": found.facts.name}
    return asking(request, form, Asked(title, _page(found)))


@_BOTH
@entered
def owes(request: HttpRequest, scope: Scope, school: str, book: str) -> HttpResponse:
    """Say whether a school owes a collection, against what its ages say."""
    found = known_or_404(scope, school)
    books = {each.id: each for each, _day in returns.books(scope, clock.now())}
    if book not in books:
        raise Http404
    policies.EDIT.demand(scope)
    form = OwesForm(sent(request))
    if form.is_valid():
        schools.owe(
            by=scope,
            school=school,
            collection=books[book].collection,
            summer=books[book].year,
            owes=form.said(),
            reason=form.cleaned_data["reason"],
            now=clock.now(),
        )
        messages.success(request, _("It is kept."))
        return _back(found)
    title = _("%(book)s at %(name)s") % {
        "book": books[book].title,
        "name": found.facts.name,
    }
    return asking(request, form, Asked(title, _page(found)))


def _unless_taken(form: Form, do: Callable[[], str]) -> str:
    """Do it and return what came; '' where another school has the number or URN."""
    try:
        return do()
    except schools.Taken as taken:
        form.add_error(taken.fact, _("Another school has it already."))
        return ""


def _page(school: Known) -> str:
    return reverse("authority:school", kwargs={"school": school.id})


def _back(school: Known) -> HttpResponse:
    return redirect(_page(school))
