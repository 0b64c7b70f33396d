"""A season of files to back up, and what was made of it."""

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.integration.web.files.desk import Desk, chosen, ctf, desk, later
from tests.service.up import *  # noqa: F403 - the fixtures it names


@pytest.fixture
def ours(transactional_db: None, tmp_path: Path, settings: Settings) -> Desk:
    """A school's files, in a data folder of one's own."""
    data = tmp_path / "data"
    (data / "keys").mkdir(parents=True)
    (data / "keys" / "session.key").write_text("secret")
    settings.CONFIG = chosen(data=data)
    made = desk(data)
    for turn in range(4):
        made.send(ctf(turn), now=later(turn))
    return made


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Where a backup goes."""
    return tmp_path / "away" / "monday"
