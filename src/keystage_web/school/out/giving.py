"""The last step: the file, read back and compared, and given out on the record."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keystage.core.errors import UsageError, WriteError
from keystage.exports.outgoing import Made, To
from keystage_web import clock
from keystage_web.accounts.scopes import Scope
from keystage_web.accounts.signing.proofs import proof
from keystage_web.files.kinds import TYPES, Kind
from keystage_web.files.names import disposition
from keystage_web.returns.outgoing.given import give
from keystage_web.returns.outgoing.model import Outgoing
from keystage_web.returns.policies import SCHOOL_CTF
from keystage_web.school.out import door, making, problems
from keystage_web.school.out.keeping import Choice, Given, keep, kept
from keystage_web.school.out.making import Turn
from keystage_web.school.out.where import destination, place_of
from keystage_web.school.roll.door import at_school


@dataclass(frozen=True, slots=True)
class _File:
    """A file that can be given, and its turn among those of the school."""

    made: Made
    turn: Turn

    @property
    def digest(self) -> str:
        """The SHA-256 of its bytes."""
        return hashlib.sha256(self.made.data).hexdigest()


@require_safe
@at_school
def ready(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Say that the file is ready, and what was compared."""
    out = door.out_of(scope, round_id)
    choice = kept(request, round_id)
    found = _made(request, scope, out, choice)
    if found is None:
        return redirect(door.at(out, "kind"))
    to = destination(out, choice)
    told: dict[str, Any] = {
        "out": out,
        "words": out.book.words,
        "trail": door.trail(out, _("Take results out")),
        "standing": door.standing(out),
        "made": found.made,
        "place": place_of(out, to.to, to.number),
        "upload": out.gateway and to.to is To.AGENCY,
        "uploaded": reverse("school:return", args=[out.round]),
        "file": door.at(out, "file"),
        "back": door.at(out, "kind"),
        "again": door.at(out),
        "marksheet": reverse("school:marksheet", args=[out.round]),
    }
    return render(request, "school/out/ready.html", told)


@require_POST
@at_school
def file(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Give the file; whoever takes it has just given a second factor."""
    out = door.out_of(scope, round_id)
    if asked := proof.step_up(request):
        return asked
    choice = kept(request, round_id)
    found = _made(request, scope, out, choice)
    if found is None:
        return redirect(door.at(out, "kind"))
    pupils = [one.id for one in choice.people(out)]
    to = destination(out, choice)
    given_ = Given(found.turn.number, found.turn.at.isoformat(), found.digest)
    keep(request, round_id, replace(choice, given=given_))
    said = {
        "to": f"{to.to}:{to.number}".rstrip(":"),
        "version": str(out.version),
        **{f"why {rule}": why for rule, why in choice.reasons.items()},
    }
    return given(scope, found.made, pupils, said)


def given(
    scope: Scope, made: Made, pupils: list[str], said: dict[str, str]
) -> HttpResponse:
    """Return a file to be saved; that it was given out is on the record."""
    told = {
        "file": made.name,
        "sha256": hashlib.sha256(made.data).hexdigest(),
        "cells": str(made.cells),
        **said,
    }
    give(by=scope, right=SCHOOL_CTF, pupils=pupils, said=told, now=clock.now())
    answer = HttpResponse(made.data, content_type=TYPES[Kind.CTF])
    answer.headers["Content-Disposition"] = disposition(made.name, Kind.CTF)
    return answer


def _made(
    request: HttpRequest, scope: Scope, out: Outgoing, choice: Choice
) -> _File | None:
    """Return the file as chosen; None, and why, where it cannot go out now.

    One that was given already, and would be the same, keeps its number and moment.
    """
    people = choice.people(out)
    found = problems.found(scope, out, people, clock.now())
    open_ = [one for one in found.queries if not choice.reasons.get(one.rule)]
    if not people or found.count or open_:
        return None
    try:
        if (last := choice.given) is not None:
            turn = Turn(last.number, datetime.fromisoformat(last.at))
            again = _File(making.made(out, choice, turn), turn)
            if again.digest == last.digest:
                return again
        turn = making.next_turn(scope)
        return _File(making.made(out, choice, turn), turn)
    except (UsageError, WriteError) as stop:
        messages.warning(request, str(stop))
        return None
