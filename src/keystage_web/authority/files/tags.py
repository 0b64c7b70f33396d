"""The tags that schools choose from: shown or not, and the authority's own."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keystage_web import clock
from keystage_web.accounts.entrance import entered
from keystage_web.accounts.scopes import Scope
from keystage_web.authority.files.forms import TagForm
from keystage_web.files.policies import TAGS
from keystage_web.files.tags import actions, queries
from keystage_web.ui.pages import drawn


@require_http_methods(["GET", "HEAD", "POST"])
@entered
def page(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Show the tags; by POST make one, or show one and no longer."""
    TAGS.demand(scope)
    if request.method == "POST" and "tag" in request.POST:
        return _shown(request, scope)
    form = TagForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.add(by=scope, **form.cleaned_data, now=clock.now())
        except actions.Taken:
            form.add_error("name", _("Name of the tag: there is one of this name"))
        else:
            messages.success(request, _("Schools can choose the tag from now on."))
            return redirect("authority:tags")
    told = {"tags": queries.kept(scope), "last": queries.LAST.values()}
    return drawn(request, "authority/files/tags.html", form, told)


def _shown(request: HttpRequest, scope: Scope) -> HttpResponse:
    on = request.POST.get("on") == "1"
    actions.show(by=scope, tag=request.POST["tag"], on=on, now=clock.now())
    said = _("Schools can choose the tag again.")
    gone = _("Schools can no longer choose the tag. What was sent under it stays.")
    messages.success(request, said if on else gone)
    return redirect("authority:tags")
