"""The service is up for what is tried here, with files of its own."""

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.service.up import *  # noqa: F403 - the fixtures it names

# isort: split
from tests.integration.web.files.desk import chosen


@pytest.fixture(autouse=True)
def data(tmp_path: Path, settings: Settings) -> Path:
    """A data folder of one's own, and no end of files in an hour."""
    for name in ("files", "tmp"):
        (tmp_path / name).mkdir()
    settings.CONFIG = chosen(data=tmp_path, uploads_an_hour=100_000)
    return tmp_path
