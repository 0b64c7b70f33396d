"""The app's name for Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Authorities, schools, people and the roles they hold."""

    name = "keystage_web.accounts"
    label = "accounts"
