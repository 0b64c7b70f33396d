"""Ask a school about its return, answer on, and close what was asked."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keystage_web.accounts.entrance import entered
from keystage_web.accounts.scopes import Scope
from keystage_web.authority.desk.door import at, done
from keystage_web.authority.desk.forms import QueryForm
from keystage_web.returns import actions, policies
from keystage_web.returns.desk import talk
from keystage_web.rolls.looking import looked
from keystage_web.ui.pages import Asked, asking, sent

_BOTH = require_http_methods(["GET", "HEAD", "POST"])


@_BOTH
@entered
def ask(request: HttpRequest, scope: Scope, round_id: str, school: str) -> HttpResponse:
    """Ask about a result, a pupil, or the whole return."""
    here = at(scope, round_id, school, policies.QUERY)
    pupils = here.sent().pupils
    form = QueryForm(sent(request), pupils=pupils, components=here.components)
    if form.is_valid():
        told = form.cleaned_data

        def do() -> None:
            actions.query(
                by=scope,
                round_id=round_id,
                school=school,
                pupil=told["pupil"],
                component=told["component"],
                text=told["text"],
                now=here.now,
            )

        return done(request, here, do, _("The school is asked."))
    seen = [id_ for id_, _name in pupils]
    looked(by=scope, right=policies.QUERY, pupils=seen, school=school, now=here.now)
    asked = Asked(here.title(_("Ask")), here.page, _("Ask the school"))
    return asking(request, form, asked)


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
