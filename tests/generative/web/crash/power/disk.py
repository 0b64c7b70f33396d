"""A disk whose plug can be pulled: an ext4 image on an xfs that clones in one step.

The clone holds what had reached the disk and nothing else; mounting it lets its journal
recover. Needs root, loop devices and xfsprogs. All of it lies beneath one folder.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_MEGABYTES = 192
_ROOM = 900  # for the image and its clones
_PATIENCE = 300  # seconds, on a busy machine


def missing() -> str:
    """Return what keeps the disk from being made here; '' where nothing does."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return "needs root on Linux, to mount an image"
    for program in ("mkfs.xfs", "mkfs.ext4", "mount"):
        if not shutil.which(program):
            return f"needs {program}"
    return ""


def _run(*words: object) -> None:
    subprocess.run(
        [str(word) for word in words],
        check=True,
        timeout=_PATIENCE,
        stdout=subprocess.DEVNULL,
    )


class Disk:
    """The disk: `app` is what is written to, `after` what is found after a cut."""

    def __init__(self, folder: Path) -> None:
        self.base = folder / "base"
        self.app, self.after = folder / "app", folder / "after"
        self._image, self._disk = folder / "base.img", self.base / "disk.img"
        for path in (self.base, self.app, self.after):
            path.mkdir(parents=True)

    def up(self) -> None:
        """Make it and mount it; raises where the machine does not let us."""
        _run("truncate", "-s", f"{_ROOM}M", self._image)
        _run("mkfs.xfs", "-q", "-m", "reflink=1", self._image)
        _run("mount", "-o", "loop", self._image, self.base)
        _run("truncate", "-s", f"{_MEGABYTES}M", self._disk)
        _run("mkfs.ext4", "-q", self._disk)
        _run("mount", "-o", "loop", self._disk, self.app)

    def settle(self) -> None:
        """Let all that was laid there reach the disk, before anything is tried."""
        _run("sync", "-f", self.app)

    def cut(self) -> None:
        """Pull the plug, for the clone."""
        _run("cp", "--reflink=always", self._disk, self.base / "cut.img")

    @contextmanager
    def found(self) -> Iterator[Path]:
        """Have what the cut left, recovered, and forget it afterwards."""
        clone = self.base / "cut.img"
        _run("mount", "-o", "loop", clone, self.after)
        try:
            yield self.after
        finally:
            _run("umount", self.after)
            clone.unlink()

    def down(self) -> None:
        """Unmount everything that is mounted."""
        for path in (self.after, self.app, self.base):
            with suppress(subprocess.CalledProcessError):
                if path.is_mount():
                    _run("umount", path)


@contextmanager
def disk(folder: Path) -> Iterator[Disk]:
    """Have a disk, and leave nothing mounted."""
    made = Disk(folder)
    try:
        made.up()
        yield made
    finally:
        made.down()
