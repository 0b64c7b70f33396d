"""Send files, and see what was sent: of a school, and for one collection."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from keystage.core.errors import Refused
from keystage.core.years import summer_year
from keystage_web import clock
from keystage_web.accounts.entrance import entered
from keystage_web.accounts.scopes import Scope
from keystage_web.config.figures import whole
from keystage_web.files import actions, queries
from keystage_web.files.kinds import Expected
from keystage_web.files.requests import queries as requests
from keystage_web.files.states import State
from keystage_web.files.tags.queries import Offered, offered
from keystage_web.returns import queries as returns
from keystage_web.returns.queries import Seen
from keystage_web.returns.sending.due import due, on_time
from keystage_web.returns.sending.taken import made
from keystage_web.returns.standing import due as due_by
from keystage_web.returns.standing import is_taking, standing
from keystage_web.school.files.delivering import (
    Delivery,
    Outcome,
    delivered,
    may_send,
)
from keystage_web.school.files.forms import FileForm
from keystage_web.school.files.words import EXPECTED, FILTERS, KINDS
from keystage_web.school.files.words import standing as of_file
from keystage_web.ui.parts import State as Shown
from keystage_web.ui.problems import problem

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

type Line = tuple[queries.Sent, "StrOrPromise", Shown]
"""A file as it is listed, its kind in words, and where it stands."""
_HOUR = 3600
_YEARS, _DIGITS = 5, 4  # school years to choose from; digits of a year
_REQUEST = "request"


@dataclass(frozen=True, slots=True)
class Door:
    """A school's page of files, or that of one round, as one who asks sees it."""

    scope: Scope
    school: str
    now: datetime
    tags: tuple[Offered, ...]
    wanted: tuple[requests.Wanted, ...]
    seen: Seen | None = None

    @property
    def address(self) -> str:
        """Where its form is sent to."""
        if self.seen:
            return reverse("files:round", args=[self.school, self.seen.id])
        return reverse("files:sent", args=[self.school])

    def request(self, asked: str) -> requests.Wanted | None:
        """Return the open request of this id; None where there is none such."""
        return next((one for one in self.wanted if one.id == asked), None)


@require_http_methods(["GET", "HEAD", "POST"])
@entered
def sent(request: HttpRequest, scope: Scope, school: str) -> HttpResponse:
    """List what a school sent; by POST take files."""
    return _page(request, scope, school, None)


@require_http_methods(["GET", "HEAD", "POST"])
@entered
def of_round(
    request: HttpRequest, scope: Scope, school: str, round_id: str
) -> HttpResponse:
    """Do the same for one collection: its tag is chosen."""
    seen = returns.one(scope, round_id)
    if seen is None:
        raise Http404
    return _page(request, scope, school, seen)


def _page(
    request: HttpRequest, scope: Scope, school: str, seen: Seen | None
) -> HttpResponse:
    if request.method == "POST":
        uploads = request.FILES.getlist("file")
        may_send(scope, school, uploads)  # type: ignore[arg-type]  # of our own handler
        return _send(request, _door(scope, school, seen))
    queries.may_list(by=scope, school=school)
    door = _door(scope, school, seen)
    tag = seen.id if seen else ""
    return _listed(request, door, FileForm(door.tags, wanted=tag))


def _door(scope: Scope, school: str, seen: Seen | None) -> Door:
    now = clock.now()
    tags = tuple(offered(scope, due(scope, school, now)))
    wanted = tuple(requests.open_to(scope, school))
    return Door(scope, school, now, tags, wanted, seen)


def _send(request: HttpRequest, door: Door) -> HttpResponse:
    form = FileForm(door.tags, request.POST, request.FILES)
    if not form.is_valid():
        return _listed(request, door, form)
    asked = request.POST.get(_REQUEST, "")
    wanted = door.request(asked)
    told = actions.Told(
        tag=form.offered.label,
        comment=form.cleaned_data["comment"],
        request=wanted.id if wanted else "",
        on_time=on_time(door.scope, door.school, form.offered.round, door.now),
    )
    what = Delivery(
        door.scope,
        door.school,
        form.offered,
        form.cleaned_data["key"],
        told,
        door.now,
        clock.latest(),
        expected=wanted.expected if wanted else Expected.ANY,
    )
    try:
        outcomes = delivered(what, form.uploads)
    except Refused as refused:
        form.refuse(refused)
        return _listed(request, door, form)
    except actions.Swept:
        return problem(request, HTTPStatus.SERVICE_UNAVAILABLE, retry_after=1)
    return _answered(request, door, form, outcomes)


