"""Whose pages they are: a school's or an authority's, each for its own roles."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import update_wrapper
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from keystage_web.accounts.actions.standing import NotThere
from keystage_web.accounts.entrance import entered
from keystage_web.accounts.rights import Right
from keystage_web.accounts.roles import AT_AUTHORITY, AT_SCHOOL, Role
from keystage_web.accounts.scopes import Scope

_NAMES = (
    *("people", "person", "find", "invite", "resend", "withdraw", "change", "suspend"),
    *("wake", "left", "staff", "keys", "key-ask", "key-take", "key-revoke"),
    *("key-approve", "invite-la", "confirm", "reset", "reset-done", "reset-drop"),
    "terms",
)


@dataclass(frozen=True, slots=True)
class Site:
    """The pages under `/school` or under `/authority`, and the roles they are for."""

    space: str
    roles: frozenset[Role]

    @property
    def to(self) -> dict[str, str]:
        """The names of its addresses, for templates."""
        return {name.replace("-", "_"): f"{self.space}:{name}" for name in _NAMES}

    @property
    def whole(self) -> bool:
        """Whether it is an authority's."""
        return self.roles == AT_AUTHORITY

    def url(self, name: str, *ids: str) -> str:
        """Return the address of one of its pages."""
        return reverse(f"{self.space}:{name}", args=ids)

    def demand(self, right: Right, scope: Scope) -> None:
        """Go on if the scope's role may do this here; raise `Refused` if not."""
        right.among(self.roles).demand(scope)

    def held(self, right: Right, scope: Scope) -> bool:
        """Return whether the scope's role may do this here."""
        return right.among(self.roles).held(scope)


SCHOOL = Site("school", AT_SCHOOL)
AUTHORITY = Site("authority", AT_AUTHORITY)

type Page = Callable[..., HttpResponse]


def page(*methods: str) -> Callable[[Page], Page]:
    """Make a page of a site, by these methods: it takes request, scope, site and ids.

    A role at an authority has no school, so that a school's pages are not there for it.
    """

    def made(view: Page) -> Page:
        def answered(
            request: HttpRequest, scope: Scope, /, *, site: Site, **ids: Any
        ) -> HttpResponse:
            if scope.whole and not site.whole:
                raise Http404
            try:
                return view(request, scope, site, **ids)
            except NotThere as missing:
                raise Http404 from missing

        update_wrapper(answered, view)
        return require_http_methods([*methods, *_safe(methods)])(entered(answered))

    return made


def _safe(methods: tuple[str, ...]) -> list[str]:
    return ["HEAD"] if "GET" in methods else []


def sent(request: HttpRequest) -> QueryDict | None:
    """Return the form that was sent, an empty one too; None where a page is asked for."""
    return request.POST if request.method == "POST" else None


def there[Found](found: Found | None) -> Found:
    """Return what was found; raise `Http404` where nothing was."""
    if found is None:
        raise Http404
    return found


def shown(
    request: HttpRequest, template: str, status: int = 200, **told: Any
) -> HttpResponse:
    """Draw one of the pages."""
    return render(request, f"accounts/desk/{template}.html", told, status=status)


def done(request: HttpRequest, said: str, site: Site, *to: str) -> HttpResponse:
    """Say that it is done, on the page that comes after."""
    messages.success(request, said)
    return redirect(site.url(*to))
