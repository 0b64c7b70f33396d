"""The app's name for Django."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Templates, style and the pages that belong to no concern."""

    name = "keystage_web.ui"
    label = "ui"
