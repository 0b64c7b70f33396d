"""Questions of the authority and their answers; corrections it asks the school to agree."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keystage import rulebooks
from keystage_web import clock
from keystage_web.accounts.scopes import Scope
from keystage_web.returns import actions, queries
from keystage_web.returns.desk.saying import Proposal, Thread, Words
from keystage_web.returns.desk.talk import words_of
from keystage_web.returns.policies import AGREE, ANSWER, THREAD
from keystage_web.returns.queries import Seen
from keystage_web.school.signing import door
from keystage_web.school.signing.forms import Answer, Decline, Write
from keystage_web.ui.pages import drawn, sent

_BOTH = require_http_methods(["GET", "HEAD", "POST"])
_SHOWN = 160  # characters of a question, where it is one of a few
_AGREE = "agree"  # the button that says yes


def words(scope: Scope, found: Seen) -> Words:
    """Return what was said of a return between the school and its authority."""
    parts = rulebooks.load(found.book).components
    titles = {name: part.title for name, part in parts.items()}
    return words_of(scope, found.id, scope.school, titles)


@_BOTH
@door.on_return
def threads(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """List what was asked about a return, and take what the school writes of itself."""
    found = door.seen(scope, round_id, THREAD)
    said = words(scope, found)
    waiting = said.waiting.threads
    form = Write([(one.id, _answering(one)) for one in waiting], sent(request))
    if form.is_valid():
        query, what = _written(scope, found, form)
        messages.success(request, what)
        return redirect("school:return-question", round_id, query)
    door.looked_at(scope, THREAD, said.pupils)
    told = {
        "found": found,
        "trail": door.trail(found, _("Questions")),
        "words": said,
        "waiting": [(one, Answer(auto_id=f"{one.id}-%s")) for one in waiting],
        "others": [one for one in said.threads if not one.waits],
        "may_agree": AGREE.held(scope),
    }
    return drawn(request, "school/signing/questions.html", form, told)


def _answering(one: Thread) -> str:
    """Return what is said of a question where somebody writes, and may mean it."""
    whom = ", ".join(filter(None, (one.pupil, one.component)))
    asked = Truncator(one.question).chars(_SHOWN)
    told = {"whom": whom or _("The whole return"), "asked": asked}
    return _("The answer to: %(whom)s: “%(asked)s”") % told


def _written(scope: Scope, found: Seen, form: Write) -> tuple[str, str]:
    """Send a message, or the answer it is; return the question's id, and what to say."""
    text, now = form.cleaned_data["text"], clock.now()
    if query := form.answers:
        actions.answer(by=scope, query=query, text=text, now=now)
        return query, _("Your answer was sent.")
    query = actions.write(by=scope, round_id=found.id, text=text, now=now)
    return query, _("Your message was sent.")


@_BOTH
@door.on_return
def thread(
    request: HttpRequest, scope: Scope, round_id: str, query: str
) -> HttpResponse:
    """Show a question with all that was said, and take an answer."""
    found = _round(scope, round_id)
    one = _one(words(scope, found).threads, query)
    (ANSWER if request.method == "POST" else THREAD).demand(scope)
    form = Answer(sent(request))
    if form.is_valid():
        text = form.cleaned_data["text"]
        actions.answer(by=scope, query=query, text=text, now=clock.now())
        messages.success(request, _("Your answer was sent."))
        return redirect("school:return-question", round_id, query)
    door.looked_at(scope, THREAD, one.about)
    told = {
        "found": found,
        "trail": door.trail(found, _("Question")),
        "thread": one,
        "may_answer": ANSWER.held(scope),
    }
    return drawn(request, "school/signing/question.html", form, told)


@_BOTH
@door.on_return
def correction(
    request: HttpRequest, scope: Scope, round_id: str, correction: str
) -> HttpResponse:
    """Show a value the authority wants to change, and take a yes or a no."""
    found = _round(scope, round_id)
    one = _one(words(scope, found).proposals, correction)
    AGREE.demand(scope)
    if _AGREE in request.POST:
        actions.agree(by=scope, correction=correction, now=clock.now())
        messages.success(request, _("The result is changed, and sent."))
        return redirect("school:return-questions", round_id)
    form = Decline(sent(request))
    if form.is_valid():
        said = form.cleaned_data["words"]
        actions.decline(by=scope, correction=correction, words=said, now=clock.now())
        messages.success(request, _("The result stays as it is."))
        return redirect("school:return-questions", round_id)
    door.looked_at(scope, AGREE, one.about)
    told: dict[str, Any] = {
        "found": found,
        "trail": door.trail(found, _("Correction")),
        "one": one,
    }
    return drawn(request, "school/signing/correction.html", form, told)


def _round(scope: Scope, round_id: str) -> Seen:
    found = queries.one(scope, round_id)
    if found is None:
        raise Http404
    return found


def _one[T: (Thread, Proposal)](held: tuple[T, ...], wanted: str) -> T:
    for one in held:
        if one.id == wanted:
            return one
    raise Http404
