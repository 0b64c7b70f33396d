"""The app's name for Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Authorities, schools, people and the roles they hold."""

    name = "keystage_web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Let mails name what people are invited to."""
        from keystage_web.accounts import words  # noqa: PLC0415 - once apps are up

        words.named()
