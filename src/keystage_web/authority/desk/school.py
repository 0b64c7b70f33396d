"""The return of a school as an officer reads it: read, and never changed.

Before a school has sent its return, an officer sees how far it is and nothing of any
pupil. Who opens what was sent has received it, and is written down for each pupil.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from keystage_web.accounts.entrance import entered
from keystage_web.accounts.scopes import Scope
from keystage_web.authority.desk.correcting import codes_of
from keystage_web.authority.desk.door import At, at
from keystage_web.files import queries as files
from keystage_web.files.states import CALLED
from keystage_web.returns import actions
from keystage_web.returns.board.queries import cell
from keystage_web.returns.desk.accepting import left
from keystage_web.returns.desk.returned import SOURCES, Returned, returned
from keystage_web.returns.desk.saying import Words
from keystage_web.returns.desk.talk import words_of
from keystage_web.returns.desk.versions import difference, is_version, versions
from keystage_web.returns.moments import day_of
from keystage_web.returns.policies import EXTEND, VIEW
from keystage_web.returns.sheet import queries as sheets
from keystage_web.returns.standing import said
from keystage_web.returns.states import SHOWN, ReturnState, RoundState, Route
from keystage_web.rolls.looking import looked

_FILES = 20  # the last ones; the school's own page has all of them


@require_GET  # no HEAD: it would receive what nobody got to see
@entered
def page(
    request: HttpRequest, scope: Scope, round_id: str, school: str
) -> HttpResponse:
    """Show what a school sent, and all that was said of it; until then, counts alone."""
    here = at(scope, round_id, school, VIEW)
    words = words_of(scope, round_id, school, dict(here.components))
    told: dict[str, Any] = {
        "round": here.seen,
        "school": here.school,
        "excused": here.state is ReturnState.EXCUSED,
        "words": words,
        "notes": _notes(words),
        "sources": SOURCES,
        "may_extend": EXTEND.held(scope) and here.seen.state is RoundState.OPEN,
    }
    found = returned(scope, round_id, school, here.now)
    pupils = words.pupils
    if found is not None:
        actions.received(by=scope, version=found.id, now=here.now)
        pupils |= set(found.ids)
        told |= _sent(here, found)
    elif here.state is not ReturnState.EXCUSED:
        sheet = sheets.sheet(scope, round_id, now=here.now, school=school)
        told["counts"] = sheet.counts if sheet else None
    looked(by=scope, right=VIEW, pupils=pupils, school=school, now=here.now)
    # Asked for last: that it was received now is a part of it.
    told |= {
        "cell": cell(scope, round_id, school, here.now),
        "versions": versions(scope, round_id, school),
        "files": [
            (one, CALLED[one.state])
            for one in files.of_school(
                by=scope, school=school, now=here.now, of_round=round_id
            )[:_FILES]
        ],
    }
    return render(request, "authority/desk/school.html", told)


@require_safe
@entered
def differs(
    request: HttpRequest, scope: Scope, *, round_id: str, school: str, version: str
) -> HttpResponse:
    """Show what a version has other than the one before it, by pupil."""
    there = is_version(scope, round_id, school, version)
    here = at(scope, round_id, school, VIEW, there=there)
    titles = dict(here.components)
    told = difference(scope, round_id, school, version=version, titles=titles)
    if told is None:
        raise Http404
    number, found = told
    pupils = [one.id for one in found]
    looked(by=scope, right=VIEW, pupils=pupils, school=school, now=here.now)
    shown = {
        "round": here.seen,
        "school": here.school,
        "number": number,
        "found": found,
        "back": here.page,
    }
    return render(request, "authority/desk/differs.html", shown)


def _sent(here: At, found: Returned) -> dict[str, Any]:
    """Return what is told of a version, and what may be done about it."""
    may = here.state in SHOWN
    return {
        "sent": found,
        "left": left(here.scope, here.seen.id, here.school.id),
        "may_act": may,
        "may_accept": here.state in {ReturnState.SUBMITTED, ReturnState.QUERIED},
        "codes": codes_of(here),
        "officer": here.scope.person,
    }


def _notes(words: Words) -> list[tuple[str, str, str]]:
    """Return what the school said and was given, each with the words and by whom."""
    found = []
    if words.until:
        until, reason, by = words.until
        told = _("More time, until %(day)s") % {"day": said(day_of(until))}
        found.append((told, reason, by))
    if words.late:
        day, reason, moderation, by = words.late
        label = (
            _("Late moderation, by %(day)s")
            if moderation
            else _("It will be late, by %(day)s")
        )
        found.append((label % {"day": said(day)}, reason, by))
    if words.excuse:
        kind, reason, by = words.excuse
        nil = _("It has no pupil to return") if kind == "nil" else _("It takes no part")
        found.append((nil, reason, by))
    labels = {
        "uploaded": _("Uploaded to the national gateway, %(day)s"),
        "declared": _("Declared on the national gateway, %(day)s"),
    }
    found += [
        (labels[kind] % {"day": said(day)}, "", by) for kind, day, by in words.uploads
    ]
    if words.routes:
        routes, end, reason = words.routes
        ways = ", ".join(str(Route(one).label) for one in routes)
        label = _("Granted besides: %(ways)s")
        if end:
            label = _("Granted until %(day)s: %(ways)s")
        day_ = said(day_of(end)) if end else ""
        found.append((label % {"ways": ways, "day": day_}, reason, ""))
    return found
