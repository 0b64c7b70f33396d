"""Files of their own for each test."""

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.integration.web.files.desk import Desk, chosen, desk
from tests.service.up import *  # noqa: F403 - the fixtures it names


@pytest.fixture
def data(tmp_path: Path, settings: Settings) -> Path:
    """A data folder of one's own."""
    settings.CONFIG = chosen(data=tmp_path)
    return tmp_path


@pytest.fixture
def ours(db: None, data: Path) -> Desk:
    """One authority, and its schools' files."""
    return desk(data)
