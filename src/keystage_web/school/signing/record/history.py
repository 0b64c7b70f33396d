"""The versions of a return: what was sent each time, how it differs, who changed what."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keystage import rulebooks
from keystage_web.accounts.scopes import Scope
from keystage_web.config.figures import whole
from keystage_web.returns import history
from keystage_web.returns.policies import RECEIPT, RETURN, VIEW
from keystage_web.returns.queries import Seen
from keystage_web.returns.versions import queries
from keystage_web.returns.versions.facts import Facts, Sent, facts
from keystage_web.returns.versions.queries import Differing, Kind
from keystage_web.school.signing import door
from keystage_web.school.signing.record.showing import (
    counts_of,
    own_of,
    own_people,
    people_of,
    statements_of,
)
from keystage_web.ui.forms import PAGE_DIGITS

_DIGITS = 4  # of a version's number


@require_safe
@door.on_return
def versions(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """List the versions of a return, the newest first."""
    found = door.seen(scope, round_id, RETURN)
    told = {
        "found": found,
        "trail": door.trail(found, _("History")),
        "held": facts(scope, round_id),
        "may_receipt": RECEIPT.held(scope),
    }
    return render(request, "school/signing/versions.html", told)


@require_safe
@door.on_return
def version(
    request: HttpRequest, scope: Scope, round_id: str, number: str
) -> HttpResponse:
    """Show what was sent with one version."""
    found, held, one = _one(scope, round_id, number)
    lines = queries.content(scope, one.id) or ()
    door.looked_at(scope, VIEW, [line.id for line in lines])
    parts = rulebooks.load(one.book).components
    whole = RECEIPT.held(scope)
    one = one if whole else own_of(one, lines)
    given = [name for name in parts if any(line.results.get(name) for line in lines)]
    told: dict[str, Any] = {
        "found": found,
        "trail": door.trail(found, _("Version %(n)d") % {"n": one.number}),
        "one": one,
        "people": people_of(one) if whole else own_people(one),
        "may_receipt": whole,
        "counts": counts_of(one),
        "statements": statements_of(one),
        "parts": [(name, parts[name].short) for name in given],
        "lines": [
            (line.name, [line.results.get(name, "") for name in given])
            for line in lines
        ],
        "before": _before(held, one),
    }
    return render(request, "school/signing/version.html", told)


@require_safe
@door.on_return
def difference(
    request: HttpRequest, scope: Scope, round_id: str, number: str
) -> HttpResponse:
    """Show how a version differs from the one before it, by pupil in words."""
    found, held, one = _one(scope, round_id, number)
    before = _before(held, one)
    came = (queries.difference(scope, before.id, one.id) if before else None) or []
    door.looked_at(scope, VIEW, [pupil.pupil for pupil in came])
    told = {
        "found": found,
        "trail": door.trail(found, _("What version %(n)d changed") % {"n": one.number}),
        "one": one,
        "before": before,
        "parts": list(_parts(came)),
    }
    return render(request, "school/signing/difference.html", told)


def _before(held: Facts, one: Sent) -> Sent | None:
    """Return the version before one, whether it still stands or was taken back."""
    return next((it for it in held.versions if it.number == one.number - 1), None)


def _parts(came: list[Differing]) -> Iterator[tuple[str, list[Differing]]]:
    """Yield the pupils who differ under a heading for each way to."""
    heads = {
        Kind.CHANGED: _("Different: before → after"),
        Kind.ADDED: _("New in it"),
        Kind.GONE: _("No longer in it"),
    }
    for kind, head in heads.items():
        if alike := [one for one in came if one.kind is kind]:
            yield head, alike


@require_safe
@door.on_return
def changes(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Show who changed which cell, and when: the newest first."""
    found = door.seen(scope, round_id, RETURN)
    page = whole(request.GET.get("page", ""), PAGE_DIGITS) or 1
    done, pages = history.everything(scope, round_id, page)
    door.looked_at(scope, VIEW, [one.pupil for one in done])
    parts = rulebooks.load(found.book).components
    told = {
        "found": found,
        "trail": door.trail(found, _("Changes of cells")),
        "done": [
            (one, parts[one.component].title if one.component in parts else "")
            for one in done
        ],
        "page": {"number": min(max(1, page), pages), "pages": pages},
    }
    return render(request, "school/signing/changes.html", told)


def _one(scope: Scope, round_id: str, number: str) -> tuple[Seen, Facts, Sent]:
    """Return a version by the number in the address, for who may see it."""
    held = facts(scope, round_id) or Facts()
    wanted = whole(number, _DIGITS)
    one = next((it for it in held.versions if it.number == wanted), None)
    if one is None:
        raise Http404
    return door.seen(scope, round_id, RETURN), held, one
