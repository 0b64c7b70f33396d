"""The way into every page that is not for all: who asks, and in which role.

A page is `@entered` and takes the scope beside the request. It looks for what it shows
within the scope (not there: 404), then asks for the right (`Right.demand`: 403, and
the audit keeps the try).
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Concatenate

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from keystage_web import clock
from keystage_web.accounts.models import Membership, Person
from keystage_web.accounts.rights import Refused
from keystage_web.accounts.scopes import Scope
from keystage_web.audit import actions as audit
from keystage_web.ui.problems import problem

CHOSEN = "membership"  # in the session: the role the person chose

type View[**P] = Callable[Concatenate[HttpRequest, P], HttpResponse]
type Scoped[**P] = Callable[Concatenate[HttpRequest, Scope, P], HttpResponse]


def scope_of(request: HttpRequest) -> Scope | None:
    """Return the scope of the role chosen, or of the only one held; None without.

    Asked anew with each request, so that a role taken away is gone at once.
    """
    if not isinstance(request.user, Person):
        return None
    held = Membership.chosen_from(request.user.pk)
    chosen = request.session.get(CHOSEN)
    for membership in held:
        if membership.id == chosen or len(held) == 1:
            return membership.scope()
    return None


def entered[**P](view: Scoped[P]) -> View[P]:
    """Make a page for people who are signed in and have chosen a role."""

    @wraps(view)
    def page(
        request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        scope = scope_of(request)
        if scope is None:
            return redirect(settings.CHOOSE_URL)
        try:
            return view(request, scope, *args, **kwargs)
        except Refused as refused:
            _keep(scope, refused)
            return problem(request, HTTPStatus.FORBIDDEN)

    return page


def _keep(scope: Scope, refused: Refused) -> None:
    """Write into the audit what was tried; whatever it had begun is undone by now."""
    with transaction.atomic():
        audit.refused(
            authority=scope.authority,
            by=scope.person,
            action=refused.right.action,
            now=clock.now(),
            school=scope.school,
        )
