"""The key that signs sessions: made once, for the service's eyes alone."""

import stat
from pathlib import Path

import pytest

from keystage_web import keys


def test_a_key_is_made_once_and_nobody_else_can_read_it(tmp_path: Path) -> None:
    assert keys.make(tmp_path)
    first = keys.read(tmp_path)
    assert len(first) > 80
    assert not keys.make(tmp_path)
    assert keys.read(tmp_path) == first
    assert stat.S_IMODE(keys.path(tmp_path).stat().st_mode) == 0o600
    assert stat.S_IMODE(keys.path(tmp_path).parent.stat().st_mode) == 0o700
    assert keys.faults(tmp_path) == []


def test_without_a_key_none_is_shared(tmp_path: Path) -> None:
    assert keys.read(tmp_path) != keys.read(tmp_path)
    [fault] = keys.faults(tmp_path)
    assert "keystage setup" in fault


def test_an_empty_key_is_no_key(tmp_path: Path) -> None:
    keys.path(tmp_path).parent.mkdir()
    keys.path(tmp_path).touch(0o600)
    assert len(keys.read(tmp_path)) > 80
    assert "There is no key" in keys.faults(tmp_path)[0]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_key_others_can_read_is_told_with_what_to_do(
    tmp_path: Path, mode: int
) -> None:
    keys.make(tmp_path)
    keys.path(tmp_path).chmod(mode)
    [fault] = keys.faults(tmp_path)
    assert f"chmod 600 {keys.path(tmp_path)}" in fault
