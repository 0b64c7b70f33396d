"""The app's name for Django."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Files as they were sent, and what became of them."""

    name = "keystage_web.files"
    label = "files"
