"""The real command on real files, and what it said."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from keystage import ctf
from keystage.cli import clock
from keystage.cli.main import run
from keystage.core.records import CtfFile
from tests.unit.intake.makers import NOW


class Said(NamedTuple):
    """An exit code, what went to the screen, and what was complained of."""

    code: int
    out: str
    err: str

    @property
    def flat(self) -> str:
        """All that went to the screen in one line, however it was broken."""
        return " ".join(self.out.split())


type Keystage = Callable[..., Said]
type Put = Callable[[str, CtfFile], Path]


@pytest.fixture
def keystage(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Keystage:
    """Run the command line at a fixed moment and return what it said."""
    monkeypatch.setattr(clock, "now", lambda: NOW)

    def call(*words: object) -> Said:
        code = run([str(word) for word in words])
        return Said(code, *capsys.readouterr())

    return call


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Write a file into the folder of the test and return where it is."""

    def write(name: str, file: CtfFile) -> Path:
        path = tmp_path / name
        path.write_bytes(ctf.write(file))
        return path

    return write


class Desk(NamedTuple):
    """The command, a way to put files into a folder, and the folder."""

    keystage: Keystage
    put: Put
    folder: Path


@pytest.fixture
def desk(keystage: Keystage, put: Put, tmp_path: Path) -> Desk:
    """Return all three at once."""
    return Desk(keystage, put, tmp_path)


def listing(folder: Path) -> Sequence[str]:
    """Return the names in a folder, temporary ones too."""
    return sorted(path.name for path in folder.iterdir())
