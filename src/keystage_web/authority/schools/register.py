"""A file of schools: chosen, its columns told, looked through, saved."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keystage_web import clock
from keystage_web.accounts.entrance import entered
from keystage_web.accounts.register import policies
from keystage_web.accounts.register.incoming import arriving, saving, waiting
from keystage_web.accounts.register.sheets import columns
from keystage_web.accounts.register.sheets.reading import Unusable
from keystage_web.accounts.scopes import Scope
from keystage_web.authority.schools.arrivals import (
    AlikeForm,
    ColumnsForm,
    FileForm,
)
from keystage_web.ui.pages import Asked, asking, drawn, sent

_BOTH = require_http_methods(["GET", "HEAD", "POST"])


@_BOTH
@entered
def choose(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Take a file of schools in; nothing is saved yet."""
    policies.IMPORT.demand(scope)
    form = FileForm(sent(request), request.FILES or None)
    if form.is_valid():
        files = arriving.Files(
            form.content("schools"), form.content("links"), settings.CONFIG.upload_limit
        )
        try:
            arrival = arriving.arrive(by=scope, files=files, now=clock.now())
        except Unusable as wrong:
            form.add_error("schools", str(wrong))
        else:
            return redirect("authority:register-review", arrival=arrival)
    return drawn(request, "authority/schools/choose.html", form)


@_BOTH
@entered
def told(request: HttpRequest, scope: Scope, arrival: str) -> HttpResponse:
    """Ask which column holds which fact."""
    found = _waiting_or_404(scope, arrival)
    policies.IMPORT.demand(scope)
    form = ColumnsForm(sent(request), seen=found)
    if form.is_valid():
        places = form.places()
        arriving.choose(by=scope, arrival=arrival, places=places, now=clock.now())
        return redirect("authority:register-review", arrival=arrival)
    asked = Asked(
        _("Which column is which?"),
        reverse("authority:register"),
        _("Go on to the review"),
        _("The headings are those of your file. Leave out what it does not tell."),
    )
    return asking(request, form, asked)


@_BOTH
@entered
def review(request: HttpRequest, scope: Scope, arrival: str) -> HttpResponse:
    """Show what a file would change, and save it once it has been looked at."""
    found = _waiting_or_404(scope, arrival)
    policies.IMPORT.demand(scope)
    if not columns.enough(found.columns):
        return redirect("authority:register-columns", arrival=arrival)
    now = clock.now()
    said = waiting.review(scope, arrival, now)
    form = AlikeForm(sent(request), alike=said.alike)
    if request.method == "POST" and form.is_valid():
        try:
            done = saving.save(
                by=scope,
                arrival=arrival,
                digest=request.POST.get("digest", ""),
                same=form.same(),
                now=now,
            )
        except arriving.Stale:
            messages.warning(
                request,
                _(
                    "Nothing was saved: the schools have changed since you looked. "
                    "This is how it stands now."
                ),
            )
            return redirect("authority:register-review", arrival=arrival)
        words = _("%(made)d schools added, %(changed)d changed.")
        numbers = {"made": done.made, "changed": done.changed}
        messages.success(request, words % numbers)
        return redirect("authority:schools")
    context = {"review": said, "arrival": found, "parts": waiting.shown(said)}
    return drawn(request, "authority/schools/review.html", form, context)


def _waiting_or_404(scope: Scope, arrival: str) -> waiting.Waiting:
    found = waiting.one(scope, arrival)
    if found is None:
        raise Http404
    return found
