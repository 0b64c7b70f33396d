"""The app's name for Django."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Mail and webhooks, each in an outbox first."""

    name = "keystage_web.notices"
    label = "notices"
