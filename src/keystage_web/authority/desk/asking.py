"""Ask a school about its return, answer on, and close what was asked."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keystage_web.accounts.entrance import entered
from keystage_web.accounts.scopes import Scope
from keystage_web.authority.desk.door import Act, acted, at, barred, done
from keystage_web.authority.desk.forms import QueryForm
from keystage_web.returns import actions, policies
from keystage_web.returns.desk import talk
from keystage_web.returns.states import TO_DECIDE
from keystage_web.ui.pages import Asked, sent

_BOTH = require_http_methods(["GET", "HEAD", "POST"])


@_BOTH
@entered
def ask(request: HttpRequest, scope: Scope, round_id: str, school: str) -> HttpResponse:
    """Ask about a result, a pupil, or the whole return."""
    here = at(scope, round_id, school, policies.QUERY)
    pupils = here.sent().pupils
    if away := barred(request, here, TO_DECIDE):
        return away
    form = QueryForm(sent(request), pupils=pupils, components=here.components)
    act = Act(
        policies.QUERY,
        partial(actions.query, **here.told),
        _("The school is asked."),
        Asked(here.title(_("Ask")), here.page, _("Ask the school")),
        pupils,
    )
    return acted(request, here, form, act)


@require_POST
@entered
def close(
    request: HttpRequest, scope: Scope, *, round_id: str, school: str, query: str
) -> HttpResponse:
    """Close a question: nothing more is wanted of the school."""
    there = talk.is_query(scope, round_id, school, query)
    here = at(scope, round_id, school, policies.QUERY, there=there)

    def do() -> None:
        actions.close_query(by=scope, query=query, now=here.now)

    return done(request, here, do, _("The question is closed."))


@require_POST
@entered
def reply(
    request: HttpRequest, scope: Scope, *, round_id: str, school: str, query: str
) -> HttpResponse:
    """Go on asking in a question the school has answered."""
    there = talk.is_query(scope, round_id, school, query)
    here = at(scope, round_id, school, policies.QUERY, there=there)
    text = request.POST.get("text", "")

    def do() -> None:
        actions.reply(by=scope, query=query, text=text, now=here.now)

    return done(request, here, do, _("The school is asked again."))
