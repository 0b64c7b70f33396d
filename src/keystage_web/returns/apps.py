"""The app's name for Django."""

from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    """Rounds of a collection, and what schools return in them."""

    name = "keystage_web.returns"
    label = "returns"

    def ready(self) -> None:
        """Let mails say what schools did."""
        # Models are up by now, and not before.
        from keystage_web.returns.mailing import officers  # noqa: PLC0415

        officers.named()
