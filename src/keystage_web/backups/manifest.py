"""The list of what a backup holds: a line of JSON for each, and a digest of the lines.

Written and read line by line, as a large authority has a hundred thousand files.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from keystage.core.errors import UsageError
from keystage_web.backups.dump import NAMES as DATABASES
from keystage_web.files.store.durable import flush, flush_folder

NAME = "manifest.jsonl"
_UNFINISHED = "manifest.part"
_FORM = 1
_FILE = re.compile(r"files(/[0-9A-Za-z._-]+){2,}")
_BAD = "The list of what this backup holds ({}) is damaged: it cannot be relied on."


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a backup: its path with slashes, digest and length."""

    path: str
    sha256: str
    length: int


@dataclass(frozen=True, slots=True)
class Head:
    """What a backup is of: when it was taken, from which database, how far changed.

    `checkpoints` are the ends of the audit's chains just before it was taken.
    """

    made: str
    version: str
    database: str  # sqlite or postgresql
    migrations: list[list[str]]
    checkpoints: list[str]
    form: int = _FORM


@dataclass(slots=True)
class Written:
    """How many entries were written, and how many bytes they tell of."""

    entries: int = 0
    bytes: int = 0


@dataclass(slots=True)
class Writer:
    """Writes a manifest; it has its name only once it is whole."""

    folder: Path
    told: Written = field(default_factory=Written)

    def write(self, head: Head, entries: Iterator[Entry]) -> None:
        """Write all of it, and return once it would stay."""
        hashed = hashlib.sha256()
        unfinished = self.folder / _UNFINISHED
        with unfinished.open("wb") as file:
            for line in self._lines(head, entries):
                hashed.update(line)
                file.write(line)
            end = {"entries": self.told.entries, "sha256": hashed.hexdigest()}
            file.write(_line(end))
            file.flush()
            flush(file.fileno())
        os.replace(unfinished, self.folder / NAME)  # noqa: PTH105 - as the store does
        flush_folder(self.folder)

    def _lines(self, head: Head, entries: Iterator[Entry]) -> Iterator[bytes]:
        yield _line({name: getattr(head, name) for name in Head.__slots__})
        for entry in entries:
            self.told.entries += 1
            self.told.bytes += entry.length
            yield _line({name: getattr(entry, name) for name in Entry.__slots__})


def read(folder: Path) -> tuple[Head, Iterator[Entry]]:
    """Return what a backup is of, and its entries, whose end is checked as they end.

    Raises `UsageError` where there is no whole manifest.
    """
    path = folder / NAME
    if not path.is_file():
        raise UsageError(
            f"{folder} holds no finished backup: there is no {NAME} in it. If keystage "
            "backup was broken off, run it again with the same folder."
        )
    lines = _read(path)
    try:
        head = Head(**next(lines))
    except (TypeError, StopIteration):
        raise UsageError(_BAD.format(path)) from None
    if not _is_head(head):
        raise UsageError(_BAD.format(path))
    if head.form != _FORM:
        raise UsageError(f"{folder} was made by a later Keystage: install that one.")
    return head, _entries(path, lines)


def _read(path: Path) -> Iterator[dict[str, Any]]:
    """Yield each line, and check the last against those before."""
    hashed, waiting, count = hashlib.sha256(), b"", 0
    with path.open("rb") as file:
        for line in file:
            if waiting:
                hashed.update(waiting)
                yield _plain(path, waiting)
                count += 1
            waiting = line
    end = _plain(path, waiting)
    if end != {"entries": count - 1, "sha256": hashed.hexdigest()}:
        raise UsageError(_BAD.format(path))


def _entries(path: Path, lines: Iterator[dict[str, Any]]) -> Iterator[Entry]:
    for line in lines:
        try:
            entry = Entry(**line)
        except TypeError:
            raise UsageError(_BAD.format(path)) from None
        if not _is_entry(entry):
            raise UsageError(_BAD.format(path))
        yield entry


def _is_head(head: Head) -> bool:
    """Whether all is of the kind it should be: what was read may be anything."""
    texts = (head.made, head.version, head.database)
    lists = (head.migrations, head.checkpoints)
    if not (_are(str, texts) and _are(list, lists) and _are(list, head.migrations)):
        return False
    known = head.database in DATABASES
    return known and all(_are(str, name) for name in head.migrations)


def _is_entry(entry: Entry) -> bool:
    """Whether it is the database, or a file in the folder of files and nowhere else."""
    if not _are(str, (entry.path, entry.sha256)) or not _are(int, (entry.length,)):
        return False
    return entry.path in DATABASES.values() or _is_place(entry.path)


def _are(kind: type, values: Iterable[object]) -> bool:
    return all(isinstance(value, kind) for value in values)


def _is_place(path: str) -> bool:
    return _FILE.fullmatch(path) is not None and ".." not in path.split("/")


def _plain(path: Path, line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise UsageError(_BAD.format(path))
    return found


def _line(value: dict[str, Any]) -> bytes:
    return json.dumps(value, sort_keys=True).encode() + b"\n"
