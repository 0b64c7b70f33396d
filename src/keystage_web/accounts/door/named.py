"""The addresses allauth looks for by name: these, and no others of its many."""

from allauth.socialaccount.providers.openid_connect import views as provider
from django.conf import settings
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from keystage_web.accounts.door import entry, second
from keystage_web.accounts.signing.outside.provided import ID

urlpatterns: list[URLPattern] = [
    path("sign-in", entry.sign_in, name="account_login"),
    path("sign-in/second", second.at_door, name="mfa_authenticate"),
]
if settings.CONFIG.oidc_issuer:
    _THERE = {"provider_id": ID}
    urlpatterns += [
        path(
            "sign-in/<slug:provider_id>/begin",
            require_POST(provider.login),
            name="openid_connect_login",
        ),
        path(
            "sign-in/<slug:provider_id>/back",
            provider.callback,
            name="openid_connect_callback",
        ),
    ]
