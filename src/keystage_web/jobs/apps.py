"""The app's name for Django, and where apps name their jobs."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    """Jobs, who works at them, and what runs by the clock."""

    name = "keystage_web.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Load `jobs.py` of every app, where its jobs are named."""
        autodiscover_modules("jobs")
