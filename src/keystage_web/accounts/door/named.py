"""The addresses allauth looks for by name: these, and no others of its many."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.socialaccount.providers.openid_connect import views as provider
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_POST

from keystage_web.accounts.door import entry, second


def _offered(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Make a page for installations that have another sign-in service beside them."""

    @wraps(view)
    def page(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not settings.CONFIG.oidc_issuer:
            message = "no other sign-in service"
            raise Http404(message)
        return view(request, **kwargs)

    return page


urlpatterns = [
    path("sign-in", entry.sign_in, name="account_login"),
    path("sign-in/second", second.at_door, name="mfa_authenticate"),
    path(
        "sign-in/with/<slug:provider_id>",
        require_POST(_offered(provider.login)),
        name="openid_connect_login",
    ),
    path(
        "sign-in/with/<slug:provider_id>/back",
        _offered(provider.callback),
        name="openid_connect_callback",
    ),
]
