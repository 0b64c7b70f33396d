"""Take a roll from a file: choose it, say what its columns are, look, save."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from keystage.intake.known.roll import REQUIRED
from keystage_web import clock
from keystage_web.accounts.scopes import Scope
from keystage_web.rolls import actions
from keystage_web.rolls.policies import IMPORT
from keystage_web.rolls.queries import drafts
from keystage_web.rolls.queries.drafts import Waiting
from keystage_web.rolls.reading.model import Reading
from keystage_web.rolls.reading.table import labels
from keystage_web.rolls.reviewing.review import Undecided
from keystage_web.school.columns import Columns
from keystage_web.school.roll.answering import Decide, parts
from keystage_web.school.roll.door import at_school, year
from keystage_web.school.roll.forms import Upload
from keystage_web.ui.forms import Form

_WRONG = HTTPStatus.UNPROCESSABLE_ENTITY


@require_http_methods(["GET", "HEAD", "POST"])
@at_school
def choose(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Choose a file; sent here, it is read, and nothing of the roll changes."""
    IMPORT.demand(scope)
    sent = request.method == "POST"
    form = Upload(request.POST, request.FILES) if sent else Upload()
    if sent and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            draft = actions.upload(
                by=scope, year=year(), name=file.name, data=file.read(), now=clock.now()
            )
        except (actions.Busy, actions.TooMany) as later:
            form.add_error("file", _later(later))
        else:
            return redirect("school:roll-draft", draft)
    told = {"form": form, "waiting": drafts.waiting(scope, year()), "summer": year()}
    return render(request, "school/roll/import.html", told, status=_status(form))


@require_safe
@at_school
def show(request: HttpRequest, scope: Scope, draft: str) -> HttpResponse:
    """Show what came of a file: what is wrong, what is asked, the review, or the end."""
    found = _found(scope, draft)
    IMPORT.demand(scope)
    return _shown(request, found)


@require_POST
@at_school
def columns(request: HttpRequest, scope: Scope, draft: str) -> HttpResponse:
    """Take what a person says of the columns, and remember it for the school."""
    found = _found(scope, draft)
    IMPORT.demand(scope)
    if found.reading is None or not found.reading.questions:
        return redirect("school:roll-draft", draft)
    form = _columns(found.reading, request.POST)
    if form.is_valid():
        mapping, now = form.mapping(), clock.now()
        try:
            actions.columns(by=scope, draft=draft, mapping=mapping, now=now)
        except actions.Busy as later:
            form.add_error(None, _later(later))
        except actions.Gone:
            raise Http404 from None
        else:
            return redirect("school:roll-draft", draft)
    return _asked(request, found, form)


@require_POST
@at_school
def save(request: HttpRequest, scope: Scope, draft: str) -> HttpResponse:
    """Save what the review showed, as it was answered; sent twice, saved once."""
    found = _found(scope, draft)
    IMPORT.demand(scope)
    if found.outcome is not None or found.review is None:
        return redirect("school:roll-draft", draft)
    form = Decide(found.review, request.POST)
    if request.POST.get("version", "") != str(found.version):
        return _stale(request, draft)
    if not form.is_valid():
        return _reviewed(request, found, form)
    try:
        actions.save(
            by=scope,
            draft=draft,
            version=found.version,
            answers=form.answers(),
            now=clock.now(),
        )
    except (actions.Stale, Undecided):
        return _stale(request, draft)
    except actions.Gone:
        raise Http404 from None
    return redirect("school:roll-draft", draft)


@require_POST
@at_school
def discard(request: HttpRequest, scope: Scope, draft: str) -> HttpResponse:
    """Throw a draft away."""
    _found(scope, draft)
    actions.discard(by=scope, draft=draft, now=clock.now())
    messages.success(request, _("The file was thrown away. The roll is as it was."))
    return redirect("school:roll-import")


def _later(why: actions.Busy | actions.TooMany) -> str:
    """Return what to do about a file that is not read just now."""
    if isinstance(why, actions.Busy):
        return _("Another file of your school is being read: try again in a minute")
    told = {"most": why.most}
    return _("You have sent %(most)d files within an hour: wait a while") % told


def _found(scope: Scope, draft: str) -> Waiting:
    found = drafts.draft(scope, draft)
    if found is None:
        raise Http404
    return found


def _status(form: Form) -> int:
    return _WRONG if form.is_bound and form.errors else HTTPStatus.OK


def _shown(request: HttpRequest, found: Waiting) -> HttpResponse:
    if found.outcome is not None:
        return render(request, "school/roll/saved.html", {"found": found})
    if found.review is not None:
        return _reviewed(request, found, Decide(found.review))
    reading = found.reading
    if reading is not None and reading.questions:
        return _asked(request, found, _columns(reading))
    return render(request, "school/roll/refused.html", {"found": found})


def _columns(reading: Reading, given: QueryDict | None = None) -> Columns:
    """Return what is asked of the columns of a roll."""
    words = labels()
    return Columns(
        reading.questions, words, {words[one]: (one,) for one in REQUIRED}, given
    )


def _asked(request: HttpRequest, found: Waiting, form: Columns) -> HttpResponse:
    told = {"found": found, "form": form}
    return render(request, "school/roll/columns.html", told, status=_status(form))


def _reviewed(request: HttpRequest, found: Waiting, form: Decide) -> HttpResponse:
    told = {"found": found, "form": form, **parts(found, form)}
    return render(request, "school/roll/review.html", told, status=_status(form))


def _stale(request: HttpRequest, draft: str) -> HttpResponse:
    said = _(
        "The roll has changed since this page was drawn. Nothing was saved; look again."
    )
    messages.warning(request, said)
    return redirect("school:roll-draft", draft)
