"""Bring Django up for a verb, or say what is missing."""

import os
from importlib.util import find_spec

from keystage.core.errors import MissingExtra
from keystage_web.config import Config, read


def settled() -> Config:
    """Return the settings, before Django is up: it reads the key as it comes up.

    Raises `MissingExtra` where the service is not installed, `ConfigError` where its
    settings cannot be read.
    """
    if not find_spec("django"):
        what = "The service"
        raise MissingExtra(what, "web")
    return read(os.environ)


def prepared() -> Config:
    """Set Django up and return the settings; raises as `settled` does."""
    chosen = settled()  # first, for its sentences
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keystage_web.settings")
    import django  # noqa: PLC0415 - there only with the extra

    django.setup()
    return chosen
