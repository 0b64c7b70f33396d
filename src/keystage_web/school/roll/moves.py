"""The one question that decides who reports a child, and its answer."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from keystage_web import clock
from keystage_web.accounts.scopes import Scope
from keystage_web.rolls import actions
from keystage_web.rolls.movers import Ask, reports
from keystage_web.rolls.pages import asked_of
from keystage_web.rolls.policies import MOVES
from keystage_web.rolls.words import PLACES
from keystage_web.school.roll.door import at_school
from keystage_web.school.roll.fields import Reply
from keystage_web.school.roll.pupils import found


@require_http_methods(["GET", "HEAD", "POST"])
@at_school
def page(
    request: HttpRequest, scope: Scope, pupil: str, collection: str
) -> HttpResponse:
    """Ask the one question that decides in a collection; keep its answer."""
    one = found(scope, pupil)
    report = asked_of(reports(one.registered), collection)
    if report is None or report.ask is None:
        raise Http404
    MOVES.demand(scope)
    ask = report.ask
    sent = request.POST if request.method == "POST" else None
    form = Reply(ask.kind, _among(ask), sent)
    if form.is_valid():
        told = {"fact": ask.fact, "school": ask.school, "value": form.value()}
        actions.answer(
            by=scope, pupil=pupil, collection=collection, told=told, now=clock.now()
        )
        return redirect("school:pupil", pupil)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"form": form, "one": one, "report": report, "ask": ask}
    return render(request, "school/roll/question.html", context, status=status)


@require_POST
@at_school
def forget(request: HttpRequest, scope: Scope, pupil: str) -> HttpResponse:
    """Take the answers away, to be asked anew."""
    del request
    found(scope, pupil)
    actions.forget_answers(by=scope, pupil=pupil, now=clock.now())
    return redirect("school:pupil", pupil)


def _among(ask: Ask) -> list[tuple[str, object]]:
    return [(one, PLACES.get(one, one)) for one in ask.among]
