"""The app's name for Django."""

from django.apps import AppConfig


class RollsConfig(AppConfig):
    """Pupils, classes, groups, and what came in a file and waits to be looked at."""

    name = "keystage_web.rolls"
    label = "rolls"
