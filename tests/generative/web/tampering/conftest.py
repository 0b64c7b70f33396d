"""The service is up for what is tried here."""

from tests.service.up import *  # noqa: F403 - the fixtures it names
