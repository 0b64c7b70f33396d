"""Which column is which, in a table of results whose headings are not all known."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keystage.core.errors import Refused
from keystage_web import clock
from keystage_web.accounts.entrance import entered
from keystage_web.accounts.scopes import Scope
from keystage_web.files import actions, queries
from keystage_web.files.policies import COLUMNS
from keystage_web.files.states import State
from keystage_web.returns.sending import columns, judging
from keystage_web.returns.sending.reading import look, look_so
from keystage_web.school.columns import Columns
from keystage_web.school.files.receipts import damaged
from keystage_web.ui.pages import Asked, asking, sent


@require_http_methods(["GET", "HEAD", "POST"])
@entered
def page(request: HttpRequest, scope: Scope, file: str) -> HttpResponse:
    """Ask what stands in each column; by POST read the file so, and remember it."""
    now = clock.now()
    told = queries.proof(by=scope, file=file, now=now, right=COLUMNS).sent
    if not told.round or told.state is not State.SENT or told.erased:
        return redirect("files:receipt", file)
    latest = clock.latest()
    asked = judging.asked_of(scope, told.round, told.school, now, latest=latest)
    if asked is None or asked.book is None:
        raise Http404
    try:
        data = actions.content(by=scope, file=file, right=COLUMNS, now=now)
    except actions.Damaged:
        return damaged(request)
    questions = look(told.name, data, asked).questions
    if not questions:
        return redirect("files:review", file)
    labels, needed = columns.labels(asked.book), columns.needed(asked.book)
    form = Columns(questions, labels, needed, sent(request))
    if form.is_valid():
        mapping = form.mapping()
        try:
            found = judging.judged(look_so(told.name, data, asked, mapping), asked)
        except Refused as stop:
            form.add_error(None, f"{stop.message} {stop.fix}".strip())
        else:
            kind = asked.book.collection
            known = actions.Known(kind, mapping, found)
            actions.read_so(by=scope, file=file, known=known, now=now)
            return redirect("files:review", file)
    return asking(request, form, _words(file))


def _words(file: str) -> Asked:
    return Asked(
        _("Which column is which?"),
        reverse("files:receipt", args=[file]),
        button=_("Read the file"),
        lead=_(
            "Some headings of this table are not known here. Say what stands beneath "
            "each of them: it is remembered for your school. Then you see what was found."
        ),
    )
