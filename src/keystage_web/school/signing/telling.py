"""What a school may read before it begins: what changed, what may be given, whom to ask."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keystage import rulebooks
from keystage.checks.model import Code, Rulebook
from keystage.rulebooks.comparing import compare, last_year
from keystage_web import clock
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.moments import day_of
from keystage_web.returns.policies import SEE
from keystage_web.returns.queries import Seen
from keystage_web.returns.sheet.plan import plan_of
from keystage_web.returns.standing import due, said
from keystage_web.school.marksheet.showing import accepted
from keystage_web.school.signing import door

NOT_THEIRS = "authority"  # the national day of authorities, in every rulebook


@require_safe
@door.on_return
def changed(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Show what is new in a collection this year, as its rulebooks differ."""
    found = door.seen(scope, round_id, SEE)
    book = rulebooks.load(found.book)
    before = last_year(book)
    parts = compare(before, book) if before else ()
    told = {
        "found": found,
        "trail": door.trail(found, _("What changed")),
        "before": before,
        "parts": [one for one in parts if one.for_heads],
    }
    return render(request, "school/signing/changed.html", told)


@require_safe
@door.on_return
def guidance(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Show who is returned, what may be given, by when, and whom to ask."""
    found = door.seen(scope, round_id, SEE)
    book = rulebooks.load(found.book)
    told: dict[str, Any] = {
        "found": found,
        "trail": door.trail(found, _("Guidance and contacts")),
        "due": due(found.dates),
        "days": list(national(found)),
        "texts": list(_texts(book)),
        "takes": list(_takes(found)),
        "codes": list(_codes(found, book)),
    }
    return render(request, "school/signing/guidance.html", told)


def national(found: Seen) -> Iterator[str]:
    """Yield the national days that concern a school, in words."""
    for each in found.national:
        if each.day and each.id != NOT_THEIRS:
            yield f"{each.title}: {said(each.day)}"


def _texts(book: Rulebook) -> Iterator[tuple[str, str]]:
    """Yield the parts of a rulebook's guidance, each with a heading of ours."""
    heads = {
        "who": _("Who is returned"),
        "how": _("How results are given"),
        "movers": _("Children who move"),
        "measures": _("What it comes to"),
        "threshold": _("The threshold"),
        "exemption": _("Exemptions"),
        "settings": _("Early years settings"),
        "optional": _("Taking part"),
        "destination": _("Where it goes"),
    }
    for name, text in book.guidance.items():
        yield heads.get(name, _("Please note")), text


def _codes(found: Seen, book: Rulebook) -> Iterator[Code]:
    """Yield the codes a school may enter, in the rulebook's order."""
    plan = plan_of(found.book, day_of(clock.now()))
    entered = {code.id for accepts in plan.accepts.values() for code in accepts.codes}
    yield from (code for code in book.codes.values() if code.id in entered)


def _takes(found: Seen) -> Iterator[tuple[list[str], str]]:
    """Yield the columns that take the same, and what they take in words."""
    plan = plan_of(found.book, day_of(clock.now()))
    for name, accepts in plan.accepts.items():
        alike = [
            one.title for one in plan.columns if not one.worked and one.accepts == name
        ]
        yield alike, accepted(accepts)
