"""Where files lie: `files/<authority>/<aa>/<sha256>`, and nothing else beneath it."""

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from keystage_web.files.store import durable
from keystage_web.files.store.arrival import ENDING, Arrival

PIECE = 256 * 1024
_AUTHORITY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_ONLY_ME = 0o700


class Unsound(Exception):
    """A file's bytes are not what was sent: not there, cut short, or changed."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Which file: of which authority, with which bytes."""

    authority: str
    sha256: str

    def __post_init__(self) -> None:
        good = _AUTHORITY.fullmatch(self.authority) and _SHA256.fullmatch(self.sha256)
        if not good:
            message = "a place is an authority's id and a digest"
            raise ValueError(message)

    @property
    def path(self) -> str:
        """Its path beneath `files`, with slashes."""
        return f"{self.authority}/{self.sha256[:2]}/{self.sha256}"


@dataclass(frozen=True, slots=True)
class Found:
    """Something that lies beneath `files`; `place` is None where it does not belong."""

    path: Path
    place: Place | None
    changed: float  # seconds since 1970


class Store:
    """The files beneath a data folder."""

    def __init__(self, data: Path) -> None:
        self.root = data / "files"
        self.tmp = data / "tmp"

    def at(self, place: Place) -> Path:
        """Return where a file lies, or would."""
        return self.root.joinpath(*place.path.split("/"))

    def begin(self, limit: int) -> Arrival:
        """Begin to take a file of at most `limit` bytes."""
        return Arrival(self.tmp, limit)

    def keep(self, arrival: Arrival, authority: str) -> Place:
        """Give a file that has ended its place; returns once that would stay.

        Raises `OSError` where the disk does not take it.
        """
        arrival.end()
        place = Place(authority, arrival.sha256)
        wanted = self.at(place)
        for folder in reversed(wanted.parents[:3]):
            folder.mkdir(mode=_ONLY_ME, exist_ok=True)
        arrival.moved(wanted)
        # Each name that leads there: the folders may be new, and not by us.
        for folder in wanted.parents[:3]:
            durable.flush_folder(folder)
        return place

    def has(self, place: Place, length: int) -> bool:
        """Return whether a file of this length is there; its bytes are not looked at."""
        path = self.at(place)
        return path.is_file() and path.stat().st_size == length

    def opened(self, place: Place, length: int) -> BinaryIO:
        """Return a file, open at its beginning, that is what it was; else `Unsound`."""
        path = self.at(place)
        try:
            if path.is_symlink():
                raise Unsound
            file = path.open("rb")
            try:
                if digest(file) != (place.sha256, length):
                    raise Unsound
                file.seek(0)
            except BaseException:
                file.close()
                raise
        except OSError:
            raise Unsound from None
        return file

    def remove(self, place: Place) -> None:
        """Take a file away, which nobody may hold any more; its folder stays."""
        self.at(place).unlink(missing_ok=True)

    def top(self) -> list[str]:
        """Return the names right beneath `files`: each an authority's, if all is well."""
        return sorted(os.listdir(self.root)) if self.root.is_dir() else []  # noqa: PTH208 - names alone

    def everything(self, under: str = "") -> Iterator[Found]:
        """Yield all that lies beneath `files`, in order, or beneath one name of it.

        Links are not followed.
        """
        top = self.root / under
        if under and (top.is_symlink() or not top.is_dir()):
            if top.is_symlink() or top.exists():
                yield self._found(top)
            return
        for folder, names, files in os.walk(top):
            names.sort()
            links = [one for one in names if Path(folder, one).is_symlink()]
            for name in sorted([*files, *links]):
                yield self._found(Path(folder, name))

    def unfinished(self) -> Iterator[Found]:
        """Yield the files in `tmp`: coming in just now, or broken off."""
        if self.tmp.is_dir():
            for path in sorted(self.tmp.iterdir()):
                if path.name.endswith(ENDING):
                    yield Found(path, None, path.lstat().st_mtime)

    def _found(self, path: Path) -> Found:
        parts = path.relative_to(self.root).as_posix()
        authority, sha256 = parts.split("/")[0], path.name
        good = _AUTHORITY.fullmatch(authority) and _SHA256.fullmatch(sha256)
        place = Place(authority, sha256) if good else None
        if place is not None and (place.path != parts or path.is_symlink()):
            place = None
        return Found(path, place, path.lstat().st_mtime)


def digest(file: BinaryIO) -> tuple[str, int]:
    """Return digest and length of what is left of an open file."""
    hashed, length = hashlib.sha256(), 0
    while piece := file.read(PIECE):
        hashed.update(piece)
        length += len(piece)
    return hashed.hexdigest(), length
