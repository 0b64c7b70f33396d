"""A demonstration's data folder says that it is one."""

from pathlib import Path

import pytest

from keystage.core.errors import UsageError
from keystage_web.config import mark


def test_a_new_folder_is_marked_once(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    assert not mark.is_marked(folder)
    mark.claim(folder)
    assert mark.is_marked(folder)
    (folder / "db").mkdir()
    mark.claim(folder)


@pytest.mark.parametrize("held", ["db", "keys"])
def test_a_real_data_folder_is_never_taken_for_one(tmp_path: Path, held: str) -> None:
    (tmp_path / held).mkdir()
    with pytest.raises(UsageError, match="no demonstration's"):
        mark.claim(tmp_path)
    assert not mark.is_marked(tmp_path)
