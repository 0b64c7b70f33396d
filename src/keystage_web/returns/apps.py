"""The app's name for Django."""

from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    """Rounds of a collection, and what schools return in them."""

    name = "keystage_web.returns"
    label = "returns"
