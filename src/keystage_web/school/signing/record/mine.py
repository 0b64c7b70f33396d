"""The school's own system beside its return: a file is looked at, and nothing is kept."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from keystage_web import clock
from keystage_web.accounts.scopes import Scope
from keystage_web.files.policies import DRY_RUN
from keystage_web.returns.queries import Seen
from keystage_web.returns.taking.against import Against, against
from keystage_web.returns.taking.reading import Unusable
from keystage_web.school.signing import door
from keystage_web.ui.forms import Form
from keystage_web.ui.pages import drawn

_NAME = 255  # characters of a file's name; it is not kept


class Own(Form):
    """A file of the school's own system."""

    file = forms.FileField(
        label=gettext_lazy("File of your school's system"),
        help_text=gettext_lazy(
            "A Common Transfer File (.xml) with these results. It is read once and not "
            "kept, and nothing is changed."
        ),
        widget=forms.FileInput({"accept": ".xml"}),
        max_length=_NAME,
        error_messages={"empty": gettext_lazy("The file is empty: save it again.")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@door.on_return
def page(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Ask for a file, and show by pupil how it differs from the return."""
    found = door.seen(scope, round_id, DRY_RUN)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form, came = Own(*given), None
    if form.is_bound and form.is_valid():
        came = _compared(scope, found, form)
    if came and not came.alike:
        door.looked_at(scope, DRY_RUN, came.pupils)
    told: dict[str, Any] = {
        "found": found,
        "trail": door.trail(found, _("Compare with your system")),
        "came": came,
        "same": _same(came) if came else "",
    }
    return drawn(request, "school/signing/mine.html", form, told)


def _compared(scope: Scope, found: Seen, form: Own) -> Against | None:
    """Return what differs; what cannot be compared is told at the field."""
    data: bytes = form.cleaned_data["file"].read()
    most = settings.CONFIG.upload_limit
    try:
        return against(scope, found.id, data, size=most, now=clock.now())
    except Unusable as stop:
        form.add_error("file", str(stop))
        return None


def _same(came: Against) -> str:
    """Return of how many all is the same, in words."""
    if came.alike:
        said = ngettext(
            "%(n)d pupil: all is the same in both.",
            "%(n)d pupils: all is the same in both.",
            came.same,
        )
    else:
        said = ngettext(
            "Of %(n)d pupil more all is the same.",
            "Of %(n)d pupils more all is the same.",
            came.same,
        )
    return said % {"n": came.same}
