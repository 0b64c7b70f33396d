"""Whatever can be read can be written again, and says the same."""

from pathlib import Path

import pytest

from keystage.core.errors import Refused
from keystage.core.records import CtfFile
from keystage.ctf.layout import arrange
from keystage.ctf.layout.convert import convert
from keystage.ctf.read import read
from keystage.ctf.write import write
from keystage.xmlguard import Limits

_ROOT = Path(__file__).parents[3]
_OURS = sorted((_ROOT / "tests" / "fixtures").rglob("*.xml"))
_GIVEN = _ROOT.parent / "shared" / "reference" / "badinput"


def _readable(paths: list[Path]) -> list[CtfFile]:
    files = []
    for path in paths:
        try:
            files.append(read(path, limits=Limits.command_line()))
        except Refused:
            continue
    return files


def _written_again(files: list[CtfFile]) -> int:
    for file in files:
        asked = convert(file, "26.0").file
        assert read(write(asked)) == arrange.file(asked)
    return len(files)


def test_files_as_suppliers_write_them_are_written_again() -> None:
    assert _written_again(_readable(_OURS)) > 10


@pytest.mark.given
def test_given_files_with_faults_are_written_again() -> None:
    assert _written_again(_readable(sorted(_GIVEN.rglob("*.xml")))) > 50
