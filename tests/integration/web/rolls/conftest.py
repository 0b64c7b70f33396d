"""Files are read in this process: that a child reads them is tried by itself."""

import pytest

from keystage_web.rolls.actions import imports
from keystage_web.rolls.reading.file import read


@pytest.fixture(autouse=True)
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read files without starting a process for each."""
    monkeypatch.setattr(imports, "read_apart", read)
