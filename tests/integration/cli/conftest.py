"""The demonstration's files on disk: real input for the real command."""

from pathlib import Path

import pytest

from keystage.cli.demo import copied


@pytest.fixture(scope="session")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what every invented school sent; tests only read it."""
    folder = tmp_path_factory.mktemp("sent")
    for name, data in copied.files():
        (folder / name).write_bytes(data)
    return folder
