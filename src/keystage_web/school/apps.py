"""The app's name for Django."""

from django.apps import AppConfig


class SchoolConfig(AppConfig):
    """Pages of a school: what there is to do, its facts, people, roll and files."""

    name = "keystage_web.school"
    label = "school"
