"""Check a file without sending it: nothing of it is kept."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keystage import rulebooks
from keystage_web import clock
from keystage_web.accounts.entrance import entered
from keystage_web.accounts.scopes import Scope
from keystage_web.files.policies import DRY_RUN
from keystage_web.files.tags.queries import NONE, Due, Offered
from keystage_web.returns import queries
from keystage_web.returns.sending import judging
from keystage_web.returns.sending.due import due
from keystage_web.returns.sending.reading import Asked, Looked, look
from keystage_web.returns.states import RoundState
from keystage_web.school.files.findings import found
from keystage_web.school.files.forms import Chosen
from keystage_web.ui.pages import drawn


@require_http_methods(["GET", "HEAD", "POST"])
@entered
def page(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Choose files and what is in them; show what would be said of each."""
    DRY_RUN.demand(scope)
    tags = [Offered(each.id, each.title, each.id) for each in _due(scope)]
    tags.append(Offered(NONE, _("Whatever is in them")))
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = Chosen(tags, *sent, wanted=NONE)
    told: dict[str, Any] = {"school": scope.school}
    if form.is_bound and form.is_valid():
        asked = _asked(scope, form.offered)
        told["reports"] = [
            (each.name, _told(look(each.name or "", each.read(), asked)))
            for each in form.uploads
        ]
    return drawn(request, "school/files/check.html", form, told)


def _due(scope: Scope) -> list[Due]:
    """Return what can be checked: what the school owes, or all that is open."""
    if not scope.whole:
        return due(scope, scope.school, clock.now())
    return [
        Due(seen.id, "", seen.title)
        for seen in queries.rounds(scope)
        if seen.state is RoundState.OPEN
    ]


def _asked(scope: Scope, offered: Offered) -> Asked:
    now = clock.now()
    if offered.round and not scope.whole:
        latest = clock.latest()
        asked = judging.asked_of(scope, offered.round, scope.school, now, latest=latest)
        if asked is not None:
            return asked
    seen = queries.one(scope, offered.round) if offered.round else None
    authority, number = judging.numbers(scope, scope.school)
    return Asked(
        rulebooks.load(seen.book) if seen else None,
        authority,
        number,
        (),
        settings.CONFIG.upload_limit,
        now,
        latest=clock.latest(),
    )


def _told(looked: Looked) -> dict[str, Any]:
    report = looked.report
    return {
        "refused": report.findings[0] if report.refused else None,
        "found": found(report),
        "returns": [
            (rulebooks.load(one.book).title, one.pupils) for one in report.returns
        ],
    }
