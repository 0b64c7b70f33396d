"""Files of their own for each test."""

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.integration.web.files.desk import chosen
from tests.service.up import *  # noqa: F403 - the fixtures it names


@pytest.fixture(autouse=True)
def data(tmp_path: Path, settings: Settings) -> Path:
    """A data folder of one's own."""
    for name in ("files", "tmp"):
        (tmp_path / name).mkdir()
    settings.CONFIG = chosen(data=tmp_path)
    return tmp_path
