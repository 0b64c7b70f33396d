"""The app's name for Django."""

from django.apps import AppConfig


class AuthorityConfig(AppConfig):
    """Pages of an authority: its schools, its rounds, its people and their files."""

    name = "keystage_web.authority"
    label = "authority"
