"""The list of what a backup holds, as a damaged disk or a stranger may have left it."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from keystage.core.errors import UsageError
from keystage_web.backups import manifest

HEAD = {
    "made": "2026-06-10T09:00:00+00:00",
    "version": "1",
    "database": "sqlite",
    "migrations": [["rolls", "0001_pupils"]],
    "checkpoints": [],
    "form": 1,
}
ENTRY = {"path": "files/a/bb/cc", "sha256": "0" * 64, "length": 1}


def listed(folder: Path, head: Any, entry: Any) -> list[manifest.Entry]:
    lines = [json.dumps(one).encode() + b"\n" for one in (head, entry)]
    end = {"entries": 1, "sha256": hashlib.sha256(b"".join(lines)).hexdigest()}
    (folder / manifest.NAME).write_bytes(b"".join(lines) + json.dumps(end).encode())
    return list(manifest.read(folder)[1])


def test_a_sound_list_is_read(tmp_path: Path) -> None:
    assert listed(tmp_path, HEAD, ENTRY) == [manifest.Entry(**ENTRY)]  # type: ignore[arg-type]  # of JSON


@pytest.mark.parametrize(
    "changed",
    [
        {"path": "loose"},
        {"path": ""},
        {"path": 7},
        {"path": None},
        {"path": ["files", "a"]},
        {"path": "files/a\0b/c"},
        {"path": "files/\ud800/c"},
        {"path": "files/../../c"},
        {"path": "/files/a/c"},
        {"length": "1"},
        {"sha256": None},
        {"other": 1},
    ],
)
def test_an_entry_that_is_none_is_told_in_a_sentence(
    tmp_path: Path, changed: dict[str, Any]
) -> None:
    with pytest.raises(UsageError, match="cannot be relied on"):
        listed(tmp_path, HEAD, {**ENTRY, **changed})


@pytest.mark.parametrize(
    "changed",
    [
        {"database": "other"},
        {"database": ["sqlite"]},
        {"migrations": None},
        {"migrations": [None]},
        {"migrations": [[["a"], "b"]]},
        {"version": 3},
        {"more": 1},
    ],
)
def test_a_beginning_that_is_none_is_told_in_a_sentence(
    tmp_path: Path, changed: dict[str, Any]
) -> None:
    with pytest.raises(UsageError, match="cannot be relied on"):
        listed(tmp_path, {**HEAD, **changed}, ENTRY)
