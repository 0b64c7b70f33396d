"""What allauth is told of another sign-in service, from the settings' rows.

Read while the settings are, so nothing of Django is asked here.
"""

from typing import Any
from urllib.parse import urlsplit

from keystage_web import keys
from keystage_web.config import Config

ID = "provider"  # in the addresses it comes back to


def provided(config: Config) -> dict[str, Any]:
    """Return SOCIALACCOUNT_PROVIDERS: the service of the rows, or none."""
    if not config.oidc_issuer:
        return {}
    app = {
        "provider_id": ID,
        "name": config.oidc_label,
        "client_id": config.oidc_client,
        "secret": keys.secret(config.oidc_secret_file),
        "settings": {"server_url": config.oidc_issuer},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}


def origins(config: Config) -> list[str]:
    """Return the origins a form may lead on to: the service's, if there is one."""
    if not config.oidc_issuer:
        return []
    parts = urlsplit(config.oidc_issuer)
    return [f"{parts.scheme}://{parts.netloc}"]
