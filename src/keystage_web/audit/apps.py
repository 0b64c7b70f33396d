"""The app's name for Django."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Events that are only ever added to, and what is asked of them."""

    name = "keystage_web.audit"
    label = "audit"
