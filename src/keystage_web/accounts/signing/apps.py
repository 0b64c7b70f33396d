"""The app's name for Django."""

from django.apps import AppConfig


class SigningConfig(AppConfig):
    """Passwords, second factors, sessions, links by mail, throttles."""

    name = "keystage_web.accounts.signing"
    label = "signing"

    def ready(self) -> None:
        """Give everybody who is let in a seat, and note when by the service's clock."""
        from django.contrib.auth.signals import (  # noqa: PLC0415 - once apps are up
            user_logged_in,
        )

        from keystage_web.accounts.signing import seats  # noqa: PLC0415

        user_logged_in.disconnect(dispatch_uid="update_last_login")  # by the machine's
        user_logged_in.connect(seats.taken, dispatch_uid="signing.seat")