def _answered(
    request: HttpRequest, door: Door, form: FileForm, outcomes: list[Outcome]
) -> HttpResponse:
    """Lead on to the one file that was sent; of several, say what became of each."""
    receipts = [one.receipt for one in outcomes if one.receipt]
    refused = [one for one in outcomes if one.refused]
    if len(outcomes) == 1 and receipts:
        return _one(request, receipts[0], checked=bool(form.offered.round))
    if receipts:
        said = ngettext("%(n)d file was sent.", "%(n)d files were sent.", len(receipts))
        messages.success(request, said % {"n": len(receipts)})
    if not refused:
        return redirect(door.address)
    if not receipts and any(one.refused.code == "RATE" for one in refused):  # type: ignore[union-attr]
        return problem(request, HTTPStatus.TOO_MANY_REQUESTS, retry_after=_HOUR)
    for one in refused:
        if one.refused:
            form.refuse(one.refused, one.name if len(outcomes) > 1 else "")
    return _listed(request, door, form)


def _one(
    request: HttpRequest, receipt: actions.Receipt, *, checked: bool
) -> HttpResponse:
    if receipt.again:
        said = _("This file had been sent already: nothing was sent again.")
        messages.info(request, said)
        return redirect("files:receipt", receipt.file)
    if checked:
        return redirect("files:review", receipt.file)
    return redirect("files:take", receipt.file)


def _listed(request: HttpRequest, door: Door, form: FileForm) -> HttpResponse:
    scope, school, now = door.scope, door.school, door.now
    state = request.GET.get("state", "")
    this = summer_year(timezone.localdate(now))
    years = range(this, this - _YEARS, -1)
    year = whole(request.GET.get("year", ""), _DIGITS) or 0
    shown = state if state in FILTERS else ""
    found = queries.of_school(
        by=scope,
        school=school,
        before=request.GET.get("before", ""),
        state=shown,
        summer=year if year in years else 0,
        now=now,
    )
    kept = {"state": shown, "year": year if year in years else ""}
    asked = request.POST.get(_REQUEST) or request.GET.get(_REQUEST, "")
    answering = door.request(asked)
    sent = {one.id for one in found if one.round and one.state is State.SENT}
    waits = sent - made(scope, sent)
    told = {
        "waits": waits if queries.sends(scope) else (),
        "filters": [(one, word, one == shown) for one, word in FILTERS.items()],
        "years": [(f"{one - 1}/{one % 100:02}", one, one == year) for one in years],
        "kept": urlencode({name: one for name, one in kept.items() if one}),
        "school": school,
        "address": door.address,
        "lines": [_line(one, waits) for one in found],
        "more": found[-1].id if len(found) == queries.PAGE else "",
        "form": form if queries.sends(scope) else None,
        "whole": scope.whole,
        "requests": [(one, one.late(now)) for one in door.wanted],
        "answering": answering,
        "expected": EXPECTED.get(answering.expected) if answering else "",
        "direct": [one for one in door.tags if one.round],
        "seen": door.seen,
        **_of_round(door),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "school/files/sent.html", told, status=status)


def _line(one: queries.Sent, waits: Collection[str]) -> Line:
    return one, KINDS[one.kind], of_file(one, in_return=one.id not in waits)


def _of_round(door: Door) -> dict[str, object]:
    """Return what is said of the round the page is for, and whether it takes files."""
    if door.seen is None:
        return {}
    dates = door.seen.dates
    return {
        "standing": standing(dates, door.now),
        "due": due_by(dates),
        "taking": is_taking(dates, door.now)
        and any(one.round == door.seen.id for one in door.tags),
    }
