"""What is in a file, beside what stands: looked at, decided, made a version."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from keystage.core.errors import KeystageError
from keystage_web import clock
from keystage_web.accounts.entrance import entered
from keystage_web.accounts.rights import Right
from keystage_web.accounts.scopes import Scope
from keystage_web.accounts.signing.proofs import proof
from keystage_web.files import actions, queries
from keystage_web.files.policies import COLUMNS, RECEIPT, REPORT, TAKE
from keystage_web.files.queries import Sent
from keystage_web.files.receipts import reference
from keystage_web.files.states import State
from keystage_web.returns import queries as returns
from keystage_web.returns.policies import SIGNERS
from keystage_web.returns.queries import Seen
from keystage_web.returns.refusals import (
    Locked,
    NotThere,
    Reused,
    Stale,
    TooMany,
    Unfinished,
)
from keystage_web.returns.sending import actions as sending
from keystage_web.returns.sending import judging
from keystage_web.returns.sending.reading import Looked, look
from keystage_web.returns.sending.reviewing import Reviewed, reviewed
from keystage_web.returns.sending.taken import became
from keystage_web.returns.states import Declaration
from keystage_web.returns.versions.declaring import statements_of
from keystage_web.rolls.looking import looked as noted
from keystage_web.school.files.differing import difference
from keystage_web.school.files.findings import Found, Group, found, grouped, told_before
from keystage_web.school.files.receipts import damaged
from keystage_web.school.files.taking import OF, Asking, Take
from keystage_web.school.files.words import KINDS, standing
from keystage_web.ui.pages import sent as given

MOST_NEW = 40  # children who are put on the list one by one


@dataclass(frozen=True, slots=True)
class Before:
    """A file, what was found in it, and what it would do."""

    file: Sent
    seen: Seen
    looked: Looked
    found: Found
    would: Reviewed


@require_safe
@entered
def review(request: HttpRequest, scope: Scope, file: str) -> HttpResponse:
    """Show what was found in a file, and what it would change."""
    told = _file(scope, file, REPORT)
    if not told.round:
        return redirect("files:receipt", file)
    if scope.whole and told.state is State.SENT and not told.behalf:
        return _counts(request, scope, told)
    if told.state not in {State.SENT, State.RECEIVED} or told.erased:
        return redirect("files:receipt", file)
    try:
        before = _before(scope, told)
    except actions.Damaged:
        return damaged(request)
    if before.looked.asks and told.state is State.SENT and COLUMNS.held(scope):
        return redirect("files:columns", file)
    return _shown(request, scope, before, _form(request, scope, before, bound=False))


@require_http_methods(["GET", "HEAD", "POST"])
@entered
def take(request: HttpRequest, scope: Scope, file: str) -> HttpResponse:
    """Say that a file was sent, and to whom; by POST make a version of what is in it."""
    if request.method != "POST":
        return _confirmed(request, scope, _file(scope, file, RECEIPT))
    told = _file(scope, file, TAKE)
    if not told.round or told.state is not State.SENT or told.erased:
        return redirect("files:receipt", file)
    if request.POST.get("sign") == "now" and (asked := proof.step_up(request)):
        return asked
    return _take(request, scope, told)


def _take(request: HttpRequest, scope: Scope, told: Sent) -> HttpResponse:
    """Make a version of what is in a file, as its page was filled in."""
    file = told.id
    try:
        before = _before(scope, told)
    except actions.Damaged:
        return damaged(request)
    if before.looked.asks:
        return redirect("files:review", file)
    more = tuple(
        told_before(name.removeprefix(OF), request.POST[name])
        for name in request.POST
        if name.startswith(OF)
    )
    form = _form(request, scope, before, bound=True, more=more)
    try:
        if form.is_valid() and _taken(request, scope, before, form):
            return redirect("files:take", file)
    except Unfinished as unfinished:
        more = (*more, *grouped(unfinished.findings, before.seen.book))
        form = _form(request, scope, before, bound=True, more=more)
        form.unfinished(unfinished)
    return _shown(request, scope, before, form)


def _file(scope: Scope, file: str, right: Right) -> Sent:
    return queries.proof(by=scope, file=file, now=clock.now(), right=right).sent


def _before(scope: Scope, file: Sent) -> Before:
    now = clock.now()
    seen = returns.one(scope, file.round)
    latest = clock.latest()
    asked = judging.asked_of(scope, file.round, file.school, now, latest=latest)
    if seen is None or asked is None:
        raise Http404
    data = actions.content(by=scope, file=file.id, right=REPORT, now=now)
    looked = look(file.name, data, asked)
    would = reviewed(scope, file.round, looked, now=now, school=file.school)
    if would is None:
        raise Http404
    pupils = [row.pupil for row in would.sheet.rows]
    noted(by=scope, right=REPORT, pupils=pupils, school=file.school, now=now)
    return Before(file, seen, looked, found(looked.report), would)


def _form(
    request: HttpRequest,
    scope: Scope,
    before: Before,
    *,
    bound: bool,
    more: tuple[Group, ...] = (),
) -> Take:
    seen = before.seen
    signs = {
        Declaration.SENDER: not scope.whole,
        Declaration.HEAD: scope.role in SIGNERS,
        Declaration.APART: False,
    }[seen.declaration]
    asking = Asking(
        statements_of(seen.book, seen.declaration) if signs else (),
        before.found.errors,
        () if scope.whole or _many(before) else before.would.comers,
        stands=before.would.stands,
        more=more,
    )
    first = {
        "seen": before.would.sheet.seq,
        "name": str(getattr(request.user, "name", "")),
    }
    return Take(asking, given(request) if bound else None, initial=first)


def _many(before: Before) -> bool:
    """Return whether so many are new that the whole list is to be taken from a file."""
    return len(before.would.comers) > MOST_NEW


def _taken(request: HttpRequest, scope: Scope, before: Before, form: Take) -> bool:
    """Make the version; where it cannot be made so, say why in the form."""
    try:
        sending.take(
            by=scope,
            file=before.file.id,
            looked=before.looked,
            wish=form.wish,
            now=clock.now(),
        )
    except NotThere:
        raise Http404 from None
    except (Locked, Reused, Stale, TooMany, sending.OnList) as fault:
        form.add_error(None, _why(fault))
    else:
        left = len(before.would.comers) - len(form.wish.add)
        if left:
            messages.warning(request, form.left_out(left))
        return True
    return False


def _why(fault: KeystageError) -> str:
    if isinstance(fault, Locked):
        return fault.said
    if isinstance(fault, sending.OnList):
        said = _(
            "%(name)s is on your list already, in another year group or under another "
            "name. Put that right there, then look at the file again."
        )
        return said % {"name": fault.name}
    if isinstance(fault, Stale):
        return _("The results have changed since you looked. Look again, then send.")
    if isinstance(fault, TooMany):
        return _(
            "The file holds too many results to be taken at once: send it in parts."
        )
    return _("That was not sent. Load the page again, and send it once more.")


def _shown(
    request: HttpRequest, scope: Scope, before: Before, form: Take
) -> HttpResponse:
    file, would = before.file, before.would
    is_in = became(scope, file.id)
    told: dict[str, Any] = {
        "file": file,
        "kind": KINDS[file.kind],
        "state": standing(file, in_return=is_in is not None),
        "seen": before.seen,
        "found": before.found,
        "would": would,
        "difference": difference(would),
        "form": form,
        "became": is_in,
        "many_new": _many(before) and not scope.whole,
        "may_take": _may_take(scope, file) and not before.looked.asks,
        "columns": before.looked.questions
        and file.state is State.SENT
        and COLUMNS.held(scope),
        "authority": queries.authority_of(scope),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "school/files/review.html", told, status=status)


def _may_take(scope: Scope, file: Sent) -> bool:
    return TAKE.held(scope) and file.state is State.SENT


def _counts(request: HttpRequest, scope: Scope, file: Sent) -> HttpResponse:
    """Show an officer how much was found, and of whom nothing: nobody has received it."""
    state = standing(file, in_return=became(scope, file.id) is not None)
    told = {"file": file, "kind": KINDS[file.kind], "state": state}
    return render(request, "school/files/counts.html", told)


def _confirmed(request: HttpRequest, scope: Scope, file: Sent) -> HttpResponse:
    version = became(scope, file.id)
    if file.round and version is None:
        return redirect("files:receipt", file.id)
    told = {
        "file": file,
        "kind": KINDS[file.kind],
        "version": version,
        "reference": reference(file.id),
        "shown": version.reference if version else reference(file.id),
        "whole": scope.whole,
        "authority": queries.authority_of(scope),
        "seen": returns.one(scope, file.round) if file.round else None,
        "lists": queries.lists(scope),
    }
    return render(request, "school/files/done.html", told)
