"""Look at what is to be sent, declare it, send it: the return is locked then."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keystage_web import clock
from keystage_web.accounts import ids
from keystage_web.accounts.scopes import Scope
from keystage_web.accounts.signing.proofs import proof
from keystage_web.returns import actions
from keystage_web.returns.locking import why
from keystage_web.returns.moments import day_of
from keystage_web.returns.policies import SUBMIT
from keystage_web.returns.queries import Seen
from keystage_web.returns.refusals import Stale, Unfinished
from keystage_web.returns.sheet import checking
from keystage_web.returns.sheet.beside import Beside, beside
from keystage_web.returns.sheet.choice import Choice
from keystage_web.returns.sheet.model import Sheet
from keystage_web.returns.standing import is_taking, said
from keystage_web.returns.states import ENTERED, Declaration
from keystage_web.returns.versions import declaring
from keystage_web.returns.versions.facts import facts
from keystage_web.school.marksheet import door as sheets
from keystage_web.school.marksheet.doors import Doors
from keystage_web.school.marksheet.showing import complete
from keystage_web.school.signing import door
from keystage_web.school.signing.forms import Sign
from keystage_web.school.signing.sending.problems import Group, groups
from keystage_web.school.signing.sending.tallies import tallies
from keystage_web.ui.pages import drawn, sent


@dataclass(frozen=True, slots=True)
class Before:
    """What is looked at before it is sent."""

    found: Seen
    sheet: Sheet
    errors: list[Group]
    queries: int


@require_http_methods(["GET", "HEAD", "POST"])
@door.on_return
def page(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Show what would be sent, or take the declaration and send it."""
    found = door.seen(scope, round_id, SUBMIT)
    if cannot := _unsendable(scope, found):
        messages.info(request, cannot)
        return redirect("school:return", round_id)
    if proof.fresh(request):
        proof.step_up(request)  # brings back what was typed before it was asked for
    before = _before(request, scope, found)
    form = _form(request, before)
    if form.is_bound and form.is_valid():
        if asked := proof.step_up(request):
            return asked
        if _sent(request, scope, before, form):
            return redirect("school:return-sent", round_id)
    sheets.noted(request, scope, [row.pupil for row in before.sheet.rows])
    return drawn(request, "school/signing/sign.html", form, _told(scope, before, form))


def _unsendable(scope: Scope, found: Seen) -> str:
    """Return why a return cannot be sent as it stands, in a sentence; '' where it can."""
    held = facts(scope, found.id)
    if held and held.state and held.state not in ENTERED:
        return why(held.state)
    taking = is_taking(found.dates, clock.now())
    return "" if taking else _("This collection takes no returns now.")


def _before(request: HttpRequest, scope: Scope, found: Seen) -> Before:
    now = clock.now()
    sheet = sheets.made(request, scope, found.id, Choice())
    checked = checking.check(scope, found.id, now=now) or checking.Checked(())
    titles = {column.id: column.title for column in sheet.results}
    errors = groups(checked.findings, found.id, titles)
    return Before(found, sheet, errors, checked.queries)


def _form(request: HttpRequest, before: Before) -> Sign:
    found = before.found
    apart = found.declaration is Declaration.APART
    return Sign(
        () if apart else declaring.statements_of(found.book, found.declaration),
        [group.rule for group in before.errors],
        sent(request),
        initial={
            "seen": before.sheet.seq,
            "key": ids.new(),
            "name": str(getattr(request.user, "name", "")),
        },
    )


def _sent(request: HttpRequest, scope: Scope, before: Before, form: Sign) -> bool:
    """Send it; where it cannot be sent so, say why in the form."""
    held = form.cleaned_data
    try:
        actions.submit(
            by=scope,
            round_id=before.found.id,
            key=held["key"],
            seen=held["seen"],
            declared=form.declared,
            explained=form.explained,
            now=clock.now(),
        )
    except Stale:
        form.add_error(
            None, _("Results were changed while you looked: look again, then send.")
        )
        data = request.POST.copy()
        data["seen"] = str(before.sheet.seq)
        form.data = data
        return False
    except Unfinished:
        form.add_error(None, _("Something has changed: look again, then send."))
        return False
    return True


def _told(scope: Scope, before: Before, form: Sign) -> dict[str, Any]:
    found, sheet = before.found, before.sheet
    doors = Doors(found.id)
    beside_ = beside(scope, found.id, now=clock.now())
    named = frozenset[str]().union(*(group.pupils for group in before.errors))
    return {
        "found": found,
        "trail": door.trail(found, _("Check and send")),
        "sheet": sheet,
        "complete": complete(sheet),
        "tallies": tallies(sheet),
        "years": beside_.years if beside_ else (),
        "lines": list(_lines(beside_)) if beside_ else [],
        "missing": [
            (name, said, doors.pupil(pupil))
            for pupil, name, said in (beside_.missing if beside_ else ())
            if pupil not in named  # or they would be on the page twice
        ],
        "errors": [(group, form.reason(group.rule)) for group in before.errors],
        "queries": before.queries,
        "apart": _apart(found),
        "check": doors.to("check"),
        "grid": doors.grid,
        "print": doors.to("print"),
    }


def _lines(of: Beside) -> Iterator[tuple[str, list[str]]]:
    """Yield what each measure came to by year, with of how many that is."""
    for line in of.lines:
        told = zip(line.texts, line.said, strict=True)
        yield line.title, [_whole(line.title, *one) for one in told]


def _whole(title: str, text: str, said: str) -> str:
    return said.removeprefix(f"{title}: ") or text


def _apart(found: Seen) -> str:
    """Return by when the headteacher confirms apart from the sending; '' elsewhere."""
    if found.declaration is not Declaration.APART:
        return ""
    by = found.confirm_by or found.dates.end
    told = {"day": said(day_of(by))}
    return _("The headteacher confirms it on a page of its own, by %(day)s.") % told
